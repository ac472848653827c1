/* conninfo.h — libpq's connection strings, read and changed keyword by keyword. */
#ifndef PG_CONNINFO_H
#define PG_CONNINFO_H

#include "base/arena.h"
#include "base/str.h"

/* What it says itself; the null Str when that is nothing, or it does not parse. */
Str conninfo_get(Arena *a, const char *conninfo, const char *keyword);

/* The same with this value; "keyword='value' ..." whatever form it had.  NULL: it does
 * not parse. */
const char *conninfo_set(Arena *a, const char *conninfo, const char *keyword,
                         Str value);

/* Of the sessions made with it, each statement ends after so many seconds, and a
 * server that has gone is noticed: unless the string itself says when. */
const char *conninfo_limit(Arena *a, const char *conninfo, int statement_seconds);

#endif
