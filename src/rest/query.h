/* query.h — a query string taken apart: what each parameter asks, and of which embed.
 */
#ifndef REST_QUERY_H
#define REST_QUERY_H

#include "rest/order.h"
#include "rest/payload.h"
#include "rest/select.h"

/* Rows [first, last]; last is LAST_ROW when there is no limit. */
typedef struct Window {
    int64_t first, last;
} Window;

#define LAST_ROW INT64_MAX
#define ALL_ROWS ((Window){0, LAST_ROW})
#define NO_ROWS  ((Window){0, -1}) /* limit=0 */

Window window_meet(Window a, Window b);
static inline bool window_is_all(Window w)
{
    return w.first == 0 && w.last == LAST_ROW;
}
static inline bool window_is_empty(Window w)
{
    return w.last < w.first;
}

/* One parameter, and the embeds that lead to what it is about. */
typedef struct Asked Asked;
struct Asked {
    Strs path;
    Filter *filter;
    Order *order;
    Window window;
    Asked *next;
};

typedef struct UrlQuery {
    SelectItem *select;
    Asked *filters; /* columns' own, in order */
    Asked *logic;
    Asked *orders;
    Asked *windows; /* limit and offset, joined; "limit" itself too */
    bool has_columns, has_on_conflict;
    Strs columns, on_conflict;
    const Pair *arguments; /* of a function called by GET */
    isize n_arguments;
    Strs filter_names; /* as they came, for PUT's rule */
    Str canonical;     /* sorted and encoded, for Content-Location */
} UrlQuery;

/* Percent-encoding: all but letters, digits and -_.~ */
Str encode_component(Arena *a, Str text);

/* False: *error is PGRST100. */
bool parse_query(Arena *a, Str text, bool takes_arguments, UrlQuery *out, Error *error);

#endif
