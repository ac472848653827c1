/* schema.c — finding things in a snapshot; the orders that make it quick. */
#include "rest/schema.h"
#include "rest/schema_load.h"

#include <stdlib.h>

static int compare_two(Str schema, Str name, Str other_schema, Str other)
{
    int c = str_compare(schema, other_schema);
    return c ? c : str_compare(name, other);
}

const Table *schema_table(const Schema *s, Str schema, Str name)
{
    isize low = 0, high = s->n_tables;
    while (low < high) {
        isize middle = (low + high) / 2;
        const Table *t = &s->tables[middle];
        int c = compare_two(t->schema, t->name, schema, name);
        if (c == 0)
            return t;
        if (c < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const Column *table_column(const Table *t, Str name)
{
    for (isize i = 0; t && i < t->n_columns; i++)
        if (str_eq(t->columns[i].name, name))
            return &t->columns[i];
    return NULL;
}

static int compare_rel_key(const Rel *r, Str schema, Str table, Str other_schema)
{
    int c = compare_two(r->schema, r->table, schema, table);
    return c ? c : str_compare(r->key_schema, other_schema);
}

RelRange schema_rels(const Schema *s, Str schema, Str table, Str other_schema)
{
    isize low = 0, high = s->n_rels;
    while (low < high) {
        isize middle = (low + high) / 2;
        if (compare_rel_key(&s->rels[middle], schema, table, other_schema) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    RelRange found = {.first = s->rels + low};
    while (low + found.n < s->n_rels &&
           compare_rel_key(&found.first[found.n], schema, table, other_schema) == 0)
        found.n++;
    return found;
}

RoutineRange schema_routines(const Schema *s, Str schema, Str name)
{
    isize low = 0, high = s->n_routines;
    while (low < high) {
        isize middle = (low + high) / 2;
        const Routine *r = &s->routines[middle];
        if (compare_two(r->schema, r->name, schema, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    RoutineRange found = {.first = s->routines + low};
    while (low + found.n < s->n_routines) {
        const Routine *r = &found.first[found.n];
        if (compare_two(r->schema, r->name, schema, name) != 0)
            break;
        found.n++;
    }
    return found;
}

bool routine_returns_scalar(const Routine *r)
{
    return !r->returns_set && !r->returns_composite;
}

bool routine_returns_scalars(const Routine *r)
{
    return r->returns_set && !r->returns_composite;
}

bool routine_returns_void(const Routine *r)
{
    return routine_returns_scalar(r) && str_eq(r->return_schema, S("pg_catalog")) &&
           str_eq(r->return_name, S("void"));
}

static int compare_pairs(const ColumnPair *a, isize n_a, const ColumnPair *b, isize n_b)
{
    for (isize i = 0; i < n_a && i < n_b; i++) {
        int c = compare_two(a[i].here, a[i].there, b[i].here, b[i].there);
        if (c)
            return c;
    }
    return (n_a > n_b) - (n_a < n_b);
}

static int compare_rels(const void *x, const void *y)
{
    const Rel *a = x, *b = y;
    int c = compare_rel_key(a, b->schema, b->table, b->key_schema);
    if (c)
        return c;
    if ((a->kind == REL_COMPUTED) != (b->kind == REL_COMPUTED))
        return a->kind == REL_COMPUTED ? 1 : -1;
    c = str_compare(a->other, b->other);
    if (c)
        return c;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->kind == REL_M2M) {
        c = compare_two(a->junction_schema, a->junction, b->junction_schema,
                        b->junction);
        if (c)
            return c;
    }
    c = compare_two(a->constraint, a->constraint2, b->constraint, b->constraint2);
    return c ? c : compare_pairs(a->pairs, a->n_pairs, b->pairs, b->n_pairs);
}

void schema_sort_rels(Rel *rels, isize n)
{
    if (n > 1)
        qsort(rels, (size_t)n, sizeof *rels, compare_rels);
}

static int compare_routines(const void *x, const void *y)
{
    const Routine *a = x, *b = y;
    int c = compare_two(a->schema, a->name, b->schema, b->name);
    if (c)
        return c;
    if (a->n_parameters != b->n_parameters)
        return a->n_parameters < b->n_parameters ? -1 : 1;
    for (isize i = 0; i < a->n_parameters; i++) {
        const Parameter *p = &a->parameters[i], *q = &b->parameters[i];
        c = compare_two(p->name, p->type, q->name, q->type);
        if (c)
            return c;
    }
    return a->oid < b->oid ? -1 : a->oid > b->oid;
}

void schema_sort_routines(Routine *routines, isize n)
{
    if (n > 1)
        qsort(routines, (size_t)n, sizeof *routines, compare_routines);
}
