/*
 * layout.h — paragraphs become lines, and lines get a place on a page.
 *
 * Lengths are points from the top left corner of the page.
 */
#ifndef PAPER_LAYOUT_H
#define PAPER_LAYOUT_H

#include "paper/story.h"

enum { MAX_PAGES = 60 };

/* A run of glyphs in one font and one style. */
typedef struct Piece {
    PangoGlyphItem *run; /* its offset counts in the paragraph's text */
    const Span *span;
    double x, width; /* x: from the left end of the line */
} Piece;

typedef struct Line {
    const Paragraph *paragraph;
    isize from, to; /* of the paragraph's text, without the spaces at the ends */
    Piece *pieces;  /* in the order of reading */
    isize n_pieces;
    PangoLayout *aside; /* the dates, on a paragraph's last line; or NULL */
    double left;        /* of the column it is set in: an item's text is indented */
    double width, aside_width;
    double above, height; /* gap before it, and the line itself with a rule below */
    double leading;       /* of `height`, what the text stands in */
    bool first, last;     /* of its paragraph */
    bool keeps_next;      /* no page break after it */
    int page;             /* from 0 */
    double top;
} Line;

typedef struct Document {
    const Template *t;
    const Resume *resume;
    Fonts fonts;
    Line *lines;
    isize n;
    int pages;             /* at least 1 */
    PangoLayout *bullet;   /* NULL without items */
    PangoLayout *leader;   /* the dash from a title to its dates; NULL without dates */
    PangoLayout *space;    /* on either side of it */
    PangoLayout **footers; /* one for each page; NULL on the first */
} Document;

/*
 * Fills pieces and width from the runs that Pango set, cut to [from, to).  The space at
 * which Pango broke a line has to go: Cairo would write it as an /ActualText, and
 * readers of the structure lose what follows.
 */
void line_take_runs(Held *held, Line *line, GSList *runs);
double run_width(PangoGlyphItem *run);
void run_free(void *run); /* a PangoGlyphItem that we copied */

/*
 * Gives each line its page and top, between `top` and `bottom`; returns the pages.
 * A page breaks only where the line before does not keep the next, unless so many
 * keep each other that they are higher than a page.
 */
int lines_paginate(Line *lines, isize n, double top, double bottom);

/* The same; but a last page with little on it is saved where a little less air does it.
 */
int lines_fit(Arena *a, Line *lines, isize n, double top, double bottom);

/* `out->t` is the template with a name's size that suits the name. */
bool document_set(Held *held, const Resume *resume, const Template *t, Document *out,
                  Error *error) MUST_CHECK;

double document_bottom(const Template *t);         /* where the last line may end */
double style_size(const Template *t, Style style); /* of the letters */

#endif
