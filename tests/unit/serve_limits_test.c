/* Buckets: so many at once, growing back, apart from each other, in bounded memory. */
#include "serve/limits.h"
#include "test.h"

static int takes(RateLimits *l, LimitKind kind, Str who, int n, double now)
{
    int wait = 0;
    for (int i = 0; i < n && !wait; i++)
        wait = limits_take(l, kind, who, now);
    return wait;
}

static void test_grows_back(void)
{
    RateLimits *l = limits_new(30, 0);
    check(takes(l, LIMIT_SIGN_IN, S("a"), 30, 1000) == 0);
    check(limits_take(l, LIMIT_SIGN_IN, S("a"), 1000) == 10);
    check(limits_take(l, LIMIT_SIGN_IN, S("a"), 1009) == 1);
    check(limits_take(l, LIMIT_SIGN_IN, S("a"), 1010) == 0);
    check(limits_take(l, LIMIT_SIGN_IN, S("a"), 1010) == 10);
    check(takes(l, LIMIT_SIGN_IN, S("a"), 30, 1010 + LIMIT_SECONDS) == 0);
    check(limits_take(l, LIMIT_SIGN_IN, S("a"), 1010 + LIMIT_SECONDS) > 0);
    limits_free(l);
}

static void test_apart(void)
{
    RateLimits *l = limits_new(2, 0);
    check(takes(l, LIMIT_SIGN_IN, S("a"), 3, 5) > 0);
    check(limits_take(l, LIMIT_SIGN_IN, S("b"), 5) == 0);
    check(limits_take(l, LIMIT_SHARE, S("a"), 5) == 0);
    check(limits_look(l, LIMIT_ACCOUNT, S("a"), 5) == 0);
    check(limits_look(l, LIMIT_ACCOUNT, S("a"), 5) == 0); /* a look takes nothing */
    check(takes(l, LIMIT_ACCOUNT, S("a"), 2, 5) == 0);
    check(limits_look(l, LIMIT_ACCOUNT, S("a"), 5) > 0);
    limits_free(l);
}

/* Whoever has spent all keeps her place, however many others come once. */
static void test_flood(void)
{
    RateLimits *l = limits_new(3, 0);
    check(takes(l, LIMIT_SIGN_IN, S("guesser"), 4, 0) > 0);
    bool all = true;
    for (int i = 0; i < 100000; i++) {
        char name[16];
        int n = snprintf(name, sizeof name, "%d", i);
        all = all && limits_take(l, LIMIT_SIGN_IN, (Str){name, n}, 0) == 0;
    }
    check(all);
    check(limits_take(l, LIMIT_SIGN_IN, S("guesser"), 0) > 0);
    limits_free(l);
}

/* What was spent may be more than there was; then it takes as long to grow back. */
static void test_work(void)
{
    RateLimits *l = limits_new(30, 60);
    check(limits_look(l, LIMIT_WORK, S("a"), 5) == 0);
    limits_spend(l, LIMIT_WORK, S("a"), 5, 58.5);
    check(limits_look(l, LIMIT_WORK, S("a"), 5) == 0);
    limits_spend(l, LIMIT_WORK, S("a"), 5, 20.5);
    check(limits_look(l, LIMIT_WORK, S("a"), 5) == 100);
    check(limits_look(l, LIMIT_WORK, S("b"), 5) == 0);
    check(limits_take(l, LIMIT_SIGN_IN, S("a"), 5) == 0);
    check(limits_look(l, LIMIT_WORK, S("a"), 104) == 1);
    check(limits_look(l, LIMIT_WORK, S("a"), 105) == 0);
    limits_free(l);
}

static void test_none(void)
{
    RateLimits *l = limits_new(0, 0);
    check(takes(l, LIMIT_SIGN_IN, S("a"), 1000, 5) == 0);
    limits_spend(l, LIMIT_WORK, S("a"), 5, 1e9);
    check(limits_look(l, LIMIT_WORK, S("a"), 5) == 0);
    limits_free(l);
}

int main(void)
{
    test_grows_back();
    test_apart();
    test_flood();
    test_work();
    test_none();
    return done();
}
