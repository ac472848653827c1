/*
 * story.c — the structure of a story: situation, task, action, result.
 *
 * Each sentence gets one of the four labels. What speaks for a label are its cues, the
 * tense, the first person and the place in the text; of all ways to label the whole,
 * the one with the most in its favour is taken (Viterbi), where going back costs.
 */
#include "score/judge.h"

#include "base/buf.h"

typedef enum Part { SITUATION, TASK, ACTION, RESULT, PARTS } Part;

static const char *const part_names[PARTS] = {"situation", "task", "action", "result"};

typedef struct Story {
    const Text *text;
    isize *at; /* the sentences that have words */
    isize n;
    int (*speaks)[PARTS];
    Part *label;
} Story;

static int least(int a, int b)
{
    return a < b ? a : b;
}

static bool measured(const Text *t, isize s)
{
    for (isize i = t->sentence[s].first; i < t->sentence[s].behind; i++) {
        const Word *w = &t->word[i];
        if (w->measured || w->cues & (CUE_QUANTITY | CUE_COUNT) || w->number)
            return true;
    }
    return false;
}

static int past(const Text *t, isize s)
{
    int n = 0;
    for (isize i = t->sentence[s].first; i < t->sentence[s].behind; i++)
        n += t->word[i].cues & CUE_PAST || str_ends(t->word[i].lower, S("ed"));
    return n;
}

static void weigh(Story *y, isize k)
{
    const Text *t = y->text;
    isize s = y->at[k];
    int *to = y->speaks[k];
    int person = sentence_cues(t, s, CUE_I | CUE_WE);
    int verbs = sentence_cues(t, s, CUE_VERB);
    bool last = k + 1 == y->n, late = k * 2 >= y->n;
    to[SITUATION] = least(sentence_cues(t, s, CUE_SITUATION), 2) * 3 +
                    (k == 0 ? 3 : k == 1) + (sentence_cues(t, s, CUE_TIME) > 0);
    to[TASK] = least(sentence_cues(t, s, CUE_TASK), 2) * 4 + (k == 1 || k == 2);
    to[ACTION] = (person ? least(verbs, 3) * 2 : least(verbs, 1)) +
                 least(past(t, s), 2) +
                 least(sentence_cues(t, s, CUE_STEP | CUE_SEQUENCE), 2);
    to[RESULT] = least(sentence_cues(t, s, CUE_RESULT), 2) * 4 +
                 least(sentence_cues(t, s, CUE_CHANGE), 2) +
                 least(sentence_cues(t, s, CUE_LEARNED), 1) * 3 +
                 (measured(t, s) && late ? 2 : 0) + (last ? 3 : late);
}

static int step_cost(int from, int to)
{
    return to < from ? 5 : to > from + 1 ? 1 : 0;
}

static void label(Story *y, Arena *a)
{
    static const int begin_cost[PARTS] = {0, 2, 3, 6};
    int(*best)[PARTS] = arena_alloc(a, sizeof *best, _Alignof(int), y->n + 1);
    unsigned char(*from)[PARTS] = arena_alloc(a, sizeof *from, 1, y->n + 1);
    for (isize k = 0; k < y->n; k++)
        for (int p = 0; p < PARTS; p++) {
            int most = k ? INT32_MIN : -begin_cost[p];
            for (int q = 0; k && q < PARTS; q++)
                if (best[k - 1][q] - step_cost(q, p) > most) {
                    most = best[k - 1][q] - step_cost(q, p);
                    from[k][p] = (unsigned char)q;
                }
            best[k][p] = most + y->speaks[k][p];
        }
    int p = 0;
    for (int q = 1; q < PARTS; q++)
        if (best[y->n - 1][q] > best[y->n - 1][p])
            p = q;
    for (isize k = y->n - 1; k >= 0; k--) {
        y->label[k] = (Part)p;
        p = from[k][p];
    }
}

static Story read_story(Judge *j)
{
    const Text *t = &j->answer;
    Story y = {.text = t,
               .at = make_n(j->arena, isize, t->n_sentences),
               .label = make_n(j->arena, Part, t->n_sentences)};
    for (isize s = 0; s < t->n_sentences; s++)
        if (t->sentence[s].words)
            y.at[y.n++] = s;
    y.speaks = arena_alloc(j->arena, sizeof *y.speaks, _Alignof(int), y.n);
    for (isize k = 0; k < y.n; k++)
        weigh(&y, k);
    label(&y, j->arena);
    for (isize k = 0; k < y.n; k++)
        j->sentences[y.at[k]].part = part_names[y.label[k]];
    return y;
}

