/* Published vectors: RFC 4231, 5869, 4648, FIPS 180. */
#include "crypt/crypt.h"
#include "test.h"

#include <string.h>

static Arena arena;

static Str hex(const void *p, isize n)
{
    return hex_of(&arena, p, n);
}

static Str unhex(const char *text)
{
    isize n = (isize)strlen(text) / 2;
    char *p = make_n(&arena, char, n + 1);
    for (isize i = 0; i < n; i++) {
        unsigned byte;
        sscanf(text + 2 * i, "%2x", &byte);
        p[i] = (char)byte;
    }
    return (Str){p, n};
}

static void hashes(void)
{
    Sha256 h = sha256(S("abc"));
    check_str(hex(h.bytes, 32),
              S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    h = sha256((Str){0});
    check_str(hex(h.bytes, 32),
              S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    h = hmac_sha256(S("Jefe"), S("what do ya want for nothing?"));
    check_str(hex(h.bytes, 32),
              S("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
}

static void derived_keys(void)
{
    unsigned char out[82];
    Str ikm = unhex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
    hkdf_sha256(ikm, unhex("000102030405060708090a0b0c"), unhex("f0f1f2f3f4f5f6f7f8f9"),
                out, 42);
    check_str(hex(out, 42), S("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56"
                              "ecc4c5bf34007208d5b887185865"));
    hkdf_sha256(ikm, (Str){0}, (Str){0}, out, 42);
    check_str(hex(out, 42), S("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f"
                              "3c738d2d9d201395faa4b61a96c8"));
    unsigned char ramp[256];
    for (int i = 0; i < 256; i++)
        ramp[i] = (unsigned char)i;
    const char *r = (const char *)ramp;
    hkdf_sha256((Str){r, 80}, (Str){r + 0x60, 80}, (Str){r + 0xb0, 80}, out, 82);
    check_str(hex(out, 82), S("b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c"
                              "19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8"
                              "367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"));
    Sha256 a = derive_key(S("secret"), S("one")), b = derive_key(S("secret"), S("two"));
    check(memcmp(&a, &b, sizeof a) != 0);
}

static void encodes(Str bytes, Str text, Str padded)
{
    Str back;
    check_str(base64url_encode(&arena, bytes), text);
    check(base64url_decode(&arena, text, &back) && str_eq(back, bytes));
    check(base64url_decode(&arena, padded, &back) && str_eq(back, bytes));
    check(base64_decode(&arena, padded, &back) && str_eq(back, bytes));
}

static void base64(void)
{
    encodes(S(""), S(""), S(""));
    encodes(S("f"), S("Zg"), S("Zg=="));
    encodes(S("fo"), S("Zm8"), S("Zm8="));
    encodes(S("foo"), S("Zm9v"), S("Zm9v"));
    encodes(S("foob"), S("Zm9vYg"), S("Zm9vYg=="));
    encodes(S("fooba"), S("Zm9vYmE"), S("Zm9vYmE="));
    encodes(S("foobar"), S("Zm9vYmFy"), S("Zm9vYmFy"));
    check_str(base64url_encode(&arena, S("\xfb\xff\xbf")), S("-_-_"));

    Str back;
    check(base64_decode(&arena, S("+/+/"), &back));
    check_str(back, S("\xfb\xff\xbf"));
    static const char *const refused[] = {
        "A",    "Zg=",   "Zg===", "Z===", "=",    "Zh",
        "Zm9=", "Zm 9v", "Zm9v=", "+/+/", "Zg=a", "Zm9v\n"};
    for (isize i = 0; i < countof(refused); i++)
        if (!check(!base64url_decode(&arena, str_of(refused[i]), &back)))
            printf("# accepted: %s\n", refused[i]);
    check(!base64_decode(&arena, S("-_-_"), &back));
}

static void randoms(void)
{
    Str a = random_uuid(&arena), b = random_uuid(&arena);
    check(a.len == 36 && !str_eq(a, b));
    check(a.s[8] == '-' && a.s[13] == '-' && a.s[14] == '4' && a.s[18] == '-' &&
          a.s[23] == '-' && strchr("89ab", a.s[19]));
    check(random_hex(&arena, 16).len == 32);
    check(!str_eq(random_hex(&arena, 16), random_hex(&arena, 16)));
}

int main(void)
{
    arena = arena_reserve(1 << 20);
    hashes();
    derived_keys();
    base64();
    randoms();
    check(bytes_equal(S("same"), S("same")) && !bytes_equal(S("same"), S("sama")) &&
          !bytes_equal(S("same"), S("sam")));
    arena_release(&arena);
    return done();
}
