/* section.h — where a document's sections begin and end. */
#ifndef EXTRACT_SECTION_H
#define EXTRACT_SECTION_H

#include "extract/document.h"
#include "extract/heading.h"

typedef struct Section {
    SectionKind kind;
    isize heading;  /* its line; -1 where there is none: the head of the document */
    isize from, to; /* lines of its body */
    Str beside;     /* what stands on the heading's line, behind its colon */
} Section;

typedef struct Sections {
    Section *v;
    isize n;
    isize name; /* the line that is a person's name; -1 when none looks like it */
} Sections;

/* "Curriculum Vitae", "Lebenslauf": what the paper is, not whose. */
bool is_title_of_document(Arena *a, Str text);

/* "Name: Ann Arbor", as German resumes have it: what is behind; or null. */
Str labelled_name(Arena *a, Str text);

Sections sections_find(Arena *a, const Document *d);

#endif
