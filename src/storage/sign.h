/*
 * sign.h — tokens that open one object for a while, without a session.
 *
 * They are made with the keys of access tokens, and told apart by what they say: a
 * purpose and a url, never a role or a person; an access token has neither.
 */
#ifndef STORAGE_SIGN_H
#define STORAGE_SIGN_H

#include "storage/object.h"

typedef struct Grant {
    bool writes;  /* else reads */
    bool upserts; /* writes: over an existing object, too */
    Str owner;    /* writes: whose the object will be; empty: nobody's */
    int64_t seconds;
} Grant;

Str sign_place(const Ctx *cx, Place place, Grant grant);

/* The place that ?token= and the path name together; of that kind, or it fails. */
bool signed_place(Ctx *cx, bool writes, Place *place, Grant *grant) MUST_CHECK;

#endif
