/* score.h — what holds of every score, for the tests of the engine and its fuzzer. */
#ifndef UNIT_SCORE_H
#define UNIT_SCORE_H

#include "score/score.h"

#include <string.h>

/* At a place where a character begins, or at an end; of bytes that are no UTF-8
 * anything is. */
static inline bool score_boundary(Str text, isize at)
{
    if (at < 0 || at > text.len)
        return false;
    return at == text.len || (text.s[at] & 0xc0) != 0x80 || at == 0 ||
           ((unsigned char)text.s[at - 1] < 0x80);
}

/* NULL, or what is wrong. */
static inline const char *score_broken(Str answer, const ScoreResult *r, bool is_utf8)
{
    int lost[SCORE_KINDS] = {0};
    for (isize i = 0; i < r->n_evidence; i++) {
        const ScoreEvidence *e = &r->evidence[i];
        if (e->lost <= 0)
            return "a loss of nothing";
        if (e->sentence < -1 || e->sentence >= r->n_sentences)
            return "no such sentence";
        if (e->start < 0 || e->start > e->end || e->end > answer.len)
            return "outside the answer";
        if (is_utf8 &&
            !(score_boundary(answer, e->start) && score_boundary(answer, e->end)))
            return "inside a character";
        if (!str_eq(e->quote, (Str){answer.s + e->start, e->end - e->start}))
            return "another quote";
        if (!e->says.len || !e->cure.len || !e->rule)
            return "a loss without words";
        if (r->n_sentences && e->sentence < 0)
            return "a loss without its sentence";
        lost[e->score] += e->lost;
    }
    int judged = 0;
    for (int k = 0; k < SCORE_KINDS; k++) {
        if (r->scores[k] == SCORE_LEFT_OUT) {
            if (!r->left_out[k] || lost[k])
                return "left out without a reason, or judged all the same";
            continue;
        }
        judged++;
        if (r->scores[k] < 0 || r->scores[k] > SCORE_FULL)
            return "out of range";
        if (r->scores[k] != SCORE_FULL - lost[k])
            return "the losses do not add up";
    }
    if (judged ? r->final < 0 || r->final > SCORE_FULL : r->final != SCORE_LEFT_OUT)
        return "a final score out of range";
    return NULL;
}

#endif
