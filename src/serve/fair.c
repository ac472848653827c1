#include "serve/fair.h"

#include <stdlib.h>

enum { CHAINS = 256 };

struct Party {
    Hash whose;
    Ticket *first, **last;
    int waiting, running;
    bool unbounded, in_turn;
    Party *next;  /* of those whose hashes end alike, or of those that are free */
    Party *after; /* whose turn is the next one */
};

struct FairQueue {
    FairRules rules;
    Party *turn, **last_turn; /* who may run one, and has one */
    Party *chains[CHAINS];
    Party *free, *parties; /* as many as can be here at once */
    int used, waiting;
};

FairQueue *fair_new(FairRules rules, int runners)
{
    FairQueue *q = calloc(1, sizeof *q);
    assert(q && rules.running_each > 0);
    q->rules = rules;
    q->last_turn = &q->turn;
    q->parties = calloc((size_t)(rules.waiting + runners), sizeof *q->parties);
    assert(q->parties);
    return q;
}

void fair_free(FairQueue *q)
{
    free(q->parties);
    free(q);
}

int fair_waiting(const FairQueue *q)
{
    return q->waiting;
}

static Party **chain_of(FairQueue *q, Hash whose)
{
    Party **p = &q->chains[whose.a % CHAINS];
    while (*p && !hash_eq((*p)->whose, whose))
        p = &(*p)->next;
    return p;
}

static Party *party_new(FairQueue *q, Hash whose)
{
    Party *p = q->free;
    if (p)
        q->free = p->next;
    else
        p = &q->parties[q->used++];
    *p = (Party){.whose = whose, .last = &p->first};
    return p;
}

static void leave_when_done(FairQueue *q, Party *p)
{
    if (p->waiting || p->running)
        return;
    Party **at = chain_of(q, p->whose);
    *at = p->next;
    p->next = q->free;
    q->free = p;
}

static void take_turns(FairQueue *q, Party *p)
{
    bool may = p->unbounded || p->running < q->rules.running_each;
    if (p->in_turn || !p->waiting || !may)
        return;
    p->in_turn = true;
    p->after = NULL;
    *q->last_turn = p;
    q->last_turn = &p->after;
}

FairAnswer fair_add(FairQueue *q, Ticket *t)
{
    Party **at = chain_of(q, t->whose), *p = *at;
    if (q->waiting >= q->rules.waiting)
        return FAIR_FULL;
    if (p && !t->unbounded && p->waiting >= q->rules.waiting_each)
        return FAIR_FULL_OF_HERS;
    if (!p)
        p = *at = party_new(q, t->whose);
    p->unbounded = t->unbounded;
    t->next = NULL;
    *p->last = t;
    p->last = &t->next;
    p->waiting++;
    q->waiting++;
    take_turns(q, p);
    return FAIR_TAKEN;
}

void *fair_next(FairQueue *q, Party **whose)
{
    Party *p = q->turn;
    if (!p)
        return NULL;
    Ticket *t = p->first;
    q->turn = p->after;
    if (!q->turn)
        q->last_turn = &q->turn;
    p->in_turn = false;
    p->first = t->next;
    if (!p->first)
        p->last = &p->first;
    p->waiting--;
    q->waiting--;
    p->running++;
    take_turns(q, p);
    *whose = p;
    return t->what;
}

void fair_end(FairQueue *q, Party *p)
{
    p->running--;
    take_turns(q, p);
    leave_when_done(q, p);
}
