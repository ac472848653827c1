/* workers.h — threads that run handlers which may wait: one queue for each lane. */
#ifndef SERVE_WORKERS_H
#define SERVE_WORKERS_H

#include "serve/metrics.h"
#include "serve/route.h"

typedef struct Workers Workers;

Workers *workers_start(const int threads[LANES]); /* by lane */
void workers_stop(Workers *w);                    /* what is queued is still run */
void workers_prepare(Ctx *cx); /* takes from the arena what the next call needs */
/* After true the request is the worker's: the caller may not touch it, nor its arena.
 */
bool workers_submit(Workers *w, Lane lane, Ctx *cx); /* false: too many wait already */
int64_t workers_waiting(Workers *w);

#endif
