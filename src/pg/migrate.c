#include "pg/migrate.h"
#include "pg/migrate_errors.h"
#include "pg/migrate_plan.h"

#include "base/buf.h"

#include <libpq-fe.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const ErrorKind migrate_no_connection = {503, "migrate_no_connection",
                                         "the database could not be reached"};

/* The key of the advisory lock: any number that nobody else in the database uses. */
#define LOCK_KEY "7813640223147"

static const char read_records[] =
    "select 'm', name, checksum from rung_meta.migrations"
    " union all select 'f', path, checksum from rung_meta.files";
enum { RECORD_KIND, RECORD_NAME, RECORD_CHECKSUM };

/* No role of the API can so much as look into it. */
static const char make_records[] =
    "create schema if not exists rung_meta;"
    "revoke all on schema rung_meta from public;"
    "create table if not exists rung_meta.migrations ("
    "  number integer primary key, name text not null unique, checksum text not null,"
    "  applied_at timestamptz not null default now(), ms integer not null);"
    "create table if not exists rung_meta.files ("
    "  path text primary key, checksum text not null,"
    "  applied_at timestamptz not null default now());";

static const char keep_migration[] =
    "insert into rung_meta.migrations (number, name, checksum, ms)"
    " values ($1, $2, $3, $4)";
static const char keep_file[] =
    "insert into rung_meta.files (path, checksum) values ($1, $2) on conflict (path)"
    " do update set checksum = excluded.checksum, applied_at = now()";

/* A file's SET must not reach the next file. */
static const char begin[] =
    "reset all; set client_min_messages = warning; set statement_timeout = 0;"
    "begin; set local check_function_bodies = off";

/* The schema's own check of itself, once there is one: no table without row security.
 */
static const char assert_rules[] =
    "do $$ begin"
    "  if to_regprocedure('private.assert_rls()') is not null then"
    "    perform private.assert_rls();"
    "  end if; "
    "end $$";

typedef struct Migration {
    Arena *arena;
    Error *error;
    PGconn *db;
    Plan all, todo;
    MigrateReport *report;
} Migration;

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void print_notice(void *user, const char *text)
{
    (void)user;
    fprintf(stderr, "rung: %s", text);
}

static Str trimmed(Arena *arena, const char *z)
{
    Str text = str_of(z ? z : "");
    while (text.len && text.s[text.len - 1] == '\n')
        text.len--;
    return str_copy(arena, text);
}

static bool connection_error(Migration *m)
{
    *m->error = (Error){.kind = &migrate_no_connection,
                        .message = trimmed(m->arena, PQerrorMessage(m->db))};
    return false;
}

static Str field(const Migration *m, const PGresult *res, int code)
{
    const char *z = PQresultErrorField(res, code);
    return z ? str_copy(m->arena, str_of(z)) : (Str){0};
}

/* "db/functions/auth.uid.sql:12: syntax error ...".  PostgreSQL tells a position only
 * while it parses; otherwise it is the n-th statement. */
static bool sql_error(Migration *m, const Step *step, const PGresult *res,
                      int statement)
{
    if (PQstatus(m->db) == CONNECTION_BAD)
        return connection_error(m);
    Buf message = buf_new(m->arena);
    Str position = field(m, res, PG_DIAG_STATEMENT_POSITION);
    int64_t at;
    if (step) {
        buf_add(&message, step->path);
        if (str_to_int(position, &at))
            buf_addf(&message, ":%d", line_of_character(step->text, (isize)at));
        else if (statement)
            buf_addf(&message, ", statement %d", statement);
        buf_add(&message, S(": "));
    }
    buf_add(&message, field(m, res, PG_DIAG_MESSAGE_PRIMARY));
    *m->error = (Error){.kind = &migrate_failed,
                        .code = field(m, res, PG_DIAG_SQLSTATE),
                        .message = buf_str(&message),
                        .details = field(m, res, PG_DIAG_MESSAGE_DETAIL),
                        .hint = field(m, res, PG_DIAG_MESSAGE_HINT)};
    if (!m->error->details.s)
        m->error->details = field(m, res, PG_DIAG_CONTEXT);
    if (str_eq(m->error->code, S("42501")))
        m->error->hint =
            S("This step needs a superuser. Run `rung migrate` once with a superuser's "
              "RUNG_DATABASE_URL, or let one carry out this file's statement.");
    return false;
}

