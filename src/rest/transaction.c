/*
 * transaction.c — several operations, all or none.
 *
 * Each operation is a request of its own: a Ctx, a plan, statements and an answer, as
 * if it had come alone.  All are planned before the first one runs.  Those that need no
 * answer yet go down the connection in one piece; a reference makes a round trip.
 */
#include "rest/errors.h"
#include "rest/json_text.h"
#include "rest/operations.h"
#include "rest/rest.h"
#include "serve/dispatch.h"

#include <string.h>

typedef struct Member {
    const Operation *operation;
    Request req;
    Ctx cx;
    Str answer; /* JSON, for references; null: there is none */
} Member;

struct Transaction {
    Member *v;
    int n, started, answered;
    int failed;   /* -1: none */
    Str *touched; /* settings that members before have changed */
    isize n_touched;
};

static void release(void *what)
{
    Transaction *t = what;
    for (int i = 0; i < t->n; i++) {
        reply_clear(&t->v[i].cx.job.reply);
        ctx_release(&t->v[i].cx);
    }
}

int transaction_failed(const Transaction *t, const RestJob **job)
{
    if (t->failed >= 0 && t->failed < t->n)
        *job = t->v[t->failed].cx.state;
    return t->failed;
}

static bool member_fails(Ctx *cx, Transaction *t, const Member *m)
{
    t->failed = (int)(m - t->v);
    cx->error = m->cx.error;
    cx->retry_after = m->cx.retry_after;
    cx->again = m->cx.again;
    return false;
}

static PipeJob *first_segment(PipeJob *job)
{
    return job->parts ? job->parts : job;
}

static bool has_segment(PipeJob *job, const PipeJob *wanted)
{
    PipeJob *segment = first_segment(job);
    while (segment != job && segment != wanted)
        segment = segment->next;
    return segment == wanted;
}

const RestJob *transaction_blame(Ctx *cx, const RestJob *job)
{
    Transaction *t = job->transaction;
    for (int i = 0; cx->job.failed && i < t->started; i++)
        if (has_segment(&t->v[i].cx.job, cx->job.failed)) {
            t->failed = i;
            return t->v[i].cx.state;
        }
    return job;
}

/* --- planning ----------------------------------------------------------------------
 */

/* What the whole request says of its own body and answer. */
static bool is_of_message(Str name)
{
    static const char *const names[] = {
        "accept", "content-type", "content-length", "content-range", "prefer",
        "range",  "range-unit",   "expect",         "connection"};
    for (isize i = 0; i < countof(names); i++)
        if (str_eq(name, str_of(names[i])))
            return true;
    return false;
}

static bool has_own(const Operation *op, Str name)
{
    for (int i = 0; i < op->n_headers; i++)
        if (str_eq(op->headers[i].name, name))
            return true;
    return false;
}

static Request request_of(Ctx *cx, Str prefix, const Operation *op)
{
    Header *headers = make_n(cx->arena, Header, op->n_headers + cx->req->n_headers + 1);
    int n = 0;
    for (int i = 0; i < op->n_headers; i++)
        headers[n++] = op->headers[i];
    for (int i = 0; i < cx->req->n_headers; i++) {
        Header h = cx->req->headers[i];
        if (!is_of_message(h.name) && !has_own(op, h.name))
            headers[n++] = h;
    }
    Buf path = buf_new(cx->arena);
    buf_add(&path, prefix);
    buf_add(&path, S("/"));
    buf_add(&path, op->path);
    Request req = *cx->req;
    req.maps_body = false; /* its own is taken out of it */
    req.method = op->method;
    req.method_name = op->method_name;
    req.path = buf_str(&path);
    req.query = op->query;
    req.headers = headers;
    req.n_headers = n;
    req.body = op->body;
    req.has_body = op->body.s != NULL;
    req.body_size = req.content_length = op->body.len;
    return req;
}

static isize marks_in_filters(const Filter *f)
{
    isize n = 0;
    for (; f; f = f->next) {
        n += count_marks(f->value) + marks_in_filters(f->first);
        for (isize i = 0; i < f->n_list; i++)
            n += count_marks(f->list[i]);
    }
    return n;
}

