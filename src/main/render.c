#include "main/commands.h"

#include "base/buf.h"
#include "paper/paper.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_BYTES = 4 << 20, ARENA_BYTES = 256 << 20, REPEATS = 20 };

static const char usage[] =
    "usage: rung render RESUME.json -o OUT.pdf|OUT.png [--template SLUG] [--config "
    "FILE]\n"
    "                   [--paper A4|Letter] [--page N] [--dpi N] [--time]\n"
    "\"-\" is standard input or output (a PDF, unless --png). --time renders 20 times "
    "more\n"
    "and prints the milliseconds of each.\n";

typedef struct Options {
    const char *input, *output, *config, *template_slug, *paper, *page, *dpi;
    bool png, times;
} Options;

static int complain(const char *what, const char *where, const char *hint)
{
    fprintf(stderr, "rung render: %s%s%s%s%s\n", what, where ? ": " : "",
            where ? where : "", hint ? "; " : "", hint ? hint : "");
    return 2;
}

static bool read_options(int argc, char **argv, Options *o)
{
    const struct {
        const char *name;
        const char **value;
    } options[] = {
        {"-o", &o->output},       {"--template", &o->template_slug},
        {"--config", &o->config}, {"--paper", &o->paper},
        {"--page", &o->page},     {"--dpi", &o->dpi},
    };
    for (int i = 1; i < argc; i++) {
        const char **value = NULL;
        for (isize n = 0; n < countof(options); n++)
            if (strcmp(argv[i], options[n].name) == 0)
                value = options[n].value;
        if (value && i + 1 < argc)
            *value = argv[++i];
        else if (strcmp(argv[i], "--time") == 0)
            o->times = true;
        else if (strcmp(argv[i], "--png") == 0)
            o->png = true;
        else if (!o->input && (argv[i][0] != '-' || !argv[i][1]))
            o->input = argv[i];
        else
            return false;
    }
    return o->input && o->output;
}

static bool number(const char *text, int *out)
{
    if (!text)
        return true;
    char *end;
    errno = 0;
    long n = strtol(text, &end, 10);
    *out = (int)n;
    return !errno && !*end && end != text && n > 0 && n < 100000;
}

static bool read_file(Arena *a, const char *path, Str *out)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "rb");
    if (!file)
        return false;
    char *data = make_n(a, char, MOST_BYTES);
    size_t n = fread(data, 1, MOST_BYTES, file);
    bool whole = !ferror(file) && (n < MOST_BYTES || fgetc(file) == EOF);
    if (!whole && !ferror(file))
        errno = EFBIG;
    if (!standard)
        fclose(file);
    *out = (Str){data, (isize)n};
    return whole;
}

static bool write_file(const char *path, const PaperFile *out)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdout : fopen(path, "wb");
    if (!file)
        return false;
    bool whole = fwrite(out->data, 1, (size_t)out->size, file) == (size_t)out->size;
    whole = (standard ? fflush(file) : fclose(file)) == 0 && whole;
    return whole;
}

static void print_part(const char *before, Str text)
{
    if (text.len)
        fprintf(stderr, "%s%" STR_FMT, before, STR_ARG(text));
}

static int refuse(const char *input, const Error *error)
{
    Str message = error->message.len ? error->message : str_of(error->kind->message);
    fprintf(stderr, "rung render: %s: %" STR_FMT, input, STR_ARG(message));
    print_part(": ", error->details);
    print_part("; ", error->hint);
    fputc('\n', stderr);
    return 1;
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

/* The first rendering has loaded the fonts; these are what a server's are. */
static void print_times(const PaperJob *job, int pages)
{
    double times[REPEATS];
    Arena arena = arena_reserve(ARENA_BYTES);
    for (int i = 0; i < REPEATS; i++) {
        PaperFile file;
        Error error;
        double before = milliseconds();
        if (paper_render(&arena, job, &file, &error))
            paper_file_free(&file);
        times[i] = milliseconds() - before;
        arena_reset(&arena);
    }
    arena_release(&arena);
    qsort(times, REPEATS, sizeof times[0], by_size);
    fprintf(stderr, "warm: median %.2f ms, best %.2f ms, worst %.2f ms, %d pages\n",
            times[REPEATS / 2], times[0], times[REPEATS - 1], pages);
}

static int render(Arena *a, const Options *o, PaperJob *job)
{
    if (!read_file(a, o->input, &job->resume_json))
        return complain("cannot read", o->input, strerror(errno)), 1;
    if (o->config && !read_file(a, o->config, &job->template_config))
        return complain("cannot read", o->config, strerror(errno)), 1;
    PaperFile file;
    Error error;
    if (!paper_render(a, job, &file, &error))
        return refuse(o->input, &error);
    bool written = write_file(o->output, &file);
    int pages = file.pages;
    paper_file_free(&file);
    if (!written)
        return complain("cannot write", o->output, strerror(errno)), 1;
    if (o->times)
        print_times(job, pages);
    return 0;
}

static bool ends_in(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

int command_render(int argc, char **argv)
{
    Options o = {0};
    PaperJob job = {0};
    if (!read_options(argc, argv, &o)) {
        fputs(usage, stderr);
        return 2;
    }
    if (!number(o.page, &job.page) || !number(o.dpi, &job.dpi))
        return complain("--page and --dpi take a number from 1", NULL, NULL);
    bool png = ends_in(o.output, ".png"), standard = strcmp(o.output, "-") == 0;
    if (!png && !standard && !ends_in(o.output, ".pdf"))
        return complain("cannot tell the format", o.output, "name a .pdf or a .png");
    job.format = png || (standard && o.png) ? PAPER_PNG : PAPER_PDF;
    job.template_slug = str_of(o.template_slug);
    job.paper = str_of(o.paper);
    Arena arena = arena_reserve(ARENA_BYTES);
    int status = render(&arena, &o, &job);
    arena_release(&arena);
    return status;
}
