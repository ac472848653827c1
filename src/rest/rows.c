#include "rest/rows.h"
#include "rest/errors.h"
#include "rest/json_rows.h"

#include <errno.h>
#include <unistd.h>

enum { PIECE = 64 << 10 };

/* Not by a key, and no end to them in sight. */
static bool reads_many(const Plan *p)
{
    Window w = p->root->window;
    return w.last == LAST_ROW || w.last - w.first >= MANY_ROWS;
}

bool rows_may_be_many(const RestJob *job)
{
    const Plan *p = &job->plan;
    if (job->elements)
        return true;
    if (!job->shaped || job->is_part || job->nested)
        return false;
    if (job->ask.action == ACTION_READ)
        return reads_many(p);
    return job->ask.action == ACTION_CALL || job->ask.prefer.returns == RETURN_ROWS;
}

/* Its head can be said before its rows are all there. */
static bool may_send(const RestJob *job)
{
    int count = job->ask.prefer.count;
    bool counts = count == COUNT_EXACT || count == COUNT_ESTIMATED;
    return job->ask.action == ACTION_READ && job->settings < 0 &&
           (!counts || job->count >= 0);
}

static void close_file(void *sink)
{
    RowSink *s = sink;
    if (s->file >= 0 && !s->given)
        close(s->file);
}

static bool spool(Ctx *cx, RowSink *s, Str text)
{
    if (s->file < 0) {
        s->file = http_spool(cx->exchange);
        if (s->file < 0)
            return fail(cx, .kind = &no_room_for_answer);
        defer(cx, close_file, s);
    }
    while (text.len) {
        ssize_t n = write(s->file, text.s, (size_t)text.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fail(cx, .kind = &no_room_for_answer);
        text = str_skip(text, n);
        s->spooled += n;
    }
    return true;
}

static bool pour(Ctx *cx, const RestJob *job)
{
    RowSink *s = job->sink;
    Str text = buf_str(&s->text);
    if (!cx->job.exclusive) {
        cx->apart = s->deaf = true;
        return true;
    }
    if (!s->sending && s->file < 0 && may_send(job)) {
        if (!respond_head(cx, job, s->so_far))
            return false;
        answer_begin(cx);
        s->sending = true;
    }
    s->text.len = 0;
    if (!s->sending)
        return spool(cx, s, text);
    s->full = !answer_send(cx, text);
    return true;
}

/* Rows of a write or a call that has been are shown whatever their columns are now. */
static bool first_row(Ctx *cx, const RestJob *job)
{
    RowSink *s = job->sink;
    s->text = buf_new(cx->arena);
    s->shape = job->shape;
    if (job->elements)
        return true;
    if (!shape_agrees(&s->shape, s->row)) {
        if (job->ask.action == ACTION_READ) {
            s->misfit = s->deaf = true;
            return true;
        }
        schema_cache_renew(job->cache);
        s->shape = shape_by_types(cx->arena, &s->shape, s->row);
    }
    s->heads = json_row_heads(cx->arena, &s->shape);
    return true;
}

/* What PostgreSQL writes is as json_agg would have it. */
static Str separator(const RestJob *job)
{
    const Routine *f = job->plan.routine;
    return !job->elements                    ? S(",")
           : f && routine_returns_scalars(f) ? S(", ")
                                             : S(", \n ");
}

static Str value_at(const PGresult *row)
{
    return (Str){PQgetvalue(row, 0, 0), PQgetlength(row, 0, 0)};
}

static bool take(Ctx *cx)
{
    const RestJob *job = cx->state;
    RowSink *s = job->sink;
    bool array = job->plan.handler.kind == HANDLER_JSON;
    if (s->n == 1 && !first_row(cx, job))
        return false;
    if (s->deaf)
        return true;
    if (array)
        buf_add(&s->text, s->n == 1 ? S("[") : separator(job));
    if (job->elements)
        buf_add(&s->text, PQgetisnull(s->row, 0, 0) ? S("null") : value_at(s->row));
    else
        add_json_row_by(&s->text, &s->shape, s->heads, s->row, 0);
    if (!array) {
        s->deaf = true; /* another one is an error, which says how many there are */
        return true;
    }
    bool begun = s->sending || s->file >= 0;
    return s->text.len < (begun ? PIECE : LARGE_ANSWER) || pour(cx, job);
}

static bool on_row(PipeJob *pipe_job, const Reply *so_far, const PGresult *row)
{
    Ctx *cx = pipe_job->user;
    const RestJob *job = cx->state;
    RowSink *s = job->sink;
    s->n++;
    if (s->deaf || job->plan.handler.kind == HANDLER_NONE)
        return true;
    s->so_far = so_far;
    s->row = row;
    s->full = false;
    if (!lane_enter(cx, take)) {
        s->error = cx->error;
        s->deaf = true;
        cx->error = (Error){0};
    }
    return !s->full;
}

void rows_begin(Ctx *cx, RestJob *job)
{
    job->sink = make(cx->arena, RowSink);
    *job->sink = (RowSink){.file = -1};
    cx->job.batch.statements[cx->job.batch.n - 1].by_row = true;
    cx->job.on_row = on_row;
}

bool rows_end(Ctx *cx, const RestJob *job, Str *body)
{
    RowSink *s = job->sink;
    if (s->error.kind)
        return fail_with(cx, s->error);
    bool array = job->plan.handler.kind == HANDLER_JSON;
    if (array && s->n)
        buf_add(&s->text, S("]"));
    *body = array && !s->n ? S("[]") : s->n && s->text.s ? buf_str(&s->text) : S("");
    if (s->sending)
        (void)answer_send(cx, *body);
    else if (s->file >= 0)
        return spool(cx, s, *body);
    return true;
}

void rows_give_file(Ctx *cx, const RestJob *job)
{
    RowSink *s = job->sink;
    if (!s || s->file < 0)
        return;
    s->given = true;
    cx->res.body = (Str){0};
    cx->res.file = s->file;
    cx->res.file_size = s->spooled;
}

void rows_take_back(Ctx *cx, const RestJob *job)
{
    if (job->sink)
        job->sink->given = false;
    cx->res.file_size = 0;
}
