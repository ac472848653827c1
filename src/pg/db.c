#include "pg/db.h"
#include "pg/pool.h"

static const ErrorKind not_one_row = {500, "XX000", "The database gave no single row."};

enum { ERROR_ROOM = 40 << 10 }; /* an error's texts, at most */

static bool failed(Db *db, Reply *reply)
{
    if (!arena_has_room(db->arena, ERROR_ROOM)) {
        reply_clear(reply);
        arena_overflow(db->arena);
    }
    *db->error = reply_error(db->arena, reply);
    reply_clear(reply);
    return false;
}

static Statement statement_of(Db *db, const Query *q, Strs args)
{
    Str *params = make_n(db->arena, Str, args.n);
    for (isize i = 0; i < args.n; i++)
        params[i] = args.v[i].s ? str_copy(db->arena, args.v[i]) : args.v[i];
    return (Statement){.sql = str_of(q->sql), .params = {params, args.n}};
}

static void give_back(Db *db)
{
    if (db->held)
        pool_return(db->pool, db->held);
    db->held = NULL;
    db->begun = false;
}

/* In test builds any query may find the database gone. */
static bool must_fail(Db *db)
{
#if defined(RUNG_TORTURE)
    return db->arena->fail_call > 0 && --db->arena->fail_call == 0;
#else
    (void)db;
    return false;
#endif
}

/* One round trip; the connection stays leased only while a transaction is open. */
static bool run(Db *db, const Query *q, Strs args, Reply *reply)
{
    Batch b = {.role = db->role, .tx = db->in_transaction ? TX_DECIDE : TX_ONE};
    if (!db->begun)
        b.head = head_statement(db->arena, db->role, db->settings);
    b.statements[b.n++] = statement_of(db, q, args);
    db->queries++;
    for (int attempt = 0; attempt < 2; attempt++) {
        if (!db->held)
            db->held = pool_lease(db->pool);
        if (!db->held || must_fail(db)) {
            *reply = (Reply){.lost = true};
            return failed(db, reply);
        }
        if (db->begun)
            conn_push(db->held, STEP_RESULT, b.role, &b.statements[0]);
        else
            conn_push_batch(db->held, &b);
        conn_sync(db->held, reply, db);
        pool_wait(db->pool, db->held, reply);
        if (db->in_transaction || !reply_wants_retry(reply))
            break;
        reply_clear(
            reply); /* a stale plan: forgotten now, so the second time is fresh */
    }
    db->begun = db->in_transaction;
    if (!db->in_transaction)
        give_back(db);
    return reply->error || reply->lost ? failed(db, reply) : true;
}

static Reply end_transaction(Db *db, const char *word)
{
    Reply reply = {0};
    db->in_transaction = false;
    if (db->begun) {
        conn_push_text(db->held, word);
        conn_sync(db->held, &reply, db);
        pool_wait(db->pool, db->held, &reply);
    }
    give_back(db);
    return reply;
}

bool db_begin(Db *db)
{
    assert(!db->in_transaction);
    db->in_transaction = true; /* BEGIN travels with the first query */
    return true;
}

bool db_commit(Db *db)
{
    assert(db->in_transaction);
    Reply reply = end_transaction(db, "commit");
    if (reply.error || reply.lost)
        return failed(db, &reply);
    reply_clear(&reply);
    return true;
}

/* Nothing is allocated: it may be the full arena that ended the transaction. */
void db_rollback(Db *db)
{
    Reply reply = end_transaction(db, "rollback");
    reply_clear(&reply);
}

static Row row_copy(Db *db, const PGresult *r, int at)
{
    int n = PQnfields(r);
    Row row = {make_n(db->arena, Str, n ? n : 1)};
    for (int i = 0; i < n; i++)
        if (!PQgetisnull(r, at, i))
            row.col[i] =
                str_copy(db->arena, (Str){PQgetvalue(r, at, i), PQgetlength(r, at, i)});
    return row;
}

/*
 * The arena may leave by longjmp while rows are copied, so what the copies need is
 * reserved by size first: then a result is either copied whole or was never taken.
 */
static isize size_of(const PGresult *r)
{
    isize size = 0;
    for (int i = 0; i < PQntuples(r); i++)
        for (int j = 0; j < PQnfields(r); j++)
            size += PQgetlength(r, i, j) + 1 + (isize)sizeof(Str);
    return size + PQntuples(r) * (isize)(sizeof(Row) + 16) + 64;
}

static bool fetch(Db *db, const Query *q, Strs args, Rows *rows)
{
    Reply reply = {0};
    if (!run(db, q, args, &reply))
        return false;
    PGresult *r = reply.n ? reply.results[0] : NULL;
    if (r && !arena_has_room(db->arena, size_of(r))) {
        reply_clear(&reply);
        arena_overflow(db->arena);
    }
    *rows = (Rows){.n = r ? PQntuples(r) : 0};
    rows->row = make_n(db->arena, Row, rows->n);
    for (int i = 0; i < rows->n; i++)
        rows->row[i] = row_copy(db, r, i);
    reply_clear(&reply);
    return true;
}

bool db_exec(Db *db, const Query *q, Strs args)
{
    Reply reply = {0};
    bool ok = run(db, q, args, &reply);
    reply_clear(&reply);
    return ok;
}

bool db_all(Db *db, const Query *q, Strs args, Rows *rows)
{
    return fetch(db, q, args, rows);
}

bool db_find(Db *db, const Query *q, Strs args, Row *row)
{
    Rows rows;
    if (!fetch(db, q, args, &rows))
        return false;
    if (rows.n > 1) {
        *db->error = (Error){.kind = &not_one_row};
        return false;
    }
    *row = rows.n ? rows.row[0] : (Row){0};
    return true;
}

bool db_get(Db *db, const Query *q, Strs args, Row *row)
{
    if (!db_find(db, q, args, row))
        return false;
    if (!row->col)
        *db->error = (Error){.kind = &not_one_row};
    return row->col != NULL;
}

Str db_sqlstate(const Db *db)
{
    return db->error->kind == &database_refused ? db->error->code : (Str){0};
}
