#include "pg/pipe.h"
#include "pg/line.h"

#include <stdlib.h>

enum { TICK = 500 /* ms */ };

#define SHORT_WAIT   UINT64_C(2000000) /* ns */
#define CROWDED_WAIT UINT64_C(32000000)
#define LONG_WAIT    UINT64_C(3600000000000)

static void run_ended(uv_idle_t *turn)
{
    Pipes *p = turn->data;
    uv_idle_stop(turn);
    for (PipeJob *job; (job = queue_take(&p->ended)) != NULL;)
        job->done(job);
}

/* So that a sender is never called back from inside its own call. */
void pipes_end_later(Pipes *p, PipeJob *job)
{
    queue_put(&p->ended, job);
    uv_idle_start(&p->turn, run_ended);
}

static void end_lost(Pipes *p, PipeJob *job)
{
    job->reply = (Reply){.lost = true};
    pipes_end_later(p, job);
}

void pipes_fail_waiting(Pipes *p, bool exclusive)
{
    for (PipeJob *job; (job = queue_take(&p->waiting[exclusive])) != NULL;) {
        COUNT(p, waiting, -1);
        end_lost(p, job);
    }
}

/* --- choosing --------------------------------------------------------------------- */

static bool is_exclusive(const PipeJob *job)
{
    return job->exclusive || job->batch.tx != TX_ONE;
}

/* Behind what may take long nobody should stand who will not; the first line is kept
 * for those. */
static bool keeps_apart(const Line *l, const PipeJob *job)
{
    bool first = l == l->pipes->lines;
    return !l->exclusive && (job->reads ? l->acts > 0 : first);
}

static uint64_t short_wait(const Pipes *p, const PipeJob *job)
{
    int busy = __atomic_load_n(p->settings.busy, __ATOMIC_RELAXED);
    if (!job->reads || is_exclusive(job))
        return 0;
    return p->near && busy >= p->settings.crowd ? CROWDED_WAIT : SHORT_WAIT;
}

/*
 * The first where the wait is short: a PostgreSQL process that has the next statement
 * at hand when it ends one neither sleeps nor wakes in between, and two on one
 * processor only push each other's data out of its caches, or keep each other from it.
 * Where statements are slow, or one stands, the wait is long, and the next connection
 * takes what comes; one that is full, but not for long, is worth waiting for.  What may
 * do more than read goes where least stands, from the last one on.
 */
Line *pipes_choose(Pipes *p, const PipeJob *job)
{
    Line *best = NULL;
    uint64_t shortest = UINT64_MAX, enough = short_wait(p, job);
    for (int i = 0; i < p->n_lines && shortest > enough; i++) {
        Line *l = &p->lines[job->reads ? i : p->n_lines - 1 - i];
        if (l->exclusive != is_exclusive(job) || !line_is_up(l))
            continue;
        uint64_t wait = line_expected_wait(l) + (keeps_apart(l, job) ? LONG_WAIT : 0);
        bool room = line_has_room(l);
        if (wait < shortest && (room || (enough && wait <= enough))) {
            shortest = wait;
            best = room ? l : NULL;
        }
    }
    return best;
}

bool pipes_any_up(const Pipes *p, bool exclusive)
{
    return __atomic_load_n(&p->up[exclusive], __ATOMIC_RELAXED) > 0;
}

/* A connection is there, or being made: worth waiting for. */
bool pipes_any_hope(const Pipes *p, bool exclusive)
{
    for (const Line *l = p->lines; l < p->lines + p->n_lines; l++)
        if (l->exclusive == exclusive && l->state != DOWN)
            return true;
    return false;
}

void pipes_dispatch(Pipes *p)
{
    for (int exclusive = 0; exclusive < 2; exclusive++) {
        Queue *q = &p->waiting[exclusive];
        for (Line *l; q->first && (l = pipes_choose(p, q->first)) != NULL;) {
            COUNT(p, waiting, -1);
            line_send(l, queue_take(q));
        }
    }
}

