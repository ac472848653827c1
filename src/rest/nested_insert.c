/*
 * nested_insert.c — the rows of a payload and those within them, in one transaction.
 *
 * All of it goes down the connection in one piece: what opens the request, the rows, as
 * many to a part as a batch holds, and what somebody wants to read of them.  Nothing is
 * awaited in between, so it is the same alone and as one of several operations.
 */
#include "rest/errors.h"
#include "rest/nested.h"
#include "rest/refusals.h"

typedef struct RowPart {
    PipeJob job;
    const NestedRow *first; /* a statement for it, and each behind it */
} RowPart;

typedef struct NestedJob {
    RowPart *parts; /* the first one has no row: it is the opening */
    int n;
    const NestedRow *failed;
    Str column; /* of that row, to which the error belongs; or null */
} NestedJob;

/* A constraint's only column: $1 schema, $2 table, $3 its name, or a unique index's. */
static const char only_column[] =
    "select a.attname from pg_class t join pg_namespace n on n.oid = t.relnamespace,"
    " lateral (select conkey from pg_constraint where conrelid = t.oid and conname = $3"
    "  union select indkey::int2[] from pg_index join pg_class i on i.oid = indexrelid"
    "   where indrelid = t.oid and i.relname = $3) as c(key), pg_attribute a "
    "where n.nspname = $1 and t.relname = $2 and cardinality(c.key) = 1"
    " and a.attrelid = t.oid and a.attnum = any(c.key)";

static void release(void *what)
{
    NestedJob *n = what;
    for (int i = 0; i < n->n; i++)
        reply_clear(&n->parts[i].job.reply);
}

static RowPart *part_new(Ctx *cx, NestedJob *n, const NestedRow *first)
{
    RowPart *part = &n->parts[n->n++];
    part->first = first;
    part->job.whole = &cx->job;
    if (n->n > 1)
        part[-1].job.next = &part->job;
    return part;
}

void nested_push(Ctx *cx, RestJob *job)
{
    const Nested *rows = job->plan.nested;
    NestedJob *n = job->nested = make(cx->arena, NestedJob);
    n->parts = make_n(cx->arena, RowPart, rows->n / MAX_STATEMENTS + 2);
    defer(cx, release, n);
    RowPart *part = part_new(cx, n, NULL);
    part->job.batch = cx->job.batch;
    cx->db.queries += cx->job.batch.n + rows->n;
    cx->job.batch = (Batch){0};
    cx->job.parts = &part->job;
    for (const NestedRow *row = rows->first; row; row = row->next) {
        if (!part->first || part->job.batch.n == MAX_STATEMENTS)
            part = part_new(cx, n, row);
        Sql q = sql_new(cx->arena);
        sql_nested_row(&q, &job->plan, row);
        Str text = sql_text(&q);
        batch_add(&part->job.batch, text, sql_params(&q));
    }
}

/* The row whose statement is the n-th; NULL: there is none. */
static const NestedRow *row_of(const RowPart *part, int n)
{
    const NestedRow *row = part->first;
    for (int i = 0; row && i < n; i++)
        row = row->next;
    return row;
}

static bool is_made(const PGresult *r)
{
    return PQresultStatus(r) == PGRES_TUPLES_OK
               ? PQntuples(r) == 1
               : str_eq(str_of(PQcmdTuples((PGresult *)(uintptr_t)r)), S("1"));
}

/* The first row that a trigger has left out; NULL: none up to this part. */
static const NestedRow *row_left_out(const NestedJob *n, const PipeJob *last)
{
    for (int i = 0; i < n->n; i++) {
        const RowPart *part = &n->parts[i];
        for (int k = 0; part->first && k < part->job.reply.n; k++)
            if (!is_made(part->job.reply.results[k]))
                return row_of(part, k);
        if (&part->job == last)
            break;
    }
    return NULL;
}

/* A row that a trigger has left out would leave those behind it without a parent. */
bool nested_are_made(Ctx *cx, const RestJob *job)
{
    NestedJob *n = job->nested;
    n->failed = row_left_out(n, NULL);
    return !n->failed || fail(cx, .kind = &row_not_made);
}

/* What has an answer went well: the statement behind those failed. */
static const NestedRow *row_that_failed(const NestedJob *n, const PipeJob *failed)
{
    for (int i = 0; i < n->n; i++)
        if (&n->parts[i].job == failed)
            return row_of(&n->parts[i], failed->reply.n);
    return NULL;
}

static Str error_field(const Ctx *cx, int code)
{
    return str_of(PQresultErrorField(cx->job.reply.error, code));
}

/* A trigger's error may be about a row of another table. */
static bool is_about(const Ctx *cx, const Table *t)
{
    return str_eq(error_field(cx, PG_DIAG_SCHEMA_NAME), t->schema) &&
           str_eq(error_field(cx, PG_DIAG_TABLE_NAME), t->name);
}

void nested_blame(Ctx *cx, const RestJob *job)
{
    NestedJob *n = job->nested;
    n->failed = row_left_out(n, cx->job.failed);
    if (n->failed) {
        cx->error = (Error){.kind = &row_not_made};
        return;
    }
    n->failed = row_that_failed(n, cx->job.failed);
    Str column = error_field(cx, PG_DIAG_COLUMN_NAME);
    if (n->failed && column.s && is_about(cx, n->failed->table))
        n->column = str_copy(cx->arena, column);
}

bool nested_wants_column(Ctx *cx, const RestJob *job)
{
    NestedJob *n = job->nested;
    if (cx->kept || cx->error.kind == &row_not_made || !n->failed || n->column.s ||
        !is_about(cx, n->failed->table))
        return false;
    Str constraint = error_field(cx, PG_DIAG_CONSTRAINT_NAME);
    const Table *t = n->failed->table;
    if (constraint.s)
        refusal_keep(cx, only_column, STRS(t->schema, t->name, constraint), &n->column);
    return constraint.s != NULL;
}

Str nested_place(Arena *a, const RestJob *job)
{
    const NestedJob *n = job->nested;
    if (!n || !n->failed)
        return job->plan.place;
    return n->column.s ? nested_member_place(a, n->failed->place, n->column)
                       : n->failed->place;
}
