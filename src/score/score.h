/*
 * score.h — an answer to an interview question, judged by rules that can be read.
 *
 * The same answer to the same question always gets the same scores: no model, no clock,
 * no locale, and integers only. Every score begins at 100 and loses points for reasons;
 * each reason is a piece of evidence that names its sentence, so the losses of a score
 * add up to exactly what it lacks of 100. Typed answers have no sound: delivery is left
 * out, and confidence is judged by words alone (hedging, self-corrections,
 * underselling). Weights and thresholds are in weights.h: judgement, until answers that
 * people have graded say otherwise.
 */
#ifndef SCORE_SCORE_H
#define SCORE_SCORE_H

#include "base/error.h"

typedef enum ScoreKind {
    SCORE_CONTENT,
    SCORE_STRUCTURE,
    SCORE_RELEVANCE,
    SCORE_COMMUNICATION,
    SCORE_DELIVERY,
    SCORE_CONFIDENCE,
    SCORE_KINDS,
} ScoreKind;

enum {
    SCORE_FULL = 1000,            /* points are counted in tenths: 1000 is 100.0 */
    SCORE_LEFT_OUT = -1,          /* instead of a score */
    SCORE_ANSWER_MAX = 256 << 10, /* bytes, of each of a job's texts */
};

typedef struct ScoreBank ScoreBank; /* how common a word is: makes rare words weigh */

typedef struct ScoreJob {
    Str question, ideal_answer; /* either may be empty; then less can be said */
    Str category;               /* as in the question bank; empty is "general" */
    Str answer;                 /* UTF-8; what is not counts as a gap between words */
    const ScoreBank *bank;      /* NULL: the question bank that the program carries */
} ScoreJob;

typedef struct ScoreEvidence {
    ScoreKind score;
    int lost;         /* tenths of a point of that score; never 0 */
    isize sentence;   /* from 0; -1 when the answer has none */
    isize start, end; /* its bytes in the answer */
    Str quote;        /* these bytes */
    bool missing;     /* the loss is for what is not there, and would stand here */
    const char *rule; /* a row of rules.c */
    Str says, cure;   /* what it says to the person; what wins the points back */
} ScoreEvidence;

typedef struct ScoreSentence {
    isize start, end;
    const char
        *part; /* "situation", "task", "action", "result"; NULL when not labelled */
} ScoreSentence;

typedef struct ScoreResult {
    isize question; /* of a session: its number, from 1; for its feedback */
    int final;      /* tenths, SCORE_LEFT_OUT when nothing could be judged */
    int scores[SCORE_KINDS];
    const char *left_out[SCORE_KINDS]; /* why, for those that are */
    ScoreEvidence *evidence; /* by score, then by what they cost, dearest first */
    isize n_evidence;
    ScoreSentence *sentences;
    isize n_sentences;
    const char *doubts[4]; /* why the scores deserve less trust */
    isize n_doubts;
    isize words, fillers, hedges; /* words without the other two */
    isize i_words, we_words;      /* reported, not scored: advice about them differs */
} ScoreResult;

/* False: a text is too long, or the category unknown. */
bool score_answer(Arena *a, const ScoreJob *job, ScoreResult *out,
                  Error *error) MUST_CHECK;

const char *score_name(ScoreKind kind); /* "content", ... */
int score_weight(ScoreKind kind);       /* of 1000, before renormalising */
int score_points(const ScoreResult *r,
                 const ScoreEvidence *e); /* what it costs the final
score, in hundredths of a point; but for rounding they add up to what that lacks */
bool score_kind_of(Str name, ScoreKind *kind) MUST_CHECK;

/* Of documents, each a question with its ideal answer. */
const ScoreBank *score_bank_of(Arena *a, Strs documents);

/* A session's feedback, made from its answers' results. Of a result it reads final,
 * question, scores and evidence (score, lost, rule, quote). */
typedef struct ScoreArea {
    Str says;
    isize answers, question; /* how many it cost points; the one that it cost most */
    Str quote;               /* from that one; empty when something is missing there */
} ScoreArea;

typedef struct ScoreFeedback {
    int score; /* mean of the finals that were judged, or SCORE_LEFT_OUT */
    isize judged;
    int means[SCORE_KINDS];
    int strongest, weakest; /* ScoreKind; -1 when all are alike */
    ScoreArea *areas;       /* what the areas for improvement are made of */
    isize n_areas;
    Str overall_summary;
    Strs strengths, areas_for_improvement, actionable_suggestions;
} ScoreFeedback;

void score_feedback(Arena *a, const ScoreResult *results, isize n, ScoreFeedback *out);

#endif
