/*
 * limits.h — how often one may try what costs a password's hash.
 *
 * Token buckets: so many attempts at once, and then as many again in each five minutes.
 * Addresses and accounts are remembered by their keyed hash in a table of fixed size,
 * where the one that has tried least gives way; so memory is bounded, and a flood from
 * many addresses makes the limits softer, never wrong for others.
 */
#ifndef SERVE_LIMITS_H
#define SERVE_LIMITS_H

#include "serve/ctx.h"

enum { LIMIT_SECONDS = 300 };

typedef enum LimitKind {
    LIMIT_SIGN_IN, /* by address */
    LIMIT_SIGN_UP, /* by address */
    LIMIT_SHARE,   /* by address: a link's password */
    LIMIT_ACCOUNT, /* by account: wrong passwords, from wherever they come */
} LimitKind;

typedef struct RateLimits RateLimits;

RateLimits *limits_new(int attempts);
void limits_free(RateLimits *l);

/*
 * Takes one attempt, when there is one: then 0.  Else the seconds until there will be.
 * limits_look() says the same and takes none.  `now` in seconds, from any start.
 */
int limits_take(RateLimits *l, LimitKind kind, Str who, double now);
int limits_look(RateLimits *l, LimitKind kind, Str who, double now);

/* Whoever sends this request; fails with over_rate_limit.  Without limits, true. */
bool limit_address(Ctx *cx, LimitKind kind) MUST_CHECK;
bool limit_account(Ctx *cx, Str account) MUST_CHECK; /* takes nothing */
void limit_count_account(Ctx *cx, Str account);      /* a wrong password */

#endif
