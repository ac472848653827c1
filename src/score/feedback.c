/* feedback.c — one feedback for a session: what carried it, what cost most, what to do.
 */
#include "score/score.h"

#include "base/buf.h"
#include "score/rules.h"

enum { STRONG = 750, MOST_AREAS = 3, MOST_STEPS = 5, MOST_QUOTED = 160 };

static const char *const praise[SCORE_KINDS] = {
    [SCORE_CONTENT] = "Your answers have substance: deeds, names and numbers.",
    [SCORE_STRUCTURE] = "Your answers are easy to follow from beginning to end.",
    [SCORE_RELEVANCE] = "You answer what was asked.",
    [SCORE_COMMUNICATION] =
        "You write clearly: varied words, sentences of a good length.",
    [SCORE_DELIVERY] = "You speak at a good pace, with few fillers.",
    [SCORE_CONFIDENCE] = "You stand by what you say.",
};

/* What a rule cost in the whole session, weighted by its score. */
typedef struct Cost {
    const Rule *rule;
    int64_t lost;
    isize times;   /* answers */
    isize last;    /* the last answer that it was counted for */
    isize dearest; /* question of the answer in which it cost most */
    int most;
    Str quote;
} Cost;

typedef struct Costs {
    Cost of[RULES];
    isize n;
} Costs;

static Cost *cost_of(Costs *c, const Rule *rule)
{
    for (isize i = 0; i < c->n; i++)
        if (c->of[i].rule == rule)
            return &c->of[i];
    c->of[c->n] = (Cost){.rule = rule, .dearest = -1};
    return &c->of[c->n++];
}

static void add_costs(Costs *c, const ScoreResult *r, isize answer)
{
    for (isize i = 0; i < r->n_evidence; i++) {
        const ScoreEvidence *e = &r->evidence[i];
        const Rule *rule = rule_named(str_of(e->rule));
        if (!rule)
            continue; /* of another version */
        Cost *cost = cost_of(c, rule);
        cost->times += !cost->times || cost->last != answer;
        cost->last = answer;
        cost->lost += (int64_t)e->lost * score_weight(e->score);
        if (e->lost > cost->most) {
            cost->most = e->lost;
            cost->quote = e->quote;
            cost->dearest = r->question ? r->question : answer + 1;
        }
    }
}

static void sort_costs(Costs *c)
{
    for (isize i = 1; i < c->n; i++) {
        Cost x = c->of[i];
        isize k = i;
        for (; k > 0 && c->of[k - 1].lost < x.lost; k--)
            c->of[k] = c->of[k - 1];
        c->of[k] = x;
    }
}

/* Means of what was judged, in tenths; SCORE_LEFT_OUT where nothing was. */
static int mean_of(const ScoreResult *results, isize n, int kind)
{
    int64_t sum = 0, judged = 0;
    for (isize i = 0; i < n; i++) {
        int score = kind < 0 ? results[i].final : results[i].scores[kind];
        if (score == SCORE_LEFT_OUT)
            continue;
        sum += score;
        judged++;
    }
    return judged ? (int)((sum * 2 + judged) / (judged * 2)) : SCORE_LEFT_OUT;
}

static Str shortened(Arena *a, Str quote)
{
    if (quote.len <= MOST_QUOTED)
        return quote;
    isize n = MOST_QUOTED;
    while (n > 0 && (quote.s[n] & 0xc0) == 0x80)
        n--;
    Buf b = buf_new(a);
    buf_add(&b, (Str){quote.s, n});
    buf_add(&b, S("..."));
    return buf_str(&b);
}

static void find_extremes(ScoreFeedback *f)
{
    const int *means = f->means;
    int best = -1, worst = -1;
    for (int k = 0; k < SCORE_KINDS; k++) {
        if (means[k] == SCORE_LEFT_OUT)
            continue;
        best = best < 0 || means[k] > means[best] ? k : best;
        worst = worst < 0 || means[k] < means[worst] ? k : worst;
    }
    bool apart = best >= 0 && means[best] > means[worst];
    f->strongest = apart ? best : -1;
    f->weakest = apart ? worst : -1;
}

