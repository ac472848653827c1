/* download.h — from a row to its bytes, for every door that leads to them. */
#ifndef STORAGE_DOWNLOAD_H
#define STORAGE_DOWNLOAD_H

#include "storage/object.h"

typedef bool ObjectFinder(Ctx *cx, Place p, Object *o);

/*
 * Answers GET and HEAD, with conditions, ranges and ?download=.  `shared`: caches
 * between us and the client may keep it.
 */
bool object_send(Ctx *cx, Place place, ObjectFinder *find, bool shared) MUST_CHECK;

/* The bytes of an object, until the request ends. */
bool object_open(Ctx *cx, Place place, ObjectFinder *find, Object *o, int *fd,
                 int64_t *size) MUST_CHECK;

#endif
