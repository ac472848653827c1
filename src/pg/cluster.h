/*
 * cluster.h — the private PostgreSQL cluster: made, started, kept alive, stopped.
 *
 * One data folder holds one cluster and belongs to one rung at a time.  `postgres` is
 * a direct child that shuts down when the thread which started it ends, however that
 * happens; so start, check and stop belong to one thread that lives as long as the
 * process.  Only cluster_state() may be called from others.
 *
 *     DATA/rung.lock          held while a rung uses the folder; names its process
 *     DATA/rung.conf          our settings, written anew at each start
 *     DATA/pg/                the cluster; your own settings by ALTER SYSTEM
 *     DATA/pg.new-PID/        a cluster being made, renamed to pg when whole
 *     DATA/run/               the socket (elsewhere when this path is too long)
 *     DATA/log/postgres.log   what postgres says, at most twice 16 MB
 */
#ifndef PG_CLUSTER_H
#define PG_CLUSTER_H

#include "base/error.h"

typedef struct Cluster Cluster;

typedef enum ClusterState {
    CLUSTER_DOWN,     /* no postgres; cluster_check starts one when it is time */
    CLUSTER_STARTING, /* running, not yet accepting queries */
    CLUSTER_READY,
} ClusterState;

/* The one refusal that passes by itself, by its address. */
extern const ErrorKind cluster_folder_busy;

/* Makes the folder if need be and locks it.  The Cluster and the texts of errors live
 * in `arena`, which must outlive it.  NULL: *error says why. */
Cluster *cluster_open(Arena *arena, Str data_dir, Error *error) MUST_CHECK;

/* Makes the cluster at the first start, stops an orphan of an earlier run, starts
 * postgres, and returns when the database `rung` accepts queries. */
bool cluster_start(Cluster *c, Error *error) MUST_CHECK;

/* To be called about ten times a second: notices that postgres died and starts it
 * again, later each time that it fails at once. */
ClusterState cluster_check(Cluster *c);
ClusterState cluster_state(const Cluster *c);

/* Ends every session, writes a checkpoint, waits (30 s at most), unlocks the folder. */
void cluster_stop(Cluster *c);

/* A libpq connection string to the database `rung`: as `postgres`, the owner, or as
 * `authenticator`. */
const char *cluster_url(const Cluster *c, Arena *arena, Str role);

/* The same for a cluster that another rung runs on this folder, from outside. */
const char *cluster_running_url(Arena *arena, Str data_dir, Str role,
                                Error *error) MUST_CHECK;

#endif
