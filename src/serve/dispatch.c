/*
 * dispatch.c — from a request's head to its answer.
 *
 *   on_head     route, identity, access: or a refusal before the body is read
 *   on_request  the route's lane: now, down a pipe, or to a worker
 *   finish      the error's rendering, headers that every answer has, counts, log
 */
#include "serve/dispatch.h"
#include "http/stream.h"
#include "serve/errors.h"
#include "serve/identity.h"
#include "serve/json.h"
#include "serve/limits.h"
#include "serve/workers.h"

#include <stdlib.h>
#include <string.h>

static const ErrorKind too_busy = {503, "too_busy", "Too many requests wait already."};
static const ErrorKind too_many_at_once = {429, "too_many_at_once",
                                           "Too many requests of yours wait already."};

static const Route plain_route = {.path = "", .surface = &plain_surface};

/*
 * Whose way of saying errors an address has that no route has: that of the API whose
 * prefix it bears, else the root's.
 */
static const Route *nearest_route(const App *app, Str path)
{
    const Route *root = &plain_route;
    Str prefix = {path.s, 0};
    for (isize i = 1; i < path.len && path.s[i] != '/'; i++)
        prefix.len = i + 1;
    for (isize i = 0; i < app->routes.n; i++) {
        Str known = str_of(app->routes.v[i].path);
        if (prefix.len && str_starts(known, prefix))
            return &app->routes.v[i];
        if (str_eq(known, S("/")))
            root = &app->routes.v[i];
    }
    return root;
}

static bool render_error(Ctx *cx)
{
    cx->res.n_headers = 0;
    cx->res.body = (Str){0};
    cx->res.file_size = 0;
    cx->route->surface->render_error(cx);
    if (cx->res.status == 503) /* whatever each surface calls it */
        cx->retry_after = 2;
    if (cx->retry_after)
        add_header(cx, S("retry-after"), str_of_int(cx->arena, cx->retry_after));
    return true;
}

/* In test builds a request may say which of its allocations, or queries, fails. */
static void torture(Exchange *x)
{
#if defined(RUNG_TORTURE)
    static int wanted = -1;
    int64_t n;
    if (wanted < 0)
        wanted = getenv("RUNG_TEST_TORTURE") != NULL;
    if (wanted && str_to_int(header_get(&x->req, S("x-test-fail-arena")), &n))
        x->arena->fail_at = (int)n;
    if (wanted && str_to_int(header_get(&x->req, S("x-test-fail-query")), &n))
        x->arena->fail_call = (int)n;
#else
    (void)x;
#endif
}

static Ctx *ctx_new(Exchange *x, Loop *loop)
{
    Ctx *cx = make(x->arena, Ctx);
    x->user = cx;
    *cx = (Ctx){.app = loop->app,
                .req = &x->req,
                .arena = x->arena,
                .exchange = x,
                .loop = loop,
                .route = &plain_route};
    identity_anonymous(cx);
    torture(x);
    return cx;
}

static bool find_route(Ctx *cx)
{
    RouteMatch m =
        route_match(cx->arena, cx->app->routes, (int)cx->req->method, cx->req->path);
    if (!m.route) {
        cx->route = nearest_route(cx->app, cx->req->path);
        if (!m.allowed)
            return fail(cx, .kind = &no_such_route);
        Buf b = buf_new(cx->arena);
        buf_addf(&b, "Allowed here: %" STR_FMT ".",
                 STR_ARG(method_names(cx->arena, m.allowed)));
        return fail(cx, .kind = &method_not_allowed, .hint = buf_str(&b));
    }
    cx->route = m.route;
    memcpy(cx->params, m.params, sizeof cx->params);
    return true;
}

static bool may_enter(Ctx *cx)
{
    switch (cx->route->access) {
    case PUBLIC: return true;
    case ANYONE: return identity_find(cx, cx->loop);
    case KEYED:
        return identity_find(cx, cx->loop) &&
               (identity_is_shown(cx->req) || fail(cx, .kind = &key_first));
    case SIGNED_IN:
        if (!identity_find(cx, cx->loop))
            return false;
        return cx->who.user_id.len ? true : fail(cx, .kind = &sign_in_first);
    case SERVICE:
        if (!identity_find(cx, cx->loop))
            return false;
        return str_eq(cx->who.role, S("service_role"))
                   ? true
                   : fail(cx, .kind = &service_only);
    }
    return false;
}

static bool may_work(Ctx *cx)
{
    return cx->route->lane != LANE_CPU || limit_work(cx);
}

