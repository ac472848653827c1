/* json.h — JSON being written, compact, into a Buf. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"

/* Commas come by themselves; a name of NULL inside an array. */
void json_open(Buf *b);
void json_open_named(Buf *b, const char *name);
void json_close(Buf *b);
void json_open_array(Buf *b, const char *name);
void json_close_array(Buf *b);
void json_str(Buf *b, const char *name, Str value); /* the null Str becomes null */
void json_int(Buf *b, const char *name, int64_t value);
void json_bool(Buf *b, const char *name, bool value);
void json_raw(Buf *b, const char *name, Str json);
void json_quote(Buf *b, Str text); /* "text", escaped; invalid UTF-8 becomes U+FFFD */

#endif
