/* schema_rows.h — a loader's connection and its way of reading rows; for schema_*.c
 * only. */
#ifndef REST_SCHEMA_ROWS_H
#define REST_SCHEMA_ROWS_H

#include "rest/schema_load.h"

#include <libpq-fe.h>

typedef struct Cast {
    Str source, target, function;
} Cast;

typedef struct Loader {
    PGconn *conn;
    const RestConfig *config;
    Arena *arena, *scratch; /* the snapshot's; the rows' */
    Schema *schema;
    Raw raw;
    const Cast *casts;
    isize n_casts;
    Str exposed, looked_into; /* array literals of schemas */
} Loader;

/* NULL: the connection knows why. */
PGresult *loader_ask(Loader *l, const char *sql, Str schemas);

Str text_at(Loader *l, const PGresult *r, int row, int col); /* in the snapshot */
bool flag_at(const PGresult *r, int row, int col);
uint32_t oid_at(const PGresult *r, int row, int col);
int int_at(const PGresult *r, int row, int col);
Strs texts_at(Loader *l, const PGresult *r, int row, int col); /* a JSON array */

bool load_routines(Loader *l);
bool load_handlers(Loader *l);
bool load_roles(Loader *l);

#endif
