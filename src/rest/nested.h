/*
 * nested.h — an insert whose payload has related rows in it.
 *
 *   {"title": "A", "director": {...}, "roles": [{...}, {...}]}
 *
 * A member that is no column but a relationship, by the names that select= has for it.
 * The payload becomes a row list in the order in which they are made: what a row refers
 * to first, then itself, then what refers to it.  Each row is a statement, and leaves
 * the columns that others need in a setting of its place, so that no answer has to be
 * awaited in between.  Only a payload with such a member comes here.  As one of several
 * operations it is planned twice: once to check it, without what references will give,
 * and once with it.
 */
#ifndef REST_NESTED_H
#define REST_NESTED_H

#include "rest/plan.h"

enum { MAX_NESTED_ROWS = 1000, MAX_FILLS = 8 };

/* Where a row leaves its columns: the next one at the same place takes it over. */
typedef struct Slot {
    int depth, number;
} Slot;

/* Columns that a relationship gives: `here` of this row, `there` of the other one. */
struct Fill {
    Slot slot;
    const Table *of;
    const ColumnPair *pairs;
    isize n;
    const Fill *next;
};

typedef struct NestedRow NestedRow;
struct NestedRow {
    const Table *table;
    Strs columns; /* of its own */
    Str raw;      /* its object; a NUL follows */
    Str place;    /* "roles[1]"; empty: the payload itself */
    Slot slot;
    Strs returning; /* what others need of it */
    const Fill *fills;
    bool is_root;
    NestedRow *next;
};

struct Nested {
    NestedRow *first;
    int n, n_roots;
};

Str nested_member_place(Arena *a, Str row,
                        Str member); /* "roles[1]", "name": "roles[1].name" */

#endif
