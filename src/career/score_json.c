#include "career/score_json.h"

#include "serve/json.h"

#include <stdio.h>

Str score_decimal(Arena *a, int tenths)
{
    Buf b = buf_new(a);
    buf_addf(&b, "%d.%d", tenths / 10, tenths % 10);
    return buf_str(&b);
}

static void number(Buf *b, const char *name, int tenths)
{
    char text[16];
    int n = snprintf(text, sizeof text, "%d.%d", tenths / 10, tenths % 10);
    json_raw(b, name, tenths == SCORE_LEFT_OUT ? S("null") : (Str){text, n});
}

static void points(Buf *b, int hundredths)
{
    char text[16];
    int n = snprintf(text, sizeof text, "%d.%02d", hundredths / 100, hundredths % 100);
    json_raw(b, "points", (Str){text, n});
}

/* UTF-16 units of the first `bytes` of valid UTF-8; of what is not, one a byte. */
typedef struct Units {
    Str text;
    isize at, units;
} Units;

static isize units_at(Units *u, isize byte)
{
    if (byte < u->at)
        u->at = u->units = 0;
    for (; u->at < byte; u->at++) {
        unsigned char c = (unsigned char)u->text.s[u->at];
        u->units += (c & 0xc0) != 0x80;
        u->units += c >= 0xf0;
    }
    return u->units;
}

static void place(Buf *b, Units *u, isize start, isize end)
{
    json_int(b, "start", start);
    json_int(b, "end", end);
    json_int(b, "from", units_at(u, start));
    json_int(b, "to", units_at(u, end));
}

void score_json_scores(Buf *b, const char *name, const ScoreResult *r)
{
    if (name)
        json_open_named(b, name);
    else
        json_open(b);
    for (int k = 0; k < SCORE_KINDS; k++)
        if (r->scores[k] != SCORE_LEFT_OUT)
            number(b, score_name((ScoreKind)k), r->scores[k]);
    json_close(b);
}

static void evidence(Buf *b, Str answer, const ScoreResult *r)
{
    Units u = {.text = answer};
    json_open_array(b, "evidence");
    for (isize i = 0; i < r->n_evidence; i++) {
        const ScoreEvidence *e = &r->evidence[i];
        json_open(b);
        json_str(b, "score", str_of(score_name(e->score)));
        number(b, "lost", e->lost);
        points(b, score_points(r, e));
        json_str(b, "rule", str_of(e->rule));
        json_int(b, "sentence", e->sentence);
        place(b, &u, e->start, e->end);
        json_str(b, "quote", e->quote);
        json_bool(b, "missing", e->missing);
        json_str(b, "says", e->says);
        json_str(b, "cure", e->cure);
        json_close(b);
    }
    json_close_array(b);
}

static void left_out(Buf *b, const ScoreResult *r)
{
    json_open_array(b, "left_out");
    for (int k = 0; k < SCORE_KINDS; k++)
        if (r->scores[k] == SCORE_LEFT_OUT) {
            json_open(b);
            json_str(b, "score", str_of(score_name((ScoreKind)k)));
            json_str(b, "why", str_of(r->left_out[k]));
            json_close(b);
        }
    json_close_array(b);
}

static void sentences(Buf *b, Str answer, const ScoreResult *r)
{
    Units u = {.text = answer};
    json_open_array(b, "sentences");
    for (isize i = 0; i < r->n_sentences; i++) {
        json_open(b);
        place(b, &u, r->sentences[i].start, r->sentences[i].end);
        json_str(b, "part", str_of(r->sentences[i].part));
        json_close(b);
    }
    json_close_array(b);
}

void score_json_reasons(Buf *b, Str answer, const ScoreResult *r)
{
    left_out(b, r);
    evidence(b, answer, r);
    sentences(b, answer, r);
    json_str(b, "confidence", r->n_doubts ? S("low") : S("normal"));
    json_open_array(b, "doubts");
    for (isize i = 0; i < r->n_doubts; i++)
        json_str(b, NULL, str_of(r->doubts[i]));
    json_close_array(b);
}

void score_json(Buf *b, Str answer, const ScoreResult *r)
{
    number(b, "final_score", r->final);
    score_json_scores(b, "scores", r);
    score_json_reasons(b, answer, r);
    json_open_named(b, "counts");
    json_int(b, "words", r->words);
    json_int(b, "fillers", r->fillers);
    json_int(b, "hedges", r->hedges);
    json_int(b, "i", r->i_words);
    json_int(b, "we", r->we_words);
    json_close(b);
}

static void list(Buf *b, const char *name, Strs texts)
{
    json_open_array(b, name);
    for (isize i = 0; i < texts.n; i++)
        json_str(b, NULL, texts.v[i]);
    json_close_array(b);
}

static void mean(Buf *b, const char *name, const ScoreFeedback *f, int kind)
{
    if (kind < 0)
        return;
    json_open_named(b, name);
    json_str(b, "score", str_of(score_name((ScoreKind)kind)));
    number(b, "mean", f->means[kind]);
    json_close(b);
}

/* What the sentences are made of, for who says them in another language. */
static void details(Buf *b, const ScoreFeedback *f)
{
    json_open_named(b, "details");
    json_int(b, "answers", f->judged);
    number(b, "score", f->score);
    mean(b, "strongest", f, f->strongest);
    mean(b, "weakest", f, f->weakest);
    json_open_array(b, "areas");
    for (isize i = 0; i < f->n_areas; i++) {
        const ScoreArea *area = &f->areas[i];
        json_open(b);
        json_str(b, "says", area->says);
        json_int(b, "answers", area->answers);
        json_int(b, "question", area->question);
        json_str(b, "quote", area->quote);
        json_close(b);
    }
    json_close_array(b);
    json_close(b);
}

void score_json_feedback(Buf *b, const char *name, const ScoreFeedback *f)
{
    if (name)
        json_open_named(b, name);
    else
        json_open(b);
    json_str(b, "overall_summary", f->overall_summary);
    list(b, "strengths", f->strengths);
    list(b, "areas_for_improvement", f->areas_for_improvement);
    list(b, "actionable_suggestions", f->actionable_suggestions);
    details(b, f);
    json_close(b);
}
