/* put.h — bytes and their row, put down together: uploads of every kind, and copies. */
#ifndef STORAGE_PUT_H
#define STORAGE_PUT_H

#include "storage/object.h"

typedef enum PutMode {
    PUT_NEW,     /* the name must be free */
    PUT_REPLACE, /* it must be taken */
    PUT_EITHER,
} PutMode;

/* A file that is on disk already, and what its row shall say. */
typedef struct Put {
    Place place;
    PutMode mode;
    Str version;
    Str metadata, user_metadata; /* JSON */
    Str owner;                   /* null: the caller is; empty: nobody */
} Put;

/*
 * Names put->version in the row, as whoever cx->db speaks for now, and then removes the
 * file that the row named before.  On failure the row is as it was and the new file is
 * gone; or, when the database was lost during the commit, left to the sweep, since then
 * nobody knows.
 */
bool put_row(Ctx *cx, const Put *put, Str *id) MUST_CHECK;

/* Whether put_row() would be let; nothing is written.  Fails as it would. */
bool put_try(Ctx *cx, const Put *put) MUST_CHECK;

/* {"eTag": ..., "size": ..., ...} of bytes that have come just now. */
Str put_metadata(Arena *a, Sha256 hash, int64_t size, Str mime, Str cache_control);

/* A new version that no sweep will touch until the handler has ended. */
Str put_version(Ctx *cx);

#endif
