/* response.h — an answer's head as bytes; the module's own. */
#ifndef HTTP_RESPONSE_H
#define HTTP_RESPONSE_H

#include "http/head.h"

isize response_head_bound(const Response *res); /* bytes that its head fits into */

typedef struct Framing {
    int64_t length; /* below 0: no Content-Length */
    Str connection;
    bool varies; /* with the request's Accept-Encoding */
    bool gzipped, chunked;
} Framing;

/*
 * Writes the head, blank line and all, and returns its size.  Names that are no token,
 * and those which frame the message, are left out; control characters in values become
 * spaces.  A Vary is added to one that is there; gzip makes an ETag a weak one.
 */
isize response_head(const Response *res, const Framing *framing, Str date, char *to);

#endif