static isize marks_in_query(const UrlQuery *q)
{
    isize n = 0;
    for (const Asked *a = q->filters; a; a = a->next)
        n += marks_in_filters(a->filter);
    for (const Asked *a = q->logic; a; a = a->next)
        n += marks_in_filters(a->filter);
    for (isize i = 0; i < q->n_arguments; i++)
        n += count_marks(q->arguments[i].value);
    return n;
}

/* What no answer can give is said before anything runs. */
static bool check_references(Transaction *t, Member *m, References refs)
{
    for (isize i = 0; i < refs.n; i++) {
        const RestJob *job = t->v[refs.v[i].operation].cx.state;
        bool silent = job->ask.headers_only || (action_writes(job->ask.action) &&
                                                job->ask.prefer.returns != RETURN_ROWS);
        if (silent)
            return operations_fail(m->cx.arena, &m->cx.error, &bad_reference,
                                   "\"%" STR_FMT
                                   "\": operation %d gives no rows; it needs "
                                   "Prefer: return=representation",
                                   STR_ARG(refs.v[i].text), refs.v[i].operation);
    }
    return true;
}

static bool takes_body(const Operation *op, const RestJob *job)
{
    return op->in_body.n && job->ask.payload.raw.len;
}

/* What nobody knows yet is null: of rows within rows, none. */
static void leave_out_references(const Member *m, RestJob *job)
{
    References refs = m->operation->in_body;
    if (!takes_body(m->operation, job))
        return;
    Str *nulls = make_n(m->cx.arena, Str, refs.n);
    for (isize i = 0; i < refs.n; i++)
        nulls[i] = S("null");
    Values values = {refs, nulls};
    job->ask.payload.raw =
        references_fill_body(m->cx.arena, &values, m->operation->body);
}

static bool plan_member(Transaction *t, Member *m)
{
    RestJob *job = m->cx.state;
    const Operation *op = m->operation;
    if (!parse_request(m->cx.arena, job->plan.config, &m->req, &job->ask, &m->cx.error))
        return false;
    job->ask.prefer.end = END_UNSAID; /* the whole request's to say */
    if (marks_in_query(&job->ask.query) != op->in_query.n)
        return operations_fail(
            m->cx.arena, &m->cx.error, &bad_reference,
            "In a path a reference stands in the value of a filter or an argument");
    if (!check_references(t, m, op->in_query) || !check_references(t, m, op->in_body))
        return false;
    leave_out_references(m, job);
    return job_plan(&m->cx, job);
}

static void member_new(Ctx *cx, const RestJob *whole, Member *m, const Operation *op)
{
    *m = (Member){.operation = op,
                  .req = request_of(cx, whole->plan.config->prefix, op)};
    m->cx = (Ctx){.app = cx->app,
                  .route = cx->route,
                  .req = &m->req,
                  .who = cx->who,
                  .arena = cx->arena,
                  .loop = cx->loop,
                  .second_time = cx->second_time};
    RestJob *job = job_new(&m->cx, whole->cache, whole->schema);
    job->is_part = true;
}

/* --- references --------------------------------------------------------------------
 */

static bool find_values(Transaction *t, Member *m, References refs, Values *out)
{
    Str *json = make_n(m->cx.arena, Str, refs.n + 1);
    for (isize i = 0; i < refs.n; i++) {
        const Reference *r = &refs.v[i];
        if (!reference_value(m->cx.arena, r, t->v[r->operation].answer, &json[i],
                             &m->cx.error))
            return false;
    }
    *out = (Values){refs, json};
    return true;
}

static bool fill_filters(Member *m, const Values *values, Filter *f)
{
    Arena *a = m->cx.arena;
    for (; f; f = f->next) {
        Strs list = {f->list, f->n_list};
        if (!fill_filters(m, values, f->first) ||
            !fill_text(a, values, f->value, &f->value, &m->cx.error) ||
            !fill_list(a, values, list, &list, &m->cx.error))
            return false;
        f->list = list.v;
        f->n_list = list.n;
    }
    return true;
}

