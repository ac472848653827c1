/*
 * A body in any pieces gives the same data, or the same refusal, at the same byte; and
 * data put into chunks comes out again.
 */
#include "http/chunked.h"

#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LARGEST = 1 << 16 };

typedef struct Decoded {
    Chunked chunked;
    isize used, n;
    char data[LARGEST];
} Decoded;

static void decode(Decoded *d, Str body, isize piece)
{
    d->chunked = (Chunked){0};
    d->n = d->used = 0;
    while (d->used < body.len && d->chunked.state != CHUNKED_DONE &&
           d->chunked.state != CHUNKED_REFUSED) {
        isize n = body.len - d->used < piece ? body.len - d->used : piece;
        Str part = {body.s + d->used, n};
        for (Str out; (out = chunked_next(&d->chunked, &part)).len;) {
            assert(out.s >= body.s && out.s + out.len <= body.s + body.len);
            assert(d->n + out.len <= body.len);
            memcpy(d->data + d->n, out.s, (size_t)out.len);
            d->n += out.len;
        }
        d->used += n - part.len;
    }
}

/* `text` in chunks of `piece` bytes. */
static isize encode(Str text, isize piece, char *to)
{
    char *at = to;
    for (; text.len; text = str_skip(text, text.len < piece ? text.len : piece)) {
        isize n = text.len < piece ? text.len : piece;
        at += sprintf(at, "%tX;x=y\r\n", n);
        memcpy(at, text.s, (size_t)n);
        at += n;
        at += sprintf(at, "\r\n");
    }
    return at + sprintf(at, "0\r\nTrailer: x\r\n\r\n") - to;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Decoded whole, split;
    static char chunks[LARGEST];
    if (size < 1 || size > LARGEST / 16)
        return 0;
    Str body = {(const char *)data + 1, (isize)size - 1};
    isize piece = 1 + data[0] % 64;
    decode(&whole, body, body.len + 1);
    decode(&split, body, piece);
    assert(whole.chunked.state == split.chunked.state && whole.used == split.used);
    assert(whole.n == split.n && memcmp(whole.data, split.data, (size_t)whole.n) == 0);

    isize n = encode(body, piece, chunks);
    if (n / piece > CHUNKED_MAX_EXTRA / 4)
        return 0; /* so many extensions are refused */
    decode(&whole, (Str){chunks, n}, 1 + data[0]);
    assert(whole.chunked.state == CHUNKED_DONE && whole.used == n);
    assert(str_eq((Str){whole.data, whole.n}, body));
    return 0;
}
