/* credentials.c — what is taken as an address, a password, metadata: GoTrue's rules. */
#include "auth/auth.h"
#include "auth/errors.h"
#include "crypt/crypt.h"

#include <string.h>

enum {
    EMAIL_MIN = 6,
    EMAIL_MAX = 254,
    MAILBOX_MAX = 64,
    METADATA_MAX =
        16 << 10 /* it travels in each access token, and so in each request */
};

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* mailbox = atom *("." atom) ; atom = 1*(letter / digit / one of these) */
static bool is_mailbox(Str text)
{
    char before = '.';
    for (isize i = 0; i < text.len; i++) {
        char c = text.s[i];
        if (c == '.' && before == '.')
            return false;
        if (c != '.' && !is_letter_or_digit(c) &&
            (!c || !strchr("!#$%&'*+/=?^_`{|}~-", c)))
            return false;
        before = c;
    }
    return before != '.' && text.len <= MAILBOX_MAX;
}

/* host = label 1*("." label) ; a label may be in any alphabet */
static bool is_host(Str text)
{
    char before = '.';
    bool has_dot = false;
    for (isize i = 0; i < text.len; i++) {
        char c = text.s[i];
        if (c == '.' && before == '.')
            return false;
        if (c != '.' && c != '-' && !is_letter_or_digit(c) && (unsigned char)c < 0x80)
            return false;
        has_dot = has_dot || c == '.';
        before = c;
    }
    return has_dot && before != '.';
}

bool email_accept(Ctx *cx, Str *email)
{
    if (email->len > EMAIL_MAX)
        return fail(cx, .kind = &email_too_long);
    StrPair at = str_cut(*email, '@');
    if (email->len < EMAIL_MIN || !is_mailbox(at.head) || !is_host(at.tail))
        return fail(cx, .kind = &email_invalid);
    *email = str_lower(cx->arena, *email);
    return true;
}

/* phone = ["+"] digit-but-0 5*14 digit ; spaces are for the eye */
bool phone_accept(Ctx *cx, Str *phone)
{
    enum { DIGITS_MIN = 6, DIGITS_MAX = 15 };
    Str typed = str_starts(*phone, S("+")) ? str_skip(*phone, 1) : *phone;
    char *digits = make_n(cx->arena, char, typed.len + 1);
    isize n = 0;
    for (isize i = 0; i < typed.len; i++) {
        if (typed.s[i] == ' ')
            continue;
        if (typed.s[i] < (n ? '0' : '1') || typed.s[i] > '9')
            return fail(cx, .kind = &phone_invalid);
        digits[n++] = typed.s[i];
    }
    if (n < DIGITS_MIN || n > DIGITS_MAX)
        return fail(cx, .kind = &phone_invalid);
    *phone = (Str){digits, n};
    return true;
}

bool password_accept(Ctx *cx, Str password)
{
    if (password.len > PASSWORD_MAX)
        return fail(cx, .kind = &password_too_long);
    if (password.len < PASSWORD_MIN)
        return fail(cx, .kind = &weak_password, .details = S("length"));
    return true;
}

bool metadata_accept(Ctx *cx, Str json)
{
    if (json.s && !str_starts(json, S("{")))
        return fail(cx, .kind = &metadata_not_object);
    if (json.len > METADATA_MAX)
        return fail(cx, .kind = &metadata_too_large);
    return true;
}
