#include "rest/rows.h"
#include "rest/csv_rows.h"
#include "rest/errors.h"
#include "rest/json_rows.h"

enum { PIECE = 64 << 10, BLOCK = 256 << 10 }; /* to send; to write */

/* --- what a row becomes ----------------------------------------------------------- */

static void write_columns(Buf *b, const RowSink *s, const PGresult *r, int row)
{
    add_json_row(b, &s->shape, s->heads, r, row);
}

static void write_value(Buf *b, const RowSink *s, const PGresult *r, int row)
{
    (void)s;
    if (PQgetisnull(r, row, 0))
        buf_add(b, S("null"));
    else
        buf_add(b, (Str){PQgetvalue(r, row, 0), PQgetlength(r, row, 0)});
}

static void write_csv(Buf *b, const RowSink *s, const PGresult *r, int row)
{
    (void)s;
    add_csv_row(b, r, row);
}

enum { COLUMNS = 1, ROWS = 2, SCALARS = 4 }; /* what the answer's rows are */

/* Blanks are those of json_agg and of its neighbours, which would make the whole. */
static const struct {
    HandlerKind handler;
    unsigned of;
    RowWriter writer;
} writers[] = {
    {HANDLER_NONE, COLUMNS, {.row = NULL}},
    {HANDLER_OBJECT, COLUMNS, {.row = write_columns, .one = true}},
    {HANDLER_JSON, COLUMNS, {NULL, "[", ",", "]", .row = write_columns}},
    {HANDLER_JSON,
     ROWS,
     {"to_json(_postgrest_t)", "[", ", \n ", "]", .row = write_value}},
    {HANDLER_JSON,
     SCALARS,
     {"to_json(_postgrest_t.pgrst_scalar)", "[", ", ", "]", .row = write_value}},
    {HANDLER_STRIPPED,
     ROWS,
     {"json_strip_nulls(to_json(_postgrest_t))", "[", ",", "]", .row = write_value}},
    {HANDLER_STRIPPED,
     SCALARS,
     {"json_strip_nulls(to_json(_postgrest_t.pgrst_scalar))", "[", ",", "]",
      .row = write_value}},
    {HANDLER_GEOJSON,
     ROWS | SCALARS,
     {"ST_AsGeoJSON(_postgrest_t)::json",
      "{\"type\" : \"FeatureCollection\", \"features\" : [", ", ", "]}",
      .row = write_value}},
    {HANDLER_CSV,
     ROWS | SCALARS,
     {NULL, "\n", "\n", "", .names = add_csv_names, .row = write_csv}},
};

const RowWriter *rows_writer(const RestJob *job)
{
    const Plan *p = &job->plan;
    bool scalars = p->routine && routine_returns_scalars(p->routine);
    unsigned of = job->shaped ? COLUMNS : scalars ? SCALARS : ROWS;
    for (isize i = 0; i < countof(writers); i++)
        if (writers[i].handler == p->handler.kind && (writers[i].of & of))
            return &writers[i].writer;
    return NULL;
}

static void add_row(RowSink *s, const PGresult *r, int row, bool first)
{
    const RowWriter *w = s->writer;
    if (first && w->names)
        w->names(&s->text, r);
    buf_add(&s->text, str_of(first ? w->before : w->between));
    w->row(&s->text, s, r, row);
}

Str rows_text(Ctx *cx, const RestJob *job, const Shape *shape, const PGresult *r)
{
    RowSink s = {.writer = job->writer, .text = buf_new(cx->arena)};
    if (job->shaped) {
        s.shape = *shape;
        s.heads = json_row_heads(cx->arena, shape);
    }
    int n = PQntuples(r);
    for (int i = 0; i < n && (i == 0 || !s.writer->one); i++)
        add_row(&s, r, i, i == 0);
    if (!n)
        buf_add(&s.text, str_of(s.writer->before));
    buf_add(&s.text, str_of(s.writer->after));
    return buf_str(&s.text);
}

/* --- as they come ----------------------------------------------------------------- */

bool reads_many(const Plan *p)
{
    Window w = p->root->window;
    return w.last == LAST_ROW || w.last - w.first >= MANY_ROWS;
}

bool rows_may_be_many(const RestJob *job)
{
    const Plan *p = &job->plan;
    if (!job->writer || job->is_part || job->nested)
        return false;
    if (job->ask.action == ACTION_READ)
        return reads_many(p);
    return job->ask.action == ACTION_CALL || job->ask.prefer.returns == RETURN_ROWS;
}

/* Its head can be said before its rows are all there. */
static bool may_send(const RestJob *job)
{
    return job->ask.action == ACTION_READ && job->settings < 0 &&
           (!plan_counts(&job->plan) || job->count >= 0);
}

static bool in_file(const RowSink *s)
{
    return s->file && !answer_file_failed(s->file);
}

static bool pour(Ctx *cx, const RestJob *job)
{
    RowSink *s = job->sink;
    Str text = buf_str(&s->text);
    if (!cx->job.exclusive) {
        cx->apart = s->deaf = true;
        return true;
    }
    if (!s->sending && !s->file && may_send(job)) {
        if (!respond_head(cx, job, s->so_far))
            return false;
        answer_begin(cx);
        s->sending = true;
    }
    if (!s->sending && !s->file)
        s->file = answer_file_open(cx);
    if (!s->sending && !in_file(s))
        return fail(cx, .kind = &no_room_for_answer);
    s->text.len = 0;
    s->full = s->sending ? !answer_send(cx, text) : !answer_file_add(s->file, text);
    return true;
}

/* Rows of a write or a call that has been are shown whatever their columns are now. */
static bool first_row(Ctx *cx, const RestJob *job)
{
    RowSink *s = job->sink;
    s->text = buf_new(cx->arena);
    s->shape = job->shape;
    if (!job->shaped)
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

static bool take(Ctx *cx)
{
    const RestJob *job = cx->state;
    RowSink *s = job->sink;
    if (s->n == 1 && !first_row(cx, job))
        return false;
    if (s->deaf)
        return true;
    add_row(s, s->row, 0, s->n == 1);
    s->deaf = s->writer->one;
    isize most = s->sending ? PIECE : s->file ? BLOCK : LARGE_ANSWER;
    return s->text.len < most || pour(cx, job);
}

static bool on_row(PipeJob *pipe_job, const Reply *so_far, const PGresult *row)
{
    Ctx *cx = pipe_job->user;
    const RestJob *job = cx->state;
    RowSink *s = job->sink;
    s->n++;
    if (s->deaf || !s->writer->row)
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
    *job->sink = (RowSink){.writer = job->writer};
    cx->job.batch.statements[cx->job.batch.n - 1].by_row = true;
    cx->job.on_row = on_row;
}

bool rows_end(Ctx *cx, const RestJob *job, Str *body)
{
    RowSink *s = job->sink;
    if (s->error.kind)
        return fail_with(cx, s->error);
    if (s->file && !in_file(s))
        return fail(cx, .kind = &no_room_for_answer);
    if (!s->n) {
        s->text = buf_new(cx->arena);
        buf_add(&s->text, str_of(s->writer->before));
    }
    buf_add(&s->text, str_of(s->writer->after));
    *body = buf_str(&s->text);
    if (s->sending)
        (void)answer_send(cx, *body);
    else if (s->file)
        answer_file_send(s->file);
    return true;
}
