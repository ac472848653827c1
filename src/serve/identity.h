/*
 * identity.h — who asks: from `Authorization: Bearer` and `apikey` to a role and
 * claims.
 *
 * A person's token is the Bearer; without one, or when it is the apikey again, the key
 * itself says the role; with neither, anon.  A token that verified once is remembered
 * by its keyed hash until it expires, so that ES256 is paid for once.
 */
#ifndef SERVE_IDENTITY_H
#define SERVE_IDENTITY_H

#include "serve/loop.h"

struct TokenCache *token_cache_new(void);
bool identity_find(Ctx *cx, Loop *loop) MUST_CHECK; /* fills cx->who, or fails */
void identity_anonymous(Ctx *cx);
Str identity_token(const Request *req);     /* hers, else the key; or empty */
bool identity_is_shown(const Request *req); /* it has a token, or a key */

#endif
