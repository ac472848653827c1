/* digest.c — SHA-256 and what is built on it, by OpenSSL. */
#include "crypt/crypt.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

Sha256 sha256(Str text)
{
    Sha256 hash;
    int ok = EVP_Digest(text.s, (size_t)text.len, hash.bytes, NULL, EVP_sha256(), NULL);
    assert(ok);
    return hash;
}

Sha256 hmac_sha256(Str key, Str text)
{
    Sha256 mac;
    assert(key.len <= INT32_MAX);
    /* A NULL key would mean "the one before" to OpenSSL. */
    const void *ok =
        HMAC(EVP_sha256(), key.len ? key.s : "", (int)key.len,
             (const unsigned char *)text.s, (size_t)text.len, mac.bytes, NULL);
    assert(ok);
    return mac;
}

void hkdf_sha256(Str secret, Str salt, Str purpose, void *out, isize n)
{
    enum { BLOCK = sizeof(Sha256), MOST = 255 * BLOCK, PURPOSE_MAX = 128 };
    assert(n <= MOST && purpose.len <= PURPOSE_MAX);
    Sha256 prk = hmac_sha256(salt, secret);
    Str key = {(const char *)prk.bytes, BLOCK};

    /* T(i) = HMAC(prk, T(i-1) || purpose || i) */
    char text[BLOCK + PURPOSE_MAX + 1];
    isize len = 0;
    for (unsigned char i = 1; n > 0; i++) {
        if (purpose.len)
            memcpy(text + len, purpose.s, (size_t)purpose.len);
        len += purpose.len;
        text[len++] = (char)i;
        Sha256 block = hmac_sha256(key, (Str){text, len});
        isize take = n < BLOCK ? n : BLOCK;
        memcpy(out, block.bytes, (size_t)take);
        out = (char *)out + take, n -= take;
        memcpy(text, block.bytes, BLOCK), len = BLOCK;
    }
    explicit_bzero(text, sizeof text);
    explicit_bzero(&prk, sizeof prk);
}

Sha256 derive_key(Str secret, Str purpose)
{
    Sha256 key;
    hkdf_sha256(secret, S("rung"), purpose, key.bytes, sizeof key);
    return key;
}

Str hex_of(Arena *a, const void *p, isize n)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *byte = p;
    char *text = make_n(a, char, 2 * n + 1);
    for (isize i = 0; i < n; i++) {
        text[2 * i] = digits[byte[i] >> 4];
        text[2 * i + 1] = digits[byte[i] & 15];
    }
    return (Str){text, 2 * n};
}

bool bytes_equal(Str a, Str b)
{
    return a.len == b.len && CRYPTO_memcmp(a.s, b.s, (size_t)a.len) == 0;
}
