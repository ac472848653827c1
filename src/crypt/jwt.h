/*
 * jwt.h — JSON Web Tokens: made with our keys, checked against them.
 *
 * HS256 with the server's secret signs the two API keys; ES256 with a key derived from
 * the same secret signs people's access tokens, so that anyone can check them by
 * /.well-known/jwks.json.  Signatures are compared in constant time; "none" and an
 * algorithm that does not fit its key are refused.
 */
#ifndef CRYPT_JWT_H
#define CRYPT_JWT_H

#include "base/error.h"

typedef struct JwtKeys JwtKeys;

/* The secret is at least 32 bytes.  Read-only afterwards: any thread may use it. */
JwtKeys *jwt_keys_new(Str secret, Error *error);
/* For `rung rest`: a JWK, a JWKS or a bare secret, as PGRST_JWT_SECRET says it. */
JwtKeys *jwt_keys_from_jwks(Str jwks_or_secret, bool base64, Error *error);
void jwt_keys_free(JwtKeys *k);

Str jwt_sign_hs256(Arena *a, const JwtKeys *k, Str claims_json);
/* The key of a role, "anon" or "service_role": always the same one for one secret. */
Str jwt_api_key(Arena *a, const JwtKeys *k, Str role);
Str jwt_sign(Arena *a, const JwtKeys *k, Str claims_json); /* ES256, with kid */
Str jwt_public_jwks(Arena *a, const JwtKeys *k);           /* {"keys":[...]} */

typedef enum JwtOutcome {
    JWT_OK,
    JWT_MALFORMED, /* not three parts of base64url and JSON */
    JWT_BAD_KEY,   /* no key of ours fits its header */
    JWT_BAD_SIGNATURE,
    JWT_EXPIRED,    /* exp, with 30 s of grace */
    JWT_NOT_YET,    /* nbf in the future, with 30 s of grace */
    JWT_UNBORN,     /* iat in the future, with 30 s of grace */
    JWT_BAD_CLAIMS, /* exp, nbf, iat are not numbers, or aud not text or texts */
} JwtOutcome;

typedef struct Jwt {
    Str claims;         /* JSON, as in the token; in the arena */
    int64_t expires_at; /* 0: never */
} Jwt;

JwtOutcome jwt_verify(Arena *a, const JwtKeys *k, Str token, int64_t now,
                      Jwt *out) MUST_CHECK;

#endif
