/* An order written out again is the same order, and no byte of it is in the SQL's text.
 */
#include "fuzz.h"
#include "rest/order.h"
#include "rest_invariant.h"

static void add_quoted(Buf *b, Str text)
{
    buf_add(b, S("\""));
    for (isize i = 0; i < text.len; i++) {
        if (text.s[i] == '"' || text.s[i] == '\\')
            buf_add(b, S("\\"));
        buf_add(b, (Str){text.s + i, 1});
    }
    buf_add(b, S("\""));
}

static void add_field(Buf *b, const Field *f)
{
    add_quoted(b, f->name);
    for (const JsonStep *step = f->path; step; step = step->next) {
        buf_add(b, step->as_text ? S("->>") : S("->"));
        if (!step->is_index)
            add_quoted(b, step->key);
        else
            buf_add(b, step->key.s[0] == '+' ? str_skip(step->key, 1) : step->key);
    }
}

static Str written(Arena *a, const Order *first)
{
    static const char *const direction[] = {"", ".asc", ".desc"};
    static const char *const nulls[] = {"", ".nullsfirst", ".nullslast"};
    Buf b = buf_new(a);
    for (const Order *o = first; o; o = o->next) {
        buf_add(&b, o == first ? S("") : S(","));
        if (o->relation.s) {
            add_quoted(&b, o->relation);
            buf_add(&b, S("("));
        }
        add_field(&b, &o->field);
        buf_add(&b, o->relation.s ? S(")") : S(""));
        buf_add(&b, str_of(direction[o->direction]));
        buf_add(&b, str_of(nulls[o->nulls]));
    }
    return buf_str(&b);
}

static Str sql_of(Arena *a, Order *first)
{
    Scope s = {.name = S("t")};
    Sql q = sql_new(a);
    for (Order *o = first; o; o = o->next)
        o->relation = (Str){0}; /* no embeds here for it to name */
    sql_order(&q, &s, first);
    Str sql = sql_text(&q);
    assert_sql_is_ours(sql, sql_params(&q));
    return sql;
}

static void one(Arena *a, Str text)
{
    Reader r = reader_of(a, text);
    Error error = {0};
    Order *first = parse_order(&r);
    if (!first) {
        assert(!reader_fail(&r, &error, "order", text) && error.details.s);
        return;
    }
    assert(reader_done(&r));
    Str out = written(a, first);
    Reader again = reader_of(a, out);
    Order *same = parse_order(&again);
    assert(same && str_eq(written(a, same), out));
    assert(str_eq(sql_of(a, first), sql_of(a, same)));
}

FUZZ(64 << 20, one)
