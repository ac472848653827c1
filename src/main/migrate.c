/* migrate.c — `rung migrate`: brings the database to this program's version. */
#include "pg/migrate.h"
#include "main/commands.h"
#include "main/settings.h"
#include "pg/cluster.h"

#include <stdio.h>
#include <time.h>

enum { TRIES = 600, PAUSE = 100 }; /* a minute, in milliseconds */

static const Usage usage = {
    .about = "Brings the database to this version: new migrations, changed functions.\n"
             "It is safe to run again, and while rung serves.",
};

static bool migrate(Arena *arena, Str conninfo, Error *error)
{
    MigrateReport report;
    EmbeddedFiles files = embedded_in(S("db/"));
    if (!migrate_run(arena, conninfo, files, &report, error))
        return false;
    if (report.migrations + report.functions + report.seeds == 0)
        printf("rung: nothing to migrate (%lld ms)\n", (long long)report.ms);
    else
        printf("rung: applied %d migrations, %d functions, %d seeds (%lld ms)\n",
               report.migrations, report.functions, report.seeds, (long long)report.ms);
    return true;
}

/* The folder is free: run its cluster for as long as this takes. */
static bool migrate_idle(Arena *arena, Cluster *c, Error *error)
{
    bool done = cluster_start(c, error) &&
                migrate(arena, str_of(cluster_url(c, arena, S("postgres"))), error);
    cluster_stop(c);
    return done;
}

/* Another rung, starting, serving, or migrating and about to stop, has the folder. */
static bool migrate_private(Arena *arena, Str data_dir, Error *error)
{
    for (int i = 0; i < TRIES; i++) {
        *error = (Error){0};
        Cluster *c = cluster_open(arena, data_dir, error);
        if (c)
            return migrate_idle(arena, c, error);
        if (error->kind != &cluster_folder_busy)
            return false;
        const char *url = cluster_running_url(arena, data_dir, S("postgres"), error);
        if (url && migrate(arena, str_of(url), error))
            return true;
        if (url && error->kind != &migrate_no_connection)
            return false;
        nanosleep(&(struct timespec){.tv_nsec = PAUSE * 1000000L}, NULL);
    }
    return false;
}

int command_migrate(int argc, char **argv)
{
    Settings s;
    int status = settings_read(&s, &usage, &argc, argv);
    if (status != SETTINGS_READ)
        return status;
    Error error = {0};
    Arena arena = arena_reserve(64 << 20);
    Str url = s.value[SETTING_DATABASE_URL];
    bool done = url.s ? migrate(&arena, url, &error)
                      : migrate_private(&arena, s.value[SETTING_DATA_DIR], &error);
    if (!done)
        command_failed(&error);
    arena_release(&arena);
    return !done;
}
