/* fill.h — the rules of each kind of section: lines in, fields of a draft out. */
#ifndef EXTRACT_FILL_H
#define EXTRACT_FILL_H

#include "extract/draft.h"
#include "extract/section.h"

void fill_contact(Draft *d, const Section *s, isize name);
void fill_summary(Draft *d, const Section *s);
void fill_entries(Draft *d, const Section *s);
void fill_skills(Draft *d, const Section *s);
void fill_languages(Draft *d, const Section *s);
void fill_interests(Draft *d, const Section *s);

#endif
