/* schema_load.c — a snapshot of the catalog, over a connection of its own. */
#include "rest/errors.h"
#include "rest/schema_rows.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

#define SNAPSHOT_SIZE ((isize)256 << 20) /* reserved addresses, not memory */

static void add_elements(Buf *b, Strs names)
{
    for (isize i = 0; i < names.n; i++) {
        buf_add(b, b->len > 1 ? S(",\"") : S("\""));
        for (isize k = 0; k < names.v[i].len; k++) {
            char c = names.v[i].s[k];
            if (c == '"' || c == '\\')
                buf_add(b, S("\\"));
            buf_add(b, (Str){&c, 1});
        }
        buf_add(b, S("\""));
    }
}

static Str array_literal(Arena *a, Strs names, Strs more)
{
    Buf b = buf_new(a);
    buf_add(&b, S("{"));
    add_elements(&b, names);
    add_elements(&b, more);
    buf_add(&b, S("}"));
    return str_copy(a, buf_str(&b));
}

static bool load_relations(Loader *l)
{
    PGresult *r = loader_ask(l, sql_relations, l->exposed);
    if (!r)
        return false;
    int n = PQntuples(r);
    l->raw.tables = make_n(l->scratch, RawTable, n + 1);
    Table *tables = make_n(l->arena, Table, n + 1);
    for (int i = 0; i < n; i++) {
        RawTable *t = &l->raw.tables[l->raw.n_tables++];
        *t = (RawTable){oid_at(r, i, 0), text_at(l, r, i, 1), text_at(l, r, i, 2),
                        flag_at(r, i, 3), flag_at(r, i, 4)};
        int can = int_at(r, i, 6);
        if (t->exposed && !flag_at(r, i, 7))
            tables[l->schema->n_tables++] = (Table){.schema = t->schema,
                                                    .name = t->name,
                                                    .description = text_at(l, r, i, 5),
                                                    .is_view = t->is_view,
                                                    .insertable = can & 8,
                                                    .updatable = can & 4,
                                                    .deletable = can & 16,
                                                    .claims_only = flag_at(r, i, 8),
                                                    .oid = t->oid};
    }
    l->schema->tables = tables;
    PQclear(r);
    return true;
}

static bool load_casts(Loader *l)
{
    PGresult *r = loader_ask(l, sql_casts, (Str){0});
    if (!r)
        return false;
    int n = PQntuples(r);
    Cast *casts = make_n(l->arena, Cast, n + 1);
    for (int i = 0; i < n; i++)
        casts[i] =
            (Cast){text_at(l, r, i, 0), text_at(l, r, i, 1), text_at(l, r, i, 2)};
    l->casts = casts;
    l->n_casts = n;
    PQclear(r);
    return true;
}

static Str cast_between(const Loader *l, Str source, Str target)
{
    for (isize i = 0; i < l->n_casts; i++)
        if (str_eq(l->casts[i].source, source) && str_eq(l->casts[i].target, target))
            return l->casts[i].function;
    return (Str){0};
}

static JsonKind json_kind(char c)
{
    switch (c) {
    case 'b': return JSON_BOOL;
    case 'n': return JSON_NUMBER;
    case 'f': return JSON_FLOAT;
    case 'j': return JSON_RAW;
    case 't': return JSON_TIMESTAMP;
    case 'z': return JSON_TIMESTAMPTZ;
    case 'q': return JSON_QUOTED;
    default: return JSON_WRAPPED;
    }
}

static Column column_at(Loader *l, const PGresult *r, int i)
{
    Column c = {.name = text_at(l, r, i, 2),
                .type = text_at(l, r, i, 4),
                .nominal = text_at(l, r, i, 5),
                .default_sql = text_at(l, r, i, 6),
                .description = text_at(l, r, i, 7),
                .nullable = flag_at(r, i, 8),
                .max_length = int_at(r, i, 9),
                .json = json_kind(PQgetvalue(r, i, 10)[0]),
                .labels = texts_at(l, r, i, 11),
                .position = int_at(r, i, 1)};
    if (flag_at(r, i, 12)) {
        c.read_as = cast_between(l, c.nominal, S("json"));
        c.parse_json = cast_between(l, S("json"), c.nominal);
        c.parse_text = cast_between(l, S("text"), c.nominal);
    }
    return c;
}

