/* communication.c — is it easy to follow: the length of sentences, the variety of
 * words, repetition, fillers. Never accent, never grammar. */
#include "score/judge.h"

static void judge_length(Judge *j)
{
    const Text *t = &j->answer;
    int64_t mean = (int64_t)t->n_words * 100 / text_sentences(t); /* hundredths */
    isize shortest = judge_last(j), longest = shortest;
    for (isize s = 0; s < t->n_sentences; s++) {
        if (t->sentence[s].words > t->sentence[longest].words)
            longest = s;
        if (t->sentence[s].words && t->sentence[s].words < t->sentence[shortest].words)
            shortest = s;
    }
    if (mean > SENTENCE_MOST * 100) {
        int share = share_of(mean - SENTENCE_MOST * 100,
                             (SENTENCE_NONE_ABOVE - SENTENCE_MOST) * 100);
        judge_lose(j, RULE_SENTENCE_LONG, part_of(COMMUNICATION_LENGTH, share), longest,
                   (Str){0});
    } else if (mean < SENTENCE_LEAST * 100) {
        int share = share_of(SENTENCE_LEAST * 100 - mean,
                             (SENTENCE_LEAST - SENTENCE_NONE_BELOW) * 100);
        judge_lose(j, RULE_SENTENCE_SHORT, part_of(COMMUNICATION_LENGTH, share),
                   shortest, (Str){0});
    }
}

static void judge_run_ons(Judge *j)
{
    const Text *t = &j->answer;
    int *count = make_n(j->arena, int, t->n_sentences + 1);
    int n = 0;
    for (isize s = 0; s < t->n_sentences; s++) {
        isize words = t->sentence[s].words;
        bool strung = words >= 24 && sentence_cues(t, s, CUE_JOIN) >= RUN_ON_JOINS;
        count[s] = (words >= RUN_ON_WORDS) + strung + (words >= 2 * RUN_ON_WORDS);
        n += count[s];
    }
    int lost = n * RUN_ON_COST;
    judge_lose_among(j, RULE_RUN_ON,
                     lost < COMMUNICATION_RUN_ON ? lost : COMMUNICATION_RUN_ON, count,
                     (Str){0});
}

/* Moving-average type-token ratio of 50 words, in thousandths (Covington and McFall
 * 2010); of all words when there are fewer. */
static int mattr(Judge *j)
{
    const Text *t = &j->answer;
    isize window = t->n_words < MATTR_WINDOW ? t->n_words : MATTR_WINDOW;
    int *inside = make_n(j->arena, int, j->vocabulary.n + 1);
    int64_t types = 0, sum = 0;
    for (isize i = 0; i < t->n_words; i++) {
        types += inside[t->word[i].stem]++ == 0;
        if (i >= window)
            types -= --inside[t->word[i - window].stem] == 0;
        if (i + 1 >= window)
            sum += types;
    }
    return share_of(sum, (t->n_words - window + 1) * window);
}

/* Of each sentence: words that it shares with the whole, stop words aside. */
static void count_repeats(Judge *j, int *count)
{
    const Text *t = &j->answer;
    int *times = make_n(j->arena, int, j->vocabulary.n + 1);
    for (isize i = 0; i < t->n_words; i++)
        if (!(t->word[i].cues & CUE_STOP))
            count[t->word[i].sentence] += times[t->word[i].stem]++ > 0;
}

static void judge_variety(Judge *j)
{
    int *count = make_n(j->arena, int, j->answer.n_sentences + 1);
    count_repeats(j, count);
    int share = share_of(MATTR_FULL - mattr(j), MATTR_FULL - MATTR_NONE);
    judge_lose_among(j, RULE_SAME_WORDS, part_of(COMMUNICATION_VARIETY, share), count,
                     (Str){0});
}

/* Runs of five words that stood before. */
static void judge_repetition(Judge *j)
{
    enum { RUN = 5 };
    const Text *t = &j->answer;
    int *count = make_n(j->arena, int, t->n_sentences + 1);
    Table seen = table_new(j->arena, t->n_words);
    int again = 0;
    for (isize i = 0; i + RUN <= t->n_words; i++) {
        int *run = make_n(j->arena, int, RUN);
        for (isize k = 0; k < RUN; k++)
            run[k] = t->word[i + k].stem;
        if ((*table_put(&seen, (Str){(const char *)run, RUN * (isize)sizeof *run}))++) {
            count[t->word[i].sentence]++;
            again++;
        }
    }
    /* a tenth of the text said twice costs everything */
    int share = share_of((int64_t)again * 10, t->n_words);
    judge_lose_among(j, RULE_REPEATED, part_of(COMMUNICATION_REPETITION, share), count,
                     (Str){0});
}

static void judge_fillers(Judge *j)
{
    const Text *t = &j->answer;
    int *count = make_n(j->arena, int, t->n_sentences + 1);
    for (isize s = 0; s < t->n_sentences; s++)
        count[s] = t->sentence[s].fillers + t->sentence[s].hedges;
    int share = share_of((t->fillers + t->hedges) * 1000,
                         (int64_t)t->n_words * FILLERS_PER_1000);
    judge_lose_among(j, RULE_FILLERS, part_of(COMMUNICATION_FILLERS, share), count,
                     (Str){0});
}

static void judge_patience(Judge *j)
{
    const Text *t = &j->answer;
    isize most = j->weights->most_words;
    if (t->n_words <= most)
        return;
    isize where = 0;
    while (where + 1 < t->n_sentences && t->sentence[where].behind <= most)
        where++;
    judge_lose(j, RULE_LONG_WINDED,
               part_of(COMMUNICATION_LONG, share_of(t->n_words - most, most)), where,
               (Str){0});
}

void judge_communication(Judge *j)
{
    judge_length(j);
    judge_run_ons(j);
    judge_variety(j);
    judge_repetition(j);
    judge_fillers(j);
    judge_patience(j);
    judge_keep(j, SCORE_COMMUNICATION, RULE_COMMUNICATION_SHORT,
               share_of(j->answer.n_words, JUDGED_WORDS), judge_last(j));
}
