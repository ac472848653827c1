/* commands.h — what `rung NAME ...` runs.  Each gets its own name as argv[0]. */
#ifndef MAIN_COMMANDS_H
#define MAIN_COMMANDS_H

#include "base/error.h"

#define RUNG_VERSION "0.1.0"

/* The status of the process: 0, 1 for a failure, 2 for a wrong command line. */
typedef int CommandRun(int argc, char **argv);

typedef struct Command {
    const char *name;
    CommandRun *run;
    const char *about;
} Command;

CommandRun command_serve, command_rest, command_render, command_import, command_score,
    command_migrate, command_keys, command_psql;

/* Prints "rung: message" with details and hint on stderr; returns 1. */
int command_failed(const Error *error);

#endif
