/* combine.c — score_answer(): reads the texts, lets each score take its losses, and
 * adds up what is left. */
#include "score/judge.h"
#include "score/score.h"

#include <string.h>

static const ErrorKind text_too_long = {413, "answer_too_long",
                                        "The text is too long to be scored."};
static const ErrorKind unknown_category = {400, "unknown_category",
                                           "There is no such category of questions."};

static const struct {
    const char *name;
    int weight;
} kinds[SCORE_KINDS] = {
    [SCORE_CONTENT] = {"content", WEIGHT_CONTENT},
    [SCORE_STRUCTURE] = {"structure", WEIGHT_STRUCTURE},
    [SCORE_RELEVANCE] = {"relevance", WEIGHT_RELEVANCE},
    [SCORE_COMMUNICATION] = {"communication", WEIGHT_COMMUNICATION},
    [SCORE_DELIVERY] = {"delivery", WEIGHT_DELIVERY},
    [SCORE_CONFIDENCE] = {"confidence", WEIGHT_CONFIDENCE},
};

const char *score_name(ScoreKind kind)
{
    return kinds[kind].name;
}

int score_weight(ScoreKind kind)
{
    return kinds[kind].weight;
}

int score_points(const ScoreResult *r, const ScoreEvidence *e)
{
    int64_t judged = 0;
    for (int k = 0; k < SCORE_KINDS; k++)
        if (r->scores[k] != SCORE_LEFT_OUT)
            judged += kinds[k].weight;
    int64_t part = (int64_t)e->lost * 10 * kinds[e->score].weight;
    return judged ? (int)((part * 2 + judged) / (judged * 2)) : 0;
}

bool score_kind_of(Str name, ScoreKind *kind)
{
    for (int k = 0; k < SCORE_KINDS; k++)
        if (str_eq(name, str_of(kinds[k].name)))
            return *kind = (ScoreKind)k, true;
    return false;
}

/* --- losing points --------------------------------------------------------------- */

int share_of(int64_t value, int64_t full)
{
    if (value <= 0 || full <= 0)
        return 0;
    return value >= full ? 1000 : (int)(value * 1000 / full);
}

int part_of(int whole, int share)
{
    return (whole * share + 500) / 1000;
}

isize judge_first(const Judge *j)
{
    isize s = 0;
    while (s + 1 < j->answer.n_sentences && !j->answer.sentence[s].words)
        s++;
    return s;
}

isize judge_last(const Judge *j)
{
    isize s = j->answer.n_sentences - 1;
    while (s > 0 && !j->answer.sentence[s].words)
        s--;
    return s;
}

static Str said(Arena *a, const Rule *rule, Str detail)
{
    if (!detail.len)
        return str_of(rule->says);
    Str says = str_of(rule->says);
    char *text = make_n(a, char, says.len + 1 + detail.len);
    memcpy(text, says.s, (size_t)says.len);
    text[says.len] = ' ';
    memcpy(text + says.len + 1, detail.s, (size_t)detail.len);
    return (Str){text, says.len + 1 + detail.len};
}

static void lose_from(Judge *j, ScoreKind score, const Rule *rule, int lost,
                      isize sentence, Str detail)
{
    assert(lost >= 0 && j->lost[score] + lost <= SCORE_FULL);
    if (!lost)
        return;
    assert(j->n_evidence < MOST_EVIDENCE);
    ScoreEvidence e = {.score = score,
                       .lost = lost,
                       .sentence = sentence,
                       .missing = rule->missing,
                       .rule = rule->name,
                       .says = said(j->arena, rule, detail),
                       .cure = str_of(rule->cure),
                       .quote = S("")};
    if (sentence >= 0) {
        e.start = j->answer.sentence[sentence].start;
        e.end = j->answer.sentence[sentence].end;
        e.quote = (Str){j->answer.bytes.s + e.start, e.end - e.start};
    }
    j->evidence[j->n_evidence++] = e;
    j->lost[score] += lost;
}

void judge_lose(Judge *j, RuleId rule, int lost, isize sentence, Str detail)
{
    lose_from(j, rules[rule].score, &rules[rule], lost, sentence, detail);
}

/* The sentences that count most, up to MOST_NAMED; their number. */
static isize pick(const Judge *j, const int *count, isize *picked)
{
    isize n = 0;
    for (; n < MOST_NAMED; n++) {
        isize best = -1;
        for (isize s = 0; s < j->answer.n_sentences; s++) {
            bool taken = count[s] <= 0;
            for (isize k = 0; k < n && !taken; k++)
                taken = picked[k] == s;
            if (!taken && (best < 0 || count[s] > count[best]))
                best = s;
        }
        if (best < 0)
            break;
        picked[n] = best;
    }
    return n;
}

void judge_lose_among(Judge *j, RuleId rule, int lost, const int *count, Str detail)
{
    isize picked[MOST_NAMED], n = pick(j, count, picked);
    if (!n) {
        judge_lose(j, rule, lost, judge_last(j), detail);
        return;
    }
    int64_t all = 0, before = 0;
    for (isize k = 0; k < n; k++)
        all += count[picked[k]];
    for (isize k = 0; k < n; k++) {
        int64_t after = before + count[picked[k]];
        judge_lose(j, rule, (int)(lost * after / all - lost * before / all), picked[k],
                   detail);
        before = after;
    }
}

void judge_keep(Judge *j, ScoreKind score, RuleId rule, int keep, isize sentence)
{
    int left = SCORE_FULL - j->lost[score];
    lose_from(j, score, &rules[rule], left - part_of(left, keep), sentence, (Str){0});
}

/* --- the whole ------------------------------------------------------------------- */

