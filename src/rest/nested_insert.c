/*
 * nested_insert.c — the rows of a payload and those within them, in one transaction.
 *
 * All rows go down the connection in one piece, each as a part of its own, so that an
 * error has a place.  Then, if somebody wants to read them, comes one statement more.
 */
#include "rest/errors.h"
#include "rest/nested.h"
#include "rest/rest.h"

typedef struct RowPart {
    PipeJob job;
    const NestedRow *row;
} RowPart;

typedef struct NestedJob {
    RowPart *parts;
    int n;
    Ctx last; /* what is read when the rows are there */
    bool reads;
    const NestedRow *failed;
} NestedJob;

static void release(void *what)
{
    NestedJob *n = what;
    for (int i = 0; i < n->n; i++)
        reply_clear(&n->parts[i].job.reply);
    reply_clear(&n->last.job.reply);
}

bool nested_compile(Ctx *cx, RestJob *job)
{
    const Plan *p = &job->plan;
    if (p->media.kind == MEDIA_PLAN)
        return fail(cx, .kind = &not_implemented,
                    .details = S("There is no single plan of rows with related ones."));
    NestedJob *n = job->nested = make(cx->arena, NestedJob);
    n->parts = make_n(cx->arena, RowPart, p->nested->n);
    defer(cx, release, n);
    run_opening(cx, job);
    PipeJob **tail = &cx->job.parts;
    for (const NestedRow *row = p->nested->first; row; row = row->next) {
        RowPart *part = &n->parts[n->n++];
        part->row = row;
        part->job.whole = &cx->job;
        part->job.batch.role = cx->who.role;
        Sql q = sql_new(cx->arena);
        sql_nested_row(&q, p, row);
        Str text = sql_text(&q);
        batch_add(&part->job.batch, text, sql_params(&q));
        part->job.batch.statements[0].once = cx->unprepared;
        *tail = &part->job;
        tail = &part->job.next;
    }
    cx->db.queries += n->n;
    return true;
}

static bool is_made(const RowPart *part)
{
    const PGresult *r = part->job.reply.results[0];
    return PQresultStatus(r) == PGRES_TUPLES_OK
               ? PQntuples(r) == 1
               : str_eq(str_of(PQcmdTuples((PGresult *)(uintptr_t)r)), S("1"));
}

/* A row that a trigger has left out would leave those behind it without a parent. */
static bool rows_are_made(Ctx *cx, NestedJob *n, Str *keys)
{
    Buf b = buf_new(cx->arena);
    buf_add(&b, S("["));
    for (int i = 0; i < n->n; i++) {
        const RowPart *part = &n->parts[i];
        const PGresult *r = part->job.reply.results[0];
        if (!is_made(part)) {
            n->failed = part->row;
            return fail(cx, .kind = &row_not_made);
        }
        if (!part->row->is_root || !part->row->returning.n)
            continue;
        buf_add(&b, b.len > 1 ? S(",") : S(""));
        buf_add(&b, (Str){PQgetvalue(r, 0, 0), PQgetlength(r, 0, 0)});
    }
    buf_add(&b, S("]"));
    *keys = buf_str(&b);
    return true;
}

static bool read_back(Ctx *cx, RestJob *job)
{
    NestedJob *n = job->nested;
    if (!rows_are_made(cx, n, &job->plan.made))
        return false;
    n->last = *cx;
    n->last.job = (PipeJob){.whole = &cx->job, .batch = {.role = cx->who.role}};
    run_rows(&n->last, job);
    Batch *batch = &n->last.job.batch;
    for (int i = 0; i < batch->n; i++)
        batch->statements[i].once = cx->unprepared;
    n->reads = true;
    cx->job.parts = &n->last.job;
    cx->goes_on = batch->n > 0;
    return !cx->goes_on;
}

bool nested_respond(Ctx *cx, RestJob *job)
{
    NestedJob *n = job->nested;
    if (!n->reads && !read_back(cx, job))
        return false;
    reply_clear(&cx->job.reply);
    cx->job.reply = n->last.job.reply;
    n->last.job.reply = (Reply){0};
    cx->takes_back = run_rolls_back(job);
    return true;
}

void nested_blame(Ctx *cx, const RestJob *job)
{
    NestedJob *n = job->nested;
    for (int i = 0; i < n->n && &n->parts[i].job != cx->job.failed; i++) {
        if (!n->parts[i].job.reply.n || is_made(&n->parts[i]))
            continue;
        n->failed = n->parts[i].row;
        cx->error = (Error){.kind = &row_not_made};
        return;
    }
}

Str nested_place(const Ctx *cx, const RestJob *job)
{
    const NestedJob *n = job->nested;
    const NestedRow *row = n->failed;
    for (int i = 0; !row && i < n->n; i++)
        if (&n->parts[i].job == cx->job.failed)
            row = n->parts[i].row;
    return row ? row->place : (Str){0};
}
