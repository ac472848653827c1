/*
 * key.h — one key: which algorithms it may be used with, and the two uses.  For crypt
 * alone; everyone else sees jwt.h.
 *
 * The key decides, not the token: a public RSA key is never an HMAC secret, and a key
 * of a curve verifies that curve's signatures only.
 */
#ifndef CRYPT_KEY_H
#define CRYPT_KEY_H

#include "base/str.h"

#include <cjose/cjose.h>
#include <jansson.h>
#include <openssl/evp.h>

enum { HMAC_DIGESTS = 3, OCTETS_MIN = 32, RSA_BITS_MIN = 2048 };

typedef struct Algorithm {
    const char *name; /* as in a header's "alg" */
    cjose_jwk_kty_t type;
    int curve;       /* of an EC key: CJOSE_JWK_EC_P_256, ... */
    isize signature; /* its length in bytes; RSA's is its key's */
    int digest;      /* of an HMAC: the index of Key.mac */
} Algorithm;

typedef struct Key {
    cjose_jwk_kty_t type;
    const Algorithm *only;          /* NULL: each that fits its type */
    char *kid;                      /* NULL: it has none */
    cjose_jwk_t *jwk;               /* RSA and EC */
    EVP_MAC_CTX *mac[HMAC_DIGESTS]; /* octets: HMACs begun with them, to be copied */
} Key;

const Algorithm *algorithm_find(const char *name); /* NULL: "none", and unknown ones */

/* False when it is not a key to verify with: too short, unknown type, for encryption */
bool key_from_octets(Key *k, Str octets) MUST_CHECK;
bool key_from_jwk(Arena *scratch, Key *k, const json_t *jwk) MUST_CHECK;
/* The P-256 key of a secret: always the same one; its kid is its RFC 7638 thumbprint.
 * `public_jwk` is followed by a NUL and lies in the arena. */
void key_from_secret(Arena *a, Key *k, Str secret, Str *public_jwk);
void key_clear(Key *k);

bool key_fits(const Key *k, const Algorithm *alg, const char *kid);

typedef struct SignedText {
    Str token;     /* the whole, "header.payload.signature" */
    Str text;      /* "header.payload" */
    Str signature; /* decoded */
} SignedText;

bool key_verifies(const Key *k, const Algorithm *alg, const SignedText *t);

enum { HMAC_MAX = 64 };
isize key_hmac(const Key *k, const Algorithm *alg, Str text,
               unsigned char out[HMAC_MAX]);

#endif
