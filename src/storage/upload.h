/* upload.h — from a request's body to an object, for every way in. */
#ifndef STORAGE_UPLOAD_H
#define STORAGE_UPLOAD_H

#include "storage/payload.h"
#include "storage/put.h"

/*
 * Reads the payload, checks the bucket's limits, writes file and row; *id is the row's.
 * The caller writes the row when `owner` is null; else the server does, in that
 * person's name, or when it is empty in nobody's.
 */
bool upload_to(Ctx *cx, Place place, PutMode mode, Str owner, Str *id) MUST_CHECK;

/* The same for a payload that has been read already. */
bool upload_payload(Ctx *cx, Place place, PutMode mode, Str owner,
                    const Payload *payload, Str *id) MUST_CHECK;

#endif
