#include "base/hash.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

typedef struct Sip {
    uint64_t v0, v1, v2, v3;
} Sip;

static uint64_t rotate(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

static void rounds(Sip *s, int n)
{
    while (n-- > 0) {
        s->v0 += s->v1, s->v2 += s->v3;
        s->v1 = rotate(s->v1, 13) ^ s->v0, s->v3 = rotate(s->v3, 16) ^ s->v2;
        s->v0 = rotate(s->v0, 32);
        s->v2 += s->v1, s->v0 += s->v3;
        s->v1 = rotate(s->v1, 17) ^ s->v2, s->v3 = rotate(s->v3, 21) ^ s->v0;
        s->v2 = rotate(s->v2, 32);
    }
}

static void absorb(Sip *s, uint64_t word)
{
    s->v3 ^= word;
    rounds(s, 2);
    s->v0 ^= word;
}

Hash hash_with_key(const uint64_t key[2], Str text)
{
    Sip s = {key[0] ^ 0x736f6d6570736575, key[1] ^ 0x646f72616e646f6d ^ 0xee,
             key[0] ^ 0x6c7967656e657261, key[1] ^ 0x7465646279746573};
    isize whole = text.len / 8 * 8;
    for (isize i = 0; i < whole; i += 8) {
        uint64_t word;
        memcpy(&word, text.s + i,
               8); /* little-endian machines, as all of Debian's big ones */
        absorb(&s, word);
    }
    uint64_t last = (uint64_t)text.len << 56;
    for (isize i = whole; i < text.len; i++)
        last |= (uint64_t)(unsigned char)text.s[i] << 8 * (i - whole);
    absorb(&s, last);
    s.v2 ^= 0xee;
    rounds(&s, 4);
    Hash h = {.a = s.v0 ^ s.v1 ^ s.v2 ^ s.v3};
    s.v1 ^= 0xdd;
    rounds(&s, 4);
    h.b = s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
    return h;
}

static uint64_t process_key[2];

static void make_key(void)
{
    if (getrandom(process_key, sizeof process_key, 0) != (ssize_t)sizeof process_key)
        abort();
}

Hash hash_of(Str text)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_key);
    return hash_with_key(process_key, text);
}

Hash hash_more(Hash before, Str text)
{
    return hash_with_key((const uint64_t[]){before.a, before.b}, text);
}
