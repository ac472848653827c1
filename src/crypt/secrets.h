/*
 * secrets.h — the two secrets that everything else is derived from, and their file.
 *
 *     DATA/secrets     mode 0600, two lines: RUNG_JWT_SECRET=... and RUNG_SEAL_KEY=...
 *
 * The file is made whole at the first start and never written again: what it holds
 * signs every session and opens every sealed value, so it belongs into the backup.
 */
#ifndef CRYPT_SECRETS_H
#define CRYPT_SECRETS_H

#include "base/error.h"

typedef struct Secrets {
    Str jwt_secret; /* at least 32 bytes: jwt_keys_new */
    Str seal_key;   /* the like: derive_key */
} Secrets;

/*
 * What *s already has (from the environment) stays; the rest comes from the file of
 * `data_dir`, which is made when `may_create` says so.  A null `data_dir` means that
 * there is no file to have: nodes that share a database must be given the same secrets.
 */
bool secrets_load(Arena *a, Str data_dir, bool may_create, Secrets *s,
                  Error *error) MUST_CHECK;

#endif
