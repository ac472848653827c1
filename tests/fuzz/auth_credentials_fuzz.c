/*
 * An address that is taken is one that the database takes too (its domain's pattern is
 * checked here by hand), in lower case, and taken again as it is; a number likewise.
 */
#include "auth/auth.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* [^@\s]+ "@" [^@\s]+ "." [^@\s]+ */
static void check_email(Str email)
{
    isize ats = 0, at = -1, dots_after = 0;
    for (isize i = 0; i < email.len; i++) {
        char c = email.s[i];
        assert(c && !is_space(c) && !(c >= 'A' && c <= 'Z'));
        if (c == '@')
            ats++, at = i;
        dots_after += c == '.' && ats == 1 && i > at + 1 && i < email.len - 1;
    }
    assert(ats == 1 && at > 0 && dots_after > 0 && email.len <= 320);
}

/* [1-9] 5*14 [0-9] */
static void check_phone(Str phone)
{
    assert(phone.len >= 6 && phone.len <= 15 && phone.s[0] != '0');
    for (isize i = 0; i < phone.len; i++)
        assert(phone.s[i] >= '0' && phone.s[i] <= '9');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.start)
        arena = arena_reserve(8 << 20);
    Str text = str_copy(&arena, (Str){(const char *)data, (isize)size});
    Ctx cx = {.arena = &arena}, again = {.arena = &arena};

    Str email = text;
    bool taken = email_accept(&cx, &email);
    assert(taken == !cx.error.kind);
    if (taken) {
        Str same = email;
        check_email(email);
        taken = email_accept(&again, &same);
        assert(taken && str_eq(same, email));
    }

    Str phone = text;
    cx.error = (Error){0};
    if (phone_accept(&cx, &phone)) {
        Str same = phone;
        check_phone(phone);
        taken = phone_accept(&again, &same);
        assert(taken && str_eq(same, phone));
    }
    arena_reset(&arena);
    return 0;
}