static bool fill_query(Member *m, const Values *values, UrlQuery *q)
{
    for (Asked *a = q->filters; a; a = a->next)
        if (!fill_filters(m, values, a->filter))
            return false;
    for (Asked *a = q->logic; a; a = a->next)
        if (!fill_filters(m, values, a->filter))
            return false;
    Pair *pairs = make_n(m->cx.arena, Pair, q->n_arguments + 1);
    for (isize i = 0; i < q->n_arguments; i++) {
        pairs[i] = q->arguments[i];
        if (!fill_text(m->cx.arena, values, pairs[i].value, &pairs[i].value,
                       &m->cx.error))
            return false;
    }
    q->arguments = pairs;
    q->canonical = fill_encoded(m->cx.arena, values, q->canonical);
    return true;
}

static bool fill_references(Transaction *t, Member *m)
{
    const Operation *op = m->operation;
    RestJob *job = m->cx.state;
    Values values;
    if (op->in_query.n && (!find_values(t, m, op->in_query, &values) ||
                           !fill_query(m, &values, &job->ask.query)))
        return false;
    if (!takes_body(op, job))
        return true;
    if (!find_values(t, m, op->in_body, &values))
        return false;
    job->ask.payload.raw = references_fill_body(m->cx.arena, &values, op->body);
    return !job->plan.nested || plan_nested(&job->plan);
}

/* --- running -----------------------------------------------------------------------
 */

/* What members before have set is as it was, but for what this one sets itself. */
static void reset_settings(Transaction *t, Member *m)
{
    static const Str ours[] = {{"response.headers", 16},
                               {"response.status", 15},
                               {"pgrst.inserted", 14},
                               {"pgrst.made", 10},
                               {"pgrst.total", 11}};
    Strs own = m->cx.settings;
    Str *v = make_n(m->cx.arena, Str, 2 * (countof(ours) + t->n_touched) + own.n);
    isize n = 0;
    for (isize i = 0; i < countof(ours); i++) {
        v[n++] = ours[i];
        v[n++] = S("");
    }
    for (isize i = 0; i < t->n_touched; i++) {
        v[n++] = t->touched[i];
        v[n++] = (Str){0};
    }
    Str *touched = make_n(m->cx.arena, Str, t->n_touched + own.n + 1);
    for (isize i = 0; i < t->n_touched; i++)
        touched[i] = t->touched[i];
    for (isize i = 0; i < own.n; i += 2) {
        v[n++] = own.v[i];
        v[n++] = own.v[i + 1];
        if (!names_have(touched, t->n_touched, own.v[i]))
            touched[t->n_touched++] = own.v[i];
    }
    t->touched = touched;
    m->cx.settings = (Strs){v, n};
}

static bool run_member(Ctx *cx, Transaction *t, Member *m)
{
    if (!fill_references(t, m) || !run_part(&m->cx, m->cx.state))
        return member_fails(cx, t, m);
    const RestJob *whole = cx->state;
    if (m == &t->v[t->n - 1] && run_rolls_back(whole))
        batch_add(&m->cx.job.batch, S("set constraints all immediate"), (Strs){0});
    reset_settings(t, m);
    session_begin(&m->cx);
    cx->job.batch.resets |= m->cx.job.batch.resets;
    cx->db.queries += m->cx.db.queries + m->cx.job.batch.n;
    return true;
}

/* Its segments, if it has any ahead of its own, and that one behind them. */
static PipeJob *link_segments(PipeJob *job, PipeJob *whole)
{
    job->whole = whole;
    for (PipeJob *part = job->parts; part != job && part; part = part->next) {
        part->whole = whole;
        if (!part->next)
            part->next = job;
    }
    return first_segment(job);
}

/* Every one whose references are answered, in their order, as parts of the job. */
static bool start_members(Ctx *cx, Transaction *t)
{
    PipeJob **tail = &cx->job.parts;
    *tail = NULL;
    while (t->started < t->n && t->v[t->started].operation->needs <= t->answered) {
        Member *m = &t->v[t->started++];
        if (!run_member(cx, t, m))
            return false;
        *tail = link_segments(&m->cx.job, &cx->job);
        tail = &m->cx.job.next;
    }
    return true;
}

