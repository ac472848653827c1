/* pipe_queue.h — jobs in the order in which they came. */
#ifndef PG_PIPE_QUEUE_H
#define PG_PIPE_QUEUE_H

#include "pg/pipe.h"

typedef struct Queue {
    PipeJob *first, **last;
} Queue;

static inline void queue_put(Queue *q, PipeJob *job)
{
    job->next = NULL;
    *q->last = job;
    q->last = &job->next;
}

static inline PipeJob *queue_take(Queue *q)
{
    PipeJob *job = q->first;
    if (!job)
        return NULL;
    q->first = job->next;
    if (!q->first)
        q->last = &q->first;
    return job;
}

#endif
