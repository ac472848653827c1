/* compile.c — a request's first half: from its bytes to statements on their way. */
#include "rest/errors.h"
#include "rest/refusals.h"
#include "rest/rows.h"
#include "serve/errors.h"
#include "serve/limits.h"

enum { MOST_WAITS = 4 }; /* for news upon news */

typedef struct Held {
    SchemaCache *cache;
    Schema *schema;
} Held;

static void let_go(void *held)
{
    Held *h = held;
    schema_release(h->cache, h->schema);
}

static bool take_schema(Ctx *cx, Schema **schema)
{
    Held *h = make(cx->arena, Held);
    SchemaCache *cache = cx->app->schema_cache;
    *schema = schema_take(cache);
    if (!*schema)
        return fail(cx, .kind = &no_schema_cache);
    *h = (Held){cache, *schema};
    defer(cx, let_go, h);
    return true;
}

static bool answers_at_once(Ctx *cx, const RestJob *job)
{
    return job->ask.action == ACTION_TABLE_OPTIONS ||
                   job->ask.action == ACTION_CALL_OPTIONS ||
                   job->ask.action == ACTION_ROOT_OPTIONS
               ? respond_options(cx, job)
               : false;
}

static bool may_guess(Ctx *cx, const RestJob *job)
{
    const Routine *f = job->plan.routine;
    Strs names = job->plan.config->guessable;
    for (isize i = 0; f && !cx->second_time && i < names.n; i++)
        if (str_eq(f->name, names.v[i]))
            return limit_address(cx, LIMIT_SHARE);
    return true;
}

RestJob *job_new(Ctx *cx, SchemaCache *cache, Schema *schema)
{
    RestJob *job = make(cx->arena, RestJob);
    *job = (RestJob){.cache = cache,
                     .schema = schema,
                     .main = -1,
                     .count = -1,
                     .estimate = -1,
                     .settings = -1,
                     .tables = -1,
                     .routines = -1,
                     .description = -1,
                     .stale = schema && schema_is_stale(cache, schema),
                     .started = uv_hrtime()};
    job->plan = (Plan){.arena = cx->arena,
                       .error = &cx->error,
                       .config = schema_cache_config(cache),
                       .schema = schema,
                       .ask = &job->ask};
    job->unshaped = cx->second_time || job->stale;
    cx->state = job;
    return job;
}

bool job_must_wait(const Ctx *cx, const RestJob *job)
{
    return !cx->streams && cx->n_parked < MOST_WAITS &&
           schema_is_stale(job->cache, job->schema);
}

bool job_waits(Ctx *cx, const RestJob *job)
{
    assert(!cx->streams && cx->n_parked < MOST_WAITS);
    SchemaWaiter *w = make(cx->arena, SchemaWaiter);
    *w = (SchemaWaiter){.wake = answer_resume, .arg = cx};
    answer_park(cx);
    schema_cache_await(job->cache, w);
    return false;
}

/* What a newer snapshot may know: no name of a request is unknown for good. */
static bool may_be_news(const Error *e)
{
    const ErrorKind *const kinds[] = {&no_table,        &no_column,
                                      &no_relationship, &ambiguous_relationship,
                                      &no_routine,      &ambiguous_routine};
    for (isize i = 0; i < countof(kinds); i++)
        if (e->kind == kinds[i])
            return true;
    return false;
}

/*
 * A refusal by the snapshot counts when there is no news.  Whether there is, a round
 * trip tells: what PostgreSQL has heard comes before its answer.
 */
static bool refused(Ctx *cx, RestJob *job)
{
    if (cx->n_parked == MOST_WAITS || !may_be_news(&cx->error))
        return false;
    if (schema_is_stale(job->cache, job->schema))
        return job_waits(cx, job);
    job->refused = cx->error;
    job->probing = true;
    cx->error = (Error){0};
    cx->job.parts = NULL;
    cx->job.batch = (Batch){0};
    cx->job.exclusive = cx->apart;
    return true;
}

