/* Tokens: RFC 7515's examples, tokens that Node's crypto has signed, and what is
 * refused. */
#include "base/buf.h"
#include "crypt/crypt.h"
#include "crypt/jwt.h"
#include "test.h"

static Arena arena;

#define RFC_CLAIMS                                                                     \
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19y" \
    "b290Ijp0cnVlfQ"
#define RFC_OCTETS                                                                     \
    "{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-"           \
    "1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow\"}"
#define RFC_HS256                                                                      \
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." RFC_CLAIMS                             \
    ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define RFC_RSA                                                                        \
    "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_"       \
    "wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-"             \
    "SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5" \
    "rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_" \
    "I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ" \
    "\"}"
#define RFC_RS256                                                                      \
    "eyJhbGciOiJSUzI1NiJ9." RFC_CLAIMS                                                 \
    ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_"  \
    "lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_"                 \
    "nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_"                      \
    "eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUip" \
    "UTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
#define RFC_EC                                                                         \
    "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPH" \
    "vRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}"
#define RFC_ES256                                                                      \
    "eyJhbGciOiJFUzI1NiJ9." RFC_CLAIMS                                                 \
    ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-" \
    "Kg6NU1Q"
enum { RFC_EXPIRES = 1300819380, NOW = 1700000000, LATER = 1800000000 };

static const char jwks[] =
    "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"ph1XBSL9uCOctjLqA4Wfv9HMB7_"
    "KhBtGl3XaTkDEVwNg7nPbQqw"
    "0srQp2YtpuL0-mjwHeHhj1SZP337aQl2XSARJGccJZObbPIP4eysjAcCZMYdnAWQUesZuEzL-borrW"
    "NDAN66NSIuc1MTYD-vHd6dbce14qx8-eBXcUYqoTr_W8JHr5JffyUApk98IGSG5D5b_ruVKd2Fs8Kh"
    "OODSxL6CfApNZbYVy8H_Q4JIxFFlzHpBdaPeMghhjNmbYZaePUsibv7hz1F-aw50VmCFoBK1KL194o"
    "6M6ZmekzzZG8SwxBXULPkdZmiGiHUEvGiZ6KAB3baAe-XPCrxeeUOIRrw\",\"e\":\"AQAB\"},{"
    "\"kty\":"
    "\"EC\",\"x\":\"4UHZLMn-fYJjGrX704rRrztV8R5FVRNMmt9q0VgYwLD-6aKFDbmjWCpsacZ19VU0\","
    "\"y"
    "\":\"0og_a6Cv4c2WadMvhhloxjiKzWmZbee7ZC_WyvJOPHte7VQh4lIMqu5GqslOyq23\",\"crv\":"
    "\"P-"
    "384\",\"kid\":\"ES384\"},{\"kty\":\"EC\",\"x\":\"ASLTNGAyIgw5g8UlH_DFN5tT_"
    "ScveuFiiHLJciPPd"
    "p-E0zoKQkbLhbspM8LWCMqwvv0PjssQQSv54eZPnVozRvgB\",\"y\":\"AYxiNAz3OceqMscZMN-eNaf7"
    "_wpSEAWGjiXEGDivCjauLvVYGzQydNqq2pqfYP3j39ocuQs-4zHyWqw7WVYcoIDE\",\"crv\":\"P-521"
    "\",\"kid\":\"ES512\"},{\"kty\":\"oct\",\"k\":"
    "\"YSBzZWNyZXQgb2Ygc2l4dHktZm91ciBieXRlcywgd2h"
    "pY2ggaXMgd2hhdCBIUzUxMiB3b3VsZCBsaWtlIGJlc3Q\"}]}";

