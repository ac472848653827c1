/* table.h — a text's number: open addressing in an arena, grown as it fills. */
#ifndef SCORE_TABLE_H
#define SCORE_TABLE_H

#include "base/str.h"

typedef struct TableSlot {
    Str key; /* null: empty */
    int value;
} TableSlot;

typedef struct Table {
    TableSlot *slot;
    isize cap, n;
    Arena *arena;
} Table;

Table table_new(Arena *a, isize expected);
int *table_put(Table *t,
               Str key); /* the key's value, 0 when it is new; the key is kept */
const int *table_find(const Table *t, Str key); /* NULL when there is none */

#endif
