/*
 * columns= and on_conflict=: names that, quoted, are read as the same names; in SQL
 * each is one quoted name.  A query string's canonical form is its own.
 */
#include "fuzz.h"
#include "rest/query.h"
#include "rest_invariant.h"

#include "http/http.h"

/* What an identifier of this text, in SQL, names. */
static Str named(Arena *a, Str sql)
{
    assert(sql.len >= 2 && after_name(sql, 0) == sql.len);
    Buf b = buf_new(a);
    for (isize i = 1; i < sql.len - 1; i++) {
        buf_add(&b, (Str){sql.s + i, 1});
        i += sql.s[i] == '"';
    }
    return buf_str(&b);
}

static Str quoted(Arena *a, Strs names)
{
    Buf b = buf_new(a);
    for (isize i = 0; i < names.n; i++) {
        buf_add(&b, i ? S(",\"") : S("\""));
        for (isize k = 0; k < names.v[i].len; k++) {
            char c = names.v[i].s[k];
            buf_add(&b, c == '"' || c == '\\' ? S("\\") : S(""));
            buf_add(&b, (Str){&c, 1});
        }
        buf_add(&b, S("\""));
    }
    return buf_str(&b);
}

static bool ask(Arena *a, const char *parameter, Str value, UrlQuery *q)
{
    Buf b = buf_new(a);
    buf_add(&b, str_of(parameter));
    buf_add(&b, S("="));
    buf_add(&b, encode_component(a, value));
    Error e = {0};
    bool ok = parse_query(a, buf_str(&b), false, q, &e);
    assert(ok == !e.kind);
    return ok;
}

static void check_names(Arena *a, Strs names, Strs again)
{
    assert(names.n && names.n == again.n);
    for (isize i = 0; i < names.n; i++) {
        assert(str_eq(names.v[i], again.v[i]));
        Sql q = sql_new(a);
        sql_name(&q, names.v[i]);
        assert(str_eq(named(a, sql_text(&q)), names.v[i]));
    }
}

/* Nothing but what an address may have; and what it says, it says again. */
static void check_canonical(Arena *a, Str text)
{
    UrlQuery q, again;
    Error e = {0};
    if (!parse_query(a, text, true, &q, &e) || !q.canonical.s)
        return;
    for (isize i = 0; i < q.canonical.len; i++)
        assert(q.canonical.s[i] > ' ' && q.canonical.s[i] < 0x7F);
    Str said, repeated;
    if (parse_query(a, q.canonical, true, &again, &e))
        assert(url_decode(a, q.canonical, true, &said) &&
               url_decode(a, again.canonical, true, &repeated) &&
               str_eq(said, repeated));
}

static void check_list(Arena *a, const char *parameter, Str text)
{
    UrlQuery q, again;
    if (!ask(a, parameter, text, &q))
        return;
    Strs names = q.has_columns ? q.columns : q.on_conflict;
    bool ok = ask(a, parameter, quoted(a, names), &again);
    assert(ok && q.has_columns != q.has_on_conflict &&
           again.has_columns == q.has_columns);
    check_names(a, names, q.has_columns ? again.columns : again.on_conflict);
}

static void one(Arena *a, Str text)
{
    check_list(a, "columns", text);
    check_list(a, "on_conflict", text);
    check_canonical(a, text);
}

FUZZ(64 << 20, one)