static const Weights *weights_of(Str category)
{
    for (isize i = 0; i < weights_count; i++)
        if (str_eq(category.len ? category : S("general"), str_of(weights[i].category)))
            return &weights[i];
    return NULL;
}

static bool readable(const Text *t)
{
    if (t->letters && t->foreign_letters * 1000 / t->letters > FOREIGN_MOST)
        return false;
    return t->n_words < LANGUAGE_WORDS ||
           t->english * 1000 / t->n_words >= ENGLISH_LEAST;
}

static void doubt(ScoreResult *out, const char *why)
{
    assert(out->n_doubts < countof(out->doubts));
    out->doubts[out->n_doubts++] = why;
}

static void add_doubts(const Judge *j, ScoreResult *out)
{
    const Text *t = &j->answer;
    if (t->n_words < DOUBTED_WORDS)
        doubt(out, "The answer is too short for its scores to mean much.");
    if (t->n_words > LONG_WORDS)
        doubt(out, "The answer is far longer than the rules were made for.");
    if (!j->ideal.n_words)
        doubt(out, "There is no ideal answer to compare with: relevance goes by the "
                   "question's words alone.");
    if (t->n_words >= LANGUAGE_WORDS &&
        t->english * 1000 / t->n_words < ENGLISH_DOUBTED)
        doubt(out, "Much of this does not read as English sentences.");
}

static void leave_out_all(ScoreResult *out, const char *why)
{
    for (int k = 0; k < SCORE_KINDS; k++) {
        out->scores[k] = SCORE_LEFT_OUT;
        out->left_out[k] = why;
    }
    out->final = SCORE_LEFT_OUT;
}

static void judge_empty(Judge *j)
{
    isize where = j->answer.n_sentences ? 0 : -1;
    for (int k = 0; k < SCORE_KINDS; k++)
        if (k != SCORE_DELIVERY)
            lose_from(j, (ScoreKind)k, &rules[RULE_EMPTY], SCORE_FULL, where, (Str){0});
}

static void sort_evidence(ScoreEvidence *e, isize n)
{
    for (isize i = 1; i < n; i++) {
        ScoreEvidence x = e[i];
        isize k = i;
        for (; k > 0 && (e[k - 1].score > x.score ||
                         (e[k - 1].score == x.score && e[k - 1].lost < x.lost));
             k--)
            e[k] = e[k - 1];
        e[k] = x;
    }
}

static void add_up(const Judge *j, ScoreResult *out)
{
    int64_t sum = 0, weight = 0;
    for (int k = 0; k < SCORE_KINDS; k++) {
        if (k == SCORE_DELIVERY) {
            out->scores[k] = SCORE_LEFT_OUT;
            out->left_out[k] = "A typed answer has no sound.";
            continue;
        }
        out->scores[k] = SCORE_FULL - j->lost[k];
        sum += (int64_t)out->scores[k] * kinds[k].weight;
        weight += kinds[k].weight;
    }
    out->final = (int)((sum * 2 + weight) / (weight * 2));
    sort_evidence(j->evidence, j->n_evidence);
    out->evidence = j->evidence;
    out->n_evidence = j->n_evidence;
}

static void read_texts(Judge *j, ScoreResult *out)
{
    j->vocabulary = vocabulary_new(j->arena);
    j->answer = text_read(&j->vocabulary, j->job->answer);
    j->question = text_read(&j->vocabulary, j->job->question);
    j->ideal = text_read(&j->vocabulary, j->job->ideal_answer);
    const Text *t = &j->answer;
    out->words = t->n_words;
    out->fillers = t->fillers;
    out->hedges = t->hedges;
    for (isize i = 0; i < t->n_words; i++) {
        out->i_words += (t->word[i].cues & CUE_I) != 0;
        out->we_words += (t->word[i].cues & CUE_WE) != 0;
    }
    j->sentences = make_n(j->arena, ScoreSentence, t->n_sentences + 1);
    for (isize s = 0; s < t->n_sentences; s++)
        j->sentences[s] =
            (ScoreSentence){t->sentence[s].start, t->sentence[s].end, NULL};
    out->sentences = j->sentences;
    out->n_sentences = t->n_sentences;
}

static void judge_all(Judge *j)
{
    judge_relevance(j);
    judge_content(j);
    judge_structure(j);
    judge_communication(j);
    judge_confidence(j);
}

bool score_answer(Arena *a, const ScoreJob *job, ScoreResult *out, Error *error)
{
    *out = (ScoreResult){0};
    if (job->answer.len > SCORE_ANSWER_MAX || job->question.len > SCORE_ANSWER_MAX ||
        job->ideal_answer.len > SCORE_ANSWER_MAX) {
        *error =
            (Error){.kind = &text_too_long,
                    .hint = S("Shorten it: an answer of a minute or two is enough.")};
        return false;
    }
    Judge j = {.arena = a, .job = job, .weights = weights_of(job->category)};
    if (!j.weights) {
        *error = (Error){.kind = &unknown_category,
                         .hint = S("It is behavioral, technical, situational, "
                                   "system_design, product, hr_screening or general.")};
        return false;
    }
    j.bank = job->bank ? job->bank : bank_of_program();
    j.evidence = make_n(a, ScoreEvidence, MOST_EVIDENCE);
    read_texts(&j, out);
    if (!readable(&j.answer)) {
        leave_out_all(out, "This does not read as English, the only language that the "
                           "rules know.");
        doubt(out, "This does not read as English, so nothing was judged.");
        return true;
    }
    if (j.answer.n_words) {
        judge_all(&j);
        add_doubts(&j, out);
    } else {
        judge_empty(&j);
    }
    add_up(&j, out);
    return true;
}
