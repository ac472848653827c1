/* lexicon.h — words that tell what a piece of a resume is, in the languages of its
 * headings. */
#ifndef EXTRACT_LEXICON_H
#define EXTRACT_LEXICON_H

#include "base/str.h"

/* Of pieces, each whole: does a word (or its end, in German) say what it is? */
bool names_position(Arena *a, Str text);     /* "Senior Data Engineer" */
bool names_organization(Arena *a, Str text); /* "Acme GmbH", "Bank of X" */
bool names_institution(Arena *a, Str text);  /* "TU Wien", "Lycée Ampère" */
bool names_degree(Arena *a, Str text);       /* "B.Sc.", "Master of Arts" */
bool names_fluency(Arena *a, Str text);      /* "C1", "native", "fließend" */
bool names_level(Arena *a, Str text);        /* of a skill: "Expert" */
bool names_project_kind(Arena *a, Str text); /* "application", "library" */

/* "Berlin, Germany", "Palo Alto, CA", "Remote" */
bool names_place(Arena *a, Str text);
bool is_state(Str text);              /* two letters of one of the USA */
Str country_code(Arena *a, Str text); /* of a country's name, or a code; or null */

#endif
