#include "crypt/jwt.h"

#include "base/buf.h"
#include "crypt/crypt.h"
#include "crypt/key.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_KEYS = 64, GRACE = 30 /* seconds */ };

struct JwtKeys {
    Key keys[MAX_KEYS];
    int n;
    char *public_jwks;
};

enum { SECRET_KEY, SIGNING_KEY }; /* where jwt_keys_new puts its two */

static const ErrorKind weak_secret = {
    500, "weak_jwt_secret", "The JWT secret must be at least 32 characters long"};
static const ErrorKind bad_base64 = {500, "bad_jwt_secret",
                                     "The JWT secret is not valid base64"};
static const ErrorKind no_usable_key = {
    500, "bad_jwt_secret", "The JWT secret holds no key that can verify a signature"};

static JwtKeys *keys_alloc(void)
{
    JwtKeys *k = calloc(1, sizeof *k);
    if (!k)
        abort();
    return k;
}

JwtKeys *jwt_keys_new(Str secret, Error *error)
{
    JwtKeys *k = keys_alloc();
    if (!key_from_octets(&k->keys[SECRET_KEY], secret)) {
        *error = (Error){&weak_secret};
        jwt_keys_free(k);
        return NULL;
    }
    k->keys[SECRET_KEY].only = algorithm_find("HS256");
    char room[2048];
    Arena scratch = {room, room + sizeof room, room, NULL};
    Str jwk;
    key_from_secret(&scratch, &k->keys[SIGNING_KEY], secret, &jwk);
    k->n = 2;
    if (asprintf(&k->public_jwks, "{\"keys\":[%s]}", jwk.s) < 0)
        abort();
    return k;
}

static void add_keys(Arena *scratch, JwtKeys *k, const json_t *set)
{
    size_t i;
    json_t *jwk;
    json_array_foreach(set, i, jwk) if (k->n < MAX_KEYS &&
                                        key_from_jwk(scratch, &k->keys[k->n], jwk))
        k->n++;
}

/* Anything that is not a JWK or a set of them is a secret's own bytes. */
static JwtKeys *keys_from(Arena *scratch, Str secret, Error *error)
{
    JwtKeys *k = keys_alloc();
    json_t *json = json_loadb(secret.s, (size_t)secret.len, 0, NULL);
    const json_t *set = json_object_get(json, "keys");
    bool is_jwk = json_object_get(json, "kty") != NULL;
    if (json_is_array(set))
        add_keys(scratch, k, set);
    else if (is_jwk)
        k->n = key_from_jwk(scratch, &k->keys[0], json);
    else
        k->n = key_from_octets(&k->keys[0], secret);
    if (k->n == 0) {
        *error = (Error){set || is_jwk ? &no_usable_key : &weak_secret};
        jwt_keys_free(k);
        k = NULL;
    }
    json_decref(json);
    return k;
}

/* base64 in either alphabet; PostgREST's also has "." for "=". */
static char to_url_alphabet(char c)
{
    switch (c) {
    case '+': return '-';
    case '/': return '_';
    case '.': return '=';
    default: return c;
    }
}

static bool decode_secret(Arena *a, Str *secret)
{
    char *text = make_n(a, char, secret->len + 1);
    for (isize i = 0; i < secret->len; i++)
        text[i] = to_url_alphabet(secret->s[i]);
    return base64url_decode(a, (Str){text, secret->len}, secret);
}

JwtKeys *jwt_keys_from_jwks(Str jwks_or_secret, bool base64, Error *error)
{
    Arena scratch = arena_reserve((64 << 10) + 8 * jwks_or_secret.len);
    JwtKeys *k = NULL;
    Str secret = jwks_or_secret;
    if (base64 && !decode_secret(&scratch, &secret))
        *error = (Error){&bad_base64};
    else
        k = keys_from(&scratch, secret, error);
    explicit_bzero(scratch.start, (size_t)(scratch.next - scratch.start));
    arena_release(&scratch);
    return k;
}

void jwt_keys_free(JwtKeys *k)
{
    if (!k)
        return;
    for (int i = 0; i < MAX_KEYS; i++)
        key_clear(&k->keys[i]);
    free(k->public_jwks);
    free(k);
}

Str jwt_sign_hs256(Arena *a, const JwtKeys *k, Str claims_json)
{
    static const char header[] = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    Str head = base64url_encode(a, S(header)), body = base64url_encode(a, claims_json);
    const Key *key = &k->keys[SECRET_KEY];
    unsigned char mac[HMAC_MAX];

    Buf b = buf_new(a);
    buf_add(&b, head);
    buf_add(&b, S("."));
    buf_add(&b, body);
    isize n = key_hmac(key, key->only, buf_str(&b), mac);
    Str signature = base64url_encode(a, (Str){(const char *)mac, n});
    buf_add(&b, S("."));
    buf_add(&b, signature);
    return buf_str(&b);
}

Str jwt_api_key(Arena *a, const JwtKeys *k, Str role)
{
    /* Constants, so that it can be made anew and be the same: 2025-01-01, 2100-01-01.
     */
    static const int64_t from = 1735689600, to = 4102444800;
    Buf claims = buf_new(a);
    buf_addf(&claims,
             "{\"iss\":\"rung\",\"role\":\"%" STR_FMT "\",\"iat\":%jd,\"exp\":%jd}",
             STR_ARG(role), (intmax_t)from, (intmax_t)to);
    return jwt_sign_hs256(a, k, buf_str(&claims));
}

