/* json_text.h — text into JSON exactly as PostgreSQL's escape_json writes it. */
#ifndef REST_JSON_TEXT_H
#define REST_JSON_TEXT_H

#include "base/buf.h"

void add_json_text(Buf *b, Str text); /* in quotes, escaped; the null Str is null */

/* One level of a JSON value, read without building a tree.  Strict, depth-capped. */
typedef struct JsonScan {
    const char *at, *end;
    Arena *arena;
    int depth;
    const char *kept; /* of a file's text, what may still be in memory; else NULL */
} JsonScan;

JsonScan scan_of(Arena *a, Str text);
void scan_skip_space(JsonScan *s);
int scan_peek(JsonScan *s);          /* the next byte after blanks, or -1 */
bool scan_take(JsonScan *s, char c); /* after blanks */
/* Decoded; a view when it has no escape.  `out` is NULL when nobody wants it. */
bool scan_string(JsonScan *s, Str *out);
bool scan_skip_value(JsonScan *s); /* false: not JSON, or too deep */

#endif
