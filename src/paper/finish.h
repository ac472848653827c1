/*
 * finish.h — what Cairo 1.16 cannot say of a PDF: its language, that its title names
 * the window, and the same metadata as XMP.
 *
 * Added as PDF's own incremental update: what Cairo wrote stays as it is, the catalogue
 * is written once more with three entries, and readers take the newer.
 */
#ifndef PAPER_FINISH_H
#define PAPER_FINISH_H

#include "paper/draw.h"

typedef struct PdfWords {
    Str language; /* as in "en" or "zh-TW" */
    Str title, author, subject, keywords;
    Str date; /* YYYY-MM-DDTHH:MM:SSZ */
} PdfWords;

/* A file of another shape than Cairo's is left as it is.  False: it grew too large. */
bool pdf_finish(Arena *a, const PdfWords *words, Output *out) MUST_CHECK;

#endif