static const char *const tokens[] = {
    "eyJhbGciOiJQUzI1NiIsImtpZCI6IlBTMjU2In0.eyJyb2xlIjoieCJ9.O1PcCTwto5bPrAJXwu_Sx"
    "esgc-Z0P785XLul8pCMQeW3TyEXDJppYAMHwk1WzirBazsjcJtIcqsAvtUOUIBtX-8DPmj-5xtHOB4"
    "is0yWLZ7PI6ZZfR1I8mq0QuAz9L4vqiWcB7d6kTIPpy5tLLH-WJOA6cq6_MCO1OQqsv4GKGxoT10gT"
    "-khOOsjwLr4_gbnuTbNvWpwGFrMXRmLBN78yDw4QlHGyk0eX4XTFsBN9PEOQKu29CfStb1gWWuEhpX"
    "3r7f65dHCDu0soBZR6wboNUqWFy5FZf4o-HgJG7Np1sD-DRdEzXMoqAmk_vxily8-dPe0uTVg3w-Dw"
    "nHk6XaRpw",
    "eyJhbGciOiJQUzM4NCIsImtpZCI6IlBTMzg0In0.eyJyb2xlIjoieCJ9.SmiH0sa64RzdJ-HSza0s-"
    "V6Mo11V0NpbyPo33upnndjtIUsrTf9JFwcFbmp5vluf1RHSEneon6-QFxER9DxYXwjAIBRwlJ9ZWAl"
    "tSBunMuwN7XigW4mRBF0GCOTzgLY5pGbxu4Npb36D1JcXogo_cuThFiSl_P29x_cNYcoPcLNSdIATv"
    "kc3H9hpkOoxfS_uw4Fb91dxEFjUW_esaDo7eScgO3nmw5b60vw4ZwJF-ZEKVXxJPF6AnzUhyzy_6DR"
    "_2ibtfdRgGj5ADohpNWOY-afxk4cFohQ8oXxNy15xE0fkCfQizzqLyl_-y9nnP2zNfPsau-kqJn5AL"
    "AH001PqQg",
    "eyJhbGciOiJQUzUxMiIsImtpZCI6IlBTNTEyIn0.eyJyb2xlIjoieCJ9.ECzRlVVHNtIDU5BNWaMeh"
    "i70mOCdwAWOF2-SX6V7akW-oJVEYvWaqiV2lI6NMW99Z0oyyVMboB9_--OydIaQvAiArCgf-V3lf3-"
    "99vBkYJbRcy7fIG9KL0raXcfYGfBpf2_dcgN0ow8E0Y0SuIIa1DV1fol4HFU6QP5i_IulTXqyBPc9c"
    "QMaTj5lRo4rZKxA4MTVk1eoHOzDfoyjQAPvdUt5CV2hztSVZRaAQ0n5t3wxUk83cXMPuEV5rCNv7Qu"
    "GIY2P7sSr-u_sVL--6wriMg-QTk78lrbmMPoFpEjuBSNaLzuKIhV8PEPqieMC9nswWw_1cqLnNvAEA"
    "R_ZDDpflA",
    "eyJhbGciOiJSUzM4NCIsImtpZCI6IlJTMzg0In0.eyJyb2xlIjoieCJ9.g_STy5znExlBU6f1KE_li"
    "nOniMvcMvj8OaQqU_vN_NByJlCTo1Hqm1PJdwpvRFlxTC9Wx459AflPXcOl0QQmQKmTtlK8kUWha5O"
    "jk36n0bGFXN8ii3vXc_IU0jHwnuu--nzqZ6LKoEDQgz3pzpbkECPvExJXyQWPxeLzRKDzteqRTgA4K"
    "bKMRM6YxJiDInYvsCarCim_c4Q8rdVpuXgdtAvOYxs7ektIwYoOgyLBm0ac-kCueMm4i6G_64vgxy6"
    "8FCU-Q-WZYif0jBXQWoAKV9BdaogFUwnjt_Kdb0B9yjRAgFhvqkSWmnIFTqpOJT0tFQycIRCGXGADL"
    "BTkUAm2ag",
    "eyJhbGciOiJSUzUxMiIsImtpZCI6IlJTNTEyIn0.eyJyb2xlIjoieCJ9.KAZqcO2LVB3W8rBQJfNXn"
    "bOxZ12O_mHlcT2vPQLMBxhPCcvNyROVmwIiaVkfcIXmsG3Euou2p69XBem2yhlF9lRPLDh94I3d9m0"
    "Lhplftbdx9rqeEs7f_y2k1s2ykxiLrAgJHcNRUFOj3ZrxDjjN0DuWrY4AJxw8QWOaX6sqiLYAtiwdm"
    "rCsBDDt7J7pvRrlDkBDI9laYJchpX1j3AfsGzqUctPWuaAxIP36MzY5PHUGwRf1_AMz9FLs7xTzmWX"
    "9ere_5Vwd_NpixGf9SREtXBJspSlpmdytTGw7L1Q_Z8n9DoskZOhVQSqmL9W45lvjOjvOCCMEy4XA8"
    "tStpY6UHQ",
    "eyJhbGciOiJFUzM4NCIsImtpZCI6IkVTMzg0In0.eyJyb2xlIjoieCJ9.C5SFPHneltODAn7u0meMU"
    "jAZYBRFna9K1MSGUBEZO7d1AwHmXQpDeLyQXMDxpRjz5UxRDucFmHdTit_OkUUYwNI-SzkRda0nrVg"
    "myE2NatKFmU5p7b6NJTu0UT91ATef",
    "eyJhbGciOiJFUzUxMiIsImtpZCI6IkVTNTEyIn0.eyJyb2xlIjoieCJ9.AHakzfSJaksyjV7rdMqPP"
    "3VvdI6DYu4updfnIXoAs4t_6KO21qa3J8JjoaF2WVoM5CccoBLuVhxLS3oxl-DhbFzBAdSifUfJw0W"
    "RI8EhVUDwVpQvfnqgTE_THMcl6lvnAmculP_HwjgDSrEDImpwqAQD7wTTScRd3_Cf16ghBewRwWlK",
    "eyJhbGciOiJIUzM4NCJ9.eyJyb2xlIjoieCJ9.WCKSrwB0eOl-OdkzyZA3d7fAzCFM8DkMpb44O8Jf"
    "lPuTlwG9ugp4bj16qm_IcTs0",
    "eyJhbGciOiJIUzUxMiJ9.eyJyb2xlIjoieCJ9.6xljj5dMHuZw0CvTrPJpDLS4-cE9Mqbx22LcRs_V"
    "wXNQ2jgyFi9T3KznAeGX0ioz-3QOhCqcV_oidx_6ARY67g",
};

