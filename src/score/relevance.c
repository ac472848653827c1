/*
 * relevance.c — does it answer the question: how much of the expected words' weight is
 * there (0.7), and how alike the two texts are as a whole (0.3).
 *
 * Expected are the question's words and the ideal answer's, each weighing as it is rare
 * in the bank. Nobody repeats an ideal answer, and nobody should: a share earns
 * everything. A story's own words (weights.h) hardly count, since another person has
 * another story.
 */
#include "score/judge.h"

#include "base/buf.h"
#include "score/stem.h"

typedef struct Terms {
    int *expected; /* weight, by number in the vocabulary */
    int *asked;    /* how often the question or ideal answer has it */
    int *given;    /* how often the answer has it */
    bool *own;     /* it is only of the ideal answer's own story */
    Str *surface;  /* as the question or ideal answer writes it */
    isize n;
} Terms;

static bool says_something(const Word *w)
{
    return !(w->cues & CUE_STOP) && !w->number && w->lower.len > 1;
}

static void expect(Judge *j, Terms *t, const Text *text, int times, bool story)
{
    for (isize i = 0; i < text->n_words; i++) {
        const Word *w = &text->word[i];
        if (!says_something(w))
            continue;
        Str stem = j->vocabulary.stems[w->stem];
        int weight = bank_weight(j->bank, stem) * times;
        if (story && bank_documents_with(j->bank, stem) < COMMON_WORD)
            weight = part_of(weight, j->weights->story_words);
        if (story && j->weights->kind == TOLD)
            t->own[w->stem] |= !t->expected[w->stem];
        t->asked[w->stem]++;
        if (weight > t->expected[w->stem])
            t->expected[w->stem] = weight;
        if (!t->surface[w->stem].s)
            t->surface[w->stem] = w->lower;
    }
}

/* The number of a word of a theme, or -1 when none of the texts has it. */
static int number_of(Judge *j, Str word)
{
    Str stem = lexicon_synonym(stem_of(j->arena, word));
    const int *number = table_find(&j->vocabulary.numbers, stem);
    return number ? *number - 1 : -1;
}

/* A theme's subject counts as given when one of its other words is in the answer. */
static void give_themes(Judge *j, Terms *t)
{
    bool *by_theme = make_n(j->arena, bool, t->n + 1);
    bool *told_words = make_n(j->arena, bool, t->n + 1);
    for (isize i = 0; i < j->answer.n_words; i++)
        told_words[j->answer.word[i].stem] = true;
    for (isize i = 0; i < theme_count; i++) {
        StrPair cut = str_cut(str_of(themes[i]), ' ');
        int subject = number_of(j, cut.head);
        while (subject >= 0 && cut.found && !by_theme[subject]) {
            cut = str_cut(cut.tail, ' ');
            int other = number_of(j, cut.head);
            by_theme[subject] = other >= 0 && told_words[other];
        }
    }
    for (isize i = 0; i < t->n; i++)
        t->given[i] += by_theme[i] && !t->given[i];
}

static Terms terms_of(Judge *j)
{
    isize n = j->vocabulary.n;
    Terms t = {make_n(j->arena, int, n + 1), make_n(j->arena, int, n + 1),
               make_n(j->arena, int, n + 1), make_n(j->arena, bool, n + 1),
               make_n(j->arena, Str, n + 1), n};
    bool told = j->weights->kind == TOLD;
    expect(j, &t, &j->question, told ? QUESTION_WORD_TOLD : QUESTION_WORD, false);
    expect(j, &t, &j->ideal, 1, true);
    for (isize i = 0; i < j->answer.n_words; i++)
        if (says_something(&j->answer.word[i]))
            t.given[j->answer.word[i].stem]++;
    if (told)
        give_themes(j, &t);
    return t;
}

static int coverage_of(const Terms *t)
{
    int64_t all = 0, found = 0;
    for (isize i = 0; i < t->n; i++) {
        all += t->expected[i];
        found += t->given[i] ? t->expected[i] : 0;
    }
    return all ? share_of(found, all) : 0;
}

