/*
 * fair.h — a queue in which nobody holds up anybody else: parties take turns, however
 * much one of them brings.
 *
 * A party is a person, or a network whose people did not sign in. Each has a queue of
 * her own, and their first ones come one after another. So whoever brings one request
 * waits for as many others as there are parties, and not for as many as there are
 * requests. How many of a party may run at once, and wait, has a bound: a request that
 * takes long leaves a runner free for the others.
 *
 * Not for many threads: workers.c holds its mutex.
 */
#ifndef SERVE_FAIR_H
#define SERVE_FAIR_H

#include "base/hash.h"

typedef struct FairRules {
    int waiting;      /* at most, of all; more are told to come again */
    int waiting_each; /* of one party */
    int running_each;
} FairRules;

typedef struct Party Party; /* whoever has something here; fair.c's */

/* One that waits; it belongs to whoever brings it, until fair_next() hands it back. */
typedef struct Ticket {
    void *what;
    Hash whose;
    bool unbounded; /* the party may have as many as there is room for */
    struct Ticket *next;
} Ticket;

typedef struct FairQueue FairQueue;

typedef enum FairAnswer { FAIR_TAKEN, FAIR_FULL, FAIR_FULL_OF_HERS } FairAnswer;

FairQueue *fair_new(FairRules rules, int runners);
void fair_free(FairQueue *q); /* what waits is dropped */

FairAnswer fair_add(FairQueue *q, Ticket *t);
/* Whose turn it is: what her first ticket says; NULL when nothing may run now. */
void *fair_next(FairQueue *q, Party **whose);
void fair_end(FairQueue *q, Party *whose); /* what fair_next() gave has run */
int fair_waiting(const FairQueue *q);

#endif
