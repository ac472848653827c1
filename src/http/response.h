/* response.h — an answer's head as bytes; the module's own. */
#ifndef HTTP_RESPONSE_H
#define HTTP_RESPONSE_H

#include "http/head.h"

isize response_head_bound(const Response *res); /* bytes that its head fits into */

/*
 * Writes the head, blank line and all, and returns its size.  `length` below 0: no
 * Content-Length.  Names that are no token, and those which frame the message, are left
 * out; control characters in values become spaces.
 */
isize response_head(const Response *res, int64_t length, Str date, Str connection,
                    char *to);

#endif
