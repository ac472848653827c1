/*
 * extract.h — a file in, a resume out: PDF, DOCX, ODT, plain text, Markdown, JSON
 * to JSON Resume 1.0.
 *
 * A pure engine: no server, no database, no clock. Every field says where it was found
 * and how sure the rule is; what no rule can place is kept and said. PDF, DOCX and
 * ODT are read by a child that can do nothing else (guard.h).
 */
#ifndef EXTRACT_EXTRACT_H
#define EXTRACT_EXTRACT_H

#include "base/buf.h"
#include "base/error.h"

enum { EXTRACT_FILE_MAX = 16 << 20 /* bytes */ };

typedef struct ExtractField {
    Str path; /* a JSON pointer into the resume: "/work/0/position" */
    Str value;
    Str source;     /* the lines that it was found on, as they stand there */
    int confidence; /* percent */
    int page, line; /* from 1; 0: the file has no such thing */
} ExtractField;

typedef struct ExtractRest {
    Str text;
    int page, line;
} ExtractRest;

/* What the child took, whatever came of it; zeros: there was none. */
typedef struct ExtractCost {
    isize peak_kb;
    double seconds; /* of a processor */
} ExtractCost;

typedef struct Extract {
    Str kind; /* "pdf", "docx", "odt", "text", "markdown", "json" */
    Str mime; /* of what the file really is */
    int pages;
    Str resume; /* JSON Resume */
    ExtractField *fields;
    isize n_fields;
    ExtractRest *rest; /* what no rule could place */
    isize n_rest;
    Str text; /* all that can be read, in order */
    Strs warnings;
    ExtractCost cost; /* known when extract_resume() fails, too */
} Extract;

/* What the bytes are, whatever their file is called; false: nothing that can be read.
 */
bool extract_kind(Str bytes, Str *kind, Str *mime, Error *error) MUST_CHECK;

/* `file_name` may be null: ".md" tells Markdown from text. */
bool extract_resume(Arena *a, Str bytes, Str file_name, Extract *out,
                    Error *error) MUST_CHECK;

/* Inside an open object: kind, pages, data, fields, text, left_over, warnings. */
void extract_json(Buf *b, const Extract *e);

#endif
