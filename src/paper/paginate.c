/* paginate.c — where pages break: as late as possible, and never after what keeps its
 * next. */
#include "paper/layout.h"

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
