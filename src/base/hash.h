/*
 * hash.h — SipHash-2-4 with 128 bits of output, keyed at start with random bytes.
 *
 * For tables whose keys strangers write: without the key nobody can make collisions,
 * and 128 bits are enough to take equal hashes for equal texts. Source: Aumasson and
 * Bernstein, "SipHash: a fast short-input PRF" (2012).
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

typedef struct Hash {
    uint64_t a, b;
} Hash;

Hash hash_of(Str text);                /* under the process's own key */
Hash hash_more(Hash before, Str text); /* of several texts, in order */
Hash hash_with_key(const uint64_t key[2], Str text);

static inline bool hash_eq(Hash x, Hash y)
{
    return x.a == y.a && x.b == y.b;
}

#endif
