#include "main/commands.h"
#include "main/input.h"
#include "main/settings.h"

#include "career/score_json.h"
#include "score/score.h"
#include "serve/json.h"

#include <stdio.h>
#include <unistd.h>

enum { ARENA_BYTES = 256 << 20, REPEATS = 50, BAR = 30, WIDE = 96 };

static Str question, question_file, ideal, category, as_json, times;

static const Option options[] = {
    {"--question", "TEXT", "what was asked", &question},
    {"--question-file", "FILE", "the same, from a file", &question_file},
    {"--ideal", "TEXT|FILE", "an answer that would be good", &ideal},
    {"--category", "NAME",
     "behavioral, technical, situational, system_design, product, hr_screening or "
     "general",
     &category},
    {"--json", NULL, "one JSON object, for programs", &as_json},
    {"--time", NULL, "scores 50 times more, prints the milliseconds", &times},
    {0},
};
static const Usage usage = {
    .arguments = "[ANSWER-FILE|-]",
    .about = "Judges an answer to an interview question.",
    .options = options,
};

static bool read_job(Arena *a, Str input, ScoreJob *job)
{
    enum { MOST = SCORE_ANSWER_MAX + 2 }; /* the engine says what is too long */
    job->question = question;
    job->category = category;
    job->ideal_answer = ideal;
    if (question_file.s && !input_read(a, "score", question_file, MOST, &job->question))
        return false;
    if (ideal.s && access(str_cstr(a, ideal), R_OK) == 0 &&
        !input_read(a, "score", ideal, MOST, &job->ideal_answer))
        return false;
    return input_read(a, "score", input, MOST, &job->answer);
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

static void score_once(Arena *a, const void *job)
{
    ScoreResult r;
    Error error;
    if (!score_answer(a, job, &r, &error))
        command_failed(&error);
}

int command_score(int argc, char **argv)
{
    question = question_file = ideal = category = as_json = times = (Str){0};
    int status = settings_read(NULL, &usage, &argc, argv);
    if (status != SETTINGS_READ)
        return status;
    if (argc > 2 || (question.s && question_file.s)) {
        fputs("rung score: one answer, one question; see rung score --help\n", stderr);
        return 2;
    }
    Arena arena = arena_reserve(ARENA_BYTES);
    ScoreJob job = {0};
    ScoreResult result;
    Error error;
    status = 0;
    if (!read_job(&arena, argc > 1 ? str_of(argv[1]) : S("-"), &job))
        status = 1;
    else if (!score_answer(&arena, &job, &result, &error))
        status = command_failed(&error);
    else if (as_json.s)
        print_json(&arena, &job, &result);
    else
        print_people(&result);
    if (!status && times.s)
        print_times(score_once, &job, REPEATS, "");
    arena_release(&arena);
    return status;
}
