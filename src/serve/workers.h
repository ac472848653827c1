/* workers.h — threads that run handlers which may wait: one fair queue for each lane.
 */
#ifndef SERVE_WORKERS_H
#define SERVE_WORKERS_H

#include "serve/fair.h"
#include "serve/metrics.h"
#include "serve/route.h"

typedef struct Workers Workers;

/* How many threads a lane has, and what each of them does before its first request. */
typedef struct Crew {
    int n;
    void (*begin)(void); /* may be NULL */
} Crew;

Workers *workers_start(const Crew crews[LANES]);
void workers_stop(Workers *w);                    /* what is queued is still run */
void workers_prepare(Ctx *cx); /* takes from the arena what the next call needs */
/* Once taken, the request is the worker's: the caller may not touch it, nor its arena.
 */
FairAnswer workers_submit(Workers *w, Lane lane, Ctx *cx);
int64_t workers_waiting(Workers *w);

#endif
