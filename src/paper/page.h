/* page.h — one page's marks, in reading order, with the tags that say what they are. */
#ifndef PAPER_PAGE_H
#define PAPER_PAGE_H

#include "paper/layout.h"

#include <cairo.h>

typedef struct Pen {
    cairo_t *cr;
    const Document *d;
    Arena *arena;
    Held *held;
    bool tagged; /* a PDF; pixels have no tags */
    isize next;  /* the first line that is not drawn yet */
    bool in_list, in_stretch;
    const char *uri; /* of the open stretch */
} Pen;

void pen_open(Pen *pen);
void pen_page(Pen *pen, int page);
void pen_close(Pen *pen);

#endif
