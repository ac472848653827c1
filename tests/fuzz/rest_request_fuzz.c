/*
 * A whole request against a small schema: statements that are ours, or one error.
 * The first line is "METHOD /path?query", headers follow, then a blank line and a body.
 */
#include "fuzz.h"
#include "rest/rest.h"
#include "rest_fixture.h"
#include "rest_invariant.h"

enum { MAX_HEADERS = 8 };

static const char schema_text[] =
    "table awards: film_id integer key, person_id integer key\n"
    "table films: id integer key, title text, notes jsonb, tags text[], boss integer\n"
    "table people: id integer key, name text, at timestamptz\n"
    "reference films_boss: films(boss) -> people(id)\n"
    "reference awards_film: awards(film_id) -> films(id)\n"
    "reference awards_person: awards(person_id) -> people(id)\n"
    "function add(a integer, b integer =) returns integer stable\n"
    "function of(name text) returns setof films\n"
    "function take(_ jsonb) returns void";

static Method method_of(Str name)
{
    switch (name.len ? name.s[0] : 'G') {
    case 'P': return name.len > 1 && name.s[1] == 'A' ? METHOD_PATCH : METHOD_POST;
    case 'U': return METHOD_PUT;
    case 'D': return METHOD_DELETE;
    case 'H': return METHOD_HEAD;
    default: return METHOD_GET;
    }
}

static Request request_of(Arena *a, Str text, Header *headers)
{
    Request req = {.headers = headers, .body_fd = -1};
    StrPair line = str_cut(text, '\n');
    StrPair method = str_cut(line.head, ' '), path = str_cut(method.tail, '?');
    req.method_name = method.head;
    req.method = method_of(method.head);
    req.path = path.head.s ? path.head : S("/");
    req.query = path.tail;
    for (line = str_cut(line.tail, '\n'); line.head.len && req.n_headers < MAX_HEADERS;
         line = str_cut(line.tail, '\n')) {
        StrPair kv = str_cut(line.head, ':');
        headers[req.n_headers++] = (Header){kv.head, kv.tail};
    }
    req.body = str_copy(a, line.tail);
    return req;
}

static void check_batch(const Batch *b)
{
    for (int i = 0; i < b->n; i++)
        assert_sql_is_ours(b->statements[i].sql, b->statements[i].params);
}

static void one(Arena *a, Str text)
{
    static const Str schemas[] = {{"public", 6}};
    static const RestConfig config = {.schemas = {schemas, 1},
                                      .aggregates = true,
                                      .plans = true,
                                      .max_rows = 100,
                                      .tx_override = true,
                                      .prefix = {"", 0},
                                      .legacy_target_names = true};
    Header headers[MAX_HEADERS];
    Request req = request_of(a, text, headers);
    Ctx *cx = make(a, Ctx);
    cx->arena = a;
    cx->req = &req;
    RestJob *job = make(a, RestJob);
    *job = (RestJob){.main = -1, .count = -1, .estimate = -1, .settings = -1};
    job->plan = (Plan){.arena = a,
                       .error = &cx->error,
                       .config = &config,
                       .schema = fixture_schema(a, str_of(schema_text)),
                       .ask = &job->ask};
    bool ok = parse_request(a, &config, &req, &job->ask, &cx->error);
    if (ok && (job->ask.action == ACTION_ROOT || job->ask.action == ACTION_TRANSACTION))
        return;
    ok = ok && plan_request(&job->plan) && run_plan(cx, job);
    assert(ok == !cx->error.kind);
    if (ok)
        check_batch(&cx->job.batch);
    for (const PipeJob *part = cx->job.parts; ok && part; part = part->next)
        check_batch(&part->batch);
}

FUZZ(256 << 20, one)
