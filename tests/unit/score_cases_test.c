/*
 * Golden answers: tests/cases/score/NAME.case has a question and three answers to it.
 *
 *   what the case is for
 *   --- category, question, ideal, good, middling, poor
 *   ...
 *   --- scores
 *   answer final | content structure relevance communication confidence | rule@sentence
 *
 * Whatever the numbers are, good beats middling and middling beats poor; and an answer
 * does not get better by padding, nor worse by a result.
 */
#include "cases.h"
#include "score.h"

#include "base/buf.h"

static Arena arena;

static ScoreResult judge(Str text, Str answer)
{
    ScoreJob job = {.question = case_line(text, "question"),
                    .ideal_answer = case_line(text, "ideal"),
                    .category = case_line(text, "category"),
                    .answer = answer};
    ScoreResult r;
    Error error;
    bool ok = score_answer(&arena, &job, &r, &error);
    assert(ok);
    const char *broken = score_broken(answer, &r, true);
    check(!broken);
    if (broken)
        printf("# %s\n", broken);
    return r;
}

static Str line_of(const char *name, const ScoreResult *r)
{
    Buf b = buf_new(&arena);
    buf_addf(&b, "%-8s %3d.%d |", name, r->final / 10, r->final % 10);
    for (int k = 0; k < SCORE_KINDS; k++)
        if (r->scores[k] != SCORE_LEFT_OUT)
            buf_addf(&b, " %3d.%d", r->scores[k] / 10, r->scores[k] % 10);
    buf_add(&b, S(" |"));
    for (isize i = 0; i < r->n_evidence; i++)
        buf_addf(&b, " %s@%td-%d.%d", r->evidence[i].rule, r->evidence[i].sentence + 1,
                 r->evidence[i].lost / 10, r->evidence[i].lost % 10);
    buf_add(&b, S("\n"));
    return buf_str(&b);
}

static Str with(Str before, Str between, Str after)
{
    Buf b = buf_new(&arena);
    buf_add(&b, before);
    buf_add(&b, between);
    buf_add(&b, after);
    return buf_str(&b);
}

/* Fillers in front, in the middle of every sentence, and behind: no score may rise. */
static void check_padding(Str text, Str answer, const ScoreResult *plain)
{
    static const char *const fillers[] = {
        "um", "you know", "basically", "I think", "to be honest", "maybe", "kind of"};
    Buf b = buf_new(&arena);
    isize n = 0;
    for (isize i = 0; i < answer.len; i++) {
        buf_add(&b, (Str){answer.s + i, 1});
        if (answer.s[i] == ' ' && i % 7 == 0)
            buf_addf(&b, "%s ", fillers[n++ % countof(fillers)]);
    }
    const Str padded[] = {with(S("Um, "), answer, S("")),
                          with(answer, S(" You know. And stuff, basically."), S("")),
                          buf_str(&b)};
    for (isize i = 0; i < countof(padded); i++) {
        ScoreResult r = judge(text, padded[i]);
        bool rose = r.final > plain->final;
        for (int k = 0; k < SCORE_KINDS; k++)
            rose |= r.scores[k] > plain->scores[k];
        check(!rose);
        if (rose)
            printf("# %" STR_FMT "# %" STR_FMT, STR_ARG(line_of("plain", plain)),
                   STR_ARG(line_of("padded", &r)));
    }
}

/* A result that can be measured never lowers the content. */
static void check_result(Str text, Str answer, const ScoreResult *plain)
{
    const Str results[] = {
        S(" As a result, the time fell from 40 minutes to 12."),
        S(" In the end we saved 30 percent of the cost, about 2,000 euros a month.")};
    for (isize i = 0; i < countof(results); i++) {
        ScoreResult r = judge(text, with(answer, results[i], S("")));
        check(r.scores[SCORE_CONTENT] >= plain->scores[SCORE_CONTENT]);
    }
}

static Str scores_of(Str text)
{
    static const char *const names[] = {"good", "middling", "poor"};
    Buf b = buf_new(&arena);
    int before = SCORE_FULL + 1;
    for (isize i = 0; i < countof(names); i++) {
        Str answer = case_line(text, names[i]);
        ScoreResult r = judge(text, answer), again = judge(text, answer);
        Str line = line_of(names[i], &r);
        check_str(line_of(names[i], &again), line);
        check(r.final < before); /* the order that people would give */
        before = r.final;
        check_padding(text, answer, &r);
        check_result(text, answer, &r);
        buf_add(&b, line);
    }
    return buf_str(&b);
}

int main(void)
{
    arena = arena_reserve(256 << 20);
    cases_run(&arena, "tests/cases/score/*.case", "scores", scores_of);
    arena_release(&arena);
    return done();
}