static bool run(Migration *m, const char *sql)
{
    PGresult *res = PQexec(m->db, sql);
    ExecStatusType status = PQresultStatus(res);
    bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!done)
        sql_error(m, NULL, res, 0);
    PQclear(res);
    return done;
}

static bool run_with(Migration *m, const char *sql, int n, const char *const *args)
{
    PGresult *res = PQexecParams(m->db, sql, n, NULL, args, NULL, NULL, 0);
    bool done = PQresultStatus(res) == PGRES_COMMAND_OK;
    if (!done)
        sql_error(m, NULL, res, 0);
    PQclear(res);
    return done;
}

static bool script_error(Migration *m, const Step *step, const char *what)
{
    Buf message = buf_new(m->arena);
    buf_addf(&message, "%" STR_FMT ": %s", STR_ARG(step->path), what);
    *m->error = (Error){.kind = &migrate_failed, .message = buf_str(&message)};
    return false;
}

/* The file's statements go in one message, so that nobody here needs to split SQL. */
static bool run_script(Migration *m, const Step *step)
{
    if (!PQsendQuery(m->db, str_cstr(m->arena, step->text)))
        return connection_error(m);
    bool done = true;
    int statement = 1;
    for (PGresult *res = PQgetResult(m->db); res; res = PQgetResult(m->db)) {
        ExecStatusType status = PQresultStatus(res);
        if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT) {
            PQclear(res); /* leaves the connection unusable, and we leave it */
            return script_error(m, step, "COPY from or to the client is not possible");
        }
        if (done && status == PGRES_FATAL_ERROR)
            done = sql_error(m, step, res, statement);
        statement++;
        PQclear(res);
    }
    if (done && PQtransactionStatus(m->db) != PQTRANS_INTRANS)
        return script_error(m, step,
                            "it ends its transaction itself; remove its begin, "
                            "commit or rollback");
    return done;
}

static bool keep(Migration *m, const Step *step, int64_t ms)
{
    char number[16], took[32];
    snprintf(number, sizeof number, "%d", step->number);
    snprintf(took, sizeof took, "%lld", (long long)ms);
    const char *name = str_cstr(m->arena, step->name);
    const char *checksum = str_cstr(m->arena, step->checksum);
    if (step->kind == STEP_MIGRATION)
        return run_with(m, keep_migration, 4,
                        (const char *const[]){number, name, checksum, took});
    return run_with(m, keep_file, 2, (const char *const[]){name, checksum});
}

static bool rolled_back(Migration *m)
{
    PQclear(PQexec(m->db, "rollback"));
    return false;
}

/* Steps from..to in one transaction. */
static bool run_steps(Migration *m, const Step *from, const Step *to)
{
    if (!run(m, begin))
        return false;
    for (const Step *step = from; step < to; step++) {
        int64_t start = now_ms();
        if (!run_script(m, step) || !keep(m, step, now_ms() - start))
            return rolled_back(m);
    }
    /* Inside the last transaction, so that a refusal comes again at the next start. */
    if (to == m->todo.steps + m->todo.n && !run(m, assert_rules))
        return rolled_back(m);
    return run(m, "commit");
}

static void tell(const Step *from, const Step *to, int64_t ms)
{
    static const char *const what[] = {[STEP_MIGRATION] = "migration",
                                       [STEP_FUNCTION] = "function",
                                       [STEP_SEED] = "seed"};
    isize n = to - from;
    if (n == 1)
        fprintf(stderr, "rung: %s %" STR_FMT " (%lld ms)\n", what[from->kind],
                STR_ARG(from->name), (long long)ms);
    else
        fprintf(stderr, "rung: %td %ss (%lld ms)\n", n, what[from->kind],
                (long long)ms);
}

