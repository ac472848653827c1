/* page.h — words on pages: what a layout of text is before anyone has read it. */
#ifndef EXTRACT_PAGE_H
#define EXTRACT_PAGE_H

#include "base/error.h"

enum {
    PAGES_MOST = 30, /* of a document: what comes behind is not read */
    WORDS_MOST = 60000,
    TEXT_MOST = 1 << 20, /* bytes of words, or of plain text */
    LINE_MOST = 2000,    /* bytes of a line: longer ones become several */
};

typedef struct Box {
    double left, top, right, bottom; /* points, from the upper left corner */
} Box;

typedef struct Word {
    Str text;
    Box box;
    double size; /* points */
    uint32_t colour;
    bool bold, italic;
    bool glued; /* no space before it: its style differs from the letter before */
} Word;

typedef struct Link {
    Box box;
    Str address;
} Link;

typedef struct Page {
    double width, height;
    Word *words;
    isize n;
    Link *links;
    isize n_links;
} Page;

typedef struct Pages {
    Page *v;
    isize n;
    int total;     /* pages of the document, read or not */
    bool cut;      /* there were more words than anybody reads */
    bool unmapped; /* a font has letters that it does not say the meaning of */
} Pages;

#endif
