/* read.h — the readers: one for each kind of file, a row each in read.c. */
#ifndef EXTRACT_READ_H
#define EXTRACT_READ_H

#include "extract/document.h"
#include "extract/extract.h"

/* The rules: lines in, all but kind and mime of *out filled. */
void resume_of_document(Arena *a, const Document *doc, Extract *out);

/* JSON Resume is taken as it is, with every key that it has. */
bool resume_of_json(Arena *a, Str json, Extract *out, Error *error) MUST_CHECK;

#endif
