#ifndef CRYPT_SECRETS_H
#define CRYPT_SECRETS_H
#include "base/error.h"
typedef struct Secrets {
    Str jwt_secret, seal_key, anon_key, service_role_key;
} Secrets;
bool secrets_load(Arena *a, const Str *jwt_secret, const Str *seal, Str data_dir,
                  bool may_create, Secrets *s, Error *e);
#endif
