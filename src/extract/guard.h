/*
 * guard.h — a hostile file is read by a child that can do nothing but read it.
 *
 * The child is this same program again (fork without exec is no way out of a process
 * with threads). It limits its own memory and time, opens what the PDF library opens
 * lazily, then shuts itself in with seccomp: from there on it can read from its one
 * descriptor, write to it, allocate and end; no file, no network, no process. Only then
 * does it look at the first byte. Whatever a file does to it, the parent gets an error.
 */
#ifndef EXTRACT_GUARD_H
#define EXTRACT_GUARD_H

#include "extract/extract.h"

enum {
    GUARD_CPU_SECONDS = 3,
    GUARD_WALL_SECONDS = 20,  /* of a machine that is busy with others, too */
    GUARD_MEMORY = 256 << 20, /* addresses: 50 MB are the program and its libraries */
    GUARD_OUT = 16 << 20,     /* bytes of words and boxes */
};

/* What the child reads, and how it writes what it has read. */
typedef enum GuardWork {
    GUARD_PDF,  /* pdf.h */
    GUARD_DOCX, /* flow.h */
    GUARD_ODT,
    GUARD_WORKS
} GuardWork;

/* *out is what it wrote, in the arena. False: *error says that the file was too much,
 * or that there is no such child. */
bool guard_run(Arena *a, GuardWork work, Str input, Str *out, ExtractCost *cost,
               Error *error) MUST_CHECK;

/* The walls of the child, for the calling process: from here on it can read and write
 * what it has open, allocate and end. Asking for a file is refused; for anything else
 * it is ended. False: they do not stand. */
bool guard_shut_in(void) MUST_CHECK;

/* For main(): when this process was started as such a child, guard_child() is all that
 * it does. */
bool guard_is_child(int argc, char **argv);
int guard_child(void);

/* The walls' other side, child.c: what guard_is_child() has found. */
int guard_do(GuardWork work);

#endif
