/* score_json.h — a score as the JSON that answer-score sends and `rung score` prints.
 */
#ifndef CAREER_SCORE_JSON_H
#define CAREER_SCORE_JSON_H

#include "base/buf.h"
#include "score/score.h"

/* Inside an open object: final_score, scores, left_out, evidence, sentences, doubts,
 * counts. Scores have one decimal, the points that a piece of evidence costs the final
 * score have two; places are bytes (start, end) and UTF-16 units
 * (from, to), which is what a browser counts in. */
void score_json(Buf *b, Str answer, const ScoreResult *r);

/* The parts that are kept with an attempt: its scores as a whole value, and inside an
 * open object why they are what they are. */
void score_json_scores(Buf *b, const char *name, const ScoreResult *r);
void score_json_reasons(Buf *b, Str answer, const ScoreResult *r);

/* {"overall_summary": ..., "strengths": [...], ...} */
void score_json_feedback(Buf *b, const char *name, const ScoreFeedback *f);

Str score_decimal(Arena *a, int tenths); /* "72.4" */

#endif
