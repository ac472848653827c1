/* openapi.h — the root document's parts. */
#ifndef REST_OPENAPI_H
#define REST_OPENAPI_H

#include "rest/rest.h"

/* A writer that sets its own commas. */
typedef struct Doc {
    Buf b;
    bool comma;
} Doc;

void doc_open(Doc *d, Str name, char bracket); /* name null: inside an array */
void doc_close(Doc *d, char bracket);
void doc_text(Doc *d, Str name, Str value); /* nothing when the value is null */
void doc_raw(Doc *d, Str name, Str json);
void doc_texts(Doc *d, Str name, const char *const *values, isize n);

/* Tables and functions that the document shows. */
typedef struct OpenApiParts {
    const Table *const *tables;
    isize n_tables;
    const Routine *const *routines;
    isize n_routines;
} OpenApiParts;

void doc_definitions(Doc *d, const Schema *s, const OpenApiParts *parts);
void doc_parameters(Doc *d, const OpenApiParts *parts);
void doc_paths(Doc *d, const OpenApiParts *parts);

/* openapi_types.c */
void doc_type(Doc *d, Str type);   /* "type", and "items" of an array */
void doc_format(Doc *d, Str type); /* "format" */
Str swagger_type(Str type);        /* "string", ...; null for json */
Str type_of_elements(Str type);

#endif
