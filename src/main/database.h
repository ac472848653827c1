/*
 * database.h — the database that a command works on: the private cluster, or the one
 * that RUNG_DATABASE_URL names.  Everything above sees two connection strings.
 */
#ifndef MAIN_DATABASE_H
#define MAIN_DATABASE_H

#include "main/settings.h"
#include "pg/cluster.h"

typedef struct Database {
    Cluster *cluster;          /* NULL: somebody else's server */
    const char *owner;         /* conninfo: migrations */
    const char *authenticator; /* conninfo: everything that serves people */
} Database;

/* The data folder is there and ours alone. */
bool database_claim(Arena *a, const Settings *s, Database *db, Error *error) MUST_CHECK;
/* Started, reachable, migrated; `secret` gives the authenticator its password
 * elsewhere. */
bool database_open(Arena *a, const Settings *s, Str secret, Database *db,
                   Error *error) MUST_CHECK;
bool database_up(const Database *db); /* as far as is known without asking it */
void database_close(Database *db);

#endif