static Str summary(Arena *a, const ScoreFeedback *f)
{
    Buf b = buf_new(a);
    if (f->score == SCORE_LEFT_OUT)
        return S("No answer of this session could be judged.");
    buf_addf(&b, "%td %s, %d.%d of 100 on average.", f->judged,
             f->judged == 1 ? "answer" : "answers", f->score / 10, f->score % 10);
    if (f->strongest >= 0) {
        int most = f->means[f->strongest], least = f->means[f->weakest];
        buf_addf(&b, " Strongest: %s (%d.%d). Most to win: %s (%d.%d).",
                 score_name((ScoreKind)f->strongest), most / 10, most % 10,
                 score_name((ScoreKind)f->weakest), least / 10, least % 10);
    }
    return buf_str(&b);
}

static Strs strengths(Arena *a, const int *means)
{
    Str *list = make_n(a, Str, SCORE_KINDS);
    isize n = 0;
    for (int k = 0; k < SCORE_KINDS; k++)
        if (means[k] >= STRONG)
            list[n++] = str_of(praise[k]);
    return (Strs){list, n};
}

static void find_areas(Arena *a, const Costs *c, ScoreFeedback *f)
{
    f->areas = make_n(a, ScoreArea, MOST_AREAS);
    for (; f->n_areas < MOST_AREAS && f->n_areas < c->n; f->n_areas++) {
        const Cost *cost = &c->of[f->n_areas];
        f->areas[f->n_areas] = (ScoreArea){
            .says = str_of(cost->rule->says),
            .answers = cost->times,
            .question = cost->dearest,
            .quote = cost->rule->missing ? (Str){0} : shortened(a, cost->quote)};
    }
}

static Strs areas(Arena *a, const ScoreFeedback *f)
{
    Str *list = make_n(a, Str, MOST_AREAS);
    for (isize i = 0; i < f->n_areas; i++) {
        const ScoreArea *area = &f->areas[i];
        Buf b = buf_new(a);
        buf_addf(&b, "%" STR_FMT " ", STR_ARG(area->says));
        if (area->answers > 1)
            buf_addf(&b, "In %td answers, most in question %td", area->answers,
                     area->question);
        else
            buf_addf(&b, "In question %td", area->question);
        if (area->quote.len)
            buf_addf(&b, ": \"%" STR_FMT "\"", STR_ARG(area->quote));
        else
            buf_add(&b, S("."));
        list[i] = buf_str(&b);
    }
    return (Strs){list, f->n_areas};
}

static Strs steps(Arena *a, const Costs *c)
{
    Str *list = make_n(a, Str, MOST_STEPS);
    isize n = 0;
    for (isize i = 0; n < MOST_STEPS && i < c->n; i++) {
        Str cure = str_of(c->of[i].rule->cure);
        bool said = false; /* some rules have the same cure */
        for (isize k = 0; k < n && !said; k++)
            said = str_eq(list[k], cure);
        if (!said)
            list[n++] = cure;
    }
    return (Strs){list, n};
}

void score_feedback(Arena *a, const ScoreResult *results, isize n, ScoreFeedback *out)
{
    Costs *costs = make(a, Costs);
    *out = (ScoreFeedback){.score = mean_of(results, n, -1)};
    for (int k = 0; k < SCORE_KINDS; k++)
        out->means[k] = mean_of(results, n, k);
    for (isize i = 0; i < n; i++) {
        add_costs(costs, &results[i], i);
        out->judged += results[i].final != SCORE_LEFT_OUT;
    }
    sort_costs(costs);
    find_extremes(out);
    find_areas(a, costs, out);
    out->overall_summary = summary(a, out);
    out->strengths = strengths(a, out->means);
    out->areas_for_improvement = areas(a, out);
    out->actionable_suggestions = steps(a, costs);
}
