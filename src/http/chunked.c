/* chunked.c — the decoder of chunked bodies: one byte of framing at a time. */
#include "http/chunked.h"

enum { MAX_DIGITS = 15 }; /* no size can overflow an int64_t */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static ChunkedState after_size(Chunked *c)
{
    if (c->left)
        return CHUNKED_DATA;
    c->in_trailer = false;
    return CHUNKED_LINE;
}

static ChunkedState size(Chunked *c, char byte)
{
    int digit = hex_digit(byte);
    if (digit >= 0 && c->digits < MAX_DIGITS) {
        c->left = c->left * 16 + digit;
        c->digits++;
        return CHUNKED_SIZE;
    }
    if (digit >= 0 || c->digits == 0)
        return CHUNKED_REFUSED;
    if (byte == ';')
        return CHUNKED_EXTENSION;
    return byte == '\r' ? CHUNKED_SIZE_LF : CHUNKED_REFUSED;
}

/* A byte of an extension or a trailer, which nobody reads. */
static ChunkedState skipped(Chunked *c, char byte, ChunkedState here, ChunkedState end)
{
    if (byte == '\r')
        return end;
    bool control = ((unsigned char)byte < 0x20 && byte != '\t') || byte == 0x7f;
    return control || ++c->extra > CHUNKED_MAX_EXTRA ? CHUNKED_REFUSED : here;
}

static ChunkedState line(Chunked *c, char byte)
{
    ChunkedState next = skipped(c, byte, CHUNKED_LINE, CHUNKED_LINE_LF);
    if (next == CHUNKED_LINE)
        c->in_trailer = true;
    return next;
}

static ChunkedState line_end(Chunked *c)
{
    if (!c->in_trailer)
        return CHUNKED_DONE;
    c->in_trailer = false;
    return CHUNKED_LINE;
}

static ChunkedState framing(Chunked *c, char byte)
{
    switch (c->state) {
    case CHUNKED_SIZE: return size(c, byte);
    case CHUNKED_EXTENSION: return skipped(c, byte, CHUNKED_EXTENSION, CHUNKED_SIZE_LF);
    case CHUNKED_SIZE_LF: return byte == '\n' ? after_size(c) : CHUNKED_REFUSED;
    case CHUNKED_DATA_CR: return byte == '\r' ? CHUNKED_DATA_LF : CHUNKED_REFUSED;
    case CHUNKED_DATA_LF:
        c->digits = 0;
        return byte == '\n' ? CHUNKED_SIZE : CHUNKED_REFUSED;
    case CHUNKED_LINE: return line(c, byte);
    case CHUNKED_LINE_LF: return byte == '\n' ? line_end(c) : CHUNKED_REFUSED;
    case CHUNKED_DATA:
    case CHUNKED_DONE:
    case CHUNKED_REFUSED: break;
    }
    return CHUNKED_REFUSED;
}

Str chunked_next(Chunked *c, Str *input)
{
    while (input->len && c->state != CHUNKED_DONE && c->state != CHUNKED_REFUSED) {
        if (c->state == CHUNKED_DATA) {
            isize n = c->left < input->len ? (isize)c->left : input->len;
            Str data = {input->s, n};
            *input = str_skip(*input, n);
            c->left -= n;
            if (c->left == 0)
                c->state = CHUNKED_DATA_CR;
            return data;
        }
        c->state = framing(c, input->s[0]);
        if (c->state != CHUNKED_REFUSED)
            *input = str_skip(*input, 1);
    }
    return (Str){0};
}