static bool arrive(Ctx *cx)
{
    if (cors_is_preflight(cx->req))
        return cors_answer_preflight(cx);
    if (!find_route(cx) || !may_enter(cx) || !may_work(cx))
        return false;
    if (cx->route->admit && !cx->route->admit(cx))
        return false;
    cx->exchange->body_kind = cx->route->body;
    cx->exchange->body_limit = cx->route->body_limit;
    return true;
}

static bool decorate(Ctx *cx)
{
    cors_add_headers(cx);
    Str trace = cx->app->trace_header;
    if (trace.s)
        add_header(cx, trace, header_get(cx->req, trace));
    else
        add_header(cx, S("x-request-id"), cx->req->id);
    if (!cx->app->costs)
        return true;
    Buf b = buf_new(cx->arena);
    buf_addf(&b, "queries=%d arena=%td", cx->db.queries + cx->job.batch.n,
             cx->arena->next - cx->arena->start);
    add_header(cx, S("x-cost"), buf_str(&b));
    return true;
}

/* For when even an error's rendering found no room. */
static void answer_without_arena(Ctx *cx)
{
    cx->res = (Response){.status = 413, .close = true};
}

void say_error(Ctx *cx)
{
    Error said = cx->error;
    bool ok = lane_enter(cx, render_error);
    if (!ok) { /* the reserve is for this */
        cx->error = said;
        ok = lane_enter(cx, render_error);
    }
    if (!ok)
        answer_without_arena(cx);
}

static void settle(Ctx *cx)
{
    int n_headers = cx->res.n_headers;
    bool ok = lane_enter(cx, decorate);
    if (!ok) { /* what has been done is done: the reserve has room for its headers */
        cx->res.n_headers = n_headers;
        ok = lane_enter(cx, decorate);
    }
    if (!ok)
        answer_without_arena(cx);
    cx->exchange->res = cx->res;
}

static bool on_head(Exchange *x, void *app)
{
    Ctx *cx = ctx_new(x, app);
    bool ok = lane_enter(cx, arrive);
    if (ok && !cx->res.status)
        return true;
    if (!ok && cx->route == &plain_route)
        cx->route = nearest_route(cx->app, cx->req->path);
    if (!ok)
        say_error(cx);
    settle(cx);
    return false;
}

void dispatch_finish(Ctx *cx)
{
    ctx_release(cx);
    if (cx->streams) {
        stream_close(cx->exchange);
        return;
    }
    settle(cx);
    http_answer(cx->exchange);
}

static void fail_and_finish(Ctx *cx)
{
    if (cx->streams) {
        ctx_release(cx);
        stream_break(cx->exchange);
        return;
    }
    assert(cx->error.kind); /* false means: I said why */
    say_error(cx);
    dispatch_finish(cx);
}

/* --- an answer that waits --------------------------------------------------------- */

void answer_park(Ctx *cx)
{
    cx->way_back = loop_way_back(cx->arena);
    cx->parked = true;
    cx->n_parked++;
}

void answer_resume(void *arg)
{
    Ctx *cx = arg;
    loop_take_back(cx->loop, cx);
}

/* --- an answer that is sent before it is whole ------------------------------------ */

enum { MOST_WAITING = 128 << 10 }; /* bytes that a slow client lets us keep */

static void on_drained(Exchange *x, void *arg)
{
    Ctx *cx = arg;
    (void)x;
    pipes_go_on(&cx->job);
}

static void on_gone(Exchange *x, void *arg)
{
    Ctx *cx = arg;
    (void)x;
    pipes_drop(&cx->job);
}

void answer_begin(Ctx *cx)
{
    static const StreamCalls calls = {.on_drained = on_drained, .on_gone = on_gone};
    settle(cx);
    cx->streams = true;
    stream_open(cx->exchange, &calls, cx);
}

bool answer_send(Ctx *cx, Str bytes)
{
    return stream_send(cx->exchange, bytes) <= MOST_WAITING;
}

/* --- LANE_LOOP ----------------------------------------------------------------------
 */

static void loop_lane(Ctx *cx);

static bool respond(Ctx *cx)
{
    return cx->route->respond(cx);
}

static bool reply_failed(Ctx *cx)
{
    const Reply *r = &cx->job.reply;
    return r->error || r->lost;
}

static bool read_error(Ctx *cx)
{
    cx->error = reply_error(cx->arena, &cx->job.reply);
    return true;
}

