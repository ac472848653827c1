/* pidfile.h — what a postmaster writes about itself into its data folder. */
#ifndef PG_PIDFILE_H
#define PG_PIDFILE_H

#include "base/str.h"

#include <sys/types.h>

typedef struct PidFile {
    pid_t pid; /* 0: there is no such file, or it is not whole yet */
    Str data;  /* the cluster's folder */
    int port;
    Str socket; /* folder of the socket */
    bool ready; /* accepting queries */
} PidFile;

/* The lines of PostgreSQL's miscadmin.h: pid, data folder, start time, port, socket
 * folder, listen address, shared memory, status. */
PidFile pidfile_parse(Str text);

/* Reads PG_FOLDER/postmaster.pid into `text`, which the result points into. */
PidFile pidfile_read(const char *pg_folder, char *text, isize size);

#endif
