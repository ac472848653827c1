/*
 * order.h — pieces of lines on a page, and the order in which they are read.
 *
 * A piece is a run of words without a wide gap. A region is a rectangle of pieces that
 * is read row by row; a page is cut into regions where a gutter runs down between two
 * columns. A gutter is none when one side only says dates, or labels for the other.
 */
#ifndef EXTRACT_ORDER_H
#define EXTRACT_ORDER_H

#include "extract/page.h"

typedef struct Piece {
    const Word *words;
    isize n;
    Str text;
    Box box;
    double size;
    bool is_date, is_heading, is_furniture;
    int page;   /* from 0 */
    int group;  /* groups are read one after the other */
    int column; /* within its group */
    int row;    /* within its page and column */
} Piece;

typedef struct Pieces {
    Piece *v;
    isize n;
} Pieces;

/* In reading order, without what pages repeat at their heads and feet. */
Pieces pieces_in_order(Arena *a, const Pages *pages);

#endif
