/* sha256.h — SHA-256 of what comes in pieces and never lies in memory whole. */
#ifndef CRYPT_SHA256_H
#define CRYPT_SHA256_H

#include "crypt/crypt.h"

typedef struct Sha256Stream Sha256Stream;

Sha256Stream *sha256_new(void);
void sha256_add(Sha256Stream *s, const void *p, isize n);
Sha256 sha256_take(Sha256Stream *s); /* and frees it */

#endif
