/* main.c — the command line: one program, one row for each command. */
#include "main/render.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    if (argc > 1 && !strcmp(argv[1], "render"))
        return command_render(argc - 1, argv + 1);
    puts("rung 0.1.0");
    return 0;
}
