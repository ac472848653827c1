#include "http/chunked.h"
#include "test.h"

#include <string.h>

static const struct {
    const char *body, *data; /* NULL: refused */
    isize rest;              /* bytes that follow it */
} cases[] = {
    {"0\r\n\r\n", "", 0},
    {"5\r\nhello\r\n0\r\n\r\n", "hello", 0},
    {"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\nGET", "hello world", 3},
    {"A\r\n0123456789\r\n0\r\n\r\n", "0123456789", 0},
    {"00a\r\n0123456789\r\n000\r\n\r\n", "0123456789", 0},
    {"2;name=value;x\r\nab\r\n0;last\r\n\r\n", "ab", 0},
    {"2\r\nab\r\n0\r\nTrailer: x\r\nAnother: y\r\n\r\n", "ab", 0},
    {"5\nhello\r\n0\r\n\r\n", NULL, 0},
    {"5\r\nhello\n0\r\n\r\n", NULL, 0},
    {"5\r\nhello0\r\n\r\n", NULL, 0},
    {"5\r\nhelloo\r\n0\r\n\r\n", NULL, 0},
    {"5\r\nhello\r\r\n0\r\n\r\n", NULL, 0},
    {"0x5\r\nhello\r\n0\r\n\r\n", NULL, 0},
    {"5 \r\nhello\r\n0\r\n\r\n", NULL, 0},
    {" 5\r\nhello\r\n0\r\n\r\n", NULL, 0},
    {"+5\r\nhello\r\n0\r\n\r\n", NULL, 0},
    {"-5\r\nhello\r\n0\r\n\r\n", NULL, 0},
    {"g\r\n", NULL, 0},
    {"\r\n", NULL, 0},
    {";x\r\n", NULL, 0},
    {"5\r\rhello", NULL, 0},
    {"5;a\nb\r\nhello\r\n0\r\n\r\n", NULL, 0},
    {"5;a\rb\r\nhello\r\n0\r\n\r\n", NULL, 0},
    {"0\r\n\n", NULL, 0},
    {"0\r\nTrailer: x\n\r\n", NULL, 0},
    {"0\r\nTrailer: \x01\r\n\r\n", NULL, 0},
    {"fffffffffffffffff\r\n", NULL, 0},
    {"8000000000000000\r\n", NULL, 0},
    {"10000000000000000\r\n", NULL, 0},
    {"0000000000000000\r\n", NULL, 0},
};

static char data[1 << 16];
static isize n_data;

/* Decodes `step` bytes at a time; what is left over, or -1 when it is not whole. */
static isize decode(Chunked *c, Str body, isize step)
{
    n_data = 0;
    while (body.len && c->state != CHUNKED_DONE && c->state != CHUNKED_REFUSED) {
        Str part = {body.s, body.len < step ? body.len : step};
        isize given = part.len;
        for (Str piece; (piece = chunked_next(c, &part)).len; n_data += piece.len)
            memcpy(data + n_data, piece.s, (size_t)piece.len);
        body = str_skip(body, given - part.len);
    }
    return c->state == CHUNKED_DONE ? body.len : -1;
}

/* "1" with so many bytes of extensions, which are refused beyond the limit. */
static bool takes_extensions(isize n)
{
    static char text[3 * CHUNKED_MAX_EXTRA];
    memcpy(text, "1;", 2);
    memset(text + 2, 'e', (size_t)n);
    memcpy(text + 2 + n, "\r\nx\r\n0\r\n\r\n", 10);
    return decode(&(Chunked){0}, (Str){text, n + 12}, 1000) == 0;
}

int main(void)
{
    for (isize i = 0; i < countof(cases); i++)
        for (isize step = 1; step < 40; step += 19) {
            Chunked c = {0};
            isize rest = decode(&c, str_of(cases[i].body), step);
            if (cases[i].data) {
                check(rest == cases[i].rest);
                check_str(((Str){data, n_data}), str_of(cases[i].data));
            } else {
                check(c.state == CHUNKED_REFUSED);
            }
        }
    check(takes_extensions(CHUNKED_MAX_EXTRA));
    check(!takes_extensions(CHUNKED_MAX_EXTRA + 1));
    Chunked half = {0};
    check(decode(&half, S("5\r\nhel"), 100) == -1);
    check(half.state == CHUNKED_DATA && half.left == 2);
    return done();
}
