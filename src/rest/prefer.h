/* prefer.h — the preferences of RFC 7240 that this API hears. */
#ifndef REST_PREFER_H
#define REST_PREFER_H

#include "http/http.h"

typedef struct Prefer {
    enum { RESOLUTION_UNSAID, MERGE_DUPLICATES, IGNORE_DUPLICATES } resolution;
    enum { MISSING_UNSAID, MISSING_DEFAULT, MISSING_NULL } missing;
    enum { RETURN_UNSAID, RETURN_ROWS, RETURN_MINIMAL, RETURN_HEADERS } returns;
    enum { COUNT_UNSAID, COUNT_EXACT, COUNT_PLANNED, COUNT_ESTIMATED } count;
    enum { END_UNSAID, END_COMMIT, END_ROLLBACK } end;
    enum { HANDLING_UNSAID, HANDLING_STRICT, HANDLING_LENIENT } handling;
    Str timezone;          /* null when absent */
    Str max_affected_text; /* likewise */
    int64_t max_affected;
    Str unknown; /* what nobody knows, joined by ", "; null: nothing */
} Prefer;

Prefer parse_prefer(Arena *a, const Request *req, bool hears_tx);

/* "return=representation, count=exact": what was heeded; null when nothing was. */
Str prefer_applied(Arena *a, const Prefer *p);

#endif