bool transaction_compile(Ctx *cx, RestJob *job)
{
    Operations ops;
    Transaction *t = job->transaction = make(cx->arena, Transaction);
    if (!parse_operations(cx->arena, cx->req->body, &ops, &t->failed, &cx->error))
        return false;
    t->v = make_n(cx->arena, Member, ops.n);
    defer(cx, release, t);
    for (; t->n < ops.n; t->n++)
        member_new(cx, job, &t->v[t->n], &ops.v[t->n]);
    for (int i = 0; i < t->n; i++)
        if (!plan_member(t, &t->v[i]))
            return member_fails(cx, t, &t->v[i]);
    for (int i = 0; i < t->n; i++) {
        Isolation wanted = run_isolation(t->v[i].cx.state, cx->who.role);
        if (cx->job.batch.isolation < wanted)
            cx->job.batch.isolation = wanted;
    }
    cx->job.batch.tx = TX_DECIDE;
    cx->job.exclusive = true;
    return start_members(cx, t);
}

/* --- answering ---------------------------------------------------------------------
 */

static bool is_json(const Member *m)
{
    const RestJob *job = m->cx.state;
    const Media *media = &job->plan.media;
    switch ((int)media->kind) {
    case MEDIA_PLAN: return media->plan_json;
    case MEDIA_JSON:
    case MEDIA_OBJECT:
    case MEDIA_STRIPPED_ARRAY: return job->plan.handler.kind != HANDLER_CUSTOM;
    case MEDIA_GEOJSON: return job->plan.handler.kind == HANDLER_GEOJSON;
    default: return false;
    }
}

/* An answer that would have been an error alone takes everything back. */
static bool answer_member(Ctx *cx, Transaction *t, Member *m)
{
    bool ok = rest_respond(&m->cx);
    reply_clear(&m->cx.job.reply);
    if (!ok)
        return member_fails(cx, t, m);
    if (m->cx.res.status >= 400) {
        operations_fail(cx->arena, &m->cx.error, &operation_failed, "%" STR_FMT,
                        STR_ARG(m->cx.res.body));
        m->cx.error.status = m->cx.res.status;
        return member_fails(cx, t, m);
    }
    if (m->cx.res.body.len && is_json(m))
        m->answer = m->cx.res.body;
    return true;
}

static void add_text_member(Buf *b, bool *first, Str name, Str value)
{
    buf_add(b, *first ? S("") : S(","));
    add_json_text(b, name);
    buf_add(b, S(":"));
    add_json_text(b, value);
    *first = false;
}

/* A name comes once: what a function set twice is joined, as HTTP would. */
static void add_headers(Buf *b, const Response *res)
{
    bool first = true;
    if (res->content_type.len && res->body.len)
        add_text_member(b, &first, S("content-type"), res->content_type);
    for (int i = 0; i < res->n_headers; i++) {
        Header h = res->headers[i];
        bool seen = false;
        for (int k = 0; k < i; k++)
            seen |= str_eq(res->headers[k].name, h.name);
        if (seen)
            continue;
        Buf value = buf_new(b->arena);
        for (int k = i; k < res->n_headers; k++)
            if (str_eq(res->headers[k].name, h.name)) {
                buf_add(&value, k > i ? S(", ") : S(""));
                buf_add(&value, res->headers[k].value);
            }
        add_text_member(b, &first, h.name, buf_str(&value));
    }
}

static bool answer_all(Ctx *cx, const Transaction *t)
{
    Buf b = buf_new(cx->arena);
    for (int i = 0; i < t->n; i++) {
        const Member *m = &t->v[i];
        buf_addf(&b, "%s{\"status\":%d,\"headers\":{", i ? "," : "[", m->cx.res.status);
        add_headers(&b, &m->cx.res);
        buf_add(&b, S("},\"body\":"));
        if (m->answer.s)
            buf_add(&b, m->answer);
        else
            add_json_text(&b, m->cx.res.body.len ? m->cx.res.body : (Str){0});
        buf_add(&b, S("}"));
    }
    buf_add(&b, S("]"));
    return send_json(cx, 200, buf_str(&b));
}

bool transaction_respond(Ctx *cx, RestJob *job)
{
    Transaction *t = job->transaction;
    for (; t->answered < t->started; t->answered++)
        if (!answer_member(cx, t, &t->v[t->answered]))
            return false;
    if (t->started < t->n) {
        cx->goes_on = true;
        return start_members(cx, t);
    }
    cx->takes_back = run_rolls_back(job);
    return answer_all(cx, t);
}
