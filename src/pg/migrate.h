/*
 * migrate.h — brings a database to what this program expects of it.
 *
 * db/migrations/NNNN_name.sql run once, in order, each in one transaction, and are
 * never edited afterwards; db/functions/ *.sql run again, all in one transaction,
 * whenever a text changed; so do db/seeds/ *.sql.  Schema rung_meta keeps what was
 * applied.  Only one migration runs at a time, whoever starts it.
 */
#ifndef PG_MIGRATE_H
#define PG_MIGRATE_H

#include "base/embedded.h"
#include "base/error.h"

typedef struct MigrateReport {
    int migrations, functions, seeds; /* applied now */
    int64_t ms;
} MigrateReport;

/* The failure that may pass by itself, by its address. */
extern const ErrorKind migrate_no_connection;

/* `conninfo` names the owner.  With nothing to do it costs one query.  What it does is
 * told on stderr.  False: *error names the file and what to do; whatever was applied
 * before it stays applied. */
bool migrate_run(Arena *arena, Str conninfo, EmbeddedFiles files, MigrateReport *report,
                 Error *error) MUST_CHECK;

#endif
