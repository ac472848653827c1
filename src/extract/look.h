/* look.h — how text of a document looks: what its styles say, one over the other. */
#ifndef EXTRACT_LOOK_H
#define EXTRACT_LOOK_H

#include "base/str.h"

enum { UNSAID = -1 };

/* UNSAID: as below it. */
typedef struct Look {
    double size, before, after; /* points; of the text, and of room around paragraphs */
    int colour;                 /* 0xRRGGBB */
    int bold, italic, hidden;   /* 1: so; 0: not so */
    int level;                  /* of a heading, from 1; 0: it is none */
    int list;                   /* 1: an item of one */
} Look;

extern const Look look_unsaid;
extern const Look look_plain; /* where nobody says anything */
Look look_over(Look below, Look above);

/* Styles by name, each over the one that it is based on. */
typedef struct Styles {
    Arena *arena;
    struct Style *v;
    isize n;
} Styles;

enum { STYLES_MOST = 2000, NAME_MOST = 128 /* bytes */ };

Styles styles_new(Arena *a);
/* Says nothing yet; NULL when there are too many, or the name is too long. */
Look *styles_add(Styles *s, Str name, Str based_on);
void styles_base(Styles *s, Str based_on);   /* of the newest one */
Look styles_look(const Styles *s, Str name); /* what it and those below it say */

#endif
