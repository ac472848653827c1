/*
 * sql_write.c — rows from a payload that only PostgreSQL reads.
 *
 *   from (select $1::json as data) payload,
 *        lateral (select ... from json_to_recordset(payload.data) as _(name type, ...))
 * body
 */
#include "rest/sql.h"

static const Str body = {"pgrst_body", 10};

static const Column *column(const Plan *p, isize i)
{
    return table_column(p->table, p->ask->columns.v[i]);
}

static bool applies_defaults(const Plan *p)
{
    return p->ask->prefer.missing == MISSING_DEFAULT && p->ask->action != ACTION_PUT;
}

static void names(Sql *q, const Plan *p, Str prefix)
{
    for (isize i = 0; i < p->ask->columns.n; i++) {
        sql_add(q, i ? S(", ") : S(""));
        if (prefix.s) {
            sql_name(q, prefix);
            sql_add(q, S("."));
        }
        sql_name(q, p->ask->columns.v[i]);
    }
}

/* {"a": default of a, ...}, which the payload's own values replace. */
static void defaults(Sql *q, const Plan *p)
{
    sql_add(q, S("jsonb_build_object("));
    bool first = true;
    for (isize i = 0; i < p->ask->columns.n; i++) {
        const Column *c = column(p, i);
        if (!c->default_sql.s)
            continue;
        sql_add(q, first ? S("") : S(", "));
        sql_param(q, c->name);
        sql_add(q, S("::text, "));
        sql_catalog(q, c->default_sql);
        first = false;
    }
    sql_add(q, S(")"));
}

static void with_defaults(Sql *q, const Plan *p)
{
    if (p->ask->payload.is_object) {
        sql_add(q, S("lateral (select "));
        defaults(q, p);
        sql_add(q, S(" || pgrst_payload.data as data) pgrst_filled, "));
        return;
    }
    sql_add(q, S("lateral (select jsonb_agg("));
    defaults(q, p);
    sql_add(q, S(" || element) as data from jsonb_array_elements(pgrst_payload.data)"
                 " as element) pgrst_filled, "));
}

/* The columns as they are read from JSON; a domain's own cast takes it as json. */
static void parsed_columns(Sql *q, const Plan *p)
{
    for (isize i = 0; i < p->ask->columns.n; i++) {
        const Column *c = column(p, i);
        sql_add(q, i ? S(", ") : S(""));
        if (c->parse_json.s) {
            sql_catalog(q, c->parse_json);
            sql_add(q, S("("));
            sql_name(q, c->name);
            sql_add(q, S(") as "));
        }
        sql_name(q, c->name);
    }
}

static void typed_columns(Sql *q, const Plan *p)
{
    for (isize i = 0; i < p->ask->columns.n; i++) {
        const Column *c = column(p, i);
        sql_add(q, i ? S(", ") : S(""));
        sql_name(q, c->name);
        sql_add(q, S(" "));
        sql_catalog(q, c->parse_json.s ? S("json") : c->nominal);
    }
}

/* Rows without any column: one of an object, one for each element of an array. */
static void bare_rows(Sql *q, const Plan *p, bool filled)
{
    if (p->ask->payload.is_object)
        sql_add(q, S("(values (1)) _"));
    else if (filled)
        sql_add(q, S("jsonb_array_elements(pgrst_filled.data) _"));
    else
        sql_add(q, S("json_array_elements(pgrst_payload.data) _"));
}

static void rows(Sql *q, const Plan *p, bool filled)
{
    if (!p->ask->columns.n) {
        bare_rows(q, p, filled);
        return;
    }
    bool object = p->ask->payload.is_object;
    if (filled)
        sql_add(q, object ? S("jsonb_to_record(pgrst_filled.data)")
                          : S("jsonb_to_recordset(pgrst_filled.data)"));
    else
        sql_add(q, object ? S("json_to_record(pgrst_payload.data)")
                          : S("json_to_recordset(pgrst_payload.data)"));
    sql_add(q, S(" as _("));
    typed_columns(q, p);
    sql_add(q, S(")"));
}

/* Pieces are settings of this transaction: payload_pieces.c. */
static void payload(Sql *q, const Plan *p)
{
    if (p->ask->payload.in_pieces)
        sql_add(q, S("(select string_agg(piece, '') from (select current_setting("
                     "'pgrst_body.p' || i) as piece from generate_series(1,"
                     " current_setting('pgrst_body.n')::int) as i) as pgrst_pieces)"));
    else
        sql_param_whole(q, p->ask->payload.raw);
}

static void from_payload(Sql *q, const Plan *p)
{
    bool filled = applies_defaults(p);
    sql_add(q, S("from (select "));
    payload(q, p);
    sql_add(q, filled ? S("::jsonb as data) pgrst_payload, ")
                      : S("::json as data) pgrst_payload, "));
    if (filled)
        with_defaults(q, p);
    sql_add(q, S("lateral (select "));
    parsed_columns(q, p);
    sql_add(q, S(" from "));
    rows(q, p, filled);
    sql_add(q, S(") "));
    sql_name(q, body);
}

