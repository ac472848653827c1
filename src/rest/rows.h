/*
 * rows.h — an answer's rows as text: JSON, CSV, GeoJSON, written while they come.
 *
 * Up to LARGE_ANSWER they are gathered, and answered like anything else.  What is
 * larger is sent on as it comes, when its head can be said by then; otherwise it is
 * spooled to a file and answered from there.  Either way no more of it is in memory
 * than a piece.
 */
#ifndef REST_ROWS_H
#define REST_ROWS_H

#include "rest/rest.h"

enum { LARGE_ANSWER = 1 << 20, MANY_ROWS = 1000 };

typedef struct RowSink RowSink;

/* How rows become the answer's text: names, before, row, between, row, ..., after. */
typedef struct RowWriter {
    const char *each; /* what is asked of a row, for sql_rows; NULL: its columns */
    const char *before, *between, *after;     /* without rows, too; NULL: nothing */
    void (*names)(Buf *b, const PGresult *r); /* of the columns, when there is a row */
    void (*row)(Buf *b, const RowSink *s, const PGresult *r, int row);
    bool one; /* another row is an error, which says how many there are */
} RowWriter;

/* NULL: they are PostgreSQL's to write. */
const RowWriter *rows_writer(const RestJob *job);

struct RowSink {
    const RowWriter *writer;
    int64_t n; /* rows that have come */
    Buf text;  /* of them, since the last piece */
    Shape shape;
    const Str *heads;
    bool deaf;   /* the rest is counted, and no more */
    bool misfit; /* the rows are not of the shape */
    bool sending, full;
    AnswerFile *file; /* NULL: none */
    Error error;      /* what went wrong on the way */
    const Reply *so_far;
    const PGresult *row;
};

bool reads_many(const Plan *p); /* no end to its rows in sight, or far away */
/* Whether the main statement's rows are better taken one by one. */
bool rows_may_be_many(const RestJob *job);
void rows_begin(Ctx *cx, RestJob *job); /* the newest statement's are */
Str rows_text(Ctx *cx, const RestJob *job, const Shape *shape, const PGresult *r);

/* When all have come: the body, or the rest of it; false: *cx->error says why not. */
bool rows_end(Ctx *cx, const RestJob *job, Str *body);

/* respond.c: the head of an answer whose rows are not all there yet. */
bool respond_head(Ctx *cx, const RestJob *job, const Reply *so_far);

#endif
