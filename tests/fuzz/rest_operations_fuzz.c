/*
 * Several operations, whatever their text: well-formed requests or one error; what a
 * reference stands for never changes the SQL, only a parameter.
 */
#include "fuzz.h"
#include "rest/json_text.h"
#include "rest/operations.h"
#include "rest/request.h"
#include "rest/sql.h"
#include "rest_invariant.h"

static bool is_json(Arena *a, Str text)
{
    JsonScan s = scan_of(a, text);
    return scan_skip_value(&s) && scan_peek(&s) == -1;
}

static void check_references(const Operation *op, int number, References refs,
                             bool body)
{
    isize from = 0;
    for (isize i = 0; i < refs.n; i++) {
        const Reference *r = &refs.v[i];
        assert(r->operation >= 0 && r->operation < number && r->operation < op->needs);
        for (isize k = 0; k < r->steps.n; k++)
            assert(r->steps.v[k].s);
        if (!body)
            continue;
        assert(r->from >= from && r->to > r->from && r->to <= op->body.len);
        from = r->to;
    }
}

/* Every reference has this one value. */
static Values values_of(Arena *a, References refs, Str json)
{
    Str *v = make_n(a, Str, refs.n + 1);
    for (isize i = 0; i < refs.n; i++)
        v[i] = json;
    return (Values){refs, v};
}

static void fill(Arena *a, const Values *values, Filter *f)
{
    Error e = {0};
    for (; f; f = f->next) {
        fill(a, values, f->first);
        Strs list = {f->list, f->n_list};
        bool ok = fill_text(a, values, f->value, &f->value, &e) &&
                  fill_list(a, values, list, &list, &e);
        assert(ok && !count_marks(f->value));
        f->list = list.v;
        f->n_list = list.n;
    }
}

static Str sql_with(Arena *a, const Operation *op, Str json)
{
    UrlQuery q;
    Error e = {0};
    if (!parse_query(a, op->query, false, &q, &e))
        return (Str){0};
    Values values = values_of(a, op->in_query, json);
    Scope s = {.name = S("t")};
    Sql sql = sql_new(a);
    for (Asked *asked = q.filters; asked; asked = asked->next) {
        fill(a, &values, asked->filter);
        sql_filter(&sql, &s, asked->filter);
    }
    for (Asked *asked = q.logic; asked; asked = asked->next) {
        fill(a, &values, asked->filter);
        sql_filter(&sql, &s, asked->filter);
    }
    Str text = sql_text(&sql);
    assert_sql_is_ours(text, sql_params(&sql));
    return text;
}

static void check_operation(Arena *a, const Operation *op, int number)
{
    assert(op->method && op->path.len && op->n_headers <= MAX_OPERATION_HEADERS);
    for (int i = 0; i < op->n_headers; i++)
        for (isize k = 0; k < op->headers[i].value.len; k++)
            assert((unsigned char)op->headers[i].value.s[k] >= ' ' ||
                   op->headers[i].value.s[k] == '\t');
    check_references(op, number, op->in_query, false);
    check_references(op, number, op->in_body, true);
    assert(count_marks(op->query) >= op->in_query.n);
    if (op->in_body.n && is_json(a, op->body)) {
        Values values = values_of(a, op->in_body, S("{\"a\":[1,\"\\\"\"]}"));
        assert(is_json(a, references_fill_body(a, &values, op->body)));
    }
    if (!op->in_query.n)
        return;
    Str plain = sql_with(a, op, S("\"x\""));
    Str evil = sql_with(a, op, S("\"\\\"),or(id.gt.0);--'$1%01\\\\\""));
    assert(str_eq(plain, evil));
}

static void one(Arena *a, Str text)
{
    Operations ops;
    Error e = {0};
    int bad;
    bool ok = parse_operations(a, text, &ops, &bad, &e);
    assert(ok == !e.kind && (!ok || bad == -1) && bad < MAX_OPERATIONS);
    if (!ok)
        return;
    assert(ops.n >= 1 && ops.n <= MAX_OPERATIONS && is_json(a, text));
    for (int i = 0; i < ops.n; i++)
        check_operation(a, &ops.v[i], i);
    Reference r = {.steps = STRS(S("0"), S("id")), .text = S("0.0.id")};
    Str json;
    if (reference_value(a, &r, text, &json, &e))
        assert(is_json(a, json));
}

FUZZ(256 << 20, one)
