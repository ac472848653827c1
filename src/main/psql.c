/* psql.c — `rung psql`: opens psql as the owner of Rung's database, wherever it is. */
#include "main/commands.h"
#include "main/settings.h"
#include "pg/cluster.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const Usage usage = {
    .arguments = "[psql's own options and arguments]",
    .about = "Opens psql as the owner of the database.",
    .passes_on = true,
};

int command_psql(int argc, char **argv)
{
    Settings s;
    Error error = {0};
    int status = settings_read(&s, &usage, &argc, argv);
    if (status != SETTINGS_READ)
        return status;
    Arena arena = arena_reserve(1 << 20); /* exec gives it back */
    Str url = s.value[SETTING_DATABASE_URL];
    if (!url.s)
        url = str_of(cluster_running_url(&arena, s.value[SETTING_DATA_DIR],
                                         S("postgres"), &error));
    if (!url.s)
        return command_failed(&error);
    char **args = make_n(&arena, char *, argc + 3);
    args[0] = (char[]){"psql"};
    args[1] = (char[]){"-d"};
    args[2] = (char *)(uintptr_t)str_cstr(&arena, url);
    memcpy(&args[3], &argv[1], (size_t)(argc - 1) * sizeof *args);
    execvp("psql", args);
    fprintf(stderr, "rung: cannot run psql: %s. Install postgresql-client.\n",
            strerror(errno));
    return 1;
}