/* Where a part would stand: behind the last sentence that is labelled so or earlier. */
static isize place_of(const Story *y, Part part)
{
    isize place = y->at[0];
    for (isize k = 0; k < y->n; k++)
        if (y->label[k] <= part)
            place = y->at[k];
    return place;
}

static bool has_cue(const Story *y, Part from, Part to, uint32_t cue)
{
    for (isize k = 0; k < y->n; k++)
        if (y->label[k] >= from && y->label[k] <= to &&
            sentence_cues(y->text, y->at[k], cue))
            return true;
    return false;
}

static void judge_beginning(Judge *j, const Story *y)
{
    bool set = has_cue(y, SITUATION, TASK, CUE_SITUATION | CUE_TIME);
    bool begun = y->label[0] == SITUATION && y->n > 1;
    int lost = set ? 0 : begun ? STAR_SITUATION / 2 : STAR_SITUATION;
    judge_lose(j, RULE_NO_SITUATION, lost, y->at[0], (Str){0});
    bool task = has_cue(y, SITUATION, TASK, CUE_TASK);
    bool late = !task && has_cue(y, ACTION, ACTION, CUE_TASK);
    judge_lose(j, RULE_NO_TASK,
               task   ? 0
               : late ? STAR_TASK / 3
                      : STAR_TASK,
               place_of(y, TASK), (Str){0});
}

static void judge_actions(Judge *j, const Story *y)
{
    int deeds = 0; /* in halves of a sentence */
    for (isize k = 0; k < y->n; k++)
        if (y->label[k] == ACTION || y->label[k] == TASK) {
            int verbs = sentence_cues(y->text, y->at[k], CUE_VERB);
            bool own = sentence_cues(y->text, y->at[k], CUE_I | CUE_WE);
            int more = verbs >= 3 ? 3 : verbs >= 1 ? 2 : y->label[k] == ACTION;
            deeds += own ? more : more / 2;
        }
    int share = share_of(deeds, 2 * STAR_FULL_ACTIONS);
    judge_lose(j, RULE_NO_ACTION, STAR_ACTION - part_of(STAR_ACTION, share),
               place_of(y, ACTION), (Str){0});
}

static void judge_result(Judge *j, const Story *y)
{
    isize told = -1;
    bool number = false;
    for (isize k = 0; k < y->n; k++) {
        bool cue =
            sentence_cues(y->text, y->at[k], CUE_RESULT | CUE_CHANGE | CUE_LEARNED);
        if (y->label[k] != RESULT || !(cue || measured(y->text, y->at[k])))
            continue;
        told = told < 0 ? y->at[k] : told;
        number |= measured(y->text, y->at[k]);
    }
    if (told < 0)
        judge_lose(j, RULE_NO_RESULT, STAR_RESULT, judge_last(j), (Str){0});
    else if (!number)
        judge_lose(j, RULE_RESULT_UNMEASURED, STAR_RESULT * 35 / 100, told, (Str){0});
}

/* "Missing: task, result." */
static Str missing_parts(Judge *j, const bool *there)
{
    Buf b = buf_new(j->arena);
    for (int p = 0; p < PARTS; p++)
        if (!there[p])
            buf_addf(&b, "%s%s", b.len ? ", " : "Missing: ", part_names[p]);
    buf_add(&b, S("."));
    return buf_str(&b);
}

static void judge_order(Judge *j, const Story *y)
{
    int *count = make_n(j->arena, int, j->answer.n_sentences + 1);
    int back = 0, parts = 0;
    bool there[PARTS] = {false};
    for (isize k = 0; k < y->n; k++) {
        there[y->label[k]] = true;
        if (k && y->label[k] < y->label[k - 1]) {
            count[y->at[k]]++;
            back++;
        }
    }
    for (int p = 0; p < PARTS; p++)
        parts += there[p];
    int lost = least(back * STAR_ORDER / 2, STAR_ORDER);
    judge_lose_among(j, RULE_OUT_OF_ORDER, lost, count, (Str){0});
    /* An order needs parts to be in it: two of four earn a third of it. */
    int bare = (STAR_ORDER - lost) * (PARTS - parts) / (PARTS - 1);
    judge_lose(j, RULE_MISSING_PARTS, bare, judge_last(j), missing_parts(j, there));
}

void judge_story(Judge *j)
{
    Story y = read_story(j);
    judge_beginning(j, &y);
    judge_actions(j, &y);
    judge_result(j, &y);
    judge_order(j, &y);
}
