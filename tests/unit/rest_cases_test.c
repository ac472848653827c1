/*
 * Golden SQL: tests/cases/rest/NAME.case has a request and the statements it becomes.
 *
 *   what the case is for
 *   --- schema
 *   table films: id integer key, title text      (rest_fixture.h)
 *   --- request
 *   GET /films?select=title
 *   prefer: count=exact
 *
 *   the body
 *   --- sql
 *   read-only, shared
 *   select ...
 *   $1 = value
 */
#include "cases.h"
#include "rest/rest.h"
#include "rest_fixture.h"

enum { MAX_HEADERS = 8 };

static Arena arena;

static Method method_named(Str name)
{
    static const struct {
        const char *name;
        Method method;
    } methods[] = {{"GET", METHOD_GET},     {"HEAD", METHOD_HEAD},
                   {"POST", METHOD_POST},   {"PUT", METHOD_PUT},
                   {"PATCH", METHOD_PATCH}, {"DELETE", METHOD_DELETE}};
    for (isize i = 0; i < countof(methods); i++)
        if (str_eq(name, str_of(methods[i].name)))
            return methods[i].method;
    return METHOD_OTHER;
}

/* "GET /path?query", headers, a blank line, the body */
static Request request_of(Str text, Header *headers)
{
    Request req = {.headers = headers, .body_fd = -1};
    StrPair line = str_cut(text, '\n');
    StrPair method = str_cut(line.head, ' '), path = str_cut(method.tail, '?');
    req.method_name = method.head;
    req.method = method_named(method.head);
    req.path = path.head;
    req.query = path.tail;
    for (line = str_cut(line.tail, '\n'); line.head.len;
         line = str_cut(line.tail, '\n')) {
        StrPair kv = str_cut(line.head, ':');
        headers[req.n_headers++] = (Header){kv.head, str_skip(kv.tail, 1)};
    }
    Str body = line.tail;
    while (body.len && body.s[body.len - 1] == '\n')
        body.len--;
    req.body = str_copy(&arena, body);
    return req;
}

static void add_batch(Buf *b, const Batch *batch)
{
    for (int i = 0; i < batch->n; i++) {
        const Statement *s = &batch->statements[i];
        buf_add(b, s->sql);
        buf_add(b, S("\n"));
        for (isize k = 0; k < s->params.n; k++)
            buf_addf(b, "$%td = %" STR_FMT "\n", k + 1, STR_ARG(s->params.v[k]));
    }
}

static void add_statements(Buf *b, const Ctx *cx)
{
    static const char *const ends[] = {
        [TX_ONE] = "", [TX_DECIDE] = ", decides", [TX_ROLLBACK] = ", rolls back"};
    const Batch *batch = &cx->job.batch;
    buf_addf(b, "%s, %s%s\n", cx->read_only ? "read-only" : "writes",
             cx->job.exclusive ? "exclusive" : "shared", ends[batch->tx]);
    for (const PipeJob *part = cx->job.parts; part; part = part->next)
        add_batch(b, &part->batch);
    add_batch(b, batch);
}

static void add_error(Buf *b, const Error *e)
{
    buf_addf(b, "%d %" STR_FMT "\n%" STR_FMT "\n", error_status(e),
             STR_ARG(error_code(e)), STR_ARG(error_message(e)));
    if (e->details.s)
        buf_addf(b, "details: %" STR_FMT "\n", STR_ARG(e->details));
    if (e->hint.s)
        buf_addf(b, "hint: %" STR_FMT "\n", STR_ARG(e->hint));
}

static Str compiled(Str schema_text, Str request_text)
{
    static const Str schemas[] = {{"public", 6}};
    static const RestConfig config = {.schemas = {schemas, 1},
                                      .aggregates = true,
                                      .anon_role = {"anon", 4},
                                      .prefix = {"", 0},
                                      .legacy_target_names = true};
    Header headers[MAX_HEADERS];
    Request req = request_of(request_text, headers);
    Ctx *cx = make(&arena, Ctx);
    cx->arena = &arena;
    cx->req = &req;
    RestJob *job = make(&arena, RestJob);
    *job = (RestJob){.main = -1, .count = -1, .estimate = -1, .settings = -1};
    job->plan = (Plan){.arena = &arena,
                       .error = &cx->error,
                       .config = &config,
                       .schema = fixture_schema(&arena, schema_text),
                       .ask = &job->ask};
    Buf b = buf_new(&arena);
    if (parse_request(&arena, &config, &req, &job->ask, &cx->error) &&
        plan_request(&job->plan) && run_plan(cx, job))
        add_statements(&b, cx);
    else
        add_error(&b, &cx->error);
    return buf_str(&b);
}

/* Wherever the arena ends, compiling leaves by its way out and nothing else happens. */
static void runs_out_of_memory(Str schema_text, Str request_text)
{
    Arena whole = arena;
    volatile isize out = 0;
    for (volatile isize room = 1 << 10; room < 256 << 10; room += 1 << 10) {
        jmp_buf full;
        char *end = arena.end;
        arena.full = &full;
        arena.end = arena.next + room;
        if (setjmp(full) == 0)
            compiled(schema_text, request_text);
        else
            out++;
        arena.end = end;
        arena.full = NULL;
        arena.next = whole.next;
    }
    check(out > 0);
}

static Str sql_of(Str text)
{
    Str schema = case_part(text, "schema"), request = case_part(text, "request");
    Str sql = compiled(schema, request);
    if (str_starts(text, S("Each kind of operator")))
        runs_out_of_memory(schema, request);
    return sql;
}

int main(void)
{
    arena = arena_reserve(64 << 20);
    cases_run(&arena, "tests/cases/rest/*.case", "sql", sql_of);
    arena_release(&arena);
    return done();
}
