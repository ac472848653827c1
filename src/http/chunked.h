/*
 * chunked.h — taking the chunks of a body apart, however its bytes arrive.
 *
 *   body    = *(size [";" extension] CRLF data CRLF) "0" [";" extension] CRLF
 *             *(trailer CRLF) CRLF
 *   size    = 1 to 15 hexadecimal digits
 *
 * Extensions and trailers are read past: those of a body may take CHUNKED_MAX_EXTRA
 * bytes in all.
 */
#ifndef HTTP_CHUNKED_H
#define HTTP_CHUNKED_H

#include "base/str.h"

enum { CHUNKED_MAX_EXTRA = 8 << 10 };

typedef enum ChunkedState {
    CHUNKED_SIZE,
    CHUNKED_EXTENSION,
    CHUNKED_SIZE_LF,
    CHUNKED_DATA,
    CHUNKED_DATA_CR,
    CHUNKED_DATA_LF,
    CHUNKED_LINE, /* a trailer, or the last blank line */
    CHUNKED_LINE_LF,
    CHUNKED_DONE,
    CHUNKED_REFUSED,
} ChunkedState;

typedef struct Chunked {
    ChunkedState state; /* zero is the beginning */
    int digits;
    int64_t left; /* of this chunk */
    isize extra;  /* bytes of extensions and trailers so far */
    bool in_trailer;
} Chunked;

/*
 * The next piece of data in *input, as a view of it; *input is what follows.  Empty:
 * *input is used up, or the state says CHUNKED_DONE or CHUNKED_REFUSED.
 */
Str chunked_next(Chunked *c, Str *input);

#endif
