/*
 * Nobody without a key makes a token.  The input is an edit of a good one (which token,
 * where, how much goes, what comes instead): whatever is not the good one again is
 * refused.  The whole input is also tried as a token, and as claims that we sign.
 */
#include "base/buf.h"
#include "crypt/crypt.h"
#include "crypt/jwt.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Arena arena;
static JwtKeys *keys;
static char good_text[2][512];
static Str good[2];
enum { NOW = 1700000000 };

static void start(void)
{
    Error error = {0};
    arena = arena_reserve(32 << 20);
    keys = jwt_keys_new(S("a secret of thirty-two bytes, at least"), &error);
    Str claims = S("{\"role\":\"authenticated\",\"exp\":1800000000}");
    good[0] = jwt_sign_hs256(&arena, keys, claims);
    good[1] = jwt_sign(&arena, keys, claims);
    for (int i = 0; i < 2; i++) {
        memcpy(good_text[i], good[i].s, (size_t)good[i].len);
        good[i].s = good_text[i];
    }
}

static void edited_token(const uint8_t *data, isize size)
{
    Str from = good[data[0] & 1];
    isize at = data[1] * from.len / 256, gone = data[2] % 32;
    if (gone > from.len - at)
        gone = from.len - at;
    Buf b = buf_new(&arena);
    buf_add(&b, (Str){from.s, at});
    buf_add(&b, (Str){(const char *)data + 3, size - 3});
    buf_add(&b, str_skip(from, at + gone));
    Jwt jwt;
    bool accepted = jwt_verify(&arena, keys, buf_str(&b), NOW, &jwt) == JWT_OK;
    assert(accepted == str_eq(buf_str(&b), from));
}

static void signed_claims(Str claims)
{
    Jwt jwt;
    Str token = jwt_sign_hs256(&arena, keys, claims);
    JwtOutcome outcome = jwt_verify(&arena, keys, token, NOW, &jwt);
    assert(outcome != JWT_BAD_KEY && outcome != JWT_BAD_SIGNATURE);
    if (outcome == JWT_OK) {
        assert(str_eq(jwt.claims, claims));
        assert(jwt.expires_at == 0 || jwt.expires_at >= NOW - 30);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!keys)
        start();
    Str text = str_copy(&arena, (Str){(const char *)data, (isize)size});
    Jwt jwt;
    JwtOutcome outcome = jwt_verify(&arena, keys, text, NOW, &jwt);
    assert(outcome != JWT_OK || str_eq(text, good[0]) || str_eq(text, good[1]));
    signed_claims(text);
    if (size >= 3)
        edited_token(data, (isize)size);
    arena_reset(&arena);
    return 0;
}