static uint64_t root(uint64_t x)
{
    uint64_t r = 0;
    for (uint64_t bit = 1ULL << 31; bit; bit >>= 1)
        if ((r | bit) * (r | bit) <= x)
            r |= bit;
    return r;
}

enum { MOST_TIMES = 3 }; /* saying it once more adds nothing */

static int64_t times(int n)
{
    return n < MOST_TIMES ? n : MOST_TIMES;
}

static int cosine_of(const Judge *j, const Terms *t)
{
    uint64_t dot = 0, a = 0, b = 0;
    for (isize i = 0; i < t->n; i++) {
        int64_t weight = bank_weight(j->bank, j->vocabulary.stems[i]) / 16;
        uint64_t x = (uint64_t)(times(t->given[i]) * weight);
        uint64_t y = (uint64_t)(times(t->asked[i]) * weight);
        dot += x * y;
        a += x * x;
        b += y * y;
    }
    uint64_t lengths = root(a) * root(b);
    return lengths ? share_of((int64_t)dot, (int64_t)lengths) : 0;
}

/* "deadline", "stakeholders", "risk": the heaviest that are not there. */
static Str missing_words(Judge *j, const Terms *t)
{
    enum { NAMED = 4 };
    isize named[NAMED], n = 0;
    for (; n < NAMED; n++) {
        isize best = -1;
        for (isize i = 0; i < t->n; i++) {
            bool taken = t->given[i] || t->own[i] || !t->expected[i];
            for (isize k = 0; k < n && !taken; k++)
                taken = named[k] == i;
            if (!taken && (best < 0 || t->expected[i] > t->expected[best]))
                best = i;
        }
        if (best < 0)
            break;
        named[n] = best;
    }
    Buf b = buf_new(j->arena);
    for (isize k = 0; k < n; k++)
        buf_addf(&b, "%s\"%" STR_FMT "\"",
                 k ? ", " : "Not mentioned: ", STR_ARG(t->surface[named[k]]));
    if (n)
        buf_add(&b, S("."));
    return n ? buf_str(&b) : (Str){0};
}

/* Expected weight for each word of the sentence. */
static int64_t density(const Judge *j, const Terms *t, isize sentence)
{
    const Sentence *s = &j->answer.sentence[sentence];
    int64_t weight = 0;
    for (isize i = s->first; i < s->behind; i++)
        weight += t->expected[j->answer.word[i].stem];
    return s->words ? weight / s->words : 0;
}

static isize nearest(const Judge *j, const Terms *t)
{
    isize best = judge_first(j);
    for (isize s = 0; s < j->answer.n_sentences; s++)
        if (density(j, t, s) > density(j, t, best))
            best = s;
    return best;
}

/* Marks up to three sentences that say the least of what was asked. */
static void mark_farthest(const Judge *j, const Terms *t, int *count)
{
    enum { MARKED = 3, SHORT = 4 };
    for (int k = 0; k < MARKED; k++) {
        isize worst = -1;
        for (isize s = 0; s < j->answer.n_sentences; s++)
            if (!count[s] && j->answer.sentence[s].words >= SHORT &&
                (worst < 0 || density(j, t, s) < density(j, t, worst)))
                worst = s;
        if (worst < 0 || (k && density(j, t, worst) > 600))
            break;
        count[worst] = 1;
    }
}

void judge_relevance(Judge *j)
{
    Terms t = terms_of(j);
    int full = j->ideal.n_words ? j->weights->full_coverage : QUESTION_ALONE;
    j->coverage = share_of(coverage_of(&t), full);
    int cosine = share_of(cosine_of(j, &t), j->weights->full_cosine);
    judge_lose(j, RULE_MISSING_WORDS,
               RELEVANCE_COVERAGE - part_of(RELEVANCE_COVERAGE, j->coverage),
               nearest(j, &t), missing_words(j, &t));
    int *count = make_n(j->arena, int, j->answer.n_sentences + 1);
    mark_farthest(j, &t, count);
    judge_lose_among(j, RULE_DRIFTS,
                     RELEVANCE_COSINE - part_of(RELEVANCE_COSINE, cosine), count,
                     (Str){0});
}
