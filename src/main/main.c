/* main.c — the command line: one program, one row for each command. */
#include "base/base.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    puts("rung 0.1.0");
    return 0;
}
