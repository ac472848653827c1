/* install.h — where PostgreSQL's own programs lie on this machine. */
#ifndef PG_INSTALL_H
#define PG_INSTALL_H

#include "base/error.h"

enum { OLDEST_POSTGRES = 15 };

typedef struct Install {
    char bin[512]; /* the folder of postgres, initdb, psql */
    int major;
} Install;

/* The newest one, or exactly `major` unless that is 0.  False: *error says what to
 * install. */
bool install_find(int major, Install *found, Arena *arena, Error *error) MUST_CHECK;

#endif
