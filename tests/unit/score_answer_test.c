/* Answers that are none, too much, or in another language; and the tables' own sums. */
#include "score.h"

#include "base/buf.h"
#include "score/rules.h"
#include "score/weights.h"
#include "test.h"

#include <string.h>

static Arena arena;

static ScoreResult judge(Str category, Str answer)
{
    ScoreJob job = {.question = S("How do you decide what to test and at which level?"),
                    .ideal_answer =
                        S("I start from risk: unit tests for the rules, a few "
                          "integration tests for the borders."),
                    .category = category,
                    .answer = answer};
    ScoreResult r;
    Error error;
    bool ok = score_answer(&arena, &job, &r, &error);
    assert(ok);
    check(score_broken(answer, &r, true) == NULL);
    return r;
}

static void test_nothing(void)
{
    static const char *const empty[] = {"", "   \n ", "...", "um, you know, basically"};
    for (isize i = 0; i < countof(empty); i++) {
        ScoreResult r = judge(S("technical"), str_of(empty[i]));
        check(r.final == 0 && r.n_evidence == SCORE_KINDS - 1);
        check(r.scores[SCORE_DELIVERY] == SCORE_LEFT_OUT && r.left_out[SCORE_DELIVERY]);
    }
    ScoreResult null = judge(S(""), (Str){0});
    check(null.final == 0 && null.evidence[0].sentence == -1);
}

static void test_little(void)
{
    ScoreResult r = judge(S("technical"), S("Unit tests, mostly."));
    check(r.final < 300 && r.n_doubts > 0);
    check(judge(S("behavioral"), S("Yes.")).final < 100);
}

static void test_other_languages(void)
{
    static const char *const texts[] = {
        "Ich habe zuerst die Anforderungen aufgeschrieben und danach mit dem Kunden "
        "besprochen, was davon wirklich wichtig ist.",
        "J'ai commenc\xc3\xa9 par \xc3\xa9"
        "crire les r\xc3\xa8gles, puis nous avons "
        "v\xc3\xa9rifi\xc3\xa9 chaque cas avec le client.",
        "\xe6\x88\x91\xe9\xa6\x96\xe5\x85\x88\xe5\x86\x99\xe5\x8d\x95\xe5\x85\x83"
        "\xe6\xb5\x8b\xe8\xaf\x95\xe3\x80\x82",
        "asdf qwer zxcv uiop hjkl bnm tyui ghjk vbnm erty dfgh cvbn",
    };
    for (isize i = 0; i < countof(texts); i++) {
        ScoreResult r = judge(S("technical"), str_of(texts[i]));
        check(r.final == SCORE_LEFT_OUT && r.n_evidence == 0 && r.n_doubts == 1);
        for (int k = 0; k < SCORE_KINDS; k++)
            check(r.scores[k] == SCORE_LEFT_OUT && r.left_out[k]);
    }
}

static void test_off_topic(void)
{
    ScoreResult r = judge(
        S("technical"),
        S("Last summer I travelled to Portugal with my sister. First we took the train "
          "to "
          "Lisbon, then we rented two bicycles for 12 days. We slept in small hotels, "
          "because we wanted to meet people. For example, in Tavira a fisherman cooked "
          "for us and showed us his boat. In the end we had cycled 640 kilometres and "
          "spent 900 euros each, which was less than planned."));
    check(r.scores[SCORE_RELEVANCE] < 250);
    bool said = false;
    for (isize i = 0; i < r.n_evidence; i++)
        said |= strcmp(r.evidence[i].rule, "off-topic") == 0;
    check(said && r.scores[SCORE_CONTENT] < 500);
}

static void test_much(void)
{
    Buf b = buf_new(&arena);
    for (int i = 0; i < 1000; i++)
        buf_addf(&b, "I wrote test %d for the rule because the risk was high there. ",
                 i);
    ScoreResult r = judge(S("technical"), buf_str(&b)); /* 12,000 words */
    check(r.words > 10000 && r.n_doubts > 0 && r.n_evidence < 60);
    bool said = false;
    for (isize i = 0; i < r.n_evidence; i++)
        said |= strcmp(r.evidence[i].rule, "long-winded") == 0;
    check(said);
    arena_reset(&arena);
}