/* Until finish_tables() they are in the order of their oids. */
static Table *table_by_oid(Loader *l, uint32_t oid)
{
    Table *tables = (Table *)(uintptr_t)l->schema->tables;
    isize low = 0, high = l->schema->n_tables;
    while (low < high) {
        isize middle = (low + high) / 2;
        if (tables[middle].oid < oid)
            low = middle + 1;
        else
            high = middle;
    }
    return low < l->schema->n_tables && tables[low].oid == oid ? &tables[low] : NULL;
}

/* Rows [from, to) are one relation's. */
static void columns_of(Loader *l, const PGresult *r, int from, int to)
{
    uint32_t oid = oid_at(r, from, 0);
    RawTable *raw = raw_table(&l->raw, oid);
    if (!raw)
        return;
    raw->n_columns = int_at(r, to - 1, 1) + 1;
    Str *names = make_n(l->scratch, Str, raw->n_columns);
    for (int i = from; i < to; i++)
        names[int_at(r, i, 1)] = text_at(l, r, i, 2);
    raw->columns = names;
    Table *t = table_by_oid(l, oid);
    if (!t)
        return;
    Column *columns = make_n(l->arena, Column, to - from);
    for (int i = from; i < to; i++) {
        columns[i - from] = column_at(l, r, i);
        t->has_reading_casts |= columns[i - from].read_as.s != NULL;
    }
    t->columns = columns;
    t->n_columns = to - from;
}

static bool load_columns(Loader *l)
{
    PGresult *r = loader_ask(l, sql_columns, l->exposed);
    if (!r)
        return false;
    int n = PQntuples(r);
    for (int from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && oid_at(r, to, 0) == oid_at(r, from, 0);)
            to++;
        columns_of(l, r, from, to);
    }
    PQclear(r);
    return true;
}

static const int *numbers_at(Loader *l, const PGresult *r, int row, int col, isize *n)
{
    const char *s = PQgetvalue(r, row, col);
    int *v = make_n(l->scratch, int, PQgetlength(r, row, col) + 1);
    isize count = 0;
    for (char *end; *s; s = end) {
        v[count] = (int)strtol(s, &end, 10);
        if (end == s)
            break;
        count++;
    }
    *n = count;
    return v;
}

static void set_key(Loader *l, const RawKey *k)
{
    RawTable *t = raw_table(&l->raw, k->table);
    if (!t || k->type != 'p')
        return;
    Str *names = make_n(l->arena, Str, k->n);
    for (isize i = 0; i < k->n; i++) {
        isize at = i;
        Str name = k->columns[i] < t->n_columns ? t->columns[k->columns[i]] : S("");
        for (; at > 0 && str_compare(names[at - 1], name) > 0; at--)
            names[at] = names[at - 1];
        names[at] = name;
    }
    t->key = (Strs){names, k->n};
}

static bool load_keys(Loader *l)
{
    PGresult *r = loader_ask(l, sql_keys, l->exposed);
    if (!r)
        return false;
    int n = PQntuples(r);
    RawKey *keys = make_n(l->scratch, RawKey, n + 1);
    for (int i = 0; i < n; i++) {
        isize others;
        keys[i] = (RawKey){PQgetvalue(r, i, 0)[0], text_at(l, r, i, 1), oid_at(r, i, 2),
                           oid_at(r, i, 3)};
        keys[i].columns = numbers_at(l, r, i, 4, &keys[i].n);
        keys[i].other_columns = numbers_at(l, r, i, 5, &others);
        set_key(l, &keys[i]);
    }
    l->raw.keys = keys;
    l->raw.n_keys = n;
    PQclear(r);
    return true;
}

static bool load_views(Loader *l)
{
    PGresult *r = loader_ask(l, sql_view_rules, l->looked_into);
    if (!r)
        return false;
    isize room = 1, n = 0;
    for (int i = 0; i < PQntuples(r); i++) {
        const RawTable *t = raw_table(&l->raw, oid_at(r, i, 0));
        room += t ? t->n_columns : 0;
    }
    ViewColumn *direct = make_n(l->scratch, ViewColumn, room);
    for (int i = 0; i < PQntuples(r); i++) {
        Str rule = {PQgetvalue(r, i, 1), PQgetlength(r, i, 1)};
        n += parse_view_rule(rule, oid_at(r, i, 0), direct + n, room - n);
    }
    PQclear(r);
    follow_views(&l->raw, direct, n);
    find_view_keys(&l->raw);
    return true;
}

