#include "main/commands.h"

#include "career/score_json.h"
#include "score/score.h"
#include "serve/json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ARENA_BYTES = 256 << 20, REPEATS = 50, BAR = 30, WIDE = 96 };

static const char usage[] =
    "usage: rung score [--question TEXT | --question-file FILE] [--ideal TEXT|FILE]\n"
    "                  [--category NAME] [--json] [--time] [ANSWER-FILE | -]\n"
    "Judges an answer to an interview question; without a file it is read from "
    "standard "
    "input.\n"
    "NAME is behavioral, technical, situational, system_design, product, hr_screening "
    "or\n"
    "general. --time scores 50 times more and prints the milliseconds on stderr.\n";

typedef struct Options {
    const char *question, *question_file, *ideal, *category, *input;
    bool json, times;
} Options;

static bool read_options(int argc, char **argv, Options *o)
{
    const struct {
        const char *name;
        const char **value;
    } options[] = {
        {"--question", &o->question},
        {"--question-file", &o->question_file},
        {"--ideal", &o->ideal},
        {"--category", &o->category},
    };
    for (int i = 1; i < argc; i++) {
        const char **value = NULL;
        for (isize n = 0; n < countof(options); n++)
            if (strcmp(argv[i], options[n].name) == 0)
                value = options[n].value;
        if (value && i + 1 < argc)
            *value = argv[++i];
        else if (strcmp(argv[i], "--json") == 0)
            o->json = true;
        else if (strcmp(argv[i], "--time") == 0)
            o->times = true;
        else if (!o->input && (argv[i][0] != '-' || !argv[i][1]))
            o->input = argv[i];
        else
            return false;
    }
    return !(o->question && o->question_file);
}

static bool read_text(Arena *a, const char *path, Str *out)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "rb");
    if (!file) {
        fprintf(stderr, "rung score: cannot read %s: %s\n", path, strerror(errno));
        return false;
    }
    char *data = make_n(a, char, SCORE_ANSWER_MAX + 1);
    size_t n = fread(data, 1, SCORE_ANSWER_MAX + 1, file);
    bool whole = !ferror(file);
    if (!whole)
        fprintf(stderr, "rung score: cannot read %s: %s\n", path, strerror(errno));
    if (!standard)
        fclose(file);
    *out = (Str){data, (isize)n};
    return whole;
}

static bool read_job(Arena *a, const Options *o, ScoreJob *job)
{
    job->question = str_of(o->question);
    job->category = str_of(o->category);
    job->ideal_answer = str_of(o->ideal);
    if (o->question_file && !read_text(a, o->question_file, &job->question))
        return false;
    if (o->ideal && access(o->ideal, R_OK) == 0 &&
        !read_text(a, o->ideal, &job->ideal_answer))
        return false;
    return read_text(a, o->input ? o->input : "-", &job->answer);
}

/* --- for people ------------------------------------------------------------------ */

static void print_bar(const char *name, int tenths)
{
    printf("%-14s ", name);
    int full = (tenths * BAR + SCORE_FULL / 2) / SCORE_FULL;
    for (int i = 0; i < BAR; i++)
        fputs(i < full ? "█" : "·", stdout);
    printf(" %5d.%d\n", tenths / 10, tenths % 10);
}

/* Wrapped at blanks; each line after the first is indented. */
static void print_wrapped(Str text, int indent)
{
    int column = indent;
    for (isize at = 0, end; at < text.len; at = end + 1) {
        for (end = at; end < text.len && text.s[end] != ' '; end++)
            ;
        if (column > indent && column + 1 + end - at > WIDE) {
            printf("\n%*s", indent, "");
            column = indent;
        } else if (column > indent) {
            putchar(' ');
            column++;
        }
        for (isize i = at; i < end; i++)
            putchar((unsigned char)text.s[i] < ' ' ? ' ' : text.s[i]);
        column += (int)(end - at);
    }
    putchar('\n');
}

static void print_evidence(const ScoreResult *r, ScoreKind kind)
{
    for (isize i = 0; i < r->n_evidence; i++) {
        const ScoreEvidence *e = &r->evidence[i];
        if (e->score != kind)
            continue;
        printf("\n  -%d.%-3d ", e->lost / 10, e->lost % 10);
        print_wrapped(e->says, 10);
        if (e->sentence >= 0) {
            printf("          %s %td: ", e->missing ? "at sentence" : "sentence",
                   e->sentence + 1);
            print_wrapped(e->quote, 10);
        }
        fputs("          > ", stdout);
        print_wrapped(e->cure, 12);
    }
}

static void print_people(const ScoreResult *r)
{
    for (isize i = 0; i < r->n_doubts; i++)
        printf("note: %s\n", r->doubts[i]);
    if (r->final == SCORE_LEFT_OUT)
        return;
    print_bar("FINAL", r->final);
    for (int k = 0; k < SCORE_KINDS; k++)
        if (r->scores[k] == SCORE_LEFT_OUT)
            printf("%-14s left out: %s\n", score_name((ScoreKind)k), r->left_out[k]);
        else
            print_bar(score_name((ScoreKind)k), r->scores[k]);
    printf("\n%td words, %td fillers, %td hedges; \"I\" %td times, \"we\" %td times\n",
           r->words, r->fillers, r->hedges, r->i_words, r->we_words);
    for (int k = 0; k < SCORE_KINDS; k++) {
        if (r->scores[k] == SCORE_LEFT_OUT || r->scores[k] == SCORE_FULL)
            continue;
        printf("\n%s: %d.%d of 100", score_name((ScoreKind)k), r->scores[k] / 10,
               r->scores[k] % 10);
        print_evidence(r, (ScoreKind)k);
    }
}

static void print_json(Arena *a, const ScoreJob *job, const ScoreResult *r)
{
    Buf b = buf_new(a);
    json_open(&b);
    score_json(&b, job->answer, r);
    json_close(&b);
    printf("%" STR_FMT "\n", STR_ARG(buf_str(&b)));
}

/* --- time ------------------------------------------------------------------------ */

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_times(const ScoreJob *job)
{
    double times[REPEATS];
    Arena arena = arena_reserve(ARENA_BYTES);
    for (int i = 0; i < REPEATS; i++) {
        ScoreResult r;
        Error error;
        double start = now_ms();
        bool ok = score_answer(&arena, job, &r, &error);
        times[i] = now_ms() - start;
        arena_reset(&arena);
        if (!ok)
            break;
    }
    arena_release(&arena);
    qsort(times, REPEATS, sizeof times[0], by_size);
    fprintf(stderr, "median %.2f ms, best %.2f ms, worst %.2f ms\n", times[REPEATS / 2],
            times[0], times[REPEATS - 1]);
}

int command_score(int argc, char **argv)
{
    Options o = {0};
    if (!read_options(argc, argv, &o)) {
        fputs(usage, stderr);
        return 2;
    }
    Arena arena = arena_reserve(ARENA_BYTES);
    ScoreJob job = {0};
    ScoreResult result;
    Error error;
    int status = 0;
    if (!read_job(&arena, &o, &job))
        status = 1;
    else if (!score_answer(&arena, &job, &result, &error))
        status = command_failed(&error);
    else if (o.json)
        print_json(&arena, &job, &result);
    else
        print_people(&result);
    if (!status && o.times)
        print_times(&job);
    arena_release(&arena);
    return status;
}
