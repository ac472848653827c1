/* sql_read.c — a node as a query; its embeds as lateral joins. */
#include "rest/sql.h"

static void source(Sql *q, const Node *n)
{
    if (n->from_source) {
        sql_add(q, S("pgrst_source"));
    } else if (n->rel && n->rel->kind == REL_COMPUTED) {
        Scope parent = scope_of(n->parent);
        sql_qualified(q, n->rel->function_schema, n->rel->constraint);
        sql_add(q, S("("));
        sql_name(q, parent.name);
        sql_add(q, S("::"));
        sql_qualified(q, n->rel->schema, n->rel->table);
        sql_add(q, S(")"));
    } else {
        sql_qualified(q, n->schema, n->name);
    }
    if (n->from_alias.s) {
        sql_add(q, S(" as "));
        sql_name(q, n->from_alias);
    }
    if (n->rel && n->rel->kind == REL_M2M) {
        sql_add(q, S(", "));
        sql_qualified(q, n->rel->junction_schema, n->rel->junction);
        sql_add(q, S(" as "));
        sql_name(q, n->junction_alias);
    }
}

static void equals(Sql *q, const Scope *a, Str column, const Scope *b, Str other,
                   bool *first)
{
    sql_add(q, *first ? S(" where ") : S(" and "));
    *first = false;
    sql_column(q, a, column);
    sql_add(q, S(" = "));
    sql_column(q, b, other);
}

/* "where" and its conditions: the parent's row, then what was asked. */
static void join_conditions(Sql *q, const Node *n, bool *first)
{
    const Rel *r = n->rel;
    if (!r || r->kind == REL_COMPUTED)
        return;
    Scope parent = scope_of(n->parent), own = scope_of(n);
    Scope through = {.name = n->junction_alias};
    bool junction = r->kind == REL_M2M;
    for (isize i = 0; i < r->n_pairs; i++)
        equals(q, junction ? &through : &own, r->pairs[i].there, &parent,
               r->pairs[i].here, first);
    for (isize i = 0; i < r->n_pairs2; i++)
        equals(q, &through, r->pairs2[i].there, &own, r->pairs2[i].here, first);
}

static void conditions(Sql *q, const Node *n)
{
    bool first = true;
    join_conditions(q, n, &first);
    if (!n->filters)
        return;
    Scope s = scope_of(n);
    sql_add(q, first ? S(" where ") : S(" and "));
    sql_filters(q, &s, n->filters);
}

static void gathered_rows(Sql *q, const Node *c, bool grouped)
{
    sql_add(q, S("select json_agg("));
    sql_name(q, c->lateral);
    sql_add(q, grouped ? S(")::jsonb as ") : S(") as "));
    sql_name(q, c->lateral);
    if (c->spread)
        sql_gathered(q, c);
    sql_add(q, S(" from ("));
    sql_read(q, c, NULL);
    sql_add(q, S(") as "));
    sql_name(q, c->lateral);
}

static void lateral(Sql *q, const Node *n, const Node *c, const Shape *shape)
{
    bool many = !c->rel->to_one;
    sql_add(q, c->inner ? S(" inner join lateral (") : S(" left join lateral ("));
    if (many)
        gathered_rows(q, c, node_wants_jsonb(n, shape));
    else
        sql_read(q, c, NULL);
    sql_add(q, S(") as "));
    sql_name(q, c->lateral);
    sql_add(q, S(" on "));
    if (many && c->inner) {
        sql_name(q, c->lateral);
        sql_add(q, S(" is not null"));
    } else {
        sql_add(q, S("true"));
    }
}

/* A limit is text, so that plans know it; an offset is a parameter, for there are many.
 */
static void limits(Sql *q, Window w)
{
    if (window_is_all(w))
        return;
    if (w.last != LAST_ROW) {
        sql_add(q, S(" limit "));
        sql_int(q, w.last - w.first + 1);
    }
    if (w.first) {
        sql_add(q, S(" offset "));
        sql_param(q, str_of_int(q->arena, w.first));
    }
}

void sql_read(Sql *q, const Node *n, Shape *shape)
{
    Scope s = scope_of(n);
    sql_add(q, S("select "));
    sql_select_list(q, n, shape);
    sql_add(q, S(" from "));
    source(q, n);
    for (const Node *c = n->first; c; c = c->next)
        lateral(q, n, c, shape);
    conditions(q, n);
    sql_group_by(q, n);
    sql_order(q, &s, n->order);
    limits(q, n->window);
}

/* --- counting: a filter on an embed's absence becomes "exists" -------------------- */

static void count_filter(Sql *q, const Scope *s, const Filter *f)
{
    const Node *embed = null_filtered_embed(s, f);
    if (embed) {
        sql_add(q, f->negated ? S("exists (") : S("not exists ("));
        sql_count(q, embed);
        sql_add(q, S(")"));
        return;
    }
    if (f->kind == FILTER_OP) {
        sql_filter(q, s, f);
        return;
    }
    sql_add(q, f->negated ? S("not (") : S("("));
    for (const Filter *child = f->first; child; child = child->next) {
        if (child != f->first)
            sql_add(q, f->kind == FILTER_AND ? S(" and ") : S(" or "));
        count_filter(q, s, child);
    }
    sql_add(q, S(")"));
}

void sql_count(Sql *q, const Node *n)
{
    bool first = true;
    Scope s = scope_of(n);
    sql_add(q, S("select 1 from "));
    source(q, n);
    join_conditions(q, n, &first);
    for (const Filter *f = n->filters; f; f = f->next) {
        sql_add(q, first ? S(" where ") : S(" and "));
        count_filter(q, &s, f);
        first = false;
    }
    for (const Node *c = n->first; c; c = c->next) {
        if (!c->inner)
            continue;
        sql_add(q, first ? S(" where exists (") : S(" and exists ("));
        sql_count(q, c);
        sql_add(q, S(")"));
        first = false;
    }
}
