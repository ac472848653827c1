/* heading.h — what sections of a resume are called. */
#ifndef EXTRACT_HEADING_H
#define EXTRACT_HEADING_H

#include "base/str.h"

typedef enum SectionKind {
    KIND_NONE,
    KIND_CONTACT,
    KIND_SUMMARY,
    KIND_WORK,
    KIND_VOLUNTEER,
    KIND_EDUCATION,
    KIND_AWARDS,
    KIND_CERTIFICATES,
    KIND_PUBLICATIONS,
    KIND_SKILLS,
    KIND_LANGUAGES,
    KIND_INTERESTS,
    KIND_REFERENCES,
    KIND_PROJECTS,
    KIND_OTHER, /* a heading, but of nothing that JSON Resume has */
    N_KINDS,
} SectionKind;

/* By the dictionary, whatever its case, marks and spacing; KIND_NONE for other texts.
 */
SectionKind section_named(Arena *a, Str text);

#endif
