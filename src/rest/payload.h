/* payload.h — what a request's body gives: rows or arguments, and the names of them. */
#ifndef REST_PAYLOAD_H
#define REST_PAYLOAD_H

#include "base/error.h"

typedef enum PayloadKind {
    PAYLOAD_NONE,
    PAYLOAD_JSON, /* raw is JSON text that PostgreSQL will read */
    PAYLOAD_FORM, /* pairs, for a function's arguments */
    PAYLOAD_RAW,  /* one text, XML or bytes argument */
} PayloadKind;

typedef struct Pair {
    Str key, value; /* value: null when the "=" was missing */
} Pair;

typedef struct Payload {
    PayloadKind kind;
    Str raw;
    bool is_object;  /* or an array */
    bool in_pieces;  /* raw lies in a file, and is never wanted as a whole */
    bool is_csv;     /* in pieces only: raw is */
    const Str *keys; /* each once, sorted */
    isize n_keys;
    const Pair *pairs;
    isize n_pairs;
} Payload;

enum { MAX_PAYLOAD_KEYS = 1600 }; /* columns that a table can have */

/* `mapped`: the body lies in a file, and little of it is to be in memory at a time. */
bool text_has_nul(Str text, bool mapped);

/* JSON whose objects all have the same keys.  With `trusted_columns` nothing is read:
 * columns= says the names. */
bool payload_json(Arena *a, Str body, bool mapped, bool trusted_columns, Payload *out,
                  Error *error);
bool payload_csv(Arena *a, Str body, bool mapped, Payload *out, Error *error);
bool payload_form(Arena *a, Str body, bool as_json, Payload *out, Error *error);

/*
 * A payload in pieces, as settings for its transaction: pgrst_body.p1, .p2, ..., and at
 * last pgrst_body.n, how many they are.  False: that was all.  Each lasts until the
 * next.
 */
typedef struct Pieces Pieces;
Pieces *pieces_new(Arena *a, const Payload *payload);
bool pieces_next(Pieces *p, Strs *name_and_value);

/* key=value&... decoded, in order; false: there is a NUL in it. */
bool parse_pairs(Arena *a, Str text, const Pair **out, isize *n);

void sort_names(Str *v, isize n);            /* bytewise */
isize unique_names(Str *v, isize n);         /* of a sorted list; how many are left */
bool names_have(const Str *v, isize n, Str); /* of any list */

#endif
