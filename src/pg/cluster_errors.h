/* cluster_errors.h — the catalogue of what can go wrong with the private cluster. */
#ifndef PG_CLUSTER_ERRORS_H
#define PG_CLUSTER_ERRORS_H

#include "base/error.h"

static const ErrorKind cluster_folder_bad = {500, "cluster_folder_bad",
                                             "the data folder cannot be used"};
static const ErrorKind cluster_not_running = {
    500, "cluster_not_running", "no database is running on this data folder"};
static const ErrorKind cluster_no_postgres = {500, "cluster_no_postgres",
                                              "PostgreSQL is not installed"};
static const ErrorKind cluster_other_version = {
    500, "cluster_other_version", "the cluster belongs to another PostgreSQL"};
static const ErrorKind cluster_init_failed = {500, "cluster_init_failed",
                                              "the database cluster could not be made"};
static const ErrorKind cluster_start_failed = {500, "cluster_start_failed",
                                               "PostgreSQL did not start"};

#endif
