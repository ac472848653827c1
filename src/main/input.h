/* input.h — what the commands of the engines share: files in and out, and how long
 * something takes. "-" is standard input, or output. */
#ifndef MAIN_INPUT_H
#define MAIN_INPUT_H

#include "base/error.h"

/* False: `command` has said on stderr why not.  A file of more than `most` bytes is
 * refused. */
bool input_read(Arena *a, const char *command, Str path, isize most,
                Str *out) MUST_CHECK;
bool output_write(const char *command, Str path, Str data) MUST_CHECK;

/* "rung COMMAND: FILE: message: details; hint" on stderr; returns 1. */
int input_refused(const char *command, Str file, const Error *error);

/* The whole number of an option that was given, from 1; untouched when it was not. */
bool option_number(Str text, int *out) MUST_CHECK;

/* Runs it so many times, each with an empty arena; prints "median ... best ... worst"
 * on stderr, with `more` behind it. */
typedef void Timed(Arena *a, const void *job);
void print_times(Timed *run, const void *job, int times, const char *more);

#endif