void pipes_send(Pipes *p, PipeJob *job)
{
    bool exclusive = is_exclusive(job);
    job->retried = job->overtook = false;
    pipes_look_out(p);
    Line *l = p->waiting[exclusive].first ? NULL : pipes_choose(p, job);
    if (l) {
        line_send(l, job);
    } else if (!pipes_any_hope(p, exclusive) ||
               p->counts.waiting >= p->settings.max_waiting) {
        end_lost(p, job);
    } else {
        COUNT(p, waiting, 1);
        job->since = uv_now(p->loop);
        queue_put(&p->waiting[exclusive], job);
    }
}

void pipes_go_on(PipeJob *job)
{
    if (job->line && job->line->paused)
        line_go_on(job->line);
}

void pipes_drop(PipeJob *job)
{
    if (job->line)
        line_drop(job->line);
}

/* --- patience ----------------------------------------------------------------------
 */

static uint64_t patience_with(const Line *l)
{
    const PipeSettings *settings = &l->pipes->settings;
    if (l->state == CONNECTING)
        return settings->connect_patience;
    return l->in_flight && !l->paused ? settings->silence[l->exclusive] : 0;
}

static void on_tick(uv_timer_t *tick)
{
    Pipes *p = tick->data;
    uint64_t now = uv_now(p->loop), patience = p->settings.patience;
    for (int exclusive = 0; patience && exclusive < 2; exclusive++) {
        Queue *q = &p->waiting[exclusive];
        for (PipeJob *job; (job = q->first) && now - job->since > patience;) {
            (void)queue_take(q);
            COUNT(p, waiting, -1);
            end_lost(p, job);
        }
    }
    for (Line *l = p->lines; l < p->lines + p->n_lines; l++) {
        uint64_t allowed = patience_with(l);
        if (allowed && now - l->since > allowed)
            l->state == UP ? line_lose(l) : line_go_down(l);
    }
}

bool pipes_ready(const Pipes *p)
{
    return pipes_any_up(p, false) && pipes_any_up(p, true);
}

Pipes *pipes_open(uv_loop_t *loop, const PipeSettings *settings)
{
    Pipes *p = calloc(1, sizeof *p);
    assert(p && settings->shared + settings->exclusive <= MAX_CONNECTIONS);
    p->loop = loop;
    p->settings = *settings;
    p->ended.last = &p->ended.first;
    for (int i = 0; i < 2; i++)
        p->waiting[i].last = &p->waiting[i].first;
    uv_idle_init(loop, &p->turn);
    p->turn.data = p;
    uv_timer_init(loop, &p->tick);
    p->tick.data = p;
    uv_timer_start(&p->tick, on_tick, TICK, TICK);
    uv_timer_init(loop, &p->look);
    p->look.data = p;
    p->n_lines = settings->shared + settings->exclusive;
    for (int i = 0; i < p->n_lines; i++) {
        Line *l = &p->lines[i];
        *l =
            (Line){.pipes = p, .exclusive = i >= settings->shared, .wait = FIRST_RETRY};
        uv_timer_init(loop, &l->retry);
        l->retry.data = l;
        line_connect(l);
    }
    return p;
}

/* The loop must run once more before it is closed; the memory goes with the process. */
void pipes_close(Pipes *p)
{
    p->closing = true;
    uv_close((uv_handle_t *)&p->tick, NULL);
    uv_close((uv_handle_t *)&p->look, NULL);
    for (Line *l = p->lines; l < p->lines + p->n_lines; l++) {
        if (l->state == UP)
            line_lose(l);
        else
            line_go_down(l);
        uv_close((uv_handle_t *)&l->retry, NULL);
    }
}

PipeCounts pipes_counts(const Pipes *p)
{
    PipeCounts c;
    c.waiting = __atomic_load_n(&p->counts.waiting, __ATOMIC_RELAXED);
    c.batches = __atomic_load_n(&p->counts.batches, __ATOMIC_RELAXED);
    c.errors = __atomic_load_n(&p->counts.errors, __ATOMIC_RELAXED);
    c.reconnects = __atomic_load_n(&p->counts.reconnects, __ATOMIC_RELAXED);
    c.in_flight = __atomic_load_n(&p->counts.in_flight, __ATOMIC_RELAXED);
    return c;
}