static JwtOutcome verify(const JwtKeys *k, Str token, int64_t now)
{
    Jwt jwt;
    return jwt_verify(&arena, k, token, now, &jwt);
}

static JwtKeys *keys_of(Str text)
{
    Error error = {0};
    JwtKeys *k = jwt_keys_from_jwks(text, false, &error);
    check(k != NULL);
    return k;
}

static void rfc_example(Str jwk, Str token)
{
    JwtKeys *k = keys_of(jwk);
    Jwt jwt = {0};
    check(jwt_verify(&arena, k, token, RFC_EXPIRES, &jwt) == JWT_OK);
    check(jwt.expires_at == RFC_EXPIRES &&
          str_starts(jwt.claims, S("{\"iss\":\"joe\",")));
    check(jwt.claims.s[jwt.claims.len] == 0);
    check(verify(k, token, RFC_EXPIRES + 30) == JWT_OK);
    check(verify(k, token, RFC_EXPIRES + 31) == JWT_EXPIRED);
    jwt_keys_free(k);
}

static void other_peoples_keys(void)
{
    JwtKeys *k = keys_of(S(jwks));
    for (isize i = 0; i < countof(tokens); i++) {
        Str token = str_of(tokens[i]);
        if (!check(verify(k, token, NOW) == JWT_OK))
            printf("# %s\n", tokens[i]);
        char *other = (char *)(uintptr_t)str_copy(&arena, token).s;
        other[token.len - 30] = other[token.len - 30] == 'A' ? 'B' : 'A';
        check(verify(k, (Str){other, token.len}, NOW) == JWT_BAD_SIGNATURE);
        /* the same signature with bytes after it */
        Buf b = buf_new(&arena);
        buf_addf(&b, "%sAA", tokens[i]);
        JwtOutcome longer = verify(k, buf_str(&b), NOW);
        check(longer == JWT_BAD_SIGNATURE || longer == JWT_MALFORMED);
    }
    jwt_keys_free(k);
}

