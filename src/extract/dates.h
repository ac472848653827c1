/*
 * dates.h — when something was: "Mar 2019 - Present", "03/2019 – 05/2021", "seit 2020".
 *
 *   range  = since single | single [dash (single | present)] | month dash single
 *   single = [day] month [","] year | MM sep YYYY | YYYY sep MM | DD sep MM sep YYYY
 *          | season year | YYYY
 *   dash   = "-" | "–" | "—" | "to" | "bis" | ...         sep = "/" | "." | "-"
 *
 * Where 03/04/2019 may be two days, the day is left out.
 */
#ifndef EXTRACT_DATES_H
#define EXTRACT_DATES_H

#include "base/str.h"

typedef struct When {
    Str start, end; /* ISO 8601: "2019", "2019-03", "2019-03-14"; null when not said */
    bool ongoing;   /* it says that it goes on */
    bool is_range;
    bool year_only; /* one bare year: may be anything in a sentence */
    isize at, len;  /* where in the text */
} When;

/* The longest in the text; false when there is none. */
bool when_find(Arena *a, Str text, When *out);

/* The text is nothing but a date or a range. */
bool when_is_all(Arena *a, Str text);

#endif