Str jwt_sign(Arena *a, const JwtKeys *k, Str claims_json)
{
    const Key *key = &k->keys[SIGNING_KEY];
    assert(key->jwk && key->kid);
    /* The arena may longjmp, so all of it is taken before cjose has anything to free.
     */
    enum { HEADER_MAX = 256, SIGNATURE_MAX = 100 };
    isize room = HEADER_MAX + SIGNATURE_MAX + claims_json.len / 3 * 4 + 4;
    char *token = make_n(a, char, room);

    cjose_err error;
    cjose_header_t *header = cjose_header_new(&error);
    bool ok = header && cjose_header_set(header, CJOSE_HDR_ALG, "ES256", &error) &&
              cjose_header_set(header, CJOSE_HDR_KID, key->kid, &error) &&
              cjose_header_set(header, "typ", "JWT", &error);
    cjose_jws_t *jws =
        ok ? cjose_jws_sign(key->jwk, header, (const uint8_t *)claims_json.s,
                            (size_t)claims_json.len, &error)
           : NULL;
    const char *text = NULL;
    ok = jws && cjose_jws_export(jws, &text, &error);
    assert(ok && (isize)strlen(text) < room);
    isize len = (isize)strlen(text);
    memcpy(token, text, (size_t)len);
    cjose_jws_release(jws);
    cjose_header_release(header);
    return (Str){token, len};
}

Str jwt_public_jwks(Arena *a, const JwtKeys *k)
{
    return k->public_jwks ? str_copy(a, str_of(k->public_jwks)) : S("{\"keys\":[]}");
}

typedef struct Parts {
    SignedText sealed;
    Str header, claims; /* decoded */
} Parts;

static bool take_part(Arena *a, Str *rest, Str *decoded)
{
    StrPair cut = str_cut(*rest, '.');
    *rest = cut.tail;
    return !(cut.head.len && cut.head.s[cut.head.len - 1] == '=') &&
           base64url_decode(a, cut.head, decoded);
}

static bool split(Arena *a, Str token, Parts *p)
{
    Str rest = token;
    int dots = 0;
    for (isize i = 0; i < token.len; i++)
        dots += token.s[i] == '.';
    if (dots != 2 || !take_part(a, &rest, &p->header) ||
        !take_part(a, &rest, &p->claims))
        return false;
    p->sealed.token = token;
    p->sealed.text = (Str){token.s, token.len - rest.len - 1};
    return take_part(a, &rest, &p->sealed.signature);
}

/* An extension that a token calls critical is one that we do not know: RFC
 * 7515, 4.1.11.
 */
static JwtOutcome check_signature(const JwtKeys *k, const Parts *p,
                                  const json_t *header)
{
    if (!json_is_object(header))
        return JWT_MALFORMED;
    const char *name = json_string_value(json_object_get(header, "alg"));
    const char *kid = json_string_value(json_object_get(header, "kid"));
    const Algorithm *alg = name ? algorithm_find(name) : NULL;
    if (!alg || json_object_get(header, "crit"))
        return JWT_BAD_KEY;
    bool tried = false;
    for (int i = 0; i < k->n; i++) {
        if (!key_fits(&k->keys[i], alg, kid))
            continue;
        if (key_verifies(&k->keys[i], alg, &p->sealed))
            return JWT_OK;
        tried = true;
    }
    return tried ? JWT_BAD_SIGNATURE : JWT_BAD_KEY;
}

/* Absent and null are the same: `*present` false. False: neither these nor a number. */
static bool read_time(const json_t *claims, const char *name, double *time,
                      bool *present)
{
    const json_t *value = json_object_get(claims, name);
    *present = value && !json_is_null(value);
    *time = json_number_value(value);
    return !*present || json_is_number(value);
}

static bool aud_is_sound(const json_t *aud)
{
    if (!aud || json_is_null(aud) || json_is_string(aud))
        return true;
    for (size_t i = 0; i < json_array_size(aud); i++)
        if (!json_is_string(json_array_get(aud, i)))
            return false;
    return json_is_array(aud);
}

static JwtOutcome check_claims(const json_t *claims, int64_t now, int64_t *expires_at)
{
    if (!json_is_object(claims))
        return JWT_MALFORMED;
    double exp, nbf, iat, clock = (double)now;
    bool expires, begins, issued;
    if (!read_time(claims, "exp", &exp, &expires) ||
        !read_time(claims, "nbf", &nbf, &begins) ||
        !read_time(claims, "iat", &iat, &issued) ||
        !aud_is_sound(json_object_get(claims, "aud")))
        return JWT_BAD_CLAIMS;
    if (expires && clock - GRACE > exp)
        return JWT_EXPIRED;
    if (begins && nbf > clock + GRACE)
        return JWT_NOT_YET;
    if (issued && iat > clock + GRACE)
        return JWT_UNBORN;
    enum { FOREVER = 1 };
    static const double last = 9e15; /* every whole number up to it is a double */
    *expires_at = expires ? (int64_t)fmax(FOREVER, fmin(exp, last)) : 0;
    return JWT_OK;
}

JwtOutcome jwt_verify(Arena *a, const JwtKeys *k, Str token, int64_t now, Jwt *out)
{
    Parts p = {0};
    if (!split(a, token, &p))
        return JWT_MALFORMED;

    /* From here to the end nothing is taken from the arena: jansson's trees are freed.
     */
    json_t *header =
        json_loadb(p.header.s, (size_t)p.header.len, JSON_REJECT_DUPLICATES, NULL);
    JwtOutcome outcome = check_signature(k, &p, header);
    json_decref(header);
    if (outcome != JWT_OK)
        return outcome;

    int flags = JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL;
    json_t *claims = json_loadb(p.claims.s, (size_t)p.claims.len, (size_t)flags, NULL);
    int64_t expires_at = 0;
    outcome = check_claims(claims, now, &expires_at);
    json_decref(claims);
    if (outcome == JWT_OK)
        *out = (Jwt){p.claims, expires_at};
    return outcome;
}
