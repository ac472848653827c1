/*
 * conn.h — one libpq connection in pipeline mode, and the statements prepared on it.
 *
 * Steps are pushed and then closed by a Sync: that is a segment, and it succeeds or
 * fails whole.  Nothing here waits: conn_push and conn_sync queue bytes, conn_read
 * takes what has arrived.  pipe.c drives it from a loop, pool.c from a worker with
 * poll().
 */
#ifndef PG_CONN_H
#define PG_CONN_H

#include "pg/batch.h"

typedef struct PgConn PgConn;

PgConn *conn_new(PGconn *pg); /* takes a connection that is up */
void conn_free(PgConn *c);
/* Statements, NULL at their end, that make it hear what others say: now, and again when
 * the session is set back.  They live as long as it. */
void conn_listen(PgConn *c, const char *const *statements, Reply *reply);
PGconn *conn_pg(const PgConn *c);

typedef enum StepKind {
    STEP_RESULT, /* its result goes into the segment's reply */
    STEP_ROWS,   /* so does its last one, without rows: they have come before */
    STEP_SILENT, /* only its error does */
    STEP_PREPARE,
    STEP_SYNC, /* conn.c's own */
} StepKind;

void conn_push(PgConn *c, StepKind kind, Str role, const Statement *s);
void conn_push_text(PgConn *c, const char *sql); /* silent, parsed each time: "begin" */
void conn_sync(PgConn *c, Reply *reply, void *owner);

/* All of a batch up to its (first) Sync, and whether a decision is then awaited. */
void conn_push_batch(PgConn *c, const Batch *b);
/* The same in two pieces, for what goes between them. */
void conn_push_opening(PgConn *c, const Batch *b);
void conn_push_statements(PgConn *c, const Batch *b);

/* A segment of its own that undoes what a function may have left in the session. */
void conn_push_reset(PgConn *c, Reply *reply, void *owner);

typedef enum ConnEvent {
    CONN_WAIT,
    CONN_ROW,
    CONN_SEGMENT,
    CONN_ABANDONED, /* a segment has ended that conn_abandon took its owner from */
    CONN_LOST,
} ConnEvent;

/*
 * The next segment that has ended: *owner is what conn_sync got, its reply is full.
 * CONN_ROW: a row of *owner's segment, which conn_row() has until the next call.
 * After CONN_LOST, conn_lose() gives the owners of what was in flight, oldest first.
 */
ConnEvent conn_read(PgConn *c, void **owner);
bool conn_lose(PgConn *c, void **owner);
/*
 * Asks of every owner behind the first segment whether it leaves.  PostgreSQL will do
 * what it was sent all the same, but nobody hears of it: the owner, its reply and its
 * batch are no longer touched.
 */
void conn_abandon(PgConn *c, bool (*leaves)(void *owner));
const PGresult *conn_row(const PgConn *c);
const Reply *conn_so_far(const PgConn *c); /* of the segment at hand */

/* The oldest of what others have said before what conn_read gave; the caller's to
 * PQfreemem.  NULL: nothing. */
PGnotify *conn_heard(PgConn *c);

bool conn_flush(PgConn *c, bool *more); /* false: lost; *more: wait until writable */
bool conn_is_lost(const PgConn *c); /* found while writing or reading: read no more */
bool conn_in_transaction(const PgConn *c);
bool conn_is_near(const PgConn *c); /* PostgreSQL runs on this machine's processors */
bool conn_idle(const PgConn *c);    /* nothing in flight, no transaction */
int64_t conn_prepared(const PgConn *c);

/* A prepared plan that no longer fits (26000, 0A000): forgotten, so that a retry works.
 */
bool reply_wants_retry(const Reply *r);

#endif
