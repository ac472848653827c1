/* sql_filter.c — filters and orders in SQL. */
#include "rest/sql.h"

#include <string.h>

const Node *null_filtered_embed(const Scope *s, const Filter *f)
{
    if (!s->node || f->kind != FILTER_OP || f->op->kind != OPERATOR_IS ||
        f->field.path || !str_eq(f->value, S("null")))
        return NULL;
    return node_child(s->node, f->field.name);
}

Str sql_array(Arena *a, const Str *v, isize n)
{
    Buf b = buf_new(a);
    buf_add(&b, S("{"));
    for (isize i = 0; i < n; i++) {
        buf_add(&b, i ? S(",\"") : S("\""));
        isize from = 0;
        for (isize k = 0; k < v[i].len; k++)
            if (v[i].s[k] == '"' || v[i].s[k] == '\\') {
                buf_add(&b, (Str){v[i].s + from, k - from});
                buf_add(&b, S("\\"));
                from = k;
            }
        buf_add(&b, str_skip(v[i], from));
        buf_add(&b, S("\""));
    }
    buf_add(&b, S("}"));
    return buf_str(&b);
}

static Str stars_as_percents(Arena *a, Str value)
{
    char *p = make_n(a, char, value.len + 1);
    for (isize i = 0; i < value.len; i++)
        p[i] = value.s[i] == '*' ? '%' : value.s[i];
    return (Str){p, value.len};
}

static void value_of(Sql *q, const Column *c, Str value)
{
    bool parsed = c && c->parse_text.s;
    if (parsed) {
        sql_catalog(q, c->parse_text);
        sql_add(q, S("("));
    }
    sql_param(q, value);
    if (parsed)
        sql_add(q, S(")"));
}

static void list(Sql *q, const Column *c, const Filter *f)
{
    if (f->n_list == 1 && !f->list[0].len) {
        sql_add(q, S("('{}')"));
        return;
    }
    Str values = sql_array(q->arena, f->list, f->n_list);
    if (c && c->parse_text.s) {
        sql_add(q, S("(select "));
        sql_catalog(q, c->parse_text);
        sql_add(q, S("(unnest("));
        sql_param(q, values);
        sql_add(q, S("::text[])))"));
        return;
    }
    sql_add(q, S("("));
    sql_param(q, values);
    sql_add(q, S(")"));
}

static void compared_value(Sql *q, const Column *c, const Filter *f)
{
    if (f->quantifier != ONE)
        sql_add(q, f->quantifier == ANY ? S("any(") : S("all("));
    if (f->op->kind == OPERATOR_LIKE)
        sql_param(q, stars_as_percents(q->arena, f->value));
    else
        value_of(q, c, f->value);
    if (f->quantifier != ONE)
        sql_add(q, S(")"));
}

static void search_language(Sql *q, const Filter *f)
{
    if (!f->language.s)
        return;
    sql_param(q, f->language);
    sql_add(q, S(", "));
}

/* A full-text search of what is no tsvector makes one of it. */
static void left_side(Sql *q, const Scope *s, const Column *c, const Filter *f)
{
    bool convert =
        f->op->kind == OPERATOR_SEARCH && c && !str_eq(c->type, S("tsvector"));
    if (convert) {
        sql_add(q, S("to_tsvector("));
        search_language(q, f);
    }
    sql_field(q, s, &f->field);
    if (convert)
        sql_add(q, S(")"));
}

static void right_side(Sql *q, const Column *c, const Filter *f)
{
    switch (f->op->kind) {
    case OPERATOR_PLAIN: value_of(q, c, f->value); break;
    case OPERATOR_QUANTIFIED:
    case OPERATOR_LIKE: compared_value(q, c, f); break;
    case OPERATOR_LIST: list(q, c, f); break;
    case OPERATOR_IS: sql_add(q, f->value); break;
    case OPERATOR_DISTINCT: sql_param(q, f->value); break;
    case OPERATOR_SEARCH:
        sql_add(q, S("("));
        search_language(q, f);
        sql_param(q, f->value);
        sql_add(q, S(")"));
        break;
    }
}

static void comparison(Sql *q, const Scope *s, const Filter *f)
{
    const Node *embed = null_filtered_embed(s, f);
    if (embed) {
        sql_name(q, embed->lateral);
        sql_add(q, f->negated ? S(" is distinct from null")
                              : S(" is not distinct from null"));
        return;
    }
    const Column *c = table_column(s->table, f->field.name);
    if (f->negated)
        sql_add(q, S("not "));
    left_side(q, s, c, f);
    sql_add(q, S(" "));
    sql_add(q, str_of(f->op->sql));
    sql_add(q, f->op->kind == OPERATOR_SEARCH ? S("") : S(" "));
    right_side(q, c, f);
}

void sql_filter(Sql *q, const Scope *s, const Filter *f)
{
    if (f->kind == FILTER_OP) {
        comparison(q, s, f);
        return;
    }
    sql_add(q, f->negated ? S("not (") : S("("));
    for (const Filter *child = f->first; child; child = child->next) {
        if (child != f->first)
            sql_add(q, f->kind == FILTER_AND ? S(" and ") : S(" or "));
        sql_filter(q, s, child);
    }
    sql_add(q, S(")"));
}

void sql_filters(Sql *q, const Scope *s, const Filter *first)
{
    for (const Filter *f = first; f; f = f->next) {
        if (f != first)
            sql_add(q, S(" and "));
        sql_filter(q, s, f);
    }
}

static void order_term(Sql *q, const Scope *s, const Order *o)
{
    if (o->relation.s) {
        /* The embed's row, as its lateral join names it; its types are not ours. */
        sql_name(q, node_child(s->node, o->relation)->lateral);
        sql_add(q, S("."));
        sql_name(q, o->field.name);
        for (const JsonStep *step = o->field.path; step; step = step->next) {
            sql_add(q, step->as_text ? S("->>") : S("->"));
            sql_param(q, step->key);
            sql_add(q, step->is_index ? S("::int") : S(""));
        }
    } else {
        sql_field(q, s, &o->field);
    }
    if (o->direction)
        sql_add(q, o->direction == ASCENDING ? S(" asc") : S(" desc"));
    if (o->nulls)
        sql_add(q, o->nulls == NULLS_FIRST ? S(" nulls first") : S(" nulls last"));
}

void sql_order(Sql *q, const Scope *s, const Order *first)
{
    for (const Order *o = first; o; o = o->next) {
        sql_add(q, o == first ? S(" order by ") : S(", "));
        order_term(q, s, o);
    }
}
