/* A session's feedback: the mean, what carried it, and the dearest rules with a quote.
 */
#include "score/score.h"

#include "test.h"

#include <string.h>

static Arena arena;

static bool mentions(Strs list, const char *text)
{
    for (isize i = 0; i < list.n; i++)
        if (memmem(list.v[i].s, (size_t)list.v[i].len, text, strlen(text)))
            return true;
    return false;
}

static ScoreEvidence loss(ScoreKind score, int lost, const char *rule,
                          const char *quote)
{
    return (ScoreEvidence){
        .score = score, .lost = lost, .rule = rule, .quote = str_of(quote)};
}

int main(void)
{
    arena = arena_reserve(4 << 20);
    ScoreEvidence first[] = {loss(SCORE_CONTENT, 250, "no-numbers", "It went well."),
                             loss(SCORE_STRUCTURE, 210, "no-result", "We finished."),
                             loss(SCORE_RELEVANCE, 10, "of another version", "x")};
    ScoreEvidence second[] = {
        loss(SCORE_CONTENT, 250, "no-numbers", "Many came."),
        loss(SCORE_COMMUNICATION, 80, "run-on", "And then and then")};
    ScoreResult results[] = {
        {.question = 3,
         .final = 700,
         .scores = {600, 790, 900, 1000, SCORE_LEFT_OUT, 1000},
         .evidence = first,
         .n_evidence = countof(first)},
        {.final = 805,
         .scores = {700, 1000, 900, 920, SCORE_LEFT_OUT, 1000},
         .evidence = second,
         .n_evidence = countof(second)},
        {.final = SCORE_LEFT_OUT,
         .scores = {SCORE_LEFT_OUT, SCORE_LEFT_OUT, SCORE_LEFT_OUT, SCORE_LEFT_OUT,
                    SCORE_LEFT_OUT, SCORE_LEFT_OUT}},
    };
    ScoreFeedback f;
    score_feedback(&arena, results, countof(results), &f);
    check(f.score == 753);
    check_str(
        f.overall_summary,
        S("2 answers, 75.3 of 100 on average. Strongest: confidence (100.0). Most to "
          "win: content (65.0)."));
    check(f.strengths.n == 4 && !mentions(f.strengths, "substance"));
    check(f.areas_for_improvement.n == 3);
    check(mentions(f.areas_for_improvement,
                   "measured. In 2 answers, most in question 3."));
    check(mentions(f.areas_for_improvement,
                   "runs on and on. In question 2: \"And then and then\""));
    check(strstr(f.areas_for_improvement.v[0].s, "measured") != NULL);
    check(mentions(f.actionable_suggestions, "a number with its unit"));

    score_feedback(&arena, results, 1, &f);
    check(str_starts(f.overall_summary, S("1 answer, 70.0 of 100")));
    score_feedback(&arena, &results[2], 1, &f);
    check(f.score == SCORE_LEFT_OUT && f.strengths.n == 0 &&
          f.areas_for_improvement.n == 0);
    check_str(f.overall_summary, S("No answer of this session could be judged."));
    score_feedback(&arena, results, 0, &f);
    check(f.score == SCORE_LEFT_OUT);
    arena_release(&arena);
    return done();
}
