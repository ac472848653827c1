/* crypt.h — passwords, hashes, random bytes. */
#ifndef CRYPT_CRYPT_H
#define CRYPT_CRYPT_H

#include "base/str.h"

/* bcrypt; a tenth of a second and more: never on a loop's thread. */
Str password_hash(Arena *a, Str password); /* cost BCRYPT_COST */
bool password_matches(Str password,
                      Str hash); /* bcrypt or what libcrypt knows; constant time */
extern const Str no_users_hash; /* a valid hash nothing matches: same time either way */
enum {
    BCRYPT_COST = 10,
    PASSWORD_MAX = 72
}; /* bcrypt reads no further than 72 bytes */

void random_bytes(void *p, isize n); /* aborts rather than give less */
Str random_hex(Arena *a, isize bytes);
Str random_uuid(Arena *a); /* version 4 */

typedef struct Sha256 {
    unsigned char bytes[32];
} Sha256;
Sha256 sha256(Str text);
Sha256 hmac_sha256(Str key, Str text);
/* A key for one purpose from a secret for many (HKDF-SHA256). */
Sha256 derive_key(Str secret, Str purpose);
Str hex_of(Arena *a, const void *p, isize n);
Str base64url_encode(Arena *a, Str bytes);                        /* no padding */
bool base64url_decode(Arena *a, Str text, Str *bytes) MUST_CHECK; /* padding allowed */
bool base64_decode(Arena *a, Str text, Str *bytes) MUST_CHECK;
bool bytes_equal(Str a, Str b); /* in constant time for one length */

#endif
