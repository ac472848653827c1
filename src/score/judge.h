/* judge.h — an answer while it is being judged: what is known, and what is lost. */
#ifndef SCORE_JUDGE_H
#define SCORE_JUDGE_H

#include "score/bank.h"
#include "score/lexicon.h"
#include "score/rules.h"
#include "score/weights.h"

enum { MOST_EVIDENCE = 256, MOST_NAMED = 6 }; /* sentences that one rule names */

typedef struct Judge {
    Arena *arena;
    const ScoreJob *job;
    const Weights *weights;
    const ScoreBank *bank;
    Vocabulary vocabulary; /* of answer, question and ideal answer */
    Text answer, question, ideal;
    int coverage; /* of 1000, set by judge_relevance: how much of what was asked is
                     there */
    int lost[SCORE_KINDS];
    ScoreEvidence *evidence;
    isize n_evidence;
    ScoreSentence *sentences;
} Judge;

/* Takes `lost` tenths for a rule, because of a sentence; `detail` (may be null) is said
 * after the rule's own words. Nothing happens for 0. */
void judge_lose(Judge *j, RuleId rule, int lost, isize sentence, Str detail);

/* Takes `lost` in all from the sentences, in proportion to count[sentence]. */
void judge_lose_among(Judge *j, RuleId rule, int lost, const int *count, Str detail);

/* Takes from what a score still has so that only `keep` of 1000 is left. */
void judge_keep(Judge *j, ScoreKind score, RuleId rule, int keep, isize sentence);

isize judge_last(const Judge *j); /* the last sentence that has words */
isize judge_first(const Judge *j);

/* value of `full`, as a share of 1000: at most 1000. */
int share_of(int64_t value, int64_t full);
/* part of 1000 of a whole, rounded half up */
int part_of(int whole, int share);

void judge_relevance(Judge *j); /* first: content asks for the coverage */
void judge_content(Judge *j);
void judge_structure(Judge *j);
void judge_story(Judge *j); /* structure of what is told */
void judge_communication(Judge *j);
void judge_confidence(Judge *j);

#endif
