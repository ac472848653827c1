/* names.h — what buckets, objects and types may be called, and how headers say it. */
#ifndef STORAGE_NAMES_H
#define STORAGE_NAMES_H

#include "base/buf.h"

enum { KEY_MAX = 1024, BUCKET_MAX = 100 }; /* bytes */

/*
 * A key is UTF-8 without control characters and backslashes, in segments between "/"
 * none of which is empty, "." or "..".  It is a name in a table, never a path on disk.
 */
bool key_valid(Str key);
bool bucket_name_valid(Str name);

bool utf8_valid(Str text);
bool header_safe(Str text); /* printable ASCII: may be sent in a header as it is */

/* "type/subtype", with or without parameters. */
bool mime_valid(Str type);
/* `patterns` are lines: "image/png", "audio/ *" (without the blank), "*"; null allows
 * all. */
bool mime_allowed(Str patterns, Str type);

/* `attachment; filename="..."; filename*=UTF-8''...`; safe for any name (RFC 6266). */
Str attachment_of(Arena *a, Str filename);
Str key_filename(Str key); /* its last segment */

/* Percent-encodes all but unreserved characters and "/". */
Str path_encode(Arena *a, Str path);

#endif
