/* confidence.c — as far as words carry it: hedging, self-corrections, underselling. The
 * voice's part is judged where there is a voice. */
#include "score/judge.h"

static int capped(int n, int cost, int most)
{
    return n < most / cost + 1 && n * cost < most ? n * cost : most;
}

void judge_confidence(Judge *j)
{
    const Text *t = &j->answer;
    int *hedges = make_n(j->arena, int, t->n_sentences + 1);
    int *corrections = make_n(j->arena, int, t->n_sentences + 1);
    int *undersells = make_n(j->arena, int, t->n_sentences + 1);
    int n_corrections = 0, n_undersells = 0;
    for (isize s = 0; s < t->n_sentences; s++) {
        hedges[s] = t->sentence[s].hedges;
        n_corrections += corrections[s] = t->sentence[s].corrections;
        n_undersells += undersells[s] = t->sentence[s].undersells;
    }
    int share = share_of(t->hedges * 1000, (int64_t)t->n_words * HEDGES_PER_1000);
    judge_lose_among(j, RULE_HEDGES, part_of(CONFIDENCE_HEDGES, share), hedges,
                     (Str){0});
    judge_lose_among(j, RULE_CORRECTIONS,
                     capped(n_corrections, CORRECTION_COST, CONFIDENCE_CORRECTIONS),
                     corrections, (Str){0});
    judge_lose_among(j, RULE_UNDERSELLS,
                     capped(n_undersells, UNDERSELL_COST, CONFIDENCE_UNDERSELLS),
                     undersells, (Str){0});
    judge_keep(j, SCORE_CONFIDENCE, RULE_CONFIDENCE_SHORT,
               share_of(t->n_words, JUDGED_WORDS), judge_last(j));
}
