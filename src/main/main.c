/* main.c — the command line: one program, one row for each command. */
#include "main/commands.h"
#include "main/settings.h"

#include "extract/guard.h"

#include <stdio.h>
#include <string.h>

static CommandRun command_version, command_help;

static const Command commands[] = {
    {"serve", command_serve, "serve Rung: database, API, web app"},
    {"rest", command_rest, "serve any PostgreSQL as PostgREST does, told by PGRST_*"},
    {"render", command_render, "set a resume: JSON Resume to PDF or PNG"},
    {"import", command_import, "read a resume: PDF or text to JSON Resume"},
    {"score", command_score, "judge an answer to an interview question"},
    {"migrate", command_migrate, "bring the database to this version"},
    {"keys", command_keys, "print the address and the API keys"},
    {"psql", command_psql, "open psql as the owner of the database"},
    {"version", command_version, "print the version"},
    {"help", command_help, "print this, or `help COMMAND` for one of them"},
};

static const Command *command_named(const char *name)
{
    for (isize i = 0; i < countof(commands); i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static int unknown_command(const char *typed)
{
    const char *names[countof(commands)];
    for (isize i = 0; i < countof(commands); i++)
        names[i] = commands[i].name;
    const char *near = nearest_name(str_of(typed), names, countof(names));
    fprintf(stderr, "rung: there is no command \"%s\"; %s%s\n", typed,
            near ? "did you mean " : "see rung ", near ? near : "help");
    return 2;
}

static void print_commands(FILE *to)
{
    fputs("rung COMMAND [options]\n\nA career platform in one program: applications, "
          "resumes, interview practice.\n\n",
          to);
    for (isize i = 0; i < countof(commands); i++)
        fprintf(to, "  %-10s %s\n", commands[i].name, commands[i].about);
    fputs("\n`rung COMMAND --help` lists its options and settings.\n", to);
}

static int command_version(int argc, char **argv)
{
    (void)argc, (void)argv;
    puts("rung " RUNG_VERSION);
    return 0;
}

static int command_help(int argc, char **argv)
{
    if (argc < 2)
        return print_commands(stdout), 0;
    const Command *c = command_named(argv[1]);
    if (!c)
        return unknown_command(argv[1]);
    if (c->run == command_help || c->run == command_version)
        return printf("rung %s: %s\n", c->name, c->about), 0;
    char help[] = "--help";
    return c->run(2, (char *[]){argv[1], help, NULL});
}

int command_failed(const Error *error)
{
    Str message = error_message(error);
    fprintf(stderr, "rung: %" STR_FMT "\n", STR_ARG(message));
    if (error->details.len)
        fprintf(stderr, "%" STR_FMT "\n", STR_ARG(error->details));
    if (error->hint.len)
        fprintf(stderr, "%" STR_FMT "\n", STR_ARG(error->hint));
    return 1;
}

int main(int argc, char **argv)
{
    if (guard_is_child(argc, argv))
        return guard_child();
    if (argc < 2)
        return print_commands(stderr), 2;
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return command_help(1, NULL);
    if (strcmp(argv[1], "--version") == 0)
        return command_version(1, NULL);
    const Command *c = command_named(argv[1]);
    return c ? c->run(argc - 1, argv + 1) : unknown_command(argv[1]);
}
