/*
 * schema_views.c — which column of a view is which column of a table.
 *
 * A view's rule is a printed tree of nodes, `{NAME :field value ...}` in braces and
 * lists in parentheses, with a backslash before bytes that would confuse.  Each entry
 * of the outermost target list says where its value comes from, if from a column
 * unchanged.
 */
#include "rest/schema_load.h"

#include <stdlib.h>

typedef struct Walk {
    const char *at, *end;
} Walk;

/* The next byte that is not escaped, or 0. */
static char next(Walk *w)
{
    while (w->at < w->end) {
        char c = *w->at++;
        if (c != '\\')
            return c;
        if (w->at < w->end)
            w->at++;
    }
    return 0;
}

/* Right after a ":", whether this is the field's name; moves behind it then. */
static bool field_is(Walk *w, Str name)
{
    Str rest = {w->at, w->end - w->at};
    if (!str_starts(rest, name) || rest.len == name.len || rest.s[name.len] != ' ')
        return false;
    w->at += name.len + 1;
    return true;
}

static int64_t number(Walk *w)
{
    int64_t n = 0;
    while (w->at < w->end && *w->at >= '0' && *w->at <= '9' && n < INT32_MAX * 2LL)
        n = n * 10 + (*w->at++ - '0');
    return n;
}

/* Behind the "{" of a TARGETENTRY; reads to its "}". */
static ViewColumn target_entry(Walk *w)
{
    ViewColumn found = {0};
    for (int depth = 1; depth > 0;) {
        char c = next(w);
        if (!c)
            break;
        depth += (c == '{' || c == '(') - (c == '}' || c == ')');
        if (c != ':' || depth != 1)
            continue;
        if (field_is(w, S("resno")))
            found.column = (int)number(w);
        else if (field_is(w, S("resorigtbl")))
            found.table = (uint32_t)number(w);
        else if (field_is(w, S("resorigcol")))
            found.origin = (int)number(w);
    }
    return found;
}

static isize target_list(Walk *w, uint32_t view, ViewColumn *out, isize room)
{
    isize n = 0;
    for (char c = next(w); c && c != ')'; c = next(w)) {
        if (c != '{')
            continue;
        ViewColumn found = target_entry(w);
        found.view = view;
        if (found.table && found.origin && n < room)
            out[n++] = found;
    }
    return n;
}

isize parse_view_rule(Str rule, uint32_t view, ViewColumn *out, isize room)
{
    Walk w = {rule.s, rule.s + rule.len};
    int depth = 0;
    for (char c = next(&w); c; c = next(&w)) {
        depth += (c == '{' || c == '(') - (c == '}' || c == ')');
        /* "(" around the rule's actions and "{" of its query are two */
        if (c == ':' && depth == 2 && field_is(&w, S("targetList")))
            return next(&w) == '(' ? target_list(&w, view, out, room) : 0;
    }
    return 0;
}

static const ViewColumn *column_of(const ViewColumn *v, isize n, uint32_t view,
                                   int column)
{
    for (isize i = 0; i < n; i++)
        if (v[i].view == view && v[i].column == column)
            return &v[i];
    return NULL;
}

enum { MAX_VIEW_CHAIN = 32 };

void follow_views(Raw *raw, const ViewColumn *direct, isize n)
{
    ViewColumn *all = make_n(raw->arena, ViewColumn, n * 4 + 1);
    isize count = 0, room = n * 4 + 1;
    for (isize i = 0; i < n; i++) {
        ViewColumn c = direct[i];
        for (int hops = 0; hops < MAX_VIEW_CHAIN && count < room; hops++) {
            all[count++] = c;
            const ViewColumn *deeper = column_of(direct, n, c.table, c.origin);
            if (!deeper)
                break;
            c.table = deeper->table;
            c.origin = deeper->origin;
        }
    }
    raw->views = all;
    raw->n_views = count;
}
