/*
 * auth_test.h — what the tests of auth's handlers share: one request, and a database
 * played by a list of answers.  JSON, queries and contexts are the real ones.
 */
#ifndef UNIT_AUTH_TEST_H
#define UNIT_AUTH_TEST_H

#include "auth/auth.h"
#include "serve/app.h"
#include "serve/json.h"
#include "test.h"

#include <string.h>

static Arena arena;
static App app = {.site_url = {"http://here", 11}, .token_lifetime = 3600};
static Request req;
static Ctx cx;

/* --- the database ----------------------------------------------------------------- */

enum { MAX_COLUMNS = 12, MAX_ARGS = 8 };

typedef struct Answer {
    const char *query; /* its name */
    Str col[MAX_COLUMNS];
} Answer;

static Answer
    *answers; /* ends with a row without a name; what is not on it finds none */
static const char *asked; /* the newest query */
static Str asked_args[MAX_ARGS];
static int queries, begun, committed;
static bool hashed_while_begun;
static int lost_at; /* the call that finds no database any more; 0: none */

static const ErrorKind no_database = {503, "database_lost", "The database is away."};

static bool reached(Db *db)
{
    static int calls;
    calls = queries + begun + committed == 0 ? 1 : calls + 1;
    if (calls != lost_at)
        return true;
    *db->error = (Error){&no_database};
    return false;
}

bool db_find(Db *db, const Query *q, Strs args, Row *row)
{
    check_str(db->role, S("service_role"));
    if (!reached(db))
        return false;
    queries++;
    asked = q->name;
    for (isize i = 0; i < MAX_ARGS; i++)
        asked_args[i] = i < args.n ? args.v[i] : (Str){0};
    *row = (Row){0};
    for (Answer *a = answers; a && a->query; a++)
        if (strcmp(a->query, q->name) == 0)
            row->col = a->col;
    return true;
}
bool db_get(Db *db, const Query *q, Strs args, Row *row)
{
    return db_find(db, q, args, row) && check(row->col != NULL);
}
bool db_exec(Db *db, const Query *q, Strs args)
{
    Row row;
    return db_find(db, q, args, &row);
}
bool db_begin(Db *db)
{
    if (!reached(db))
        return false;
    begun++;
    return true;
}
bool db_commit(Db *db)
{
    if (!reached(db))
        return false;
    committed++;
    return true;
}

/* --- passwords: the hash of "x" is "#x" ------------------------------------------- */

const Str no_users_hash = {"-", 1};
static int hashings; /* each would be a tenth of a second */

Str password_hash(Arena *a, Str password)
{
    hashings++, hashed_while_begun = hashed_while_begun || begun > committed;
    Buf b = buf_new(a);
    buf_addf(&b, "#%" STR_FMT, STR_ARG(password));
    return buf_str(&b);
}
bool password_matches(Str password, Str hash)
{
    hashings++, hashed_while_begun = hashed_while_begun || begun > committed;
    return str_starts(hash, S("#")) && str_eq(str_skip(hash, 1), password);
}

/* --- a request -------------------------------------------------------------------- */

static bool call(Handler *handler, const char *query, const char *body)
{
    queries = begun = committed = hashings = 0;
    hashed_while_begun = false;
    req =
        (Request){.method = METHOD_POST, .query = str_of(query), .body = str_of(body)};
    cx = (Ctx){.app = &app, .req = &req, .arena = &arena, .who = cx.who};
    cx.db = (Db){.arena = &arena, .error = &cx.error, .role = S("anon")};
    bool ok = handler(&cx);
    check(ok == !cx.error.kind);
    check(!hashed_while_begun);
    return ok;
}

/*
 * Loses the database at each call in turn, then runs out of memory at each size: every
 * time the answer is an error that says so, nothing is committed, and the sanitizer
 * finds nothing left behind.
 */
static void torture(Handler *handler, const char *query, const char *body)
{
    for (lost_at = 1; !call(handler, query, body); lost_at++) {
        check_str(error_code(&cx.error), S("database_lost"));
        check(committed == 0);
        if (!check(lost_at < 10))
            break;
    }
    lost_at = 0;

    Arena whole = arena;
    arena = arena_reserve(64 << 10);
    char *end = arena.end;
    bool ok = false;
    for (isize room = 8; !ok && room < 64 << 10; room += 8) {
        arena_reset(&arena);
        arena.end = arena.start + room;
        cx = (Ctx){.app = &app, .req = &req, .arena = &arena, .who = cx.who};
        cx.db = (Db){.arena = &arena, .error = &cx.error, .role = S("anon")};
        queries = begun = committed = 0;
        ok = lane_enter(&cx, handler);
        if (!ok && !str_eq(error_code(&cx.error), S("request_too_large")))
            check_str(error_code(&cx.error), S("request_too_large"));
    }
    check(ok);
    arena.end = end;
    arena_release(&arena);
    arena = whole, cx = (Ctx){.who = cx.who};
}

static bool fails_with(const char *code, int status)
{
    if (!check(cx.error.kind != NULL))
        return false;
    check_str(error_code(&cx.error), str_of(code));
    return check(error_status(&cx.error) == status);
}

#endif
