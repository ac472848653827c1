/*
 * document.h — lines in the order in which a person reads them, wherever they came
 * from: the words of a PDF, plain text, Markdown.
 */
#ifndef EXTRACT_DOCUMENT_H
#define EXTRACT_DOCUMENT_H

#include "extract/page.h"

enum { LINES_MOST = 6000 };

typedef struct Line {
    Str text;           /* words with one space between; a tab where a wide gap is */
    int page, number;   /* from 1; of the page, as it is read */
    double left, right; /* points; of plain text, columns of a typewriter's width */
    double room;        /* how far right it could reach: to a margin, or a column */
    double gap;         /* above it, in heights of a line; 0 where nobody can know */
    double size;        /* points; 0 of plain text */
    uint32_t colour;
    bool bold, italic; /* its first word is */
    bool all_bold;
    isize bold_len; /* bytes of the bold words that it begins with */
    bool is_date, ends_in_date;
    bool indented;    /* a little, from the line above that is not */
    bool begins_flow; /* first of a page's column */
    int level;        /* Markdown's heading: 1 to 6 */
} Line;

typedef struct LinkText {
    Str text, address; /* what is shown, without blanks; where it leads */
} LinkText;

typedef struct Document {
    Line *lines;
    isize n;
    LinkText *links;
    isize n_links;
    int pages, total_pages;
    bool cut;         /* there was more than is here */
    bool unmapped;    /* there were letters that nobody could read */
    bool styled;      /* sizes and weights mean something */
    double body_size; /* of most letters */
} Document;

/* Reading order from places: columns, asides, what pages repeat at head and foot. */
void document_of_pages(Arena *a, const Pages *pages, Document *out);

/* Of lines with their text, look and gaps, in their order, the rest: what is measured
 * over all of them. */
void document_of_lines(Arena *a, Document *d);

/* Plain text; of Markdown the marks are read, too. */
void document_of_text(Arena *a, Str text, bool markdown, Document *out);

/* All its lines; what a person would copy out of it. */
Str document_text(Arena *a, const Document *d);

/* Where the text that is shown leads; null when no link says. */
Str document_link(const Document *d, Str shown);

#endif
