/*
 * rest_fixture.h — a snapshot from a few lines of text, as golden cases and fuzzers
 * need.
 *
 *   table films: id integer key, title text, director_id integer null
 *   view posters: id integer, title text
 *   reference films_director_fkey: films(director_id) -> directors(id)
 *   function search(term text, most integer =) returns setof films stable
 */
#ifndef UNIT_REST_FIXTURE_H
#define UNIT_REST_FIXTURE_H

#include "rest/schema_load.h"

#include "base/buf.h"

#include <stdio.h>
#include <string.h>

enum { FIXTURE_TABLES = 32, FIXTURE_COLUMNS = 32, FIXTURE_KEYS = 64 };

typedef struct Fixture {
    Arena *arena;
    Table tables[FIXTURE_TABLES];
    RawTable raw_tables[FIXTURE_TABLES];
    RawKey keys[FIXTURE_KEYS];
    Routine routines[FIXTURE_TABLES];
    isize n_tables, n_keys, n_routines;
} Fixture;

static inline Str fixture_trim(Str s)
{
    while (s.len && s.s[0] == ' ')
        s = str_skip(s, 1);
    while (s.len && s.s[s.len - 1] == ' ')
        s.len--;
    return s;
}

static inline JsonKind fixture_json(Str type)
{
    static const struct {
        const char *type;
        JsonKind json;
    } kinds[] = {{"integer", JSON_NUMBER},
                 {"bigint", JSON_NUMBER},
                 {"text", JSON_QUOTED},
                 {"uuid", JSON_QUOTED},
                 {"tsvector", JSON_QUOTED},
                 {"date", JSON_QUOTED},
                 {"boolean", JSON_BOOL},
                 {"numeric", JSON_FLOAT},
                 {"json", JSON_RAW},
                 {"jsonb", JSON_RAW},
                 {"timestamptz", JSON_TIMESTAMPTZ}};
    for (isize i = 0; i < countof(kinds); i++)
        if (str_eq(type, str_of(kinds[i].type)))
            return kinds[i].json;
    return JSON_WRAPPED;
}

static inline int fixture_column(const RawTable *t, Str name)
{
    for (isize i = 1; i < t->n_columns; i++)
        if (str_eq(t->columns[i], name))
            return (int)i;
    return 0;
}

static inline RawTable *fixture_table(Fixture *f, Str name)
{
    for (isize i = 0; i < f->n_tables; i++)
        if (str_eq(f->tables[i].name, name))
            return &f->raw_tables[i];
    return &f->raw_tables[0];
}

/* By table, as the catalog gives them. */
static inline void fixture_key(Fixture *f, RawKey key)
{
    isize at = f->n_keys++;
    for (; at > 0 && f->keys[at - 1].table > key.table; at--)
        f->keys[at] = f->keys[at - 1];
    f->keys[at] = key;
}

/* "id integer key, title text" */
static inline void fixture_relation(Fixture *f, Str name, Str list, bool is_view)
{
    Table *t = &f->tables[f->n_tables];
    RawTable *raw = &f->raw_tables[f->n_tables++];
    Column *columns = make_n(f->arena, Column, FIXTURE_COLUMNS);
    Str *names = make_n(f->arena, Str, FIXTURE_COLUMNS);
    Str *key = make_n(f->arena, Str, FIXTURE_COLUMNS);
    isize n = 0, n_key = 0;
    int *numbers = make_n(f->arena, int, FIXTURE_COLUMNS);
    for (StrPair p = str_cut(list, ',');; p = str_cut(p.tail, ',')) {
        StrPair word = str_cut(fixture_trim(p.head), ' ');
        StrPair type = str_cut(word.tail, ' ');
        columns[n] = (Column){.name = word.head,
                              .type = type.head,
                              .nominal = type.head,
                              .json = fixture_json(type.head)};
        names[n + 1] = word.head;
        if (str_starts(type.tail, S("key"))) {
            numbers[n_key] = (int)n + 1;
            key[n_key++] = word.head;
        }
        if (str_starts(type.tail, S("default ")))
            columns[n].default_sql = str_skip(type.tail, 8);
        n++;
        if (!p.found)
            break;
    }
    uint32_t oid = (uint32_t)f->n_tables;
    *t = (Table){.schema = S("public"),
                 .name = name,
                 .is_view = is_view,
                 .insertable = true,
                 .updatable = true,
                 .deletable = true,
                 .columns = columns,
                 .n_columns = n,
                 .key = {key, n_key},
                 .oid = oid};
    *raw = (RawTable){oid, t->schema, name, true, is_view, names, n + 1, t->key};
    if (n_key)
        fixture_key(f, (RawKey){'p', name, oid, 0, numbers, NULL, n_key});
}

