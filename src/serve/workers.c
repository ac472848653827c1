#include "serve/workers.h"
#include "serve/errors.h"
#include "serve/limits.h"
#include "serve/loop.h"

#include <stdlib.h>
#include <time.h>

enum { MAX_THREADS = 64, ALL = INT32_MAX };

/*
 * By lane: what waits longer than a person does is better told to come again. A request
 * of the CPU lane may take seconds: one person's never take all of its workers, and few
 * of them wait.
 */
static const struct {
    FairRules rules;
    int left_free; /* workers that one party does not get, where there is another */
    bool paid;     /* the processor's time is counted as the party's */
} lanes[LANES] = {
    [LANE_DB] = {{2048, 2048, ALL}},
    [LANE_CPU] = {{2048, 16, ALL}, 1, true},
    [LANE_NET] = {{2048, 2048, ALL}},
    [LANE_PASSWORD] = {{256, 256, ALL}},
};

typedef struct LaneQueue {
    FairQueue *queue;
    pthread_cond_t filled;
    void (*begin)(void);
    struct Workers *workers;
} LaneQueue;

struct Workers {
    pthread_mutex_t mutex;
    LaneQueue lanes[LANES];
    pthread_t threads[MAX_THREADS];
    int n_threads;
    bool stopping;
};

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void run(Ctx *cx)
{
    bool paid = lanes[cx->worker_lane].paid;
    double before = paid ? processor_seconds() : 0;
    bool ok = lane_enter(cx, cx->route->handler);
    if (cx->db.in_transaction || cx->db.held)
        db_rollback(&cx->db);
    ctx_release(cx);
    if (!ok) {
        assert(cx->error.kind); /* false means: I said why */
        say_error(cx);
    }
    if (paid)
        limit_count_work(cx, processor_seconds() - before + cx->child_seconds);
    loop_take_back(cx->loop, cx);
}

static void *work(void *arg)
{
    LaneQueue *q = arg;
    Workers *w = q->workers;
    if (q->begin)
        q->begin();
    pthread_mutex_lock(&w->mutex);
    while (!w->stopping) { /* whoever waits then has no connection left */
        Party *whose;
        Ctx *cx = fair_next(q->queue, &whose);
        if (!cx) {
            pthread_cond_wait(&q->filled, &w->mutex);
            continue;
        }
        pthread_mutex_unlock(&w->mutex);
        run(cx);
        pthread_mutex_lock(&w->mutex);
        fair_end(q->queue, whose);
    }
    pthread_mutex_unlock(&w->mutex);
    return NULL;
}

static void start(Workers *w, Lane lane, Crew crew)
{
    LaneQueue *q = &w->lanes[lane];
    FairRules rules = lanes[lane].rules;
    int left_free = lanes[lane].left_free;
    if (left_free)
        rules.running_each = crew.n > left_free ? crew.n - left_free : 1;
    q->workers = w;
    q->begin = crew.begin;
    q->queue = fair_new(rules, crew.n);
    pthread_cond_init(&q->filled, NULL);
    for (int i = 0; i < crew.n && w->n_threads < MAX_THREADS; i++) {
        int bad = pthread_create(&w->threads[w->n_threads++], NULL, work, q);
        assert(!bad);
    }
}

Workers *workers_start(const Crew crews[LANES])
{
    Workers *w = calloc(1, sizeof *w);
    assert(w);
    pthread_mutex_init(&w->mutex, NULL);
    for (int lane = LANE_DB; lane < LANES; lane++)
        start(w, (Lane)lane, crews[lane]);
    return w;
}

void workers_prepare(Ctx *cx)
{
    Ticket *t = make(cx->arena, Ticket);
    cx->whose = limit_whose(cx);
    *t = (Ticket){.what = cx, .whose = hash_of(cx->whose), .unbounded = !cx->whose.s};
    cx->way_there = t;
    cx->way_back = loop_way_back(cx->arena);
}

FairAnswer workers_submit(Workers *w, Lane lane, Ctx *cx)
{
    LaneQueue *q = &w->lanes[lane];
    pthread_mutex_lock(&w->mutex);
    FairAnswer answer = fair_add(q->queue, cx->way_there);
    if (answer == FAIR_TAKEN)
        pthread_cond_signal(&q->filled);
    pthread_mutex_unlock(&w->mutex);
    return answer;
}

int64_t workers_waiting(Workers *w)
{
    int64_t n = 0;
    pthread_mutex_lock(&w->mutex);
    for (int i = LANE_DB; i < LANES; i++)
        n += fair_waiting(w->lanes[i].queue);
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
    for (int i = LANE_DB; i < LANES; i++) {
        pthread_cond_destroy(&w->lanes[i].filled);
        fair_free(w->lanes[i].queue);
    }
    pthread_mutex_destroy(&w->mutex);
    free(w);
}
