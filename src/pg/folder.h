/*
 * folder.h — the data folder: whose it is, that only one rung uses it, and what
 * PostgreSQL needs in it before it can start.
 */
#ifndef PG_FOLDER_H
#define PG_FOLDER_H

#include "base/error.h"
#include "pg/install.h"
#include "pg/process.h"

enum { MAX_PATH = 1024, MAX_SOCKET = 107 }; /* sun_path holds 108 with its NUL */

typedef struct Folder {
    char data[MAX_PATH]; /* absolute, without symbolic links */
    char pg[MAX_PATH + 16];
    char run[MAX_SOCKET + 1]; /* of the socket */
    char log[MAX_PATH + 16];  /* of postgres */
    Account account;          /* that owns the cluster */
    int lock;                 /* descriptor of the held rung.lock */
} Folder;

/* Makes or takes the folder and locks it. */
bool folder_open(Folder *f, Str data_dir, Arena *arena, Error *error) MUST_CHECK;
void folder_close(Folder *f);

/* The major version of the cluster in the folder; 0 when there is none. */
int folder_version(const Folder *f);

/* initdb, under a temporary name until it is whole. */
bool folder_make_cluster(Folder *f, const Install *pg, Arena *arena,
                         Error *error) MUST_CHECK;

/* Socket folder, rung.conf, and the line that includes it. */
bool folder_prepare(Folder *f, Arena *arena, Error *error) MUST_CHECK;

/* Opens the log for postgres to append to; one grown large becomes postgres.log.1. */
int folder_open_log(const Folder *f);
void folder_trim_log(const Folder *f);

/* The last lines of the log, for an error's details. */
Str folder_log_tail(const Folder *f, const char *name, Arena *arena);

/* Where `data_dir` is in the file system; false when it is not there. */
bool folder_resolve(const char *data_dir, char path[MAX_PATH]) MUST_CHECK;

/* error = {cluster_folder_bad, formatted message, hint}; returns false. */
bool folder_error(Arena *arena, Error *error, Str hint, const char *fmt, ...)
    PRINTF(4, 5);

#endif