/* HS256 with any secret: what a forger has who knows no more than the public keys. */
static Str forge(const char *header, const char *claims, Str secret)
{
    Buf b = buf_new(&arena);
    Str head = base64url_encode(&arena, str_of(header));
    Str body = base64url_encode(&arena, str_of(claims));
    buf_addf(&b, "%" STR_FMT ".%" STR_FMT, STR_ARG(head), STR_ARG(body));
    Sha256 mac = hmac_sha256(secret, buf_str(&b));
    Str sig = base64url_encode(&arena, (Str){(const char *)mac.bytes, 32});
    buf_addf(&b, ".%" STR_FMT, STR_ARG(sig));
    return buf_str(&b);
}

#define SECRET "thirty-two bytes of a secret, or more of them"
#define HS256  "{\"alg\":\"HS256\"}"

static void the_key_decides(void)
{
    JwtKeys *rsa = keys_of(S(RFC_RSA)), *ours = keys_of(S(SECRET));
    check(verify(rsa, forge(HS256, "{}", S(RFC_RSA)), NOW) == JWT_BAD_KEY);
    check(verify(rsa, S(RFC_ES256), RFC_EXPIRES) == JWT_BAD_KEY);
    check(verify(ours, forge(HS256, "{}", S(SECRET)), NOW) == JWT_OK);
    check(verify(ours, forge("{\"alg\":\"none\"}", "{}", S(SECRET)), NOW) ==
          JWT_BAD_KEY);
    check(verify(ours, S("eyJhbGciOiJub25lIn0.e30."), NOW) == JWT_BAD_KEY);
    check(verify(ours, forge("{\"alg\":\"hs256\"}", "{}", S(SECRET)), NOW) ==
          JWT_BAD_KEY);
    check(verify(ours, forge("{\"alg\":1}", "{}", S(SECRET)), NOW) == JWT_BAD_KEY);
    check(verify(ours, forge("{}", "{}", S(SECRET)), NOW) == JWT_BAD_KEY);
    check(verify(ours, forge("[]", "{}", S(SECRET)), NOW) == JWT_MALFORMED);
    check(verify(ours, forge("{\"alg\":\"HS256\",\"crit\":[\"exp\"]}", "{}", S(SECRET)),
                 NOW) == JWT_BAD_KEY);
    check(verify(ours, forge("{\"alg\":\"HS256\",\"alg\":\"HS256\"}", "{}", S(SECRET)),
                 NOW) == JWT_MALFORMED);
    check(verify(ours, forge("{\"alg\":\"HS256\",\"kid\":\"x\"}", "{}", S(SECRET)),
                 NOW) == JWT_OK);
    jwt_keys_free(rsa);
    jwt_keys_free(ours);

    JwtKeys *named =
        keys_of(S("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\"},"
                  "{\"kty\":\"oct\",\"kid\":\"a\",\"alg\":\"HS512\",\"k\":"
                  "\"dGhpcnR5LXR3byBieXRlcyBvZiBhIHNlY3JldCwgb3IgbW9yZQ\"},"
                  "{\"kty\":\"oct\",\"kid\":\"b\",\"k\":"
                  "\"dGhpcnR5LXR3byBieXRlcyBvZiBhIHNlY3JldCwgb3IgbW9yZQ\"}]"
                  "}"));
    Str secret = S("thirty-two bytes of a secret, or more");
    check(verify(named, forge("{\"alg\":\"HS256\",\"kid\":\"b\"}", "{}", secret),
                 NOW) == JWT_OK);
    check(verify(named, forge(HS256, "{}", secret), NOW) == JWT_OK);
    check(verify(named, forge("{\"alg\":\"HS256\",\"kid\":\"a\"}", "{}", secret),
                 NOW) == JWT_BAD_KEY);
    check(verify(named, forge("{\"alg\":\"HS256\",\"kid\":\"c\"}", "{}", secret),
                 NOW) == JWT_BAD_KEY);
    jwt_keys_free(named);
}