/* What is no table's rows is read as a whole. */
static bool may_be_so_large(Ctx *cx, const RestJob *job)
{
    return job->ask.payload.in_pieces || cx->req->body_size <= REST_BODY_KEPT ||
           fail(cx, .kind = &request_too_large);
}

bool job_plan(Ctx *cx, RestJob *job)
{
    if (!plan_request(&job->plan) || !may_guess(cx, job))
        return false;
    job->ask.payload.in_pieces &= !job->plan.nested;
    if (!may_be_so_large(cx, job))
        return false;
    job->planned = uv_hrtime();
    return true;
}

bool rest_compile(Ctx *cx)
{
    if (cx->kept)
        return refusal_ask(cx);
    Schema *schema;
    if (!take_schema(cx, &schema))
        return false;
    RestJob *job = job_new(cx, cx->app->schema_cache, schema);
    const RestConfig *config = job->plan.config;
    if (config->own_identity && !rest_identity(cx, config))
        return false;
    if (!cx->who.role.len)
        return fail(cx, .kind = &jwt_required);
    if (!parse_request(cx->arena, config, cx->req, &job->ask, &cx->error))
        return false;
    job->parsed = uv_hrtime();
    switch ((int)job->ask.action) {
    case ACTION_ROOT_OPTIONS: return respond_options(cx, job);
    case ACTION_ROOT: return run_root(cx, job);
    case ACTION_TRANSACTION:
        return may_be_so_large(cx, job) &&
               (transaction_compile(cx, job) || refused(cx, job));
    default:
        return job_plan(cx, job) ? answers_at_once(cx, job) || run_plan(cx, job)
                                 : refused(cx, job);
    }
}

/*
 * An error that a table's change would explain: the catalog is looked at again, and the
 * request is run once more, with the newer snapshot or, since nobody waits for one,
 * with columns that only PostgreSQL names.
 */
bool rest_on_error(Ctx *cx)
{
    static const char *const gone[] = {"42703", "42P01", "42883", "42P10"};
    const RestJob *job = cx->state;
    if (cx->kept) {
        refusal_tell(cx);
        return true;
    }
    if (job && job->probing) {
        cx->error = job->refused;
        return true;
    }
    if (job && job->transaction)
        job = transaction_blame(cx, job);
    if (job && job->nested)
        nested_blame(cx, job);
    cx->res.file_size = 0; /* no commit, no answer */
    if (job && job->too_large)
        cx->error = (Error){.kind = &request_too_large};
    if (job &&
        (refusal_wants_why(cx, job) || (job->nested && nested_wants_column(cx, job)))) {
        cx->again = true;
        cx->second_time = false; /* this is no second try of the same */
        return true;
    }
    Str code = error_code(&cx->error);
    bool stale_plan = sqlstate_is_stale_plan(code), suspect = stale_plan;
    for (isize i = 0; i < countof(gone); i++)
        suspect |= str_eq(code, str_of(gone[i]));
    if (!suspect || !job || !job->schema || cx->job.reply.lost)
        return true;
    if (job_must_wait(cx, job))
        return job_waits(cx, job);
    bool newer = !schema_is_present(job->cache, job->schema);
    if (!newer)
        schema_cache_renew(job->cache);
    /* Of a transaction that has said BEGIN, the pipe does not try a statement again;
     * nor is once enough when a preparation failed, with those behind it. */
    stale_plan &= cx->job.batch.tx != TX_ONE || str_eq(code, S("26000"));
    cx->again = newer || stale_plan || (job->shaped && str_eq(code, S("42703")));
    return true;
}

static const Route routes[] = {
    {REST_METHODS, "/", LANE_LOOP, rest_compile, rest_respond, &rest_surface, PUBLIC,
     BODY_TEXT, REST_BODY_MAX, rest_on_error},
    {REST_METHODS, "/*", LANE_LOOP, rest_compile, rest_respond, &rest_surface, PUBLIC,
     BODY_TEXT, REST_BODY_MAX, rest_on_error},
};

const Routes rest_routes = {routes, countof(routes)};
