/*
 * pdf.h — the words of a PDF with their places: written by the child, read by us.
 *
 * One line for each thing, lengths in hundredths of a point from the page's upper left
 * corner; a line "E" is the last:
 *
 *   T pages                                   the document has so many
 *   P width height                            what follows is of the next page
 *   W left top right bottom size style colour text    style: letters of "big", or "-"
 *   L left top right bottom address           a link over what lies there
 *   M language-pack                           a font's letters have no meaning in the
 * file X word                                    nothing can be read: "encrypted",
 * "damaged"
 */
#ifndef EXTRACT_PDF_H
#define EXTRACT_PDF_H

#include "extract/page.h"

#include <stdio.h>

/* In the child: makes the library open now what it would open later. */
void pdf_warm_up(void);
void pdf_write_words(Str pdf, FILE *out);

/* In the parent: `text` comes from a process that a stranger may have taken over. */
bool pdf_read_words(Arena *a, Str text, Pages *out, Error *error) MUST_CHECK;

#endif
