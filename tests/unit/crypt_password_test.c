/* What libcrypt makes of passwords, and what it must not. */
#include "crypt/crypt.h"
#include "test.h"

#include <string.h>
#include <time.h>

static double seconds_to_match(Str password, Str hash)
{
    double best = 1e9;
    for (int i = 0; i < 3; i++) {
        struct timespec a, b;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
        check(!password_matches(password, hash));
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
        double t =
            (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) * 1e-9;
        best = t < best ? t : best;
    }
    return best;
}

int main(void)
{
    Arena arena = arena_reserve(1 << 20);
    char long_text[80];
    memset(long_text, 'x', sizeof long_text);
    Str longest = {long_text, PASSWORD_MAX}, longer = {long_text, PASSWORD_MAX + 1};

    /* crypt_blowfish's own vector, and other kinds that an import may bring */
    check(password_matches(
        S("U*U"), S("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")));
    check(password_matches(
        S("Hello world!"),
        S("$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5")));

    Str hash = password_hash(&arena, S("correct horse"));
    check(str_starts(hash, S("$2b$10$")) && hash.len == 60);
    check(password_matches(S("correct horse"), hash));
    check(!password_matches(S("correct horsf"), hash));
    check(!password_matches(S(""), hash));
    check(!str_eq(hash, password_hash(&arena, S("correct horse"))));

    hash = password_hash(&arena, longest);
    check(password_matches(longest, hash));
    check(!password_matches(longer, hash));
    hash = password_hash(&arena, S("ab"));
    check(!password_matches(S("ab\0c"), hash));

    static const char *const broken[] = {"",     "*0", "*1", "plain", "$2b$10$short",
                                         "$2b$", "x",  "$y$"};
    for (isize i = 0; i < countof(broken); i++)
        if (!check(!password_matches(str_of(broken[i]), str_of(broken[i]))))
            printf("# matched: %s\n", broken[i]);
    check(!password_matches(S("x"), (Str){0}));

    /* The same time for a stranger, for a wrong password, for an impossible one. */
    double wrong = seconds_to_match(S("wrong"), hash);
    double nobody = seconds_to_match(S("wrong"), no_users_hash);
    double no_hash = seconds_to_match(S("wrong"), (Str){0});
    double impossible = seconds_to_match(longer, hash);
    check(nobody > wrong * 0.7 && nobody < wrong * 1.4);
    check(no_hash > wrong * 0.7 && no_hash < wrong * 1.4);
    check(impossible > wrong * 0.7 && impossible < wrong * 1.4);
    arena_release(&arena);
    return done();
}
