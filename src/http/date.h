/* date.h — HTTP's dates: "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, IMF-fixdate). */
#ifndef HTTP_DATE_H
#define HTTP_DATE_H

#include "base/str.h"

#include <time.h>

enum { HTTP_DATE_SIZE = 64 };

void http_date_write(time_t when, char text[HTTP_DATE_SIZE]);
Str http_date(Arena *a, int64_t seconds);
bool http_date_parse(Str text, int64_t *seconds) MUST_CHECK; /* that form only */

#endif
