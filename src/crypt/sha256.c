#include "crypt/sha256.h"

#include <openssl/evp.h>

#include <stdlib.h>

/* The stream is OpenSSL's own context, under a name that promises less. */
static EVP_MD_CTX *context_of(Sha256Stream *s)
{
    return (EVP_MD_CTX *)s;
}

Sha256Stream *sha256_new(void)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    if (!ctx || !EVP_DigestInit_ex(ctx, EVP_sha256(), NULL))
        abort();
    return (Sha256Stream *)ctx;
}

void sha256_add(Sha256Stream *s, const void *p, isize n)
{
    assert(n >= 0);
    if (!EVP_DigestUpdate(context_of(s), p, (size_t)n))
        abort();
}

Sha256 sha256_take(Sha256Stream *s)
{
    Sha256 hash;
    if (!EVP_DigestFinal_ex(context_of(s), hash.bytes, NULL))
        abort();
    EVP_MD_CTX_free(context_of(s));
    return hash;
}
