/* utf8.h — bytes that claim to be UTF-8 (RFC 3629), before they meet PostgreSQL. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

/* The length of the character that `text` begins with; 0 when it begins with none. */
isize utf8_first(Str text);

/* What is no character becomes U+FFFD, and so does NUL, which no PostgreSQL text holds.
 * The text itself when there is nothing to change. */
Str utf8_scrub(Arena *a, Str text);

#endif
