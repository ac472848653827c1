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

Sections sections_find(Arena *a, const Document *d);

#endif
