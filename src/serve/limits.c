#include "serve/limits.h"
#include "serve/app.h"
#include "serve/errors.h"

#include "base/hash.h"

#include <arpa/inet.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SETS = 1024, WAYS = 4 };

typedef struct Bucket {
    Hash who;
    double spent; /* attempts, or seconds, that have not grown back, at `since` */
    double most;  /* of its kind */
    double since;
} Bucket;

struct RateLimits {
    pthread_mutex_t mutex;
    double most[LIMIT_KINDS]; /* of each, in LIMIT_SECONDS; 0: no limit */
    Bucket sets[SETS][WAYS];
};

RateLimits *limits_new(int attempts, int work_seconds)
{
    RateLimits *l = calloc(1, sizeof *l);
    assert(l && attempts >= 0 && work_seconds >= 0);
    pthread_mutex_init(&l->mutex, NULL);
    for (int kind = 0; kind < LIMIT_KINDS; kind++)
        l->most[kind] = kind == LIMIT_WORK ? work_seconds : attempts;
    return l;
}

void limits_free(RateLimits *l)
{
    pthread_mutex_destroy(&l->mutex);
    free(l);
}

static double spent_now(const Bucket *b, double now)
{
    double grown = (now - b->since) * b->most / LIMIT_SECONDS;
    return fmax(0, b->spent - fmax(0, grown));
}

static double share_now(const Bucket *b, double now)
{
    return b->most > 0 ? spent_now(b, now) / b->most : 0;
}

/* Its own, or else the place of the one that has spent the smallest share. */
static Bucket *bucket_of(RateLimits *l, Hash who, double now)
{
    Bucket *set = l->sets[who.a % SETS], *least = set;
    for (Bucket *b = set; b < set + WAYS; b++) {
        if (hash_eq(b->who, who))
            return b;
        if (share_now(b, now) < share_now(least, now))
            least = b;
    }
    return least;
}

/* As much as `most_spent` may be gone already for `price` to be taken. */
static int ask(RateLimits *l, LimitKind kind, Str who, double now, double price,
               double most_spent)
{
    char tag = (char)('0' + kind);
    double most = l->most[kind];
    if (most <= 0)
        return 0;
    Hash hash = hash_more(hash_of((Str){&tag, 1}), who);
    pthread_mutex_lock(&l->mutex);
    Bucket *b = bucket_of(l, hash, now);
    double spent = hash_eq(b->who, hash) ? spent_now(b, now) : 0;
    double over = spent - most_spent;
    if (over <= 0 && price > 0)
        *b = (Bucket){hash, spent + price, most, now};
    pthread_mutex_unlock(&l->mutex);
    return over <= 0 ? 0 : (int)ceil(over * LIMIT_SECONDS / most - 1e-6);
}

int limits_take(RateLimits *l, LimitKind kind, Str who, double now)
{
    return ask(l, kind, who, now, 1, l->most[kind] - 1);
}

int limits_look(RateLimits *l, LimitKind kind, Str who, double now)
{
    return ask(l, kind, who, now, 0, l->most[kind] - 1);
}

void limits_spend(RateLimits *l, LimitKind kind, Str who, double now, double price)
{
    (void)ask(l, kind, who, now, price, HUGE_VAL);
}

/* --- of requests ------------------------------------------------------------------ */

static double now_seconds(void)
{
    return (double)uv_hrtime() / 1e9;
}

static bool allowed(Ctx *cx, int wait)
{
    if (!wait)
        return true;
    cx->retry_after = wait;
    return fail(cx, .kind = &over_rate_limit);
}

/* One IPv6 customer has at least a /64, and so any number of addresses in it. */
static Str network_of(Arena *a, Str address)
{
    struct in6_addr six;
    static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
    if (inet_pton(AF_INET6, str_cstr(a, address), &six) != 1)
        return address;
    bool is_four = memcmp(six.s6_addr, mapped, sizeof mapped) == 0;
    return str_copy(a, is_four ? (Str){(const char *)six.s6_addr + 12, 4}
                               : (Str){(const char *)six.s6_addr, 8});
}

bool limit_address(Ctx *cx, LimitKind kind)
{
    RateLimits *l = cx->app->limits;
    if (!l)
        return true;
    Str network = network_of(cx->arena, cx->req->client_ip);
    return allowed(cx, limits_take(l, kind, network, now_seconds()));
}

Str limit_whose(Ctx *cx)
{
    if (str_eq(cx->who.role, S("service_role")))
        return (Str){0};
    return cx->who.user_id.len ? cx->who.user_id
                               : network_of(cx->arena, cx->req->client_ip);
}

bool limit_work(Ctx *cx)
{
    RateLimits *l = cx->app->limits;
    Str whose = limit_whose(cx);
    return !l || !whose.s ||
           allowed(cx, limits_look(l, LIMIT_WORK, whose, now_seconds()));
}

bool limit_account(Ctx *cx, Str account)
{
    RateLimits *l = cx->app->limits;
    return !l || allowed(cx, limits_look(l, LIMIT_ACCOUNT,
                                         str_lower(cx->arena, account), now_seconds()));
}

void limit_count_account(Ctx *cx, Str account)
{
    if (cx->app->limits)
        limits_take(cx->app->limits, LIMIT_ACCOUNT, str_lower(cx->arena, account),
                    now_seconds());
}

void limit_count_work(Ctx *cx, double seconds)
{
    if (cx->app->limits && cx->whose.s)
        limits_spend(cx->app->limits, LIMIT_WORK, cx->whose, now_seconds(), seconds);
}