static void returning(Sql *q, const Plan *p)
{
    Scope s = {p->table->schema, p->table->name, p->table, NULL};
    if (!p->returning.n) {
        /* A plan of the whole reads what the write gives, if only to count it. */
        sql_add(q, p->media.kind == MEDIA_PLAN ? S(" returning 1") : S(""));
        return;
    }
    sql_add(q, S(" returning "));
    for (isize i = 0; i < p->returning.n; i++) {
        sql_add(q, i ? S(", ") : S(""));
        sql_column(q, &s, p->returning.v[i]);
    }
}

/* Counts in a setting how many rows were inserted and not updated; always true. */
static Str counted(bool inserted)
{
    return inserted
               ? S("set_config('pgrst.inserted', (coalesce(nullif(current_setting("
                   "'pgrst.inserted', true), '')::int, 0) + 1)::text, true) <> '0'")
               : S("set_config('pgrst.inserted', (coalesce(nullif(current_setting("
                   "'pgrst.inserted', true), '')::int, 0) - 1)::text, true) <> '-1'");
}

static void conflict(Sql *q, const Plan *p, bool merges)
{
    if (!p->conflict.n)
        return;
    sql_add(q, S(" on conflict ("));
    for (isize i = 0; i < p->conflict.n; i++) {
        sql_add(q, i ? S(", ") : S(""));
        sql_name(q, p->conflict.v[i]);
    }
    if (!merges || !p->ask->columns.n) {
        sql_add(q, S(") do nothing"));
        return;
    }
    sql_add(q, S(") do update set "));
    for (isize i = 0; i < p->ask->columns.n; i++) {
        sql_add(q, i ? S(", ") : S(""));
        sql_name(q, p->ask->columns.v[i]);
        sql_add(q, S(" = excluded."));
        sql_name(q, p->ask->columns.v[i]);
    }
    sql_add(q, S(" where "));
    sql_add(q, counted(false));
}

void sql_insert(Sql *q, const Plan *p)
{
    bool put = p->ask->action == ACTION_PUT;
    bool merges = put || p->ask->prefer.resolution == MERGE_DUPLICATES;
    if (p->nested) {
        sql_made(q, p);
        return;
    }
    sql_add(q, S("insert into "));
    sql_qualified(q, p->table->schema, p->table->name);
    if (p->ask->columns.n || p->fills) {
        sql_add(q, S("("));
        names(q, p, (Str){0});
        sql_fill_names(q, p, false);
        sql_add(q, S(")"));
    }
    sql_add(q, S(" select "));
    names(q, p, body);
    sql_fill_names(q, p, true);
    sql_add(q, S(" "));
    from_payload(q, p);
    sql_fill_sources(q, p);
    if (merges) {
        sql_add(q, S(" where "));
        sql_add(q, counted(true));
    }
    if (put) {
        Scope s = {.name = body, .table = p->table};
        sql_add(q, S(" and "));
        sql_filters(q, &s, p->filters);
    }
    conflict(q, p, merges);
    returning(q, p);
}

static void where(Sql *q, const Plan *p)
{
    if (!p->filters)
        return;
    Scope s = {p->table->schema, p->table->name, p->table, NULL};
    sql_add(q, S(" where "));
    sql_filters(q, &s, p->filters);
}

/* Without a column there is nothing to set: no row, but the columns that were asked. */
static void update_nothing(Sql *q, const Plan *p)
{
    Scope s = {.name = p->table->name, .table = p->table};
    sql_add(q, S("select "));
    for (isize i = 0; i < p->returning.n; i++) {
        sql_add(q, i ? S(", ") : S(""));
        sql_column(q, &s, p->returning.v[i]);
    }
    sql_add(q, p->returning.n ? S(" from ") : S("null from "));
    sql_qualified(q, p->table->schema, p->table->name);
    sql_add(q, S(" where false"));
}

void sql_update(Sql *q, const Plan *p)
{
    if (!p->ask->columns.n) {
        update_nothing(q, p);
        return;
    }
    sql_add(q, S("update "));
    sql_qualified(q, p->table->schema, p->table->name);
    sql_add(q, S(" set "));
    for (isize i = 0; i < p->ask->columns.n; i++) {
        sql_add(q, i ? S(", ") : S(""));
        sql_name(q, p->ask->columns.v[i]);
        sql_add(q, S(" = "));
        sql_name(q, body);
        sql_add(q, S("."));
        sql_name(q, p->ask->columns.v[i]);
    }
    sql_add(q, S(" "));
    from_payload(q, p);
    where(q, p);
    returning(q, p);
}

void sql_delete(Sql *q, const Plan *p)
{
    sql_add(q, S("delete from "));
    sql_qualified(q, p->table->schema, p->table->name);
    where(q, p);
    returning(q, p);
}
