/* set.h — text into Pango's layouts: which letters, and where a line may end. */
#ifndef PAPER_SET_H
#define PAPER_SET_H

#include "paper/story.h"

typedef struct Setter {
    Held *held;
    const Template *t;
    PangoContext *context;
    PangoFontDescription *font;
    int unknown_glyphs; /* met so far */
} Setter;

/* The layouts live as long as the setter's Held. */
PangoLayout *set_text(Setter *s, Style style, Str text); /* on one line */
PangoLayout *set_paragraph(Setter *s, const Paragraph *p, double width);

double layout_width(PangoLayout *layout); /* of its first line */

#endif