static void claims(void)
{
    static const struct {
        const char *claims;
        JwtOutcome outcome;
    } cases[] = {
        {"{\"exp\":1700000000}", JWT_OK},
        {"{\"exp\":1699999970.5}", JWT_OK},
        {"{\"exp\":1699999969}", JWT_EXPIRED},
        {"{\"exp\":0}", JWT_EXPIRED},
        {"{\"exp\":-1e300}", JWT_EXPIRED},
        {"{\"exp\":1e300}", JWT_OK},
        {"{\"exp\":99999999999999999999999999}", JWT_OK},
        {"{\"exp\":null}", JWT_OK},
        {"{\"exp\":\"1700000000\"}", JWT_BAD_CLAIMS},
        {"{\"exp\":true}", JWT_BAD_CLAIMS},
        {"{\"nbf\":1700000030}", JWT_OK},
        {"{\"nbf\":1700000031}", JWT_NOT_YET},
        {"{\"iat\":1700000031}", JWT_UNBORN},
        {"{\"iat\":[]}", JWT_BAD_CLAIMS},
        {"{\"nbf\":{}}", JWT_BAD_CLAIMS},
        {"{\"aud\":\"a\"}", JWT_OK},
        {"{\"aud\":[\"a\",\"b\"]}", JWT_OK},
        {"{\"aud\":[]}", JWT_OK},
        {"{\"aud\":[1]}", JWT_BAD_CLAIMS},
        {"{\"aud\":1}", JWT_BAD_CLAIMS},
        {"{\"role\":\"a\",\"role\":\"b\"}", JWT_MALFORMED},
        {"{\"role\":\"a\\u0000\"}", JWT_MALFORMED},
        {"[]", JWT_MALFORMED},
        {"\"x\"", JWT_MALFORMED},
        {"", JWT_MALFORMED},
        {"{", JWT_MALFORMED},
    };
    JwtKeys *k = keys_of(S(SECRET));
    for (isize i = 0; i < countof(cases); i++)
        if (!check(verify(k, forge(HS256, cases[i].claims, S(SECRET)), NOW) ==
                   cases[i].outcome))
            printf("# %s\n", cases[i].claims);

    static const char *const shapes[] = {
        "",
        ".",
        "..",
        "...",
        "a.b",
        "e30.e30",
        "e30.e30.e30.e30",
        "e30=.e30.",
        "e30.e30.!",
        "e31.e30.",
        " e30.e30.",
        "eyJhbGciOiJIUzI1NiJ9.e30.AA==",
    };
    for (isize i = 0; i < countof(shapes); i++) {
        JwtOutcome outcome = verify(k, str_of(shapes[i]), NOW);
        if (!check(outcome == JWT_MALFORMED || outcome == JWT_BAD_KEY))
            printf("# %s\n", shapes[i]);
    }
    jwt_keys_free(k);
}

static void our_own_keys(void)
{
    Error error = {0};
    check(!jwt_keys_new(S("too short"), &error) && error.kind);
    error = (Error){0};
    JwtKeys *k = jwt_keys_new(S(SECRET), &error),
            *again = jwt_keys_new(S(SECRET), &error);
    JwtKeys *other =
        jwt_keys_new(S("another secret of thirty-two bytes or more"), &error);
    check(k && again && other && !error.kind);

    Str user = jwt_sign(&arena, k, S("{\"sub\":\"u\"}"));
    Str key = jwt_sign_hs256(&arena, k, S("{\"role\":\"anon\"}"));
    Jwt jwt;
    check(jwt_verify(&arena, again, user, NOW, &jwt) == JWT_OK && jwt.expires_at == 0);
    check_str(jwt.claims, S("{\"sub\":\"u\"}"));
    check(jwt_verify(&arena, again, key, NOW, &jwt) == JWT_OK);
    check_str(jwt.claims, S("{\"role\":\"anon\"}"));
    check_str(key, jwt_sign_hs256(&arena, again, S("{\"role\":\"anon\"}")));
    check(verify(other, user, NOW) == JWT_BAD_KEY);
    check(verify(other, key, NOW) == JWT_BAD_SIGNATURE);
    check(verify(k, forge("{\"alg\":\"HS384\"}", "{}", S(SECRET)), NOW) == JWT_BAD_KEY);

    Str set = jwt_public_jwks(&arena, k);
    check_str(set, jwt_public_jwks(&arena, again));
    check(!str_eq(set, jwt_public_jwks(&arena, other)));
    JwtKeys *anyone = keys_of(set);
    check(verify(anyone, user, NOW) == JWT_OK);
    check(verify(anyone, key, NOW) == JWT_BAD_KEY);
    jwt_keys_free(anyone);
    jwt_keys_free(k);
    jwt_keys_free(again);
    jwt_keys_free(other);
}