/* The transaction is open: an answer commits it, an error takes it back. */
static Decision decide(PipeJob *job)
{
    Ctx *cx = job->user;
    cx->goes_on = false;
    cx->answered = lane_enter(cx, respond);
    if (cx->answered && cx->goes_on)
        return GO_ON;
    cx->decided = true;
    return cx->answered && !cx->takes_back ? COMMIT : ROLL_BACK;
}

static void done(PipeJob *job)
{
    Ctx *cx = job->user;
    bool ok = false;
    if (reply_failed(cx)) {
        cx->error = (Error){0};
        lane_enter(cx, read_error);
        /* Its own look at the error: a stale schema, a status from SQL. */
        if (cx->route->on_error)
            lane_enter(cx, cx->route->on_error);
    } else {
        ok = cx->decided ? cx->answered : lane_enter(cx, respond);
    }
    reply_clear(&job->reply);
    if (cx->parked)
        return;
    bool apart = cx->apart && !job->exclusive;
    if (apart || (cx->again && !cx->second_time && !cx->streams)) {
        cx->second_time = !apart;
        cx->error = (Error){0};
        loop_lane(cx);
    } else if (ok) {
        dispatch_finish(cx);
    } else {
        fail_and_finish(cx);
    }
}

static bool compile(Ctx *cx)
{
    cx->job = (PipeJob){.decide = decide, .done = done, .user = cx};
    if (!cx->route->handler(cx))
        return false;
    const PipeJob *parts = cx->job.parts;
    if (!parts || !parts->batch.head.sql.s) /* they may bring one each */
        session_begin(cx);
    return true;
}

static void loop_lane(Ctx *cx)
{
    cx->decided = cx->takes_back = false;
    bool ok = lane_enter(cx, compile);
    if (cx->parked)
        return;
    if (!ok)
        fail_and_finish(cx);
    else if (cx->res.status)
        dispatch_finish(cx); /* answered without the database */
    else
        pipes_send(cx->loop->pipes, &cx->job);
}

void dispatch_again(Ctx *cx)
{
    cx->parked = cx->again = false;
    cx->error = (Error){0};
    loop_lane(cx);
}

/* --- the other lanes
 * ------------------------------------------------------------------ */

static bool prepare_db(Ctx *cx)
{
    const Route *route = cx->route;
    cx->worker_lane = (int)(route->lane_of ? route->lane_of(cx) : route->lane);
    cx->db = (Db){.pool = cx->app->pool,
                  .arena = cx->arena,
                  .error = &cx->error,
                  .role = cx->who.role,
                  .settings = session_settings(cx)};
    workers_prepare(cx);
    return true;
}

static bool handle(Ctx *cx)
{
    return cx->route->handler(cx);
}

static void queue(Ctx *cx)
{
    switch (workers_submit(cx->app->workers, (Lane)cx->worker_lane, cx)) {
    case FAIR_TAKEN: return;
    case FAIR_FULL: cx->error = (Error){.kind = &too_busy}; break;
    case FAIR_FULL_OF_HERS:
        cx->error = (Error){.kind = &too_many_at_once};
        cx->retry_after = 2;
        break;
    }
    fail_and_finish(cx);
}

static void on_request(Exchange *x, void *app)
{
    (void)app;
    Ctx *cx = x->user;
    switch (cx->route->lane) {
    case LANE_NOW:
        if (lane_enter(cx, handle))
            dispatch_finish(cx);
        else
            fail_and_finish(cx);
        break;
    case LANE_LOOP: loop_lane(cx); break;
    case LANE_DB:
    case LANE_CPU:
    case LANE_NET:
    case LANE_PASSWORD:
        if (lane_enter(cx, prepare_db))
            queue(cx);
        else
            fail_and_finish(cx);
        break;
    }
}

static void on_end(Exchange *x, void *app)
{
    Loop *loop = app;
    Ctx *cx = x->user;
    uint64_t ns = uv_hrtime() - x->started;
    counters_add(&loop->counters, cx, x->res.status, ns);
    access_log_add(loop->log, x, (double)ns / 1e6);
}

static void on_refusal(Exchange *x, const Error *why, void *app)
{
    Ctx *cx = x->user ? x->user : ctx_new(x, app);
    cx->error = *why;
    if (cx->route == &plain_route && x->req.path.len)
        cx->route = nearest_route(cx->app, x->req.path);
    say_error(cx);
    settle(cx);
}

const HttpHooks dispatch_hooks = {on_head, on_request, on_end, on_refusal};