static inline const int *fixture_numbers(Fixture *f, const RawTable *t, Str list,
                                         isize *n)
{
    int *v = make_n(f->arena, int, FIXTURE_COLUMNS);
    *n = 0;
    for (StrPair p = str_cut(list, ',');; p = str_cut(p.tail, ',')) {
        v[(*n)++] = fixture_column(t, fixture_trim(p.head));
        if (!p.found)
            return v;
    }
}

/* "films(director_id) -> directors(id)" */
static inline void fixture_reference(Fixture *f, Str name, Str text)
{
    StrPair here = str_cut(text, '('), there;
    StrPair columns = str_cut(here.tail, ')');
    there = str_cut(str_skip(fixture_trim(columns.tail), 3), '(');
    RawTable *t = fixture_table(f, here.head), *o = fixture_table(f, there.head);
    RawKey k = {.type = 'f', .name = name, .table = t->oid, .other = o->oid};
    isize n;
    k.columns = fixture_numbers(f, t, columns.head, &k.n);
    k.other_columns = fixture_numbers(f, o, str_cut(there.tail, ')').head, &n);
    fixture_key(f, k);
}

/* "search(term text, most integer =) returns setof films stable" */
static inline void fixture_function(Fixture *f, Str text)
{
    Routine *r = &f->routines[f->n_routines++];
    StrPair head = str_cut(text, '('), list = str_cut(head.tail, ')');
    Parameter *p = make_n(f->arena, Parameter, FIXTURE_COLUMNS);
    *r = (Routine){.schema = S("public"),
                   .name = head.head,
                   .parameters = p,
                   .volatility = 'v',
                   .return_schema = S("pg_catalog")};
    for (StrPair a = str_cut(list.head, ','); a.head.len; a = str_cut(a.tail, ',')) {
        StrPair word = str_cut(fixture_trim(a.head), ' ');
        StrPair type = str_cut(word.tail, ' ');
        Str name = str_eq(word.head, S("_")) ? S("") : word.head;
        p[r->n_parameters++] = (Parameter){.name = name,
                                           .type = type.head,
                                           .long_type = type.head,
                                           .required = !str_eq(type.tail, S("="))};
    }
    for (StrPair w = str_cut(fixture_trim(list.tail), ' ');; w = str_cut(w.tail, ' ')) {
        if (str_eq(w.head, S("setof")))
            r->returns_set = true;
        else if (str_eq(w.head, S("stable")))
            r->volatility = 's';
        else if (!str_eq(w.head, S("returns")))
            r->return_name = w.head;
        if (!w.found)
            break;
    }
    for (isize i = 0; i < f->n_tables; i++)
        if (str_eq(f->tables[i].name, r->return_name))
            r->returns_composite = true, r->return_schema = S("public");
}

static inline void fixture_line(Fixture *f, Str line)
{
    StrPair word = str_cut(line, ' '), name = str_cut(word.tail, ':');
    Str rest = fixture_trim(name.tail);
    if (str_eq(word.head, S("table")) || str_eq(word.head, S("view")))
        fixture_relation(f, name.head, rest, str_eq(word.head, S("view")));
    else if (str_eq(word.head, S("reference")))
        fixture_reference(f, name.head, rest);
    else if (str_eq(word.head, S("function")))
        fixture_function(f, word.tail);
}

/* Tables must stand in the order of their names. */
static inline Schema *fixture_schema(Arena *a, Str text)
{
    static const Str schemas[] = {{"public", 6}};
    Fixture *f = make(a, Fixture);
    f->arena = a;
    for (StrPair p = str_cut(text, '\n');; p = str_cut(p.tail, '\n')) {
        fixture_line(f, p.head);
        if (!p.found)
            break;
    }
    Schema *s = make(a, Schema);
    *s = (Schema){.tables = f->tables,
                  .n_tables = f->n_tables,
                  .routines = f->routines,
                  .n_routines = f->n_routines};
    Raw raw = {.arena = a,
               .tables = f->raw_tables,
               .n_tables = f->n_tables,
               .keys = f->keys,
               .n_keys = f->n_keys};
    find_rels(&raw, a, (Strs){schemas, 1}, s);
    schema_sort_routines(f->routines, f->n_routines);
    return s;
}

#endif
