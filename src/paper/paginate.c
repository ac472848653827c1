/* paginate.c — where pages break: as late as possible, and never after what keeps its
 * next. */
#include "paper/layout.h"

#include <string.h>

#define LITTLE 0.2 /* of a page */

/* Shares of the gaps between lines and of the lines' height: steps that nobody sees. */
static const struct {
    double gaps, leading;
} tighter[] = {{0.9, 1}, {0.8, 0.98}, {0.7, 0.96}};

/* The line that the next page begins with, when `full` is the first that does not fit.
 */
static isize break_before(const Line *lines, isize start, isize full)
{
    for (isize i = full; i > start; i--)
        if (!lines[i - 1].keeps_next)
            return i;
    return full;
}

int lines_paginate(Line *lines, isize n, double top, double bottom)
{
    int page = 0;
    isize start = 0; /* the first line of this page */
    double y = top;
    for (isize i = 0; i < n; i++) {
        double above = i == start ? 0 : lines[i].above;
        if (i > start && y + above + lines[i].height > bottom) {
            start = break_before(lines, start, i);
            i = start - 1; /* set again what moves to the next page */
            y = top;
            page++;
            continue;
        }
        lines[i].page = page;
        lines[i].top = y + above;
        y += above + lines[i].height;
    }
    return page + 1;
}

static bool ends_with_little(const Line *lines, isize n, double top, double bottom)
{
    const Line *last = &lines[n - 1];
    return last->page > 0 && last->top + last->height < top + LITTLE * (bottom - top);
}

int lines_fit(Arena *a, Line *lines, isize n, double top, double bottom)
{
    int pages = lines_paginate(lines, n, top, bottom);
    if (!n || !ends_with_little(lines, n, top, bottom))
        return pages;
    Line *tried = make_n(a, Line, n);
    for (isize step = 0; step < countof(tighter); step++) {
        for (isize i = 0; i < n; i++) {
            tried[i] = lines[i];
            tried[i].above *= tighter[step].gaps;
            tried[i].leading *= tighter[step].leading;
            tried[i].height -= lines[i].leading - tried[i].leading;
        }
        int fewer = lines_paginate(tried, n, top, bottom);
        if (fewer == pages)
            continue;
        memcpy(lines, tried, (size_t)n * sizeof *lines);
        return fewer;
    }
    return pages;
}
