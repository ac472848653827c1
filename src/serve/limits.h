/*
 * limits.h — how often one may try what costs a password's hash, and how much of a
 * processor one has for documents.
 *
 * Token buckets: so many attempts, or seconds, at once, and then as many again in each
 * five minutes. Addresses, accounts and people are remembered by their keyed hash in a
 * table of fixed size, where the one that has tried least gives way; so memory is
 * bounded, and a flood from many addresses makes the limits softer, never wrong for
 * others.
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
    LIMIT_WORK,    /* by person, or address: seconds of a processor */
    LIMIT_KINDS
} LimitKind;

typedef struct RateLimits RateLimits;

/* What each five minutes bring; 0: no limit. */
RateLimits *limits_new(int attempts, int work_seconds);
void limits_free(RateLimits *l);

/*
 * Takes one attempt, when there is one: then 0.  Else the seconds until there will be.
 * limits_look() says the same and takes none; limits_spend() takes what has been spent
 * already, even when that is more than there was.  `now` in seconds, from any start.
 */
int limits_take(RateLimits *l, LimitKind kind, Str who, double now);
int limits_look(RateLimits *l, LimitKind kind, Str who, double now);
void limits_spend(RateLimits *l, LimitKind kind, Str who, double now, double price);

/* Who answers for this request: a person, or else the network that it comes from. Null
 * for the service key, whose limits are its owner's own. */
Str limit_whose(Ctx *cx);

/* Whoever sends this request; fails with over_rate_limit.  Without limits, true. */
bool limit_address(Ctx *cx, LimitKind kind) MUST_CHECK;
bool limit_account(Ctx *cx, Str account) MUST_CHECK; /* takes nothing */
void limit_count_account(Ctx *cx, Str account);      /* a wrong password */
bool limit_work(Ctx *cx) MUST_CHECK;                 /* takes nothing */
void limit_count_work(Ctx *cx, double seconds);      /* of cx->whose; no arena */

#endif
