#include "main/database.h"
#include "crypt/crypt.h"
#include "pg/conninfo.h"
#include "pg/migrate.h"

#include "base/buf.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <time.h>

static const ErrorKind bad_url = {500, "bad_url", "RUNG_DATABASE_URL does not parse."};
static const ErrorKind unreachable = {500, "unreachable",
                                      "The database does not answer."};
static const ErrorKind other_secrets = {
    500, "other_secrets",
    "Another rung, which has other secrets, is serving this database."};
static const ErrorKind no_password = {
    500, "no_password", "The role authenticator could not be given its password."};

static bool fail_connection(Arena *a, PGconn *pg, const ErrorKind *kind, Error *error)
{
    Str why = str_copy(a, str_of(PQerrorMessage(pg)));
    PQfinish(pg);
    *error = (Error){.kind = kind, .details = why};
    return false;
}

enum { ATTEMPTS = 20 };

typedef enum Door { OPEN, LOCKED, UNGUARDED } Door;

static Door try_password(const char *authenticator)
{
    PGconn *pg = PQconnectdb(authenticator);
    bool in = PQstatus(pg) == CONNECTION_OK, asked = PQconnectionUsedPassword(pg);
    PQfinish(pg);
    return in ? OPEN : asked ? LOCKED : UNGUARDED;
}

/* Giving the role our password would lock the other one out, in the middle of its work,
 * and its people's tokens are not ours. */
static bool is_used_by_another(PGconn *pg)
{
    PGresult *r = PQexec(pg, "select from pg_stat_activity"
                             " where usename = 'authenticator' limit 1");
    bool used = PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) > 0;
    PQclear(r);
    return used;
}

/* Another node that starts at this moment writes the same row: one of us comes first.
 */
static bool alter_role(const Database *db, PGconn *pg, const char *sql)
{
    for (int i = 0; i < ATTEMPTS; i++) {
        PGresult *r = PQexec(pg, sql);
        bool ok = PQresultStatus(r) == PGRES_COMMAND_OK;
        PQclear(r);
        if (ok || try_password(db->authenticator) == OPEN)
            return true;
        nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    }
    return false;
}

/* Hashed here, so that the password is in no log of the server's. */
static bool give_password(Arena *a, const Database *db, const char *password,
                          Error *error)
{
    Door door = try_password(db->authenticator);
    if (door == OPEN)
        return true;
    PGconn *pg = PQconnectdb(db->owner);
    if (PQstatus(pg) != CONNECTION_OK)
        return fail_connection(a, pg, &unreachable, error);
    if (door == LOCKED && is_used_by_another(pg)) {
        PQfinish(pg);
        *error = (Error){.kind = &other_secrets,
                         .hint = S("Give both the same RUNG_JWT_SECRET and "
                                   "RUNG_SEAL_KEY, or stop the other one first.")};
        return false;
    }
    char *hash = PQencryptPasswordConn(pg, password, "authenticator", NULL);
    if (!hash)
        return fail_connection(a, pg, &no_password, error);
    char *literal = PQescapeLiteral(pg, hash, str_of(hash).len);
    PQfreemem(hash);
    Buf sql = buf_new(a);
    buf_addf(&sql, "alter role authenticator login password %s", literal);
    PQfreemem(literal);
    if (!alter_role(db, pg, str_cstr(a, buf_str(&sql))))
        return fail_connection(a, pg, &no_password, error);
    PQfinish(pg);
    return true;
}

static bool migrate(Arena *a, const char *owner, Error *error)
{
    MigrateReport report;
    EmbeddedFiles files = embedded_in(S("db/"));
    return migrate_run(a, str_of(owner), files, &report, error);
}

static bool open_external(Arena *a, Str secret, Str url, Database *db, Error *error)
{
    db->owner = str_cstr(a, url);
    if (!migrate(a, db->owner, error))
        return false;
    Sha256 key = derive_key(secret, S("authenticator's password"));
    const char *password = str_cstr(a, hex_of(a, key.bytes, sizeof key.bytes));
    db->authenticator = conninfo_set(a, db->owner, "user", S("authenticator"));
    if (db->authenticator)
        db->authenticator =
            conninfo_set(a, db->authenticator, "password", str_of(password));
    if (db->authenticator)
        return give_password(a, db, password, error);
    *error = (Error){.kind = &bad_url};
    return false;
}

bool database_claim(Arena *a, const Settings *s, Database *db, Error *error)
{
    *db = (Database){0};
    if (s->value[SETTING_DATABASE_URL].s)
        return true;
    db->cluster = cluster_open(a, s->value[SETTING_DATA_DIR], error);
    return db->cluster != NULL;
}

bool database_open(Arena *a, const Settings *s, Str secret, Database *db, Error *error)
{
    if (!db->cluster)
        return open_external(a, secret, s->value[SETTING_DATABASE_URL], db, error);
    if (!cluster_start(db->cluster, error))
        return false;
    db->owner = cluster_url(db->cluster, a, S("postgres"));
    db->authenticator = cluster_url(db->cluster, a, S("authenticator"));
    return migrate(a, db->owner, error);
}

bool database_up(const Database *db)
{
    return !db->cluster || cluster_state(db->cluster) == CLUSTER_READY;
}

void database_close(Database *db)
{
    if (db->cluster)
        cluster_stop(db->cluster);
    db->cluster = NULL;
}
