/* sql_call.c — a function call, its arguments from a query string or a payload. */
#include "rest/sql.h"

static bool is_scalar(const Routine *f)
{
    return !f->returns_composite;
}

static bool takes_body(const Routine *f)
{
    return f->n_parameters == 1 && !f->parameters[0].name.len;
}

static bool uses_pairs(const Plan *p)
{
    return p->ask->reads_arguments || p->ask->payload.kind == PAYLOAD_FORM;
}

static const Pair *pairs_of(const Plan *p, isize *n)
{
    const Ask *ask = p->ask;
    *n = ask->reads_arguments ? ask->query.n_arguments : ask->payload.n_pairs;
    return ask->reads_arguments ? ask->query.arguments : ask->payload.pairs;
}

static bool is_given(const Plan *p, const Parameter *param)
{
    isize n;
    if (!uses_pairs(p))
        return names_have(p->ask->columns.v, p->ask->columns.n, param->name);
    const Pair *pairs = pairs_of(p, &n);
    for (isize i = 0; i < n; i++)
        if (str_eq(pairs[i].key, param->name))
            return true;
    return false;
}

static bool any_given(const Plan *p)
{
    for (isize i = 0; i < p->routine->n_parameters; i++)
        if (is_given(p, &p->routine->parameters[i]))
            return true;
    return false;
}

/* The last of a name counts; a variadic one takes them all. */
static void pair_value(Sql *q, const Plan *p, const Parameter *param)
{
    isize n, count = 0;
    const Pair *pairs = pairs_of(p, &n);
    Str *values = make_n(q->arena, Str, n + 1);
    for (isize i = 0; i < n; i++)
        if (str_eq(pairs[i].key, param->name))
            values[count++] = pairs[i].value.s ? pairs[i].value : S("");
    if (param->variadic)
        sql_param(q, sql_array(q->arena, values, count));
    else
        sql_param(q, values[count - 1]);
}

static void arguments(Sql *q, const Plan *p)
{
    const Routine *f = p->routine;
    bool first = true;
    for (isize i = 0; i < f->n_parameters; i++) {
        const Parameter *param = &f->parameters[i];
        if (!is_given(p, param))
            continue;
        sql_add(q, first ? S("") : S(", "));
        first = false;
        sql_add(q, param->variadic ? S("variadic ") : S(""));
        sql_name(q, param->name);
        sql_add(q, S(" := "));
        if (uses_pairs(p)) {
            pair_value(q, p, param);
            sql_add(q, S("::"));
            sql_catalog(q, param->long_type);
        } else {
            sql_add(q, S("pgrst_body."));
            sql_name(q, param->name);
        }
    }
}

static Str hex_bytes(Arena *a, Str raw)
{
    static const char digits[] = "0123456789abcdef";
    char *p = make_n(a, char, raw.len * 2 + 3);
    p[0] = '\\', p[1] = 'x';
    for (isize i = 0; i < raw.len; i++) {
        p[2 + i * 2] = digits[(unsigned char)raw.s[i] >> 4];
        p[3 + i * 2] = digits[(unsigned char)raw.s[i] & 15];
    }
    return (Str){p, raw.len * 2 + 2};
}

static void whole_body(Sql *q, const Plan *p)
{
    Str type = p->routine->parameters[0].type;
    if (p->ask->content.kind == MEDIA_BYTES)
        sql_param_whole(q, hex_bytes(q->arena, p->ask->payload.raw));
    else
        sql_param_whole(q, p->ask->payload.raw);
    sql_add(q, S("::"));
    sql_catalog(q, type);
}

/* from (select $1::json as data), lateral (select ... json_to_record limit 1) body, */
static void json_arguments(Sql *q, const Plan *p)
{
    const Routine *f = p->routine;
    sql_add(q, S("(select "));
    sql_param_whole(q, p->ask->payload.raw);
    sql_add(q, S("::json as data) pgrst_payload, lateral (select * from "));
    sql_add(q,
            p->ask->payload.is_object ? S("json_to_record(") : S("json_to_recordset("));
    sql_add(q, S("pgrst_payload.data) as _("));
    bool first = true;
    for (isize i = 0; i < f->n_parameters; i++) {
        if (!is_given(p, &f->parameters[i]))
            continue;
        sql_add(q, first ? S("") : S(", "));
        first = false;
        sql_name(q, f->parameters[i].name);
        sql_add(q, S(" "));
        sql_catalog(q, f->parameters[i].long_type);
    }
    sql_add(q, S(") limit 1) pgrst_body, lateral "));
}

static void call(Sql *q, const Plan *p)
{
    const Routine *f = p->routine;
    if (is_scalar(f))
        sql_add(q, S("(select "));
    sql_qualified(q, f->schema, f->name);
    sql_add(q, S("("));
    if (takes_body(f))
        whole_body(q, p);
    else
        arguments(q, p);
    sql_add(q, is_scalar(f) ? S(") pgrst_scalar) pgrst_call") : S(") pgrst_call"));
}

static isize filter_names(const Filter *first, Str *out, isize n, isize room)
{
    for (const Filter *f = first; f; f = f->next) {
        if (f->kind != FILTER_OP)
            n = filter_names(f->first, out, n, room);
        else if (n < room)
            out[n++] = f->field.name;
    }
    return n;
}

/* What the read after it needs: the columns it selects, joins and filters by. */
static void returned(Sql *q, const Plan *p)
{
    Scope s = {.name = S("pgrst_call")};
    if (p->returning.n == 1 && str_eq(p->returning.v[0], S("*"))) {
        sql_column(q, &s, S("*"));
        return;
    }
    isize room = p->returning.n + MAX_TERMS, n = 0;
    Str *names = make_n(q->arena, Str, room);
    for (isize i = 0; i < p->returning.n; i++)
        names[n++] = p->returning.v[i];
    n = filter_names(p->root->filters, names, n, room);
    for (const Order *o = p->root->order; o && n < room; o = o->next)
        if (!o->relation.s)
            names[n++] = o->field.name;
    sort_names(names, n);
    n = unique_names(names, n);
    if (!n)
        sql_add(q, S("*"));
    bool first = true;
    for (isize i = 0; i < n; i++) {
        if (node_child(p->root, names[i]) &&
            !names_have(p->returning.v, p->returning.n, names[i]))
            continue; /* a filter on an embed's absence */
        sql_add(q, first ? S("") : S(", "));
        sql_column(q, &s, names[i]);
        first = false;
    }
}

void sql_call(Sql *q, const Plan *p)
{
    sql_add(q, S("select "));
    if (is_scalar(p->routine))
        sql_add(q, S("pgrst_call.pgrst_scalar"));
    else
        returned(q, p);
    sql_add(q, S(" from "));
    if (!takes_body(p->routine) && !uses_pairs(p) && any_given(p))
        json_arguments(q, p);
    call(q, p);
}
