/*
 * operations.h — several operations in one request: what each asks, and what it takes
 * from the answers of earlier ones.
 *
 *   operations = "[" operation ("," operation)* "]"
 *   operation  = {"method", "path", "headers"?, "body"?}
 *   reference  = number ("." (name | number | "*"))*
 *
 * A reference is the number of an earlier operation, from 0, and a path into its
 * answer; a step that is no number goes into the only row there is.  In a body it
 * stands as
 * {"$from": "0.id"}, in a path's query as {$0.id}: braces are no part of an address, so
 * whatever a client encodes there is never taken for one.
 */
#ifndef REST_OPERATIONS_H
#define REST_OPERATIONS_H

#include "base/error.h"
#include "http/request.h"

enum { MAX_OPERATIONS = 50, MAX_REFERENCES = 256, MAX_OPERATION_HEADERS = 32 };

typedef struct Reference {
    int operation;
    Strs steps;
    Str text;       /* as it was written: "0.id" */
    isize from, to; /* where it stands in Operation.body; not of one in the query */
} Reference;

typedef struct References {
    const Reference *v;
    isize n;
} References;

typedef struct Operation {
    Method method;
    Str method_name;
    Str path, query; /* as in a request; the query's references are marks */
    const Header *headers;
    int n_headers;
    Str body; /* JSON, or the text of a body that is another type; null: none */
    References in_query, in_body;
    int needs; /* how many of the operations before it must have answered */
} Operation;

typedef struct Operations {
    Operation *v;
    int n;
} Operations;

/* *error = {kind, details}; returns false. */
bool operations_fail(Arena *a, Error *error, const ErrorKind *kind, const char *format,
                     ...) PRINTF(4, 5);

/* False: *error says what is wrong, and *bad which one it is in; -1: in none. */
bool parse_operations(Arena *a, Str body, Operations *out, int *bad, Error *error);

/*
 * A mark stands in a query for its n-th reference, and passes through the grammars as a
 * text like any other.  What a client types cannot contain one.
 */
Str reference_mark(Arena *a, isize n);
isize count_marks(Str text);

/* The JSON value that a reference means in an answer; false: *error says why not. */
bool reference_value(Arena *a, const Reference *r, Str answer, Str *json, Error *error);

/* The values of all of an operation's references, as JSON, put in the marks' places:
 * a text as it is, a list's elements by themselves. */
typedef struct Values {
    References of;
    const Str *json;
} Values;

bool fill_text(Arena *a, const Values *values, Str text, Str *out, Error *error);
/* An element that is nothing but a mark may become many or none. */
bool fill_list(Arena *a, const Values *values, Strs list, Strs *out, Error *error);
Str fill_encoded(Arena *a, const Values *values, Str text); /* marks are encoded too */
Str references_fill_body(Arena *a, const Values *values, Str body);

#endif
