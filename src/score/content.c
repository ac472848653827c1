/* content.c — is there something in it: measures, deeds, names, enough of them, and few
 * words that could mean anything. Only counts that more of the same cannot lower. */
#include "score/judge.h"

#include "base/buf.h"

#include <string.h>

/* Counts a stem, or a pair of them, once. */
static bool is_new(Judge *j, Table *seen, Str a, Str b)
{
    char *key = make_n(j->arena, char, a.len + b.len + 1);
    memcpy(key, a.s, (size_t)a.len);
    key[a.len] = ' ';
    memcpy(key + a.len + 1, b.s, (size_t)b.len);
    int *times = table_put(seen, (Str){key, a.len + b.len + 1});
    return ++*times == 1;
}

/* "1 name found; 4 earn all the points." */
static Str counted(Judge *j, isize found, const char *what, isize full)
{
    Buf b = buf_new(j->arena);
    buf_addf(&b, "%td %s%s found; %td earn all the points.", found, what,
             found == 1 ? "" : "s", full);
    return buf_str(&b);
}

static bool year(const Word *w)
{
    int64_t n;
    return !w->measured && w->lower.len == 4 && str_to_int(w->lower, &n) && n >= 1900 &&
           n < 2100;
}

/* How many halves of a measured fact begin at word i: a bare count is one half. */
static int measure_at(const Text *t, isize i, isize behind)
{
    const Word *w = &t->word[i];
    if (w->cues & CUE_QUANTITY || w->measured)
        return 2;
    if (year(w) || !(w->number || w->cues & CUE_COUNT))
        return 0;
    for (isize k = i + 1; k <= i + 2 && k < behind; k++)
        if (t->word[k].cues & CUE_UNIT)
            return 2;
    return 1;
}

static void judge_numbers(Judge *j)
{
    const Text *t = &j->answer;
    Table seen = table_new(j->arena, 16);
    int halves = 0;
    isize where = judge_last(j);
    for (isize s = 0; s < t->n_sentences; s++) {
        const Sentence *in = &t->sentence[s];
        bool measured = false;
        for (isize i = in->first; i < in->behind; i++) {
            int n = measure_at(t, i, in->behind);
            Str unit = i + 1 < in->behind ? t->word[i + 1].lower : S("");
            if (n && is_new(j, &seen, t->word[i].lower, unit))
                halves += n;
            measured |= n > 0;
        }
        if (!measured && sentence_cues(t, s, CUE_RESULT | CUE_CHANGE))
            where = s;
    }
    int earned =
        part_of(j->weights->numbers, share_of(halves, j->weights->full_numbers));
    judge_lose(j, RULE_NO_NUMBERS, j->weights->numbers - earned, where,
               counted(j, halves / 2, "measure", (j->weights->full_numbers + 1) / 2));
}

/* The longest sentence without the cue: there is room in it. */
static isize longest_without(const Judge *j, uint32_t cue)
{
    isize best = -1;
    for (isize s = 0; s < j->answer.n_sentences; s++)
        if (j->answer.sentence[s].words && !sentence_cues(&j->answer, s, cue) &&
            (best < 0 || j->answer.sentence[s].words > j->answer.sentence[best].words))
            best = s;
    return best < 0 ? judge_last(j) : best;
}

static void judge_actions(Judge *j)
{
    const Text *t = &j->answer;
    Table seen = table_new(j->arena, 64);
    int verbs = 0, weak = 0;
    int *count = make_n(j->arena, int, t->n_sentences + 1);
    for (isize i = 0; i < t->n_words; i++) {
        const Word *w = &t->word[i];
        if (w->cues & CUE_VERB && is_new(j, &seen, j->vocabulary.stems[w->stem], S("")))
            verbs++;
        if (w->cues & CUE_WEAK) {
            count[w->sentence]++;
            weak++;
        }
    }
    int lost = j->weights->actions -
               part_of(j->weights->actions, share_of(verbs, j->weights->full_actions));
    int for_weak = weak ? lost / 2 : 0; /* its sentence is where the verb is missing */
    judge_lose_among(j, RULE_WEAK_VERB, for_weak, count, (Str){0});
    judge_lose(j, RULE_FEW_ACTIONS, lost - for_weak, longest_without(j, CUE_VERB),
               counted(j, verbs, "such verb", j->weights->full_actions));
}

static void judge_specifics(Judge *j)
{
    const Text *t = &j->answer;
    Table seen = table_new(j->arena, 64);
    int names = 0;
    for (isize i = 0; i < t->n_words; i++) {
        const Word *w = &t->word[i];
        bool name = w->capital || year(w) || w->cues & (CUE_TOOL | CUE_TIME);
        if (name && is_new(j, &seen, j->vocabulary.stems[w->stem], S("")))
            names++;
    }
    int full = j->weights->full_specifics;
    int lost =
        j->weights->specifics - part_of(j->weights->specifics, share_of(names, full));
    judge_lose(j, RULE_NOT_SPECIFIC, lost, longest_without(j, CUE_TOOL | CUE_TIME),
               counted(j, names, "name", full));
}

/* The whole phrase that begins at word i, as it is written. */
static Str phrase_at(const Text *t, isize i, isize words)
{
    isize start = t->word[i].start, end = t->word[i + words - 1].end;
    return (Str){t->bytes.s + start, end - start};
}

static void judge_vagueness(Judge *j)
{
    enum { NAMED = 4 };
    const Text *t = &j->answer;
    int *count = make_n(j->arena, int, t->n_sentences + 1);
    isize *length = make_n(j->arena, isize, t->n_words + 1);
    lexicon_mark(t->word, t->n_words, CUE_VAGUE, &j->vocabulary, length);
    int vague = 0;
    Buf b = buf_new(j->arena);
    for (isize i = 0; i < t->n_words; i++) {
        if (!length[i])
            continue;
        count[t->word[i].sentence]++;
        if (vague++ < NAMED)
            buf_addf(&b, "%s\"%" STR_FMT "\"",
                     vague > 1 ? ", " : "Vague: ", STR_ARG(phrase_at(t, i, length[i])));
    }
    buf_add(&b, S("."));
    int share = share_of((int64_t)vague * 1000, (int64_t)t->n_words * VAGUE_PER_1000);
    judge_lose_among(j, RULE_VAGUE, part_of(j->weights->vague, share), count,
                     buf_str(&b));
}

void judge_content(Judge *j)
{
    judge_numbers(j);
    judge_actions(j);
    judge_specifics(j);
    judge_vagueness(j);
    isize words = j->answer.n_words, least = j->weights->least_words;
    int length = share_of(words, least);
    judge_lose(j, RULE_TOO_LITTLE,
               j->weights->length - part_of(j->weights->length, length), judge_last(j),
               counted(j, words, "word", least));
    if (j->coverage < OFF_TOPIC) {
        int keep = OFF_TOPIC_KEEP + (1000 - OFF_TOPIC_KEEP) * j->coverage / OFF_TOPIC;
        judge_keep(j, SCORE_CONTENT, RULE_OFF_TOPIC, keep, judge_first(j));
    }
}
