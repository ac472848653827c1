#include "serve/workers.h"
#include "serve/errors.h"
#include "serve/loop.h"

#include <stdlib.h>

enum { MAX_THREADS = 64 };

/* By lane: what waits longer than a person does is better told to come again. */
static const int max_waiting[LANES] = {
    [LANE_DB] = 2048, [LANE_CPU] = 2048, [LANE_NET] = 2048, [LANE_PASSWORD] = 256};

/* A queued request; it lies in the request's own arena. */
typedef struct Turn {
    Ctx *cx;
    struct Turn *next;
} Turn;

typedef struct LaneQueue {
    Turn *first, **last;
    int waiting;
    pthread_cond_t filled;
    struct Workers *workers;
} LaneQueue;

struct Workers {
    pthread_mutex_t mutex;
    LaneQueue lanes[LANES];
    pthread_t threads[MAX_THREADS];
    int n_threads;
    bool stopping;
};

static void run(Ctx *cx)
{
    bool ok = lane_enter(cx, cx->route->handler);
    if (cx->db.in_transaction || cx->db.held)
        db_rollback(&cx->db);
    ctx_release(cx);
    if (!ok) {
        assert(cx->error.kind); /* false means: I said why */
        say_error(cx);
    }
    loop_take_back(cx->loop, cx);
}

static void *work(void *arg)
{
    LaneQueue *q = arg;
    Workers *w = q->workers;
    pthread_mutex_lock(&w->mutex);
    for (;;) {
        while (!q->first && !w->stopping)
            pthread_cond_wait(&q->filled, &w->mutex);
        if (w->stopping)
            break; /* whoever still waits has no connection left */
        Turn *t = q->first;
        q->first = t->next;
        if (!q->first)
            q->last = &q->first;
        q->waiting--;
        pthread_mutex_unlock(&w->mutex);
        run(t->cx);
        pthread_mutex_lock(&w->mutex);
    }
    pthread_mutex_unlock(&w->mutex);
    return NULL;
}

static void start(Workers *w, Lane lane, int n)
{
    LaneQueue *q = &w->lanes[lane];
    q->workers = w;
    q->last = &q->first;
    pthread_cond_init(&q->filled, NULL);
    for (int i = 0; i < n && w->n_threads < MAX_THREADS; i++) {
        int bad = pthread_create(&w->threads[w->n_threads++], NULL, work, q);
        assert(!bad);
    }
}

Workers *workers_start(const int threads[LANES])
{
    Workers *w = calloc(1, sizeof *w);
    assert(w);
    pthread_mutex_init(&w->mutex, NULL);
    for (int lane = LANE_DB; lane < LANES; lane++)
        start(w, (Lane)lane, threads[lane]);
    return w;
}

void workers_prepare(Ctx *cx)
{
    Turn *t = make(cx->arena, Turn);
    t->cx = cx;
    cx->way_there = t;
    cx->way_back = loop_way_back(cx->arena);
}

bool workers_submit(Workers *w, Lane lane, Ctx *cx)
{
    LaneQueue *q = &w->lanes[lane];
    Turn *t = cx->way_there;
    pthread_mutex_lock(&w->mutex);
    bool room = q->waiting < max_waiting[lane];
    if (room) {
        q->waiting++;
        *q->last = t;
        q->last = &t->next;
        pthread_cond_signal(&q->filled);
    }
    pthread_mutex_unlock(&w->mutex);
    return room;
}

int64_t workers_waiting(Workers *w)
{
    int64_t n = 0;
    pthread_mutex_lock(&w->mutex);
    for (int i = 0; i < LANES; i++)
        n += w->lanes[i].waiting;
    pthread_mutex_unlock(&w->mutex);
    return n;
}

void workers_stop(Workers *w)
{
    pthread_mutex_lock(&w->mutex);
    w->stopping = true;
    for (int i = LANE_DB; i < LANES; i++)
        pthread_cond_broadcast(&w->lanes[i].filled);
    pthread_mutex_unlock(&w->mutex);
    for (int i = 0; i < w->n_threads; i++)
        pthread_join(w->threads[i], NULL);
    for (int i = LANE_DB; i < LANES; i++)
        pthread_cond_destroy(&w->lanes[i].filled);
    pthread_mutex_destroy(&w->mutex);
    free(w);
}