static void test_refusals(void)
{
    Error error;
    ScoreResult r;
    ScoreJob unknown = {.category = S("astrology"), .answer = S("x")};
    check(!score_answer(&arena, &unknown, &r, &error) && error_status(&error) == 400);
    char *text = make_n(&arena, char, SCORE_ANSWER_MAX + 1);
    ScoreJob huge = {.answer = {text, SCORE_ANSWER_MAX + 1}};
    check(!score_answer(&arena, &huge, &r, &error) && error_status(&error) == 413);
    arena_reset(&arena);
}

static void test_without_ideal(void)
{
    ScoreJob job = {.question = S("How do you decide what to test?"),
                    .category = S("technical"),
                    .answer = S("I decide by risk and write a test for each rule that "
                                "could break, because a broken rule costs the most.")};
    ScoreResult r;
    Error error;
    check(score_answer(&arena, &job, &r, &error) && r.final > 0);
    bool said = false;
    for (isize i = 0; i < r.n_doubts; i++)
        said |= strstr(r.doubts[i], "ideal answer") != NULL;
    check(said);
}

/* What is missing: of a line of thought the ideal answer's words as well, of a story
 * only the question's, since nobody has another person's story to tell. */
static void test_missing_words(void)
{
    Str answer = S("In my last job I looked at the problem with a colleague and we "
                   "found a good way to go on after two days.");
    for (int told = 0; told < 2; told++) {
        ScoreResult r = judge(told ? S("behavioral") : S("technical"), answer);
        bool found = false;
        for (isize i = 0; i < r.n_evidence; i++) {
            const ScoreEvidence *e = &r.evidence[i];
            if (strcmp(e->rule, "missing-words") != 0)
                continue;
            found = true;
            check(memmem(e->says.s, (size_t)e->says.len, "\"level\"", 7) != NULL);
            check((memmem(e->says.s, (size_t)e->says.len, "\"borders\"", 9) != NULL) ==
                  !told);
        }
        check(found);
    }
}

static void test_own_bank(void)
{
    const ScoreBank *bank = score_bank_of(
        &arena, (Strs){(const Str[]){S("test risk"), S("test rule"), S("test")}, 3});
    ScoreJob job = {.question = S("How do you test the risk?"),
                    .answer = S("The test is what I write."),
                    .bank = bank};
    ScoreResult common, rare;
    Error error;
    check(score_answer(&arena, &job, &common, &error));
    job.answer = S("The risk is what I write.");
    check(score_answer(&arena, &job, &rare, &error));
    check(rare.scores[SCORE_RELEVANCE] > common.scores[SCORE_RELEVANCE]);
}

static void test_tables(void)
{
    int sum = 0;
    for (int k = 0; k < SCORE_KINDS; k++) {
        ScoreKind kind;
        sum += score_weight((ScoreKind)k);
        check(score_kind_of(str_of(score_name((ScoreKind)k)), &kind) && (int)kind == k);
    }
    check(sum == 1000);
    for (isize i = 0; i < weights_count; i++) {
        const Weights *w = &weights[i];
        check(w->numbers + w->actions + w->specifics + w->length + w->vague ==
              SCORE_FULL);
        int posts =
            w->opening + w->sequence + w->reasons + w->contrast + w->example + w->close;
        check(posts == (w->kind == TOLD ? 0 : SCORE_FULL));
    }
    check(STAR_SITUATION + STAR_TASK + STAR_ACTION + STAR_RESULT + STAR_ORDER ==
          SCORE_FULL);
    check(RELEVANCE_COVERAGE + RELEVANCE_COSINE == SCORE_FULL);
    check(COMMUNICATION_LENGTH + COMMUNICATION_RUN_ON + COMMUNICATION_VARIETY +
              COMMUNICATION_REPETITION + COMMUNICATION_FILLERS + COMMUNICATION_LONG ==
          SCORE_FULL);
    check(CONFIDENCE_HEDGES + CONFIDENCE_CORRECTIONS + CONFIDENCE_UNDERSELLS ==
          SCORE_FULL);
    for (int i = 0; i < RULES; i++)
        check(rules[i].name && rules[i].says && rules[i].cure &&
              rule_named(str_of(rules[i].name)) == &rules[i]);
    check(!rule_named(S("no such rule")));
}

int main(void)
{
    arena = arena_reserve(256 << 20);
    test_nothing();
    test_little();
    test_other_languages();
    test_off_topic();
    test_much();
    test_refusals();
    test_without_ideal();
    test_missing_words();
    test_own_bank();
    test_tables();
    arena_release(&arena);
    return done();
}
