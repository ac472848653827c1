/* What is asked: methods, headers, windows, payloads; nothing of it knows a table. */
#include "rest/errors.h"
#include "rest/request.h"
#include "test.h"

static Arena arena;

static const Str schemas[] = {{"public", 6}, {"other", 5}};
static const RestConfig config = {
    .schemas = {schemas, 2}, .tx_override = true, .prefix = {"/rest/v1", 8}};

/* S() for what the compiler must know. */
#define T(literal)                                                                     \
    {                                                                                  \
        (literal), (isize)sizeof(literal) - 1                                          \
    }

typedef struct Sent {
    Method method;
    const char *name, *path, *query;
    Header headers[4];
    int n;
    const char *body;
} Sent;

static bool parsed(const Sent *s, Ask *ask, Error *error)
{
    Request req = {.method = s->method,
                   .method_name = str_of(s->name),
                   .path = str_of(s->path),
                   .query = str_of(s->query),
                   .headers = s->headers,
                   .n_headers = s->n,
                   .body = str_of(s->body)};
    *ask = (Ask){0};
    *error = (Error){0};
    return parse_request(&arena, &config, &req, ask, error);
}

static const struct {
    Sent sent;
    const ErrorKind *error;
} refused[] = {
    {{METHOD_GET, "GET", "/rest/v1/a/b", ""}, &bad_path},
    {{METHOD_PATCH, "PATCH", "/rest/v1/rpc/f", ""}, &bad_rpc_method},
    {{METHOD_OTHER, "TRACE", "/rest/v1/a", ""}, &bad_method},
    {{METHOD_GET, "GET", "/rest/v1/a", "limit=-1"}, &bad_range},
    {{METHOD_GET, "GET", "/rest/v1/a", "", {{T("range"), T("5-2")}}, 1}, &bad_range},
    {{METHOD_GET, "GET", "/rest/v1/a", "", {{T("accept-profile"), T("no")}}, 1},
     &unknown_schema},
    {{METHOD_POST, "POST", "/rest/v1/a", "", {{{0}}}, 0, "{"}, &invalid_body},
    {{METHOD_POST, "POST", "/rest/v1/a", "", {{{0}}}, 0, "[{\"a\":1},{\"b\":1}]"},
     &invalid_body},
    {{METHOD_POST,
      "POST",
      "/rest/v1/a",
      "",
      {{T("content-type"), T("text/plain")}},
      1,
      "x"},
     &invalid_body},
    {{METHOD_PUT, "PUT", "/rest/v1/a", "limit=1", {{{0}}}, 0, "{}"}, &put_with_limit},
    {{METHOD_GET, "GET", "/rest/v1/a", "a=eq.%00"}, &bad_query},
    {{METHOD_GET, "GET", "/rest/v1/a", "select=a("}, &bad_query},
};

static void refusals(void)
{
    for (isize i = 0; i < countof(refused); i++) {
        Ask ask;
        Error error;
        check(!parsed(&refused[i].sent, &ask, &error));
        check_at(error.kind == refused[i].error, refused[i].error->code, __FILE__,
                 __LINE__);
    }
}

static const struct {
    const char *query, *range;
    int64_t first, last;
} windows[] = {
    {"", NULL, 0, LAST_ROW},
    {"limit=5", NULL, 0, 4},
    {"limit=5&offset=10", NULL, 10, 14},
    {"offset=10", NULL, 10, LAST_ROW},
    {"limit=0", "3-4", 0, -1},
    {"limit=5", "2-", 2, 4},
    {"", "0-9", 0, 9},
    {"", "x", 0, LAST_ROW},
};

static void ranges(void)
{
    for (isize i = 0; i < countof(windows); i++) {
        Sent s = {METHOD_GET,
                  "GET",
                  "/rest/v1/a",
                  windows[i].query,
                  {{S("range"), str_of(windows[i].range)}},
                  windows[i].range != NULL};
        Ask ask;
        Error error;
        check(parsed(&s, &ask, &error));
        check(ask.top.first == windows[i].first && ask.top.last == windows[i].last);
    }
}

static void preferences(void)
{
    Sent s = {
        METHOD_POST,
        "POST",
        "/rest/v1/a",
        "",
        {{S("prefer"), S("return=representation, count=exact,tx=rollback")},
         {S("prefer"), S("return=minimal, odd, max-affected=3, handling=strict")}},
        2,
        "{\"b\":1,\"a\":2,\"a\":3}"};
    Ask ask;
    Error error;
    if (!check(parsed(&s, &ask, &error)))
        return;
    check(ask.prefer.returns == RETURN_ROWS && ask.prefer.end == END_ROLLBACK);
    check_str(ask.prefer.unknown, S("odd"));
    check_str(prefer_applied(&arena, &ask.prefer),
              S("return=representation, count=exact, tx=rollback, handling=strict, "
                "max-affected=3"));
    check(ask.columns.n == 2 && ask.payload.is_object);
    check_str(ask.columns.v[0], S("a"));
}

static void media(void)
{
    Media m[MAX_ACCEPTED];
    int n = parse_accept(&arena, S("text/html;q=0.5, */*;q=0.8, text/csv"), m);
    check(n == 3 && m[0].kind == MEDIA_CSV && m[1].kind == MEDIA_ANY);
    m[0] = parse_media(&arena, S("Application/vnd.pgrst.object+json; nulls=stripped"));
    check(m[0].kind == MEDIA_OBJECT && m[0].stripped);
    m[0] = parse_media(&arena, S("application/vnd.pgrst.plan+json; for=\"text/csv\"; "
                                 "options=analyze|wal"));
    check_str(media_mime(&arena, &m[0]),
              S("application/vnd.pgrst.plan+json; for=\"text/csv\"; "
                "options=analyze|wal"));
}

static void csv(void)
{
    Payload p;
    Error error = {0};
    check(payload_csv(&arena, S("a,b\r\n1,\"x \"\"y\"\"\"\r\nNULL,\r\n"), false, &p,
                      &error));
    check_str(p.raw,
              S("[{\"a\":\"1\",\"b\":\"x \\\"y\\\"\"},{\"a\":null,\"b\":\"\"}]"));
    check(!payload_csv(&arena, S("a,b\n1\n"), false, &p, &error));
    check_str(error.message, S("All lines must have same number of fields"));
}

static void canonical_query(void)
{
    Sent s = {METHOD_GET, "GET", "/rest/v1/a%20b", "b=eq.%C3%A9&a=gt.1&b=lt.2"};
    Ask ask;
    Error error;
    check(parsed(&s, &ask, &error));
    check_str(ask.target, S("a b"));
    check_str(ask.query.canonical, S("a=gt.1&b=eq.%C3%A9,lt.2"));
}

int main(void)
{
    arena = arena_reserve(16 << 20);
    refusals();
    ranges();
    preferences();
    media();
    csv();
    canonical_query();
    arena_release(&arena);
    return done();
}
