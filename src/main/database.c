#include "main/database.h"
#include "crypt/crypt.h"
#include "pg/migrate.h"

#include "base/buf.h"

#include <libpq-fe.h>
#include <stdlib.h>

static const ErrorKind bad_url = {500, "bad_url", "RUNG_DATABASE_URL does not parse."};
static const ErrorKind unreachable = {500, "unreachable",
                                      "The database does not answer."};
static const ErrorKind no_password = {
    500, "no_password", "The role authenticator could not be given its password."};

static void append_quoted(Buf *b, const char *keyword, const char *value)
{
    buf_addf(b, "%s='", keyword);
    for (const char *c = value; *c; c++)
        buf_addf(b, *c == '\'' || *c == '\\' ? "\\%c" : "%c", *c);
    buf_add(b, S("' "));
}

/* The owner's conninfo with another user and password, keyword by keyword. */
static const char *conninfo_as(Arena *a, const char *owner, const char *user,
                               const char *password, Error *error)
{
    char *why = NULL;
    PQconninfoOption *all = PQconninfoParse(owner, &why);
    if (!all) {
        *error = (Error){.kind = &bad_url};
        PQfreemem(why);
        return NULL;
    }
    Buf b = buf_new(a); /* at start-up the arena is large: it does not leave here */
    for (const PQconninfoOption *o = all; o->keyword; o++)
        if (o->val && !str_eq(str_of(o->keyword), S("user")) &&
            !str_eq(str_of(o->keyword), S("password")))
            append_quoted(&b, o->keyword, o->val);
    PQconninfoFree(all);
    append_quoted(&b, "user", user);
    append_quoted(&b, "password", password);
    return str_cstr(a, buf_str(&b));
}

static bool fail_connection(Arena *a, PGconn *pg, const ErrorKind *kind, Error *error)
{
    Str why = str_copy(a, str_of(PQerrorMessage(pg)));
    PQfinish(pg);
    *error = (Error){.kind = kind, .details = why};
    return false;
}

/* Hashed here, so that the password is in no log of the server's. */
static bool give_password(Arena *a, const char *owner, const char *password,
                          Error *error)
{
    PGconn *pg = PQconnectdb(owner);
    if (PQstatus(pg) != CONNECTION_OK)
        return fail_connection(a, pg, &unreachable, error);
    char *hash = PQencryptPasswordConn(pg, password, "authenticator", NULL);
    if (!hash)
        return fail_connection(a, pg, &no_password, error);
    char *literal = PQescapeLiteral(pg, hash, str_of(hash).len);
    PQfreemem(hash);
    Buf sql = buf_new(a);
    buf_addf(&sql, "alter role authenticator login password %s", literal);
    PQfreemem(literal);
    PGresult *r = PQexec(pg, str_cstr(a, buf_str(&sql)));
    bool ok = PQresultStatus(r) == PGRES_COMMAND_OK;
    PQclear(r);
    if (!ok)
        return fail_connection(a, pg, &no_password, error);
    PQfinish(pg);
    return true;
}

static bool migrate(Arena *a, const char *owner, Error *error)
{
    MigrateReport report;
    MigrateFiles files = {embedded_files, (isize)embedded_count};
    return migrate_run(a, str_of(owner), files, &report, error);
}

static bool open_external(Arena *a, Str secret, Str url, Database *db, Error *error)
{
    db->owner = str_cstr(a, url);
    if (!migrate(a, db->owner, error))
        return false;
    Sha256 key = derive_key(secret, S("authenticator's password"));
    const char *password = str_cstr(a, hex_of(a, key.bytes, sizeof key.bytes));
    db->authenticator = conninfo_as(a, db->owner, "authenticator", password, error);
    return db->authenticator && give_password(a, db->owner, password, error);
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
