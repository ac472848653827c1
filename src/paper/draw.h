/* draw.h — a document that has been laid out, onto pages: a PDF, or one page's pixels.
 */
#ifndef PAPER_DRAW_H
#define PAPER_DRAW_H

#include "paper/layout.h"

/* What Cairo writes to; on the heap, for it must not meet the arena. */
typedef struct Output {
    char *data;
    isize size, room;
} Output;

void output_free(void *output);
bool output_add(Output *out, const void *data,
                isize size) MUST_CHECK; /* false: too large */

/* `out` is empty and is held by the caller. */
bool draw_pdf(Held *held, const Document *d, Output *out, Error *error) MUST_CHECK;
bool draw_png(Held *held, const Document *d, int page, double dpi, Output *out,
              Error *error) MUST_CHECK;

#endif