static const Step *end_of_group(const Step *from, const Step *end)
{
    const Step *to = from + 1;
    while (from->kind == STEP_FUNCTION && to < end && to->kind == STEP_FUNCTION)
        to++;
    return to;
}

static bool apply(Migration *m)
{
    int *counts[] = {[STEP_MIGRATION] = &m->report->migrations,
                     [STEP_FUNCTION] = &m->report->functions,
                     [STEP_SEED] = &m->report->seeds};
    const Step *end = m->todo.steps + m->todo.n;
    for (const Step *from = m->todo.steps, *to; from < end; from = to) {
        int64_t start = now_ms();
        to = end_of_group(from, end);
        if (!run_steps(m, from, to))
            return false;
        *counts[from->kind] += (int)(to - from);
        tell(from, to, now_ms() - start);
    }
    return true;
}

static Str cell(const Migration *m, const PGresult *res, int row, int column)
{
    return str_copy(m->arena, str_of(PQgetvalue(res, row, column)));
}

static bool compare(Migration *m)
{
    PGresult *res = PQexec(m->db, read_records);
    const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
    if (PQresultStatus(res) != PGRES_TUPLES_OK &&
        (!state || strcmp(state, "42P01") != 0)) { /* undefined_table: a new database */
        sql_error(m, NULL, res, 0);
        PQclear(res);
        return false;
    }
    int n = PQntuples(res);
    Record *done = make_n(m->arena, Record, n);
    for (int i = 0; i < n; i++)
        done[i] = (Record){.is_migration = *PQgetvalue(res, i, RECORD_KIND) == 'm',
                           .name = cell(m, res, i, RECORD_NAME),
                           .checksum = cell(m, res, i, RECORD_CHECKSUM)};
    PQclear(res);
    return plan_compare(m->arena, &m->all, done, n, &m->todo, m->error);
}

static bool lock(Migration *m)
{
    PGresult *res = PQexec(m->db, "select pg_try_advisory_lock(" LOCK_KEY ")");
    bool asked = PQresultStatus(res) == PGRES_TUPLES_OK;
    bool got = asked && *PQgetvalue(res, 0, 0) == 't';
    if (!asked)
        sql_error(m, NULL, res, 0);
    PQclear(res);
    if (!asked || got)
        return asked;
    fputs("rung: waiting for another migration of this database\n", stderr);
    return run(m, "select pg_advisory_lock(" LOCK_KEY ")");
}

static bool migrate(Migration *m)
{
    if (PQstatus(m->db) != CONNECTION_OK)
        return connection_error(m);
    PQsetNoticeProcessor(m->db, print_notice, NULL);
    if (!compare(m))
        return false;
    if (m->todo.n == 0)
        return true;
    /* Whoever held the lock before us may have done it all. */
    return run(m, "set client_min_messages = warning") && lock(m) &&
           run(m, make_records) && compare(m) && apply(m);
}

bool migrate_run(Arena *arena, Str conninfo, EmbeddedFiles files, MigrateReport *report,
                 Error *error)
{
    int64_t start = now_ms();
    Migration m = {.arena = arena, .error = error, .report = report};
    *report = (MigrateReport){0};
    if (!plan_read_files(arena, files, &m.all, error))
        return false;
    const char *const keys[] = {"dbname", "fallback_application_name",
                                "client_encoding", NULL};
    const char *const values[] = {str_cstr(arena, conninfo), "rung migrate", "UTF8",
                                  NULL};
    m.db = PQconnectdbParams(keys, values, 1);
    bool done = migrate(&m);
    PQfinish(m.db); /* and with it goes the lock */
    report->ms = now_ms() - start;
    return done;
}
