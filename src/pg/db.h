/*
 * db.h — one query, one call, for worker threads.
 *
 * A Db borrows a connection from the pool for a statement, or for the transaction
 * around several, and gives it back when that ends.  Each call is one round trip: role
 * and settings travel in the same pipeline as the query.  A failed call has filled
 * *db->error already, so callers only return false.
 */
#ifndef PG_DB_H
#define PG_DB_H

#include "pg/batch.h"

typedef struct Pool Pool;

typedef struct Db {
    Pool *pool;
    Arena *arena;
    Error *error;
    Str role;            /* whose eyes: "authenticated", "service_role", ... */
    Strs settings;       /* name, value, name, value: set for each transaction */
    struct PgConn *held; /* NULL outside a transaction */
    bool in_transaction; /* db_begin() was called */
    bool begun;          /* and BEGIN has been sent, with the first query */
    int queries;         /* sent so far: budgets in tests */
} Db;

typedef struct Query {
    const char *name; /* for people: logs, metrics */
    const char *sql;
} Query;

typedef struct Row {
    Str *col; /* NULL when there was no row; SQL NULL is the null Str */
} Row;

/* What a boolean column says; SQL NULL is false. */
static inline bool is_true(Str col)
{
    return str_eq(col, S("t"));
}

typedef struct Rows {
    Row *row;
    isize n;
} Rows;

bool db_begin(Db *db) MUST_CHECK;
bool db_commit(Db *db) MUST_CHECK;
void db_rollback(Db *db); /* also what ends a transaction that a handler left open */

bool db_exec(Db *db, const Query *q, Strs args) MUST_CHECK;

/* Zero or one row: row->col is NULL when the query found nothing.  Copied to the arena.
 */
bool db_find(Db *db, const Query *q, Strs args, Row *row) MUST_CHECK;

/* Exactly one row; anything else is our fault and a 500. */
bool db_get(Db *db, const Query *q, Strs args, Row *row) MUST_CHECK;

/* Every row; callers limit the query. */
bool db_all(Db *db, const Query *q, Strs args, Rows *rows) MUST_CHECK;

/* The SQLSTATE of the failure in *db->error, or the null Str: "23505" and friends. */
Str db_sqlstate(const Db *db);

/* Connects when first asked.  An answer that takes more seconds than `silence` is lost:
 * PostgreSQL has its own limit, so it has stopped for good.  0: no limit. */
Pool *pool_open(const char *conninfo, int size, int silence);
void pool_close(Pool *p);

#endif