static void secrets_as_postgrest_takes_them(void)
{
    Error error = {0};
    check(!jwt_keys_from_jwks(S("short"), false, &error) && error.kind);
    error = (Error){0};
    check(!jwt_keys_from_jwks(S("{\"keys\":[]}"), false, &error) && error.kind);
    error = (Error){0};
    check(!jwt_keys_from_jwks(S("{\"kty\":\"oct\",\"k\":\"AAAA\"}"), false, &error) &&
          error.kind);
    error = (Error){0};
    check(!jwt_keys_from_jwks(S("not base64 at all, whatever else it is"), true,
                              &error) &&
          error.kind);
    error = (Error){0};
    static const char *const encoded[] = {
        "Pz8-fn5-Pz8-fn5-Pz8-fn5-Pz8-fn5-Pz8-fn5-Pz8-Pw==",
        "Pz8+fn5+Pz8+fn5+Pz8+fn5+Pz8+fn5+Pz8+fn5+Pz8+Pw..",
    };
    for (isize i = 0; i < countof(encoded); i++) {
        JwtKeys *k = jwt_keys_from_jwks(str_of(encoded[i]), true, &error);
        check(k &&
              verify(k,
                     forge(HS256, "{}", S("?\?>~~~?\?>~~~?\?>~~~?\?>~~~?\?>~~~?\?>?")),
                     NOW) == JWT_OK);
        jwt_keys_free(k);
    }
    JwtKeys *text = keys_of(S("{\"not\":\"a key, so these are the secret's bytes\"}"));
    jwt_keys_free(text);
}

/* The arena ends at each size in turn: what OpenSSL, cjose and jansson hold must be
 * free by then, which the sanitizer checks. */
static void out_of_memory(void)
{
    Error error = {0};
    JwtKeys *k = jwt_keys_new(S(SECRET), &error);
    static char room[8 << 10];
    volatile bool done_once = false;
    for (isize size = 0; size < (isize)sizeof room && !done_once; size += 8) {
        jmp_buf full;
        Arena a = {room, room + size, room, &full};
        if (setjmp(full) != 0)
            continue;
        Jwt jwt;
        Str token = jwt_sign(&a, k, S("{\"sub\":\"u\"}"));
        Str api_key = jwt_api_key(&a, k, S("anon"));
        check(jwt_public_jwks(&a, k).len > 0);
        check(jwt_verify(&a, k, token, LATER, &jwt) == JWT_OK);
        check(jwt_verify(&a, k, api_key, LATER, &jwt) == JWT_OK);
        done_once = true;
    }
    check(done_once);
    jwt_keys_free(k);
}

int main(void)
{
    arena = arena_reserve(8 << 20);
    rfc_example(S(RFC_OCTETS), S(RFC_HS256));
    rfc_example(S(RFC_RSA), S(RFC_RS256));
    rfc_example(S(RFC_EC), S(RFC_ES256));
    other_peoples_keys();
    the_key_decides();
    claims();
    our_own_keys();
    secrets_as_postgrest_takes_them();
    out_of_memory();
    arena_release(&arena);
    return done();
}
