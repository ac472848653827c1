/*
 * link.h — which texts become links, and to where.
 *
 * Only mailto:, tel: and https: are ever written into a document; whatever else a
 * person typed stays text.  The functions return NULL for it.
 */
#ifndef PAPER_LINK_H
#define PAPER_LINK_H

#include "base/str.h"

const char *link_to(Arena *a, Str url); /* "https://..." or a bare "example.org/x" */
const char *link_to_mail(Arena *a, Str address);
const char *link_to_phone(Arena *a, Str number);

/* The address as people write it: no scheme, no "www.", no "/" at the end. */
Str link_shown(Str url);

/* Does the address show that it is on `network`? "github.com/ann" is on "GitHub". */
bool link_names(Arena *a, Str url, Str network);

#endif
