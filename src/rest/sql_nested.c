/*
 * sql_nested.c — one row of an insert with related rows.
 *
 *   with pgrst_made as (insert ... returning ...)
 *   select set_config('pgrst.row_0_0', row_to_json(pgrst_made)::text, true) ...
 *
 * and what refers to it takes its columns from that setting.  The keys of the payload's
 * own rows are gathered in one, by which they are read when all are there.
 */
#include "rest/sql.h"

static void setting(Sql *q, Slot slot)
{
    sql_add(q, S("'pgrst.row_"));
    sql_int(q, slot.depth);
    sql_add(q, S("_"));
    sql_int(q, slot.number);
    sql_add(q, S("'"));
}

static void source_name(Sql *q, Slot slot)
{
    sql_add(q, S("pgrst_row_"));
    sql_int(q, slot.depth);
    sql_add(q, S("_"));
    sql_int(q, slot.number);
}

void sql_fill_names(Sql *q, const Plan *p, bool qualified)
{
    bool first = !p->ask->columns.n;
    for (const Fill *f = p->fills; f; f = f->next)
        for (isize i = 0; i < f->n; i++) {
            sql_add(q, first ? S("") : S(", "));
            first = false;
            if (qualified) {
                source_name(q, f->slot);
                sql_add(q, S("."));
            }
            sql_name(q, qualified ? f->pairs[i].there : f->pairs[i].here);
        }
}

void sql_fill_sources(Sql *q, const Plan *p)
{
    for (const Fill *f = p->fills; f; f = f->next) {
        sql_add(q, S(", json_to_record(current_setting("));
        setting(q, f->slot);
        sql_add(q, S(")::json) as "));
        source_name(q, f->slot);
        sql_add(q, S("("));
        for (isize i = 0; i < f->n; i++) {
            sql_add(q, i ? S(", ") : S(""));
            sql_name(q, f->pairs[i].there);
            sql_add(q, S(" "));
            sql_catalog(q, table_column(f->of, f->pairs[i].there)->nominal);
        }
        sql_add(q, S(")"));
    }
}

void sql_nested_row(Sql *q, const Plan *p, const NestedRow *row)
{
    Ask ask = *p->ask;
    ask.prefer.missing = MISSING_UNSAID; /* what is missing is not named */
    ask.columns = row->columns;
    ask.payload.raw = row->raw;
    ask.payload.is_object = true;
    Plan one = *p;
    one.nested = NULL;
    one.ask = &ask;
    one.table = row->table;
    one.fills = row->fills;
    one.returning = row->returning;
    if (!row->returning.n) {
        sql_insert(q, &one);
        return;
    }
    sql_add(q, S("with pgrst_made as ("));
    sql_insert(q, &one);
    sql_add(q, S(") select row, set_config("));
    setting(q, row->slot);
    sql_add(q, S(", row, true)"));
    if (row->is_root && p->returning.n)
        sql_add(q, S(", set_config('pgrst.made', concat_ws(',', nullif(current_setting("
                     "'pgrst.made', true), ''), row), true)"));
    sql_add(q, S(" from (select row_to_json(pgrst_made)::text as row from pgrst_made)"
                 " as made"));
}

void sql_made(Sql *q, const Plan *p)
{
    Scope s = {p->table->schema, p->table->name, p->table, NULL};
    Scope made = {.name = S("pgrst_made")};
    sql_add(q, S("select "));
    for (isize i = 0; i < p->returning.n; i++) {
        sql_add(q, i ? S(", ") : S(""));
        sql_column(q, &s, p->returning.v[i]);
    }
    sql_add(q, S(" from rows from (json_to_recordset(concat('[', current_setting("
                 "'pgrst.made', true), ']')::json) as ("));
    for (isize i = 0; i < p->table->key.n; i++) {
        sql_add(q, i ? S(", ") : S(""));
        sql_name(q, p->table->key.v[i]);
        sql_add(q, S(" "));
        sql_catalog(q, table_column(p->table, p->table->key.v[i])->nominal);
    }
    sql_add(q, S(")) with ordinality as pgrst_made join "));
    sql_qualified(q, p->table->schema, p->table->name);
    for (isize i = 0; i < p->table->key.n; i++) {
        sql_add(q, i ? S(" and ") : S(" on "));
        sql_column(q, &s, p->table->key.v[i]);
        sql_add(q, S(" = "));
        sql_column(q, &made, p->table->key.v[i]);
    }
    sql_add(q, S(" order by pgrst_made.ordinality"));
}
