/*
 * schema.h — what the database has, as one immutable snapshot.
 *
 * A Schema is built off the loop, swapped in whole (schema_cache.h) and freed with the
 * arena it lives in.  Types and default expressions are texts of PostgreSQL's own
 * catalog; they alone may enter SQL text as they are.
 */
#ifndef REST_SCHEMA_H
#define REST_SCHEMA_H

#include "rest/routine.h"

/* How a column's text output becomes JSON; see json_rows.h. */
typedef enum JsonKind {
    JSON_WRAPPED,   /* not known to be equal: to_json(column), written raw */
    JSON_QUOTED,    /* text, escaped and quoted */
    JSON_NUMBER,    /* digits, written raw */
    JSON_FLOAT,     /* the same, but for NaN and Infinity */
    JSON_BOOL,      /* t, f */
    JSON_RAW,       /* json, jsonb */
    JSON_TIMESTAMP, /* its blank becomes a T */
    JSON_TIMESTAMPTZ,
} JsonKind;

typedef struct Column {
    Str name;
    Str type;    /* without modifiers, a domain's base: "character varying" */
    Str nominal; /* as declared: "character varying(10)", "public.color" */
    Str default_sql, description;        /* null when there is none */
    Str read_as, parse_json, parse_text; /* a domain's casts to json, from json, from
                                            text: quoted function names, or null */
    Strs labels;                         /* of an enum */
    int position, max_length;            /* max_length: 0 when unlimited */
    JsonKind json;
    bool nullable;
} Column;

typedef struct Table {
    Str schema, name, description;
    bool is_view, insertable, updatable, deletable, has_reading_casts;
    bool claims_only; /* reading it shows its policies nothing but role and claims */
    const Column *columns; /* in their order */
    isize n_columns;
    Strs key; /* the primary key's columns, sorted by name */
    uint32_t oid;
} Table;

typedef enum RelKind { REL_O2M, REL_M2O, REL_O2O, REL_M2M, REL_COMPUTED } RelKind;

typedef struct ColumnPair {
    Str here, there;
} ColumnPair;

/* A way from one relation to another.  Sorted as clients see candidates listed. */
typedef struct Rel {
    Str schema, table, other_schema, other;
    Str key_schema; /* what a request looks it up under: other_schema, or a function's
                     */
    RelKind kind;
    bool to_one, is_self, is_view, other_is_view, is_parent;
    Str constraint; /* a computed one: its function */
    Str function_schema;
    const ColumnPair *pairs;
    isize n_pairs;
    /* many-to-many: pairs are (table's, junction's); these (other's, junction's) */
    Str junction_schema, junction, constraint2;
    const ColumnPair *pairs2;
    isize n_pairs2;
} Rel;

typedef struct Schema {
    Arena arena;
    int refs; /* under the cache's mutex */
    uint64_t version;
    uint64_t heard;      /* how much news there had been when its loading began */
    const Table *tables; /* of the exposed schemas, sorted by schema and name */
    isize n_tables;
    const Rel *rels; /* sorted by schema, table, other's schema, ... */
    isize n_rels;
    const Routine *routines; /* sorted by schema, name, number of parameters */
    isize n_routines;
    const MediaHandler *handlers;
    isize n_handlers;
    const RoleSettings *roles;
    isize n_roles;
    bool responds; /* some function speaks of response.headers or response.status */
    bool lingers;  /* some code may change the session for longer than its request */
} Schema;

const Table *schema_table(const Schema *s, Str schema, Str name);
const Column *table_column(const Table *t, Str name); /* t may be NULL */

typedef struct RelRange {
    const Rel *first;
    isize n;
} RelRange;
RelRange schema_rels(const Schema *s, Str schema, Str table, Str other_schema);

typedef struct RoutineRange {
    const Routine *first;
    isize n;
} RoutineRange;
RoutineRange schema_routines(const Schema *s, Str schema, Str name);

#endif
