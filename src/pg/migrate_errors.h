/* migrate_errors.h — the catalogue of what stops a migration. */
#ifndef PG_MIGRATE_ERRORS_H
#define PG_MIGRATE_ERRORS_H

#include "base/error.h"

static const ErrorKind migrate_refused = {500, "migrate_refused",
                                          "the migrations do not fit this database"};
static const ErrorKind migrate_failed = {500, "migrate_failed", "a migration failed"};

#endif
