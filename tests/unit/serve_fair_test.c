/* Turns: whoever brings little waits for few, and nobody has all runners. */
#include "serve/fair.h"
#include "test.h"

enum { TICKETS = 64 };

static Ticket tickets[TICKETS];
static int used;

/* One more that says `name`, of whoever has that letter. */
static FairAnswer bring(FairQueue *q, const char *name)
{
    Ticket *t = &tickets[used++ % TICKETS];
    *t = (Ticket){.what = (void *)(uintptr_t)name,
                  .whose = hash_of((Str){name, 1}),
                  .unbounded = name[0] == '*'};
    return fair_add(q, t);
}

static const char *next(FairQueue *q, Party **whose)
{
    const char *name = fair_next(q, whose);
    return name ? name : "";
}

/* All that wait, one runner: "a1 b1 a2". */
static void check_order(FairQueue *q, const char *expected)
{
    char got[256] = "";
    int n = 0;
    Party *whose;
    for (const char *name = next(q, &whose); *name; name = next(q, &whose)) {
        n += snprintf(got + n, sizeof got - (size_t)n, n ? " %s" : "%s", name);
        fair_end(q, whose);
    }
    check_str(str_of(got), str_of(expected));
    check(fair_waiting(q) == 0);
}

static void test_parties_take_turns(void)
{
    FairQueue *q = fair_new((FairRules){40, 20, 1}, 1);
    check_order(q, "");
    const char *const all[] = {"a1", "a2", "a3", "a4", "b1", "c1", "c2"};
    for (isize i = 0; i < countof(all); i++)
        check(bring(q, all[i]) == FAIR_TAKEN);
    check(fair_waiting(q) == 7);
    check_order(q, "a1 b1 c1 a2 c2 a3 a4");
    fair_free(q);
}

/* One who renders in a loop: each of her answers brings the next request, and as many
 * wait as may. Ann's comes in the midst of it, and there is a runner for her at once.
 */
static void test_a_loop_holds_up_nobody(void)
{
    FairQueue *q = fair_new((FairRules){40, 16, 1}, 2);
    Party *hers, *anns;
    for (int i = 0; i < 17; i++)
        bring(q, "x");
    for (int round = 0; round < 100; round++) {
        check_str(str_of(next(q, &hers)), S("x"));
        check_str(str_of(next(q, &anns)), S("")); /* no second one of hers */
        if (round % 10 == 0) {
            check(bring(q, "ann") == FAIR_TAKEN);
            check_str(str_of(next(q, &anns)), S("ann"));
            fair_end(q, anns);
        }
        fair_end(q, hers);
        check(bring(q, "x") == FAIR_TAKEN);
    }
    fair_free(q);
}

static void test_bounds(void)
{
    FairQueue *q = fair_new((FairRules){4, 2, 1}, 2);
    Party *a, *b;
    check(bring(q, "a1") == FAIR_TAKEN && bring(q, "a2") == FAIR_TAKEN);
    check(bring(q, "a3") == FAIR_FULL_OF_HERS);
    check_str(str_of(next(q, &a)), S("a1"));
    check(bring(q, "a4") == FAIR_TAKEN); /* what runs does not wait */
    check(bring(q, "b1") == FAIR_TAKEN && bring(q, "c1") == FAIR_TAKEN);
    check(bring(q, "d1") == FAIR_FULL);
    check_str(str_of(next(q, &b)), S("b1"));
    fair_end(q, b);
    fair_end(q, a);
    check_order(q, "c1 a2 a4");
    fair_free(q);
}

static void test_the_unbounded(void)
{
    FairQueue *q = fair_new((FairRules){4, 1, 1}, 2);
    Party *one, *two;
    check(bring(q, "*1") == FAIR_TAKEN && bring(q, "*2") == FAIR_TAKEN);
    check(bring(q, "a1") == FAIR_TAKEN);
    check_str(str_of(next(q, &one)), S("*1"));
    check_str(str_of(next(q, &two)), S("a1"));
    fair_end(q, two);
    check_str(str_of(next(q, &two)), S("*2"));
    fair_end(q, one);
    fair_end(q, two);
    check_order(q, "");
    fair_free(q);
}

/* Whoever has nothing here any more is forgotten: memory is bounded. */
static void test_many_parties(void)
{
    FairQueue *q = fair_new((FairRules){8, 2, 1}, 1);
    char names[TICKETS][4];
    for (int round = 0; round < 1000; round++) {
        for (int i = 0; i < 8; i++) {
            snprintf(names[i], sizeof names[i], "%c", 33 + (round * 8 + i) % 90);
            if (names[i][0] == '*')
                names[i][0] = '!';
            check(bring(q, names[i]) == FAIR_TAKEN);
        }
        Party *whose;
        while (*next(q, &whose))
            fair_end(q, whose);
    }
    check(fair_waiting(q) == 0);
    fair_free(q);
}

int main(void)
{
    test_parties_take_turns();
    test_a_loop_holds_up_nobody();
    test_bounds();
    test_the_unbounded();
    test_many_parties();
    return done();
}