static bool load_computed(Loader *l)
{
    PGresult *r = loader_ask(l, sql_computed, l->exposed);
    if (!r)
        return false;
    int n = PQntuples(r);
    Rel *rels = make_n(l->scratch, Rel, n + 1);
    for (int i = 0; i < n; i++) {
        Rel c = {.kind = REL_COMPUTED,
                 .function_schema = text_at(l, r, i, 0),
                 .constraint = text_at(l, r, i, 1),
                 .schema = text_at(l, r, i, 2),
                 .table = text_at(l, r, i, 3),
                 .other_schema = text_at(l, r, i, 4),
                 .other = text_at(l, r, i, 5),
                 .to_one = flag_at(r, i, 6)};
        c.key_schema = c.function_schema;
        c.is_self = str_eq(c.table, c.other) && str_eq(c.schema, c.other_schema);
        rels[i] = c;
    }
    l->raw.computed = rels;
    l->raw.n_computed = n;
    PQclear(r);
    return true;
}

static bool load_responds(Loader *l)
{
    PGresult *r = loader_ask(l, sql_responds, l->exposed);
    if (!r)
        return false;
    l->schema->responds = flag_at(r, 0, 0);
    l->schema->lingers = flag_at(r, 0, 1);
    PQclear(r);
    return true;
}

static int compare_tables(const void *a, const void *b)
{
    const Table *t = a, *u = b;
    int c = str_compare(t->schema, u->schema);
    return c ? c : str_compare(t->name, u->name);
}

static void finish_tables(Loader *l)
{
    Table *tables = (Table *)(uintptr_t)l->schema->tables;
    for (isize i = 0; i < l->schema->n_tables; i++) {
        const RawTable *raw = raw_table(&l->raw, tables[i].oid);
        Str *names = make_n(l->arena, Str, raw->key.n + 1);
        for (isize k = 0; k < raw->key.n; k++)
            names[k] = raw->key.v[k];
        tables[i].key = (Strs){names, raw->key.n};
    }
    if (l->schema->n_tables)
        qsort(tables, (size_t)l->schema->n_tables, sizeof *tables, compare_tables);
}

static bool load_all(Loader *l)
{
    static bool (*const steps[])(Loader *) = {
        load_relations, load_casts,    load_columns,  load_keys,  load_views,
        load_computed,  load_routines, load_handlers, load_roles, load_responds,
    };
    PGresult *r = PQexec(l->conn, "begin isolation level repeatable read read only;"
                                  " set local search_path = ''");
    bool ok = PQresultStatus(r) == PGRES_COMMAND_OK;
    PQclear(r);
    for (isize i = 0; ok && i < countof(steps); i++)
        ok = steps[i](l);
    if (!ok)
        return false;
    find_rels(&l->raw, l->arena, l->config->schemas, l->schema);
    finish_tables(l);
    return true;
}

Schema *schema_load(const char *conninfo, const RestConfig *config, Arena *errors,
                    Error *error)
{
    PGconn *conn = PQconnectdb(conninfo);
    Arena arena = arena_reserve(SNAPSHOT_SIZE), scratch = arena_reserve(SNAPSHOT_SIZE);
    Schema *s = make(&arena, Schema);
    Loader l = {.conn = conn,
                .config = config,
                .arena = &arena,
                .scratch = &scratch,
                .schema = s,
                .raw = {.arena = &scratch}};
    l.exposed = array_literal(&scratch, config->schemas, (Strs){0});
    l.looked_into = array_literal(&scratch, config->schemas, config->extra_search_path);
    bool ok = PQstatus(conn) == CONNECTION_OK && load_all(&l);
    if (!ok)
        *error = (Error){.kind = &no_schema_cache,
                         .details = str_copy(errors, str_of(PQerrorMessage(conn)))};
    PQfinish(conn);
    arena_release(&scratch);
    if (!ok) {
        arena_release(&arena);
        return NULL;
    }
    s->arena = arena;
    s->refs = 1;
    return s;
}

void schema_free(Schema *s)
{
    Arena arena = s->arena; /* s itself lies in it */
    arena_release(&arena);
}
