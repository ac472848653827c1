/*
 * batch.h — statements that go down a connection in one piece, and what comes back.
 *
 * A batch is one transaction: without `tx` it is PostgreSQL's implicit one, which ends
 * at the batch's Sync.  A Reply is only made after that Sync, so a reply without an
 * error means committed.  Parameters travel as text; each must be followed by a NUL
 * byte in memory (str_copy gives one) and contain none.
 */
#ifndef PG_BATCH_H
#define PG_BATCH_H

#include "base/error.h"

#include <libpq-fe.h>

enum { MAX_STATEMENTS = 12, MAX_HEAD_SETTINGS = 64 };

typedef struct Statement {
    Str sql; /* prepared once for each (role, sql) and connection, under a name of ours
              */
    Strs params;
    bool once;   /* not worth keeping: parsed, run, forgotten */
    bool by_row; /* its rows come one by one: PipeJob.on_row */
} Statement;

typedef enum Tx {
    TX_ONE,      /* implicit: commits at Sync */
    TX_DECIDE,   /* BEGIN ... Sync; then the owner says commit or rollback */
    TX_ROLLBACK, /* BEGIN ... Sync, and always rolled back */
} Tx;

/* Of a transaction that says BEGIN; the others have the database's default. */
typedef enum Isolation {
    ISOLATION_DEFAULT,
    ISOLATION_REPEATABLE_READ,
    ISOLATION_SERIALIZABLE,
} Isolation;

typedef struct Batch {
    Str role; /* part of a prepared statement's key: RLS makes plans differ by role */
    Statement
        head; /* who asks, by set_config(..., true); without results, may be empty */
    Tx tx;
    Isolation isolation;
    bool resets; /* it may have changed the session: set it back before anyone else
                    comes, on whichever connection */
    Statement statements[MAX_STATEMENTS];
    int n;
} Batch;

void batch_add(Batch *b, Str sql, Strs params);

/* select set_config('role', role, true), set_config(name, value, true), ...: one
 * statement.  The null Str as a value: what the session has. */
Statement head_statement(Arena *a, Str role, Strs names_and_values);

typedef struct Reply {
    PGresult
        *results[MAX_STATEMENTS]; /* of the statements that ran; owned by the reply */
    int n;
    PGresult *error; /* the first that failed, or NULL */
    bool lost;       /* no answer: the connection broke, or there is no database */
    bool sent;       /* with `lost`: it may have been carried out */
} Reply;

void reply_clear(Reply *r);

/* SQLSTATE, message, details, hint of r->error as an Error; or the one for a lost one.
 */
Error reply_error(Arena *a, const Reply *r);

/* The HTTP status of a SQLSTATE, by PostgREST's table; `signed_in` tells 42501's 401
 * from 403. */
int sqlstate_status(Str sqlstate, bool signed_in);

/* What a prepared statement says when what it was made for has changed. */
bool sqlstate_is_stale_plan(Str sqlstate);

extern const ErrorKind database_lost;    /* 503 */
extern const ErrorKind database_refused; /* a SQLSTATE; code and status by occurrence */

#endif
