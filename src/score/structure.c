/* structure.c — can a listener follow: a story has its parts, a line of thought has
 * signposts. */
#include "score/judge.h"

/* How many different words carry the cue. */
static int kinds_of(Judge *j, uint32_t cue)
{
    Table seen = table_new(j->arena, 16);
    for (isize i = 0; i < j->answer.n_words; i++)
        if (j->answer.word[i].cues & cue)
            (*table_put(&seen, j->answer.word[i].lower))++;
    return (int)seen.n;
}

static isize longest(const Judge *j, isize from)
{
    isize best = judge_last(j);
    for (isize s = from; s < j->answer.n_sentences; s++)
        if (j->answer.sentence[s].words > j->answer.sentence[best].words)
            best = s;
    return best;
}

static bool shares_a_word(const Judge *j, isize sentence)
{
    const Sentence *s = &j->answer.sentence[sentence];
    for (isize i = s->first; i < s->behind; i++)
        for (isize k = 0; k < j->question.n_words; k++)
            if (j->question.word[k].stem == j->answer.word[i].stem &&
                !(j->question.word[k].cues & CUE_STOP))
                return true;
    return false;
}

static void judge_opening(Judge *j)
{
    isize first = judge_first(j);
    bool plan = sentence_cues(&j->answer, first, CUE_PLAN | CUE_SEQUENCE | CUE_VERB);
    bool topic = shares_a_word(j, first);
    int lost = plan && topic   ? 0
               : plan || topic ? j->weights->opening / 4
                               : j->weights->opening;
    judge_lose(j, RULE_NO_OPENING, lost, first, (Str){0});
}

static void judge_signposts(Judge *j)
{
    const Weights *w = j->weights;
    const struct {
        RuleId rule;
        uint32_t cue;
        int worth, full;
    } posts[] = {
        {RULE_NO_SEQUENCE, CUE_SEQUENCE, w->sequence, 3},
        {RULE_NO_REASON, CUE_REASON, w->reasons, 2},
        {RULE_NO_CONTRAST, CUE_CONTRAST, w->contrast, 2},
        {RULE_NO_EXAMPLE, CUE_EXAMPLE, w->example, 1},
    };
    for (isize i = 0; i < countof(posts); i++) {
        int earned =
            part_of(posts[i].worth, share_of(kinds_of(j, posts[i].cue), posts[i].full));
        judge_lose(j, posts[i].rule, posts[i].worth - earned, longest(j, 0), (Str){0});
    }
}

static void judge_close(Judge *j)
{
    isize last = judge_last(j);
    bool closed =
        text_sentences(&j->answer) > 2 &&
        (sentence_cues(&j->answer, last, CUE_CLOSE | CUE_RESULT | CUE_LEARNED) ||
         shares_a_word(j, last));
    judge_lose(j, RULE_NO_CLOSE, closed ? 0 : j->weights->close, last, (Str){0});
}

void judge_structure(Judge *j)
{
    if (j->weights->kind == TOLD) {
        judge_story(j);
    } else {
        judge_opening(j);
        judge_signposts(j);
        judge_close(j);
    }
    judge_keep(j, SCORE_STRUCTURE, RULE_STRUCTURE_SHORT,
               share_of(j->answer.n_words, JUDGED_WORDS), judge_last(j));
}
