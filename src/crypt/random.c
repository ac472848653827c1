/* random.c — bytes that nobody can guess, from the kernel. */
#include "crypt/crypt.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>

void random_bytes(void *p, isize n)
{
    assert(n >= 0);
    char *at = p;
    while (n > 0) {
        ssize_t got = getrandom(at, (size_t)n, 0);
        if (got < 0 && errno != EINTR)
            abort();
        if (got > 0)
            at += got, n -= got;
    }
}

enum { AT_ONCE = 64 };

Str random_hex(Arena *a, isize bytes)
{
    unsigned char raw[AT_ONCE];
    assert(bytes <= AT_ONCE);
    random_bytes(raw, bytes);
    return hex_of(a, raw, bytes);
}

Str random_uuid(Arena *a)
{
    unsigned char raw[16];
    random_bytes(raw, sizeof raw);
    raw[6] = (unsigned char)((raw[6] & 0x0f) | 0x40);
    raw[8] = (unsigned char)((raw[8] & 0x3f) | 0x80);
    Str hex = hex_of(a, raw, sizeof raw);
    char *text = make_n(a, char, 37);
    char *at = text;
    for (isize i = 0; i < hex.len; i++) {
        if (i == 8 || i == 12 || i == 16 || i == 20)
            *at++ = '-';
        *at++ = hex.s[i];
    }
    return (Str){text, at - text};
}
