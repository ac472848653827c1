/* payload.h — what an upload brings: the file's bytes, wherever they lie in the body,
 * and what is said about them. */
#ifndef STORAGE_PAYLOAD_H
#define STORAGE_PAYLOAD_H

#include "storage/object.h"

typedef struct Payload {
    DiskSource source;
    Str mime;          /* as sent, with parameters */
    Str file_name;     /* as the form, or Content-Disposition, calls it; or null */
    Str cache_control; /* "max-age=3600" */
    Str user_metadata; /* a JSON object, or null */
} Payload;

/* Of a raw body or a form; the bytes stay in the request's spool file. */
bool payload_of(Ctx *cx, Payload *p) MUST_CHECK;

#endif
