/* drive.c — the private cluster alone, for tests: starts it, says where, keeps it
 * alive. */
#include "pg/cluster.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile sig_atomic_t stopping;

static void stop(int signal)
{
    (void)signal;
    stopping = 1;
}

static void say(Str text)
{
    if (text.len)
        fprintf(stderr, "%" STR_FMT "\n", STR_ARG(text));
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return fputs("drive DATA_DIR\n", stderr), 2;
    Error error = {0};
    Arena arena = arena_reserve(1 << 20);
    Cluster *c = cluster_open(&arena, str_of(argv[1]), &error);
    if (!c || !cluster_start(c, &error)) {
        say(error_message(&error));
        say(error.details);
        say(error.hint);
        return 1;
    }
    signal(SIGTERM, stop);
    printf("%s\n", cluster_url(c, &arena, S("postgres")));
    fflush(stdout);
    while (!stopping) {
        cluster_check(c);
        usleep(100 * 1000);
    }
    cluster_stop(c);
    arena_release(&arena);
    return 0;
}
