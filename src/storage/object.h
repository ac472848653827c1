/* object.h — an object's row and its bucket's limits, and what handlers share. */
#ifndef STORAGE_OBJECT_H
#define STORAGE_OBJECT_H

#include "storage/disk.h"
#include "storage/errors.h"
#include "storage/storage.h"

/* A bucket and a key in it, both checked. */
typedef struct Place {
    Str bucket, key;
} Place;

/* params[0] and params[1] of the route; fails on what cannot be a name. */
bool place_of_params(Ctx *cx, Place *p) MUST_CHECK;
bool place_check(Ctx *cx, Place p) MUST_CHECK;

typedef struct Object {
    Str id, version;
    Str mime, cache_control, etag; /* null when the row does not say */
    int64_t modified;              /* seconds since 1970 */
    int64_t size;                  /* -1 when the row does not say */
} Object;

/* As the caller.  What she may not see is not there: both fail with no_such_key. */
bool object_find(Ctx *cx, Place p, Object *o) MUST_CHECK;
/* As the server, of a public bucket only. */
bool object_find_public(Ctx *cx, Place p, Object *o) MUST_CHECK;
/* As the server: after a signature has been checked. */
bool object_find_any(Ctx *cx, Place p, Object *o) MUST_CHECK;

/* The bucket's limits, as the server; fails with no_such_bucket. */
typedef struct Limits {
    int64_t size;
    Str mimes; /* lines; null: any */
} Limits;
bool bucket_limits(Ctx *cx, Str bucket, Limits *l) MUST_CHECK;
bool limits_allow(Ctx *cx, Limits l, int64_t size, Str mime) MUST_CHECK;

/* Instead of the error that a query has left. */
bool storage_refuse(Ctx *cx, const ErrorKind *kind);
/* Fails with what an errno of disk.h means. */
bool disk_failed(Ctx *cx, int failed);
DiskName disk_name(const Ctx *cx, Str bucket, Str version);

/* The file of a version that no row names any more; a failure is the next sweep's. */
void storage_discard(const Ctx *cx, Str bucket, Str version);

/* "bucket/key", as answers name an object. */
Str place_name(Arena *a, Place p);

#endif
