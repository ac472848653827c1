/*
 * schema_rels.c — relationships from foreign keys, through views and junctions.
 *
 * A foreign key gives many-to-one (one-to-one when its columns are a key themselves).
 * A view that shows all of a key's columns stands in for its table on that side.  Two
 * many-to-one relationships of one table whose columns lie in its primary key make a
 * many-to-many.  Every one but that has its inverse.
 */
#include "rest/schema_load.h"

#include <stdlib.h>

enum { MAX_KEY_COLUMNS = 32, MAX_VIEW_COPIES = 64, MAX_RELS = 100000 };

typedef struct Found {
    const Raw *raw;
    Arena *arena;           /* the snapshot's */
    const RawTable **views; /* that are exposed */
    isize n_views;
    Rel *rels;
    isize n, room;
} Found;

/* One way in which a view shows a key: the view's column for each of the key's. */
typedef struct Shown {
    const RawTable *view;
    Str columns[MAX_KEY_COLUMNS];
} Shown;

RawTable *raw_table(const Raw *raw, uint32_t oid)
{
    isize low = 0, high = raw->n_tables;
    while (low < high) {
        isize middle = (low + high) / 2;
        if (raw->tables[middle].oid == oid)
            return &raw->tables[middle];
        if (raw->tables[middle].oid < oid)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static Str column_name(const RawTable *t, int number)
{
    return t && number > 0 && number < t->n_columns ? t->columns[number] : (Str){0};
}

static Rel *add(Found *f)
{
    if (f->n == f->room) {
        isize room = f->room ? f->room * 2 : 256;
        Rel *rels = make_n(f->raw->arena, Rel, room);
        for (isize i = 0; i < f->n; i++)
            rels[i] = f->rels[i];
        f->rels = rels;
        f->room = room;
    }
    return &f->rels[f->n++];
}

/* Which of the view's columns are this one of the table; how many. */
static isize shown_as(const Raw *raw, uint32_t view, uint32_t table, int column,
                      const ViewColumn **out, isize room)
{
    isize n = 0;
    for (isize i = 0; i < raw->n_views && n < room; i++) {
        const ViewColumn *v = &raw->views[i];
        if (v->view == view && v->table == table && v->origin == column)
            out[n++] = v;
    }
    return n;
}

/* Every combination of columns by which `view` shows the whole key; 0 when it does not.
 */
static isize shown_keys(const Raw *raw, const RawTable *view, uint32_t table,
                        const int *columns, isize n, Shown *out)
{
    isize count = 1;
    out[0] = (Shown){.view = view};
    if (n > MAX_KEY_COLUMNS)
        return 0;
    for (isize k = 0; k < n; k++) {
        const ViewColumn *as[8];
        isize ways = shown_as(raw, view->oid, table, columns[k], as, countof(as));
        if (!ways)
            return 0;
        if (count * ways > MAX_VIEW_COPIES)
            ways = 1;
        for (isize w = ways - 1; w >= 0; w--)
            for (isize i = 0; i < count; i++) {
                out[w * count + i] = out[i];
                out[w * count + i].columns[k] = column_name(view, as[w]->column);
            }
        count *= ways;
    }
    return count;
}

typedef struct ShownList {
    Shown *v;
    isize n;
} ShownList;

static bool view_touches(const Raw *raw, uint32_t view, uint32_t table)
{
    for (isize i = 0; i < raw->n_views; i++)
        if (raw->views[i].view == view && raw->views[i].table == table)
            return true;
    return false;
}

static void find_views(Found *f)
{
    const Raw *raw = f->raw;
    f->views = make_n(raw->arena, const RawTable *, raw->n_tables + 1);
    for (isize i = 0; i < raw->n_tables; i++)
        if (raw->tables[i].is_view && raw->tables[i].exposed)
            f->views[f->n_views++] = &raw->tables[i];
}

static ShownList every_view_of(const Found *f, uint32_t table, const int *columns,
                               isize n)
{
    const Raw *raw = f->raw;
    ShownList list = {0};
    isize views = 0;
    for (isize i = 0; i < f->n_views; i++)
        views += view_touches(raw, f->views[i]->oid, table);
    if (!views)
        return list;
    list.v = make_n(raw->arena, Shown, views * MAX_VIEW_COPIES);
    for (isize i = 0; i < f->n_views; i++)
        if (view_touches(raw, f->views[i]->oid, table))
            list.n += shown_keys(raw, f->views[i], table, columns, n, list.v + list.n);
    return list;
}

static const ColumnPair *pairs_of(Found *f, const RawTable *t, const Shown *shown,
                                  const RawTable *o, const Shown *other,
                                  const RawKey *k)
{
    ColumnPair *pairs = make_n(f->arena, ColumnPair, k->n);
    for (isize i = 0; i < k->n; i++) {
        pairs[i].here = shown ? shown->columns[i] : column_name(t, k->columns[i]);
        pairs[i].there =
            other ? other->columns[i] : column_name(o, k->other_columns[i]);
    }
    return pairs;
}

static void add_reference(Found *f, const RawKey *k, bool unique, const Shown *shown,
                          const Shown *other)
{
    const RawTable *table = raw_table(f->raw, k->table);
    const RawTable *target = raw_table(f->raw, k->other);
    const RawTable *t = shown ? shown->view : table, *o = other ? other->view : target;
    *add(f) = (Rel){.schema = t->schema,
                    .table = t->name,
                    .other_schema = o->schema,
                    .other = o->name,
                    .key_schema = o->schema,
                    .kind = unique ? REL_O2O : REL_M2O,
                    .to_one = true,
                    .is_self = shown || other ? t == o && shown && other
                                              : k->table == k->other,
                    .is_view = shown != NULL,
                    .other_is_view = other != NULL,
                    .constraint = k->name,
                    .n_pairs = k->n,
                    .pairs = pairs_of(f, table, shown, target, other, k)};
}

static bool same_columns(const RawKey *a, const RawKey *b)
{
    if (a->n != b->n)
        return false;
    for (isize i = 0; i < a->n; i++) {
        bool found = false;
        for (isize j = 0; j < b->n; j++)
            found |= a->columns[i] == b->columns[j];
        if (!found)
            return false;
    }
    return true;
}

/* `fk` is one of the list, in which a table's keys stand together. */
static bool is_unique(const Raw *raw, const RawKey *fk)
{
    const RawKey *k = fk, *end = raw->keys + raw->n_keys;
    while (k > raw->keys && k[-1].table == fk->table)
        k--;
    for (; k < end && k->table == fk->table; k++)
        if (k->type != 'f' && same_columns(k, fk))
            return true;
    return false;
}

static void add_references(Found *f, const RawKey *k)
{
    if (!raw_table(f->raw, k->table) || !raw_table(f->raw, k->other))
        return;
    bool unique = is_unique(f->raw, k);
    add_reference(f, k, unique, NULL, NULL);
    ShownList here = every_view_of(f, k->table, k->columns, k->n);
    ShownList there = every_view_of(f, k->other, k->other_columns, k->n);
    for (isize i = 0; i < here.n; i++)
        add_reference(f, k, unique, &here.v[i], NULL);
    for (isize j = 0; j < there.n; j++)
        add_reference(f, k, unique, NULL, &there.v[j]);
    for (isize i = 0; i < here.n; i++)
        for (isize j = 0; j < there.n && f->n < MAX_RELS; j++)
            add_reference(f, k, unique, &here.v[i], &there.v[j]);
}

static bool pairs_in_key(const Rel *r, Strs key)
{
    for (isize i = 0; i < r->n_pairs; i++) {
        bool found = false;
        for (isize k = 0; k < key.n; k++)
            found |= str_eq(key.v[k], r->pairs[i].here);
        if (!found)
            return false;
    }
    return true;
}

static const ColumnPair *swapped(Found *f, const Rel *r)
{
    ColumnPair *pairs = make_n(f->arena, ColumnPair, r->n_pairs);
    for (isize i = 0; i < r->n_pairs; i++)
        pairs[i] = (ColumnPair){r->pairs[i].there, r->pairs[i].here};
    return pairs;
}

static bool same_table(const Rel *a, const Rel *b)
{
    return str_eq(a->table, b->table) && str_eq(a->schema, b->schema);
}

static void add_junctions(Found *f, const Rel *rels, isize n, const RawTable *junction)
{
    for (isize i = 0; i < n; i++)
        for (isize j = 0; j < n && f->n < MAX_RELS; j++) {
            Rel a = rels[i], b = rels[j];
            if (str_eq(a.constraint, b.constraint) || a.kind != REL_M2O ||
                b.kind != REL_M2O || !pairs_in_key(&a, junction->key) ||
                !pairs_in_key(&b, junction->key))
                continue;
            *add(f) = (Rel){.schema = a.other_schema,
                            .table = a.other,
                            .other_schema = b.other_schema,
                            .other = b.other,
                            .key_schema = b.other_schema,
                            .kind = REL_M2M,
                            .is_self = str_eq(a.other, b.other) &&
                                       str_eq(a.other_schema, b.other_schema),
                            .is_view = a.other_is_view,
                            .other_is_view = b.other_is_view,
                            .constraint = a.constraint,
                            .constraint2 = b.constraint,
                            .junction_schema = a.schema,
                            .junction = a.table,
                            .pairs = swapped(f, &a),
                            .n_pairs = a.n_pairs,
                            .pairs2 = swapped(f, &b),
                            .n_pairs2 = b.n_pairs};
        }
}

static void add_many_to_many(Found *f)
{
    isize references = f->n;
    Rel *of_table = make_n(f->raw->arena, Rel, references + 1);
    for (isize t = 0; t < f->raw->n_tables; t++) {
        const RawTable *table = &f->raw->tables[t];
        isize n = 0;
        if (!table->exposed || table->key.n < 2)
            continue;
        for (isize i = 0; i < references; i++)
            if (str_eq(f->rels[i].table, table->name) &&
                str_eq(f->rels[i].schema, table->schema))
                of_table[n++] = f->rels[i];
        add_junctions(f, of_table, n, table);
    }
}

static void add_inverses(Found *f)
{
    isize n = f->n;
    for (isize i = 0; i < n; i++) {
        Rel r = f->rels[i];
        if (r.kind == REL_M2M)
            continue;
        Rel inverse = r;
        inverse.schema = r.other_schema, inverse.table = r.other;
        inverse.other_schema = r.schema, inverse.other = r.table;
        inverse.key_schema = r.schema;
        inverse.is_view = r.other_is_view, inverse.other_is_view = r.is_view;
        inverse.pairs = swapped(f, &r);
        inverse.kind = r.kind == REL_M2O ? REL_O2M : REL_O2O;
        inverse.to_one = r.kind == REL_O2O;
        inverse.is_parent = r.kind == REL_O2O;
        *add(f) = inverse;
    }
}

/* A function over one relation that gives another takes the place of what it names. */
static void add_computed(Found *f)
{
    for (isize c = 0; c < f->raw->n_computed; c++) {
        Rel computed = f->raw->computed[c];
        isize kept = 0;
        for (isize i = 0; i < f->n; i++) {
            const Rel *r = &f->rels[i];
            bool replaced = r->kind != REL_COMPUTED && same_table(r, &computed) &&
                            str_eq(r->other, computed.constraint) &&
                            str_eq(r->other_schema, computed.function_schema);
            if (!replaced)
                f->rels[kept++] = *r;
        }
        f->n = kept;
        *add(f) = computed;
    }
}

static bool exposed(Strs schemas, Str schema)
{
    for (isize i = 0; i < schemas.n; i++)
        if (str_eq(schemas.v[i], schema))
            return true;
    return false;
}

void find_view_keys(Raw *raw)
{
    for (isize t = 0; t < raw->n_tables; t++) {
        RawTable *view = &raw->tables[t];
        if (!view->is_view || !view->exposed)
            continue;
        Str *names = make_n(raw->arena, Str, MAX_KEY_COLUMNS * 4);
        Shown *shown = make_n(raw->arena, Shown, MAX_VIEW_COPIES);
        isize n = 0;
        for (isize i = 0; i < raw->n_keys; i++) {
            const RawKey *k = &raw->keys[i];
            if (k->type != 'p' || n + k->n > MAX_KEY_COLUMNS * 4 ||
                !view_touches(raw, view->oid, k->table) ||
                !shown_keys(raw, view, k->table, k->columns, k->n, shown))
                continue;
            for (isize c = 0; c < k->n; c++)
                names[n++] = shown[0].columns[c];
        }
        view->key = (Strs){names, n};
    }
}

void find_rels(const Raw *raw, Arena *a, Strs schemas, Schema *out)
{
    Found f = {.raw = raw, .arena = a};
    find_views(&f);
    for (isize i = 0; i < raw->n_keys; i++)
        if (raw->keys[i].type == 'f' && f.n < MAX_RELS)
            add_references(&f, &raw->keys[i]);
    add_many_to_many(&f);
    add_inverses(&f);
    add_computed(&f);
    Rel *rels = make_n(a, Rel, f.n + 1);
    for (isize i = 0; i < f.n; i++) {
        const Rel *r = &f.rels[i];
        if (exposed(schemas, r->schema) && exposed(schemas, r->other_schema) &&
            (r->kind != REL_M2M || exposed(schemas, r->junction_schema)))
            rels[out->n_rels++] = *r;
    }
    schema_sort_rels(rels, out->n_rels);
    out->rels = rels;
}
