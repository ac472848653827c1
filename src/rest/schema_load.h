/*
 * schema_load.h — reading the catalog: rows first, snapshots from them.
 *
 * Everything here runs off the loop.  Raw rows live in a scratch arena; what a snapshot
 * keeps is copied into its own.
 */
#ifndef REST_SCHEMA_LOAD_H
#define REST_SCHEMA_LOAD_H

#include "rest/config.h"
#include "rest/schema.h"

/* A snapshot with one reference, or NULL and why. */
Schema *schema_load(const char *conninfo, const RestConfig *config, Arena *errors,
                    Error *error);
void schema_free(Schema *s);

void schema_sort_rels(Rel *rels, isize n);
void schema_sort_routines(Routine *routines, isize n);

/* Any relation of any user's schema, with its columns' names by number. */
typedef struct RawTable {
    uint32_t oid;
    Str schema, name;
    bool exposed, is_view;
    const Str *columns; /* by attnum; the null Str where there is none */
    isize n_columns;
    Strs key; /* sorted by name; a view's: where it shows its tables' keys */
} RawTable;

typedef struct RawKey {
    char type; /* 'p', 'u', 'f' */
    Str name;
    uint32_t table, other;
    const int *columns, *other_columns;
    isize n;
} RawKey;

/* A view's column that is a table's, unchanged; views of views are followed already. */
typedef struct ViewColumn {
    uint32_t view, table;
    int column, origin;
} ViewColumn;

typedef struct Raw {
    Arena *arena;
    RawTable *tables; /* by oid */
    isize n_tables;
    const RawKey *keys; /* by table */
    isize n_keys;
    const ViewColumn *views; /* by view, column */
    isize n_views;
    const Rel *computed;
    isize n_computed;
} Raw;

RawTable *raw_table(const Raw *raw, uint32_t oid);

/* The columns of one view that come straight from a relation: its rewrite rule's text,
 * as pg_rewrite.ev_action has it.  Returns how many; `out` has room for `room`. */
isize parse_view_rule(Str rule, uint32_t view, ViewColumn *out, isize room);

/* Follows views through views; the result is in the arena. */
void follow_views(Raw *raw, const ViewColumn *direct, isize n);

void find_view_keys(Raw *raw);
/* Every relationship, copied into `a`, sorted; only what is exposed. */
void find_rels(const Raw *raw, Arena *a, Strs schemas, Schema *out);

extern const char *const sql_relations,
    *const sql_columns, *const sql_keys, *const sql_view_rules,
                                             *const sql_routines,
                                                 *const sql_parameters,
                                                     *const sql_computed,
                                                         *const sql_casts,
                                                             *const sql_handlers,
                                                                 *const sql_responds,
                                                                     *const sql_roles;

#endif
