#include "crypt/key.h"

#include "crypt/crypt.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <stdlib.h>
#include <string.h>

static const char *const digest_names[HMAC_DIGESTS] = {"SHA256", "SHA384", "SHA512"};

static const Algorithm algorithms[] = {
    {"HS256", CJOSE_JWK_KTY_OCT, 0, 32, 0},
    {"HS384", CJOSE_JWK_KTY_OCT, 0, 48, 1},
    {"HS512", CJOSE_JWK_KTY_OCT, 0, 64, 2},
    {"RS256", CJOSE_JWK_KTY_RSA, 0, 0, 0},
    {"RS384", CJOSE_JWK_KTY_RSA, 0, 0, 0},
    {"RS512", CJOSE_JWK_KTY_RSA, 0, 0, 0},
    {"PS256", CJOSE_JWK_KTY_RSA, 0, 0, 0},
    {"PS384", CJOSE_JWK_KTY_RSA, 0, 0, 0},
    {"PS512", CJOSE_JWK_KTY_RSA, 0, 0, 0},
    {"ES256", CJOSE_JWK_KTY_EC, CJOSE_JWK_EC_P_256, 64, 0},
    {"ES384", CJOSE_JWK_KTY_EC, CJOSE_JWK_EC_P_384, 96, 0},
    {"ES512", CJOSE_JWK_KTY_EC, CJOSE_JWK_EC_P_521, 132, 0},
};

const Algorithm *algorithm_find(const char *name)
{
    for (isize i = 0; i < countof(algorithms); i++)
        if (strcmp(algorithms[i].name, name) == 0)
            return &algorithms[i];
    return NULL;
}

bool key_from_octets(Key *k, Str octets)
{
    if (octets.len < OCTETS_MIN)
        return false;
    *k = (Key){.type = CJOSE_JWK_KTY_OCT};
    EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    for (int i = 0; i < HMAC_DIGESTS; i++) {
        char *name = (char *)(uintptr_t)digest_names[i]; /* only read */
        OSSL_PARAM digest[] = {
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
            OSSL_PARAM_construct_end()};
        k->mac[i] = EVP_MAC_CTX_new(hmac);
        int ok = EVP_MAC_init(k->mac[i], (const unsigned char *)octets.s,
                              (size_t)octets.len, digest);
        assert(ok);
    }
    EVP_MAC_free(hmac);
    return true;
}

static bool text_is(const json_t *jwk, const char *name, const char *value)
{
    const char *text = json_string_value(json_object_get(jwk, name));
    return text && strcmp(text, value) == 0;
}

static bool octets_from_jwk(Arena *scratch, Key *k, const json_t *jwk)
{
    const json_t *text = json_object_get(jwk, "k");
    Str octets, encoded = {json_string_value(text), (isize)json_string_length(text)};
    return base64url_decode(scratch, encoded, &octets) && key_from_octets(k, octets);
}

/* The members that cjose reads are type-checked by it; private ones are of no use. */
static bool public_key_from_jwk(Key *k, const json_t *jwk)
{
    cjose_err error;
    char *text = json_dumps(jwk, JSON_COMPACT);
    if (!text)
        return false;
    *k = (Key){.jwk = cjose_jwk_import(text, strlen(text), &error)};
    free(text);
    if (!k->jwk)
        return false;
    k->type = cjose_jwk_get_kty(k->jwk, &error);
    if (k->type == CJOSE_JWK_KTY_EC ||
        (int)cjose_jwk_get_keysize(k->jwk, &error) >= RSA_BITS_MIN)
        return true;
    key_clear(k);
    return false;
}

bool key_from_jwk(Arena *scratch, Key *k, const json_t *jwk)
{
    const json_t *use = json_object_get(jwk, "use");
    const char *alg = json_string_value(json_object_get(jwk, "alg"));
    const char *kid = json_string_value(json_object_get(jwk, "kid"));
    const Algorithm *only = alg ? algorithm_find(alg) : NULL;
    if ((use && !text_is(jwk, "use", "sig")) || (alg && !only))
        return false;

    bool known = text_is(jwk, "kty", "oct") ? octets_from_jwk(scratch, k, jwk)
                 : text_is(jwk, "kty", "RSA") || text_is(jwk, "kty", "EC")
                     ? public_key_from_jwk(k, jwk)
                     : false;
    if (!known)
        return false;
    k->only = only;
    k->kid = kid ? strdup(kid) : NULL;
    if (!only || key_fits(k, only, kid))
        return true;
    key_clear(k);
    return false;
}

