/* Which addresses, numbers and passwords are taken. */
#include "auth/auth.h"
#include "test.h"

#include <string.h>

static Arena arena;

static bool accepts(bool (*rule)(Ctx *, Str *), Str *text)
{
    Ctx cx = {.arena = &arena};
    bool ok = rule(&cx, text);
    check(ok == !cx.error.kind);
    return ok;
}

static void addresses(void)
{
    static const char *const good[] = {
        "a@b.cd",
        "ann+tag@example.org",
        "o'neil.x@sub.example.co.uk",
        "a_b%c@x-y.org",
        "ann@b\xc3\xbc"
        "cher.example",
        "!#$%&'*+/=?^_`{|}~-@x.org",
    };
    for (isize i = 0; i < countof(good); i++) {
        Str email = str_of(good[i]);
        if (!check(accepts(email_accept, &email)))
            printf("# %s\n", good[i]);
    }
    static const char *const bad[] = {
        "",
        "a@b.c",
        "ann",
        "@example.org",
        "ann@",
        "ann@.org",
        "ann@org.",
        "ann@a..b",
        ".ann@x.org",
        "ann.@x.org",
        "a..n@x.org",
        "a n@x.org",
        "ann@x .org",
        "ann@x.org ",
        "ann@x@y.org",
        "ann@x<y>.org",
        "\"a\"@x.org",
        "ann@x.org\n",
        "ann@x.org\t",
        "ann@exampleorg",
        "an\xc3\xa9@x.org",
    };
    for (isize i = 0; i < countof(bad); i++) {
        Str email = str_of(bad[i]);
        if (!check(!accepts(email_accept, &email)))
            printf("# %s\n", bad[i]);
    }
    Str nul = S("a\0n@x.org");
    check(!accepts(email_accept, &nul));
    Str email = S("Ann@Example.ORG");
    check(accepts(email_accept, &email));
    check_str(email, S("ann@example.org"));

    char text[300];
    memset(text, 'a', sizeof text);
    memcpy(text + 64, "@x.org", 6);
    email = (Str){text, 70};
    check(accepts(email_accept, &email));
    memcpy(text + 65, "@x.org", 6), text[64] = 'a';
    email = (Str){text, 71};
    check(!accepts(email_accept, &email));
    memset(text, 'a', sizeof text), text[1] = '@', text[250] = '.';
    email = (Str){text, 254};
    check(accepts(email_accept, &email));
    email = (Str){text, 255};
    check(!accepts(email_accept, &email));
}

static void numbers(void)
{
    Str phone = S("+49 151 234 5678");
    check(accepts(phone_accept, &phone));
    check_str(phone, S("491512345678"));
    static const char *const bad[] = {
        "",       "+",          "12345",     "0123456",  "1234567890123456",
        "12345x", "++49151123", "49+151123", "49-151123"};
    for (isize i = 0; i < countof(bad); i++) {
        phone = str_of(bad[i]);
        check(!accepts(phone_accept, &phone));
    }
}

static bool takes_password(isize len)
{
    char text[100];
    memset(text, 'p', sizeof text);
    Ctx cx = {.arena = &arena};
    return password_accept(&cx, (Str){text, len});
}

int main(void)
{
    arena = arena_reserve(1 << 20);
    addresses();
    numbers();
    check(!takes_password(0) && !takes_password(5) && takes_password(6));
    check(takes_password(72) && !takes_password(73));
    arena_release(&arena);
    return done();
}
