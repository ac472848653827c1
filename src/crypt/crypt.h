/* crypt.h — passwords, hashes, random bytes. */
#ifndef CRYPT_CRYPT_H
#define CRYPT_CRYPT_H

#include "base/str.h"

enum {
    BCRYPT_COST = 10,
    PASSWORD_MAX = 72 /* bytes: bcrypt reads no further */
};

/* Both take a tenth of a second: never on a loop's thread, never with a connection
 * held. The password to hash has at most PASSWORD_MAX bytes and no NUL. */
Str password_hash(Arena *a, Str password);
/* Any hash that libcrypt knows; what password_hash would not take matches nothing. */
bool password_matches(Str password, Str hash);
extern const Str no_users_hash; /* a valid hash nothing matches: same time either way */

void random_bytes(void *p, isize n); /* aborts rather than give less */
Str random_hex(Arena *a, isize bytes);
Str random_uuid(Arena *a); /* version 4 */

typedef struct Sha256 {
    unsigned char bytes[32];
} Sha256;

Sha256 sha256(Str text);
Sha256 hmac_sha256(Str key, Str text);
/* A key for one purpose from a secret for many (HKDF-SHA256, RFC 5869). */
Sha256 derive_key(Str secret, Str purpose);
void hkdf_sha256(Str secret, Str salt, Str purpose, void *out, isize n);

/* What these three give is followed by a NUL. */
Str hex_of(Arena *a, const void *p, isize n);
Str base64url_encode(Arena *a, Str bytes); /* no padding */
/*
 * Every text has one meaning and every meaning one text, but for the padding, which may
 * be left out: no white space, and the bits that the last character has to spare are
 * zero.
 */
bool base64url_decode(Arena *a, Str text, Str *bytes) MUST_CHECK;
bool base64_decode(Arena *a, Str text, Str *bytes) MUST_CHECK;

bool bytes_equal(Str a, Str b); /* in constant time for one length */

#endif
