/*
 * pipe.h — a loop's own pipelined connections: many requests in flight on each.
 *
 * Two groups.  SHARED connections carry what is short: reads and writes by key, limited
 * reads.  EXCLUSIVE ones carry one batch at a time: whatever may take long, wait for a
 * lock, or needs a decision before its commit.  All of it on the loop's thread.
 */
#ifndef PG_PIPE_H
#define PG_PIPE_H

#include "pg/batch.h"

#include <uv.h>

typedef enum Decision {
    ROLL_BACK,
    COMMIT,
    GO_ON, /* job->parts are new, and all there is: send them too, and ask again */
} Decision;

typedef struct PipeJob PipeJob;
struct PipeJob {
    Batch batch;
    bool exclusive;
    /* It does nothing else, and may be done twice: what is not known to read shares a
     * connection with its like, for how long it takes is uncertain. */
    bool reads;
    Reply reply;
    /*
     * On an exclusive connection, of one that begins a transaction, may be NULL: what
     * goes down ahead of the batch's statements, if it has any, each with a reply of
     * its own; linked by `next`, with `whole` set, and TX_ONE, for it begins nothing.
     * The batch itself has no head then.
     */
    PipeJob *parts, *whole;
    PipeJob *failed; /* the part whose error is in reply */
    /* TX_DECIDE only: results are in the replies, the transaction is open. */
    Decision (*decide)(PipeJob *job);
    /* The end: reply.error or reply.lost say what went wrong, the commit's error too.
     */
    void (*done)(PipeJob *job);
    /*
     * Of a job without parts, either may be NULL.  `on_row` has the rows of the
     * statement that is by_row, as they come, and what has been answered before it;
     * false, on an exclusive connection: no more until pipes_go_on.  `feed`, of an
     * exclusive one, gives statements that go before those of the batch, each when the
     * one before it has left: what is too large to be kept twice; false: that was all.
     */
    bool (*feed)(PipeJob *job, Statement *next);
    bool (*on_row)(PipeJob *job, const Reply *so_far, const PGresult *row);
    void *user;
    PipeJob *next; /* the pipe's own, as all that follows */
    struct Line *line;
    bool retried, rows_came, overtook;
    uint64_t since; /* when it began to wait; the loop's milliseconds */
};

typedef struct PipeSettings {
    const char *conninfo;
    int shared, exclusive; /* connections in each group */
    int depth; /* batches in flight on a shared connection before others wait */
    /* Connections of all loops that have batches in flight; and how many it takes,
     * where PostgreSQL runs on the same machine, until one more only slows the others
     * down. */
    int *busy, crowd;
    int max_waiting; /* jobs; beyond it they are answered as lost, not sent */
    const char *conninfo_exclusive; /* NULL: the same */
    /* Milliseconds, 0 for any: what takes longer is lost.  A job may wait for its turn
     * so long, a connection for PostgreSQL's first word, and, by exclusive, an answer
     * for its next: PostgreSQL has its own limit, so it has stopped for good then. */
    uint64_t patience, connect_patience, silence[2];
    /*
     * LISTEN statements, NULL at their end, or NULL.  What is heard comes before the
     * done() of any job that PostgreSQL began after the NOTIFY was committed.
     */
    const char *const *listens;
    void (*on_heard)(void *arg, const char *payload);
    void *heard_arg;
} PipeSettings;

typedef struct Pipes Pipes;

Pipes *
pipes_open(uv_loop_t *loop,
           const PipeSettings *settings); /* connects on its own, and again when lost */
void pipes_close(Pipes *p);
void pipes_send(Pipes *p,
                PipeJob *job);  /* job->done is called later, never from here */
void pipes_go_on(PipeJob *job); /* its on_row has said false */
/* Nobody waits for it any more: it ends as lost, soon; its connection is made anew. */
void pipes_drop(PipeJob *job);
bool pipes_ready(const Pipes *p); /* at least one connection of each group is up */

typedef struct PipeCounts {
    int64_t batches, errors, reconnects, waiting, in_flight;
} PipeCounts;
PipeCounts pipes_counts(const Pipes *p); /* from any thread */

#endif