/* A scalar between 1 and n-1: 64 bits more than n has make its bias negligible. */
static void scalar_of(Str secret, unsigned char scalar[32])
{
    unsigned char wide[40];
    hkdf_sha256(secret, S("rung"), S("access tokens, ES256"), wide, sizeof wide);
    EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    BN_CTX *ctx = BN_CTX_new();
    BIGNUM *d = BN_bin2bn(wide, sizeof wide, NULL), *n = BN_new();
    int ok = EC_GROUP_get_order(group, n, ctx) && BN_sub_word(n, 1) &&
             BN_mod(d, d, n, ctx) && BN_add_word(d, 1) && BN_bn2binpad(d, scalar, 32);
    assert(ok);
    BN_clear_free(d);
    BN_free(n);
    BN_CTX_free(ctx);
    EC_GROUP_free(group);
    explicit_bzero(wide, sizeof wide);
}

/* What RFC 7638 hashes: the required members, by name, without white space. */
static Str thumbprint(Arena *a, const cjose_jwk_t *jwk, const char **x, const char **y)
{
    cjose_err error;
    char *text = cjose_jwk_to_json(jwk, false, &error);
    json_t *members = json_loads(text, 0, NULL);
    char coordinates[2][64], canonical[256];
    strncpy(coordinates[0], json_string_value(json_object_get(members, "x")), 63);
    strncpy(coordinates[1], json_string_value(json_object_get(members, "y")), 63);
    json_decref(members);
    cjose_get_dealloc()(text);
    coordinates[0][63] = coordinates[1][63] = 0;

    *x = str_cstr(a, str_of(coordinates[0]));
    *y = str_cstr(a, str_of(coordinates[1]));
    snprintf(canonical, sizeof canonical,
             "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}", *x, *y);
    Sha256 hash = sha256(str_of(canonical));
    return base64url_encode(a, (Str){(const char *)hash.bytes, sizeof hash});
}

void key_from_secret(Arena *a, Key *k, Str secret, Str *public_jwk)
{
    unsigned char scalar[32];
    scalar_of(secret, scalar);
    cjose_err error;
    cjose_jwk_ec_keyspec spec = {
        .crv = CJOSE_JWK_EC_P_256, .d = scalar, .dlen = sizeof scalar};
    *k = (Key){.type = CJOSE_JWK_KTY_EC,
               .only = algorithm_find("ES256"),
               .jwk = cjose_jwk_create_EC_spec(&spec, &error)};
    assert(k->jwk);
    explicit_bzero(scalar, sizeof scalar);

    const char *x, *y;
    Str kid = thumbprint(a, k->jwk, &x, &y);
    k->kid = strdup(kid.s);
    assert(k->kid);
    char text[320];
    int n = snprintf(text, sizeof text,
                     "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\","
                     "\"alg\":\"ES256\",\"use\":\"sig\",\"key_ops\":[\"verify\"],"
                     "\"kid\":\"%s\"}",
                     x, y, k->kid);
    *public_jwk = str_copy(a, (Str){text, n});
}

void key_clear(Key *k)
{
    for (int i = 0; i < HMAC_DIGESTS; i++)
        EVP_MAC_CTX_free(k->mac[i]);
    if (k->jwk)
        cjose_jwk_release(k->jwk);
    free(k->kid);
    *k = (Key){0};
}

/* A kid is a hint: it rules a key out only where both sides have one. */
bool key_fits(const Key *k, const Algorithm *alg, const char *kid)
{
    cjose_err error;
    if (k->type != alg->type || (k->only && k->only != alg))
        return false;
    if (kid && k->kid && strcmp(kid, k->kid) != 0)
        return false;
    return k->type != CJOSE_JWK_KTY_EC ||
           (int)cjose_jwk_EC_get_curve(k->jwk, &error) == alg->curve;
}

isize key_hmac(const Key *k, const Algorithm *alg, Str text,
               unsigned char out[HMAC_MAX])
{
    size_t n = 0;
    EVP_MAC_CTX *mac = EVP_MAC_CTX_dup(k->mac[alg->digest]);
    int ok = mac &&
             EVP_MAC_update(mac, (const unsigned char *)text.s, (size_t)text.len) &&
             EVP_MAC_final(mac, out, &n, HMAC_MAX);
    assert(ok);
    EVP_MAC_CTX_free(mac);
    return (isize)n;
}

bool key_verifies(const Key *k, const Algorithm *alg, const SignedText *t)
{
    /* cjose halves an ECDSA signature of any length, so a longer one would pass. */
    if (alg->signature && t->signature.len != alg->signature)
        return false;
    if (k->type == CJOSE_JWK_KTY_OCT) {
        unsigned char mac[HMAC_MAX];
        isize n = key_hmac(k, alg, t->text, mac);
        return bytes_equal((Str){(const char *)mac, n}, t->signature);
    }
    cjose_err error;
    cjose_jws_t *jws = cjose_jws_import(t->token.s, (size_t)t->token.len, &error);
    bool verified = jws && cjose_jws_verify(jws, k->jwk, &error);
    if (jws)
        cjose_jws_release(jws);
    return verified;
}
