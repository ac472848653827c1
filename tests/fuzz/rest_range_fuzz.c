/*
 * Range:, and behind a line's end the query string: rows that can be, or an error;
 * said in one header, they are the same rows.
 */
#include "fuzz.h"
#include "rest/request.h"
#include "rest_fixture.h"
#include "rest_invariant.h"

#include <inttypes.h>

#define LARGEST INT64_C(999999999999999999) /* that str_to_int reads */

static const char schema_text[] = "table films: id integer key, boss integer\n"
                                  "table people: id integer key, name text\n"
                                  "reference films_boss: films(boss) -> people(id)";

static const Str schemas[] = {{"public", 6}};
static const RestConfig config = {.schemas = {schemas, 1}, .max_rows = 1000};

static bool ask(Arena *a, Method method, Str range, Str query, Ask *out)
{
    Header header = {S("range"), range};
    Request req = {.method = method,
                   .method_name = S("GET"),
                   .path = S("/people"),
                   .query = query,
                   .headers = &header,
                   .n_headers = 1};
    Error e = {0};
    *out = (Ask){0};
    bool ok = parse_request(a, &config, &req, out, &e);
    assert(ok == !e.kind);
    return ok;
}

static void check_window(Window w)
{
    assert(window_is_empty(w) ? w.first == 0 && w.last == -1 : w.first >= 0);
}

/* What was said of the rows is what the header says of them, if it can: an offset and a
 * limit may add up to more digits than a number has. */
static void check_header(Arena *a, Window w)
{
    if (w.last != LAST_ROW && w.last > LARGEST)
        return;
    Buf b = buf_new(a);
    buf_addf(&b, "%" PRId64 "-", w.first);
    if (w.last != LAST_ROW)
        buf_addf(&b, "%" PRId64, w.last);
    Ask again;
    bool ok = ask(a, METHOD_GET, buf_str(&b), S(""), &again);
    assert(ok && again.top.first == w.first && again.top.last == w.last);
    ok = ask(a, METHOD_HEAD, buf_str(&b), S(""), &again);
    assert(ok && window_is_all(again.top));
}

static void check_sql(Arena *a, Ask *ask)
{
    Error e = {0};
    Plan p = {.arena = a,
              .error = &e,
              .config = &config,
              .schema = fixture_schema(a, str_of(schema_text)),
              .ask = ask};
    if (!plan_request(&p))
        return;
    Sql q = sql_new(a);
    sql_read(&q, p.root, NULL);
    Str sql = sql_text(&q);
    assert_sql_is_ours(sql, sql_params(&q));
}

static void one(Arena *a, Str text)
{
    StrPair lines = str_cut(text, '\n');
    Ask out;
    if (!ask(a, METHOD_GET, header_text(a, lines.head), lines.tail, &out))
        return;
    check_window(out.top);
    if (!window_is_empty(out.top))
        check_header(a, out.top);
    check_sql(a, &out);
}

FUZZ(64 << 20, one)
