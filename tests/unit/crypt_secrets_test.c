/* The secrets' file: made once, whole, for its owner alone. */
#include "crypt/secrets.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static Arena arena;
static char folder[] = "/tmp/secrets-test-XXXXXX";

static bool load(bool may_create, Secrets *s, Error *error)
{
    *error = (Error){0};
    return secrets_load(&arena, str_of(folder), may_create, s, error);
}

static const char *path(void)
{
    static char text[sizeof folder + 16];
    snprintf(text, sizeof text, "%s/secrets", folder);
    return text;
}

static void made_once(void)
{
    Error error;
    Secrets first = {0}, second = {0};
    check(!load(false, &first, &error));
    check_str(error_code(&error), S("secrets_missing"));
    check(load(true, &first, &error) && load(false, &second, &error));
    check(first.jwt_secret.len == 64 && first.seal_key.len == 64);
    check(!str_eq(first.jwt_secret, first.seal_key));
    check_str(second.jwt_secret, first.jwt_secret);
    check_str(second.seal_key, first.seal_key);
    struct stat st;
    check(stat(path(), &st) == 0 && (st.st_mode & 0777) == 0600);

    check(chmod(path(), 0640) == 0);
    check(!load(true, &(Secrets){0}, &error));
    check_str(error_code(&error), S("secrets_bad"));
    check(chmod(path(), 0600) == 0);
}

static void given_ones_win(void)
{
    Error error;
    Str given = S("given by the environment, and long enough");
    Secrets s = {.jwt_secret = given};
    check(load(false, &s, &error));
    check_str(s.jwt_secret, given);
    check(s.seal_key.len == 64);

    Secrets both = {given, given}, one = {.jwt_secret = given},
            weak = {given, S("short")};
    error = (Error){0};
    check(secrets_load(&arena, (Str){0}, false, &both, &error));
    check(!secrets_load(&arena, (Str){0}, true, &one, &error));
    check_str(error_message(&error), S("RUNG_SEAL_KEY is not set"));
    check(!secrets_load(&arena, (Str){0}, true, &weak, &error));
    check_str(error_code(&error), S("secrets_bad"));
}

/* Eight processes make it at once: each must read what all others read. */
static void made_by_many(void)
{
    enum { PROCESSES = 8 };
    int pipes[2];
    check(unlink(path()) == 0 && pipe(pipes) == 0);
    for (int i = 0; i < PROCESSES; i++)
        if (fork() == 0) {
            Error error;
            Secrets s = {0};
            bool ok = load(true, &s, &error);
            _exit(!ok || write(pipes[1], s.jwt_secret.s, 64) != 64);
        }
    int failed = 0, status;
    while (wait(&status) > 0)
        failed += status != 0;
    check(failed == 0);
    char texts[PROCESSES][64];
    check(read(pipes[0], texts, sizeof texts) == (ssize_t)sizeof texts);
    int same = 0;
    for (int i = 0; i < PROCESSES; i++)
        same += memcmp(texts[i], texts[0], 64) == 0;
    check(same == PROCESSES);
}

int main(void)
{
    arena = arena_reserve(1 << 20);
    if (!check(mkdtemp(folder) != NULL))
        return done();
    made_once();
    given_ones_win();
    made_by_many();
    unlink(path());
    check(rmdir(folder) == 0); /* nothing else was left behind */
    arena_release(&arena);
    return done();
}
