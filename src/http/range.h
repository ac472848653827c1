/* range.h — which bytes a client wants, and whether it has them already (RFC 9110). */
#ifndef HTTP_RANGE_H
#define HTTP_RANGE_H

#include "base/buf.h"

typedef enum RangeOutcome {
    RANGE_WHOLE, /* none asked for, several, or a malformed one: all of it, 200 */
    RANGE_PART,  /* 206 */
    RANGE_NONE,  /* 416 */
} RangeOutcome;

typedef struct Range {
    RangeOutcome outcome;
    int64_t first, count; /* within the file, for WHOLE and PART */
} Range;

Range range_of(Str header, int64_t size);

/* If-None-Match: a list of tags or "*", compared weakly. */
bool etag_listed(Str header, Str etag);
/* If-Range: one strong tag, or the very date. */
bool if_range_holds(Str header, Str etag, int64_t modified);

#endif
