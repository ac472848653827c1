#include "main/input.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ARENA_BYTES = 256 << 20, REPEATS_MOST = 100, MOST_NUMBER = 99999 };

static bool complain(const char *command, const char *what, Str path)
{
    fprintf(stderr, "rung %s: cannot %s: %" STR_FMT "; %s\n", command, what,
            STR_ARG(path), strerror(errno));
    return false;
}

bool input_read(Arena *a, const char *command, Str path, isize most, Str *out)
{
    bool standard = str_eq(path, S("-"));
    FILE *file = standard ? stdin : fopen(str_cstr(a, path), "rb");
    if (!file)
        return complain(command, "read", path);
    char *data = make_n(a, char, most);
    size_t n = fread(data, 1, (size_t)most, file);
    bool failed = ferror(file) != 0;
    bool whole = !failed && (n < (size_t)most || fgetc(file) == EOF);
    int why = failed ? errno : EFBIG;
    if (!standard)
        fclose(file);
    errno = why;
    *out = (Str){data, (isize)n};
    return whole || complain(command, "read", path);
}

bool output_write(const char *command, Str path, Str data)
{
    char name[4096];
    bool standard = str_eq(path, S("-"));
    snprintf(name, sizeof name, "%" STR_FMT, STR_ARG(path));
    FILE *file = standard ? stdout : fopen(name, "wb");
    if (!file)
        return complain(command, "write", path);
    bool whole = fwrite(data.s, 1, (size_t)data.len, file) == (size_t)data.len;
    whole = (standard ? fflush(file) : fclose(file)) == 0 && whole;
    return whole || complain(command, "write", path);
}

static void print_part(const char *before, Str text)
{
    if (text.len)
        fprintf(stderr, "%s%" STR_FMT, before, STR_ARG(text));
}

int input_refused(const char *command, Str file, const Error *error)
{
    Str message = error_message(error);
    if (str_ends(message, S("."))) /* it goes on */
        message.len--;
    fprintf(stderr, "rung %s: %" STR_FMT ": %" STR_FMT, command, STR_ARG(file),
            STR_ARG(message));
    print_part(": ", error->details);
    print_part("; ", error->hint);
    fputc('\n', stderr);
    return 1;
}

bool option_number(Str text, int *out)
{
    int64_t n = 0;
    if (!text.s)
        return true;
    if (!str_to_int(text, &n) || n < 1 || n > MOST_NUMBER)
        return false;
    *out = (int)n;
    return true;
}

static double milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void print_times(Timed *run, const void *job, int times, const char *more)
{
    double taken[REPEATS_MOST];
    assert(times > 0 && times <= REPEATS_MOST);
    Arena arena = arena_reserve(ARENA_BYTES);
    for (int i = 0; i < times; i++) {
        double before = milliseconds();
        run(&arena, job);
        taken[i] = milliseconds() - before;
        arena_reset(&arena);
    }
    arena_release(&arena);
    qsort(taken, (size_t)times, sizeof taken[0], by_size);
    fprintf(stderr, "median %.2f ms, best %.2f ms, worst %.2f ms%s\n", taken[times / 2],
            taken[0], taken[times - 1], more);
}
