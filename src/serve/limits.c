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
    double spent; /* attempts that have not grown back, at `since` */
    double since;
} Bucket;

struct RateLimits {
    pthread_mutex_t mutex;
    double attempts;
    Bucket sets[SETS][WAYS];
};

RateLimits *limits_new(int attempts)
{
    RateLimits *l = calloc(1, sizeof *l);
    assert(l && attempts > 0);
    pthread_mutex_init(&l->mutex, NULL);
    l->attempts = attempts;
    return l;
}

void limits_free(RateLimits *l)
{
    pthread_mutex_destroy(&l->mutex);
    free(l);
}

static double spent_now(const RateLimits *l, const Bucket *b, double now)
{
    double grown = (now - b->since) * l->attempts / LIMIT_SECONDS;
    return fmax(0, b->spent - fmax(0, grown));
}

/* Its own, or else the place of the one that has tried least. */
static Bucket *bucket_of(RateLimits *l, Hash who, double now)
{
    Bucket *set = l->sets[who.a % SETS], *least = set;
    for (Bucket *b = set; b < set + WAYS; b++) {
        if (hash_eq(b->who, who))
            return b;
        if (spent_now(l, b, now) < spent_now(l, least, now))
            least = b;
    }
    return least;
}

static int ask(RateLimits *l, LimitKind kind, Str who, double now, double price)
{
    char tag = (char)('0' + kind);
    Hash hash = hash_more(hash_of((Str){&tag, 1}), who);
    pthread_mutex_lock(&l->mutex);
    Bucket *b = bucket_of(l, hash, now);
    double spent = hash_eq(b->who, hash) ? spent_now(l, b, now) : 0;
    double over = spent + 1 - l->attempts;
    if (over <= 0 && price > 0)
        *b = (Bucket){hash, spent + price, now};
    pthread_mutex_unlock(&l->mutex);
    return over <= 0 ? 0 : (int)ceil(over * LIMIT_SECONDS / l->attempts - 1e-6);
}

int limits_take(RateLimits *l, LimitKind kind, Str who, double now)
{
    return ask(l, kind, who, now, 1);
}

int limits_look(RateLimits *l, LimitKind kind, Str who, double now)
{
    return ask(l, kind, who, now, 0);
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
