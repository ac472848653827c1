/* migrate.c — migrates with the SQL files of a folder instead of the program's own. */
#include "pg/migrate.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MAX_FILES = 64 };

static EmbeddedFile read_file(Arena *arena, const char *path)
{
    char text[65536];
    FILE *f = fopen(path, "rbe");
    size_t size = f ? fread(text, 1, sizeof text, f) : 0;
    if (f)
        fclose(f);
    return (EmbeddedFile){.path = str_cstr(arena, str_of(path)),
                          .data = str_cstr(arena, (Str){text, (isize)size}),
                          .size = (int64_t)size};
}

int main(int argc, char **argv)
{
    EmbeddedFile files[MAX_FILES];
    MigrateReport report;
    Error error = {0};
    glob_t hits;
    if (argc != 3 || chdir(argv[2]) != 0)
        return fputs("migrate CONNINFO FOLDER\n", stderr), 2;
    Arena arena = arena_reserve(16 << 20);
    isize n = 0;
    if (glob("db/*/*.sql", 0, NULL, &hits) == 0) {
        for (; n < MAX_FILES && n < (isize)hits.gl_pathc; n++)
            files[n] = read_file(&arena, hits.gl_pathv[n]);
        globfree(&hits);
    }
    bool done = migrate_run(&arena, str_of(argv[1]), (EmbeddedFiles){files, n}, &report,
                            &error);
    printf("%d %d %d\n", report.migrations, report.functions, report.seeds);
    Str message = done ? (Str){0} : error_message(&error);
    if (!done)
        fprintf(stderr, "%" STR_FMT "\n%" STR_FMT "\n%" STR_FMT "\n", STR_ARG(message),
                STR_ARG(error.details), STR_ARG(error.hint));
    arena_release(&arena);
    return !done;
}
