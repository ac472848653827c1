#include "pg/pipe.h"
#include "pg/conn.h"
#include "pg/pipe_queue.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_CONNECTIONS = 64,
    FIRST_RETRY = 100,
    LAST_RETRY = 2000,
    TICK = 500 /* ms */
};

/* The state is where the connection stands; only set_state() changes it. */
typedef enum State { DOWN, CONNECTING, UP } State;

typedef struct Line {
    Pipes *pipes;
    State state;
    bool exclusive;
    PGconn *dialing; /* CONNECTING */
    PgConn *conn;    /* UP */
    uv_poll_t *poll; /* its own allocation: libuv frees it after the loop has let go */
    int watched;     /* events that poll waits for */
    uv_timer_t retry;
    uint64_t wait;  /* ms until the next attempt */
    uint64_t since; /* when something was last heard, or began; the loop's ms */
    int in_flight;
    PipeJob *deciding; /* its transaction is open */
    Reply ending;      /* of COMMIT, ROLLBACK and of setting the session back */
    bool commits, resetting;
} Line;

struct Pipes {
    uv_loop_t *loop;
    PipeSettings settings;
    Line lines[MAX_CONNECTIONS];
    int n_lines;
    Queue waiting[2]; /* by exclusive */
    Queue ended;      /* jobs whose done() is called on the next turn of the loop */
    uv_idle_t turn;
    uv_timer_t tick;
    PipeCounts counts;
    int up[2]; /* lines that are, by exclusive; other threads ask */
    bool closing;
};

static void connect_line(Line *l);
static void dispatch(Pipes *p);
static void lose_line(Line *l);
static bool any_up(const Pipes *p, bool exclusive);
static bool any_hope(const Pipes *p, bool exclusive);
static void fail_waiting(Pipes *p, bool exclusive);

#define COUNT(p, field, n) __atomic_fetch_add(&(p)->counts.field, (n), __ATOMIC_RELAXED)

static void set_state(Line *l, State state)
{
    int change = (state == UP) - (l->state == UP);
    l->state = state;
    l->since = uv_now(l->pipes->loop);
    __atomic_fetch_add(&l->pipes->up[l->exclusive], change, __ATOMIC_RELAXED);
}

static void run_ended(uv_idle_t *turn)
{
    Pipes *p = turn->data;
    uv_idle_stop(turn);
    for (PipeJob *job; (job = queue_take(&p->ended)) != NULL;)
        job->done(job);
}

/* Later, so that a sender is never called back from inside its own call. */
static void end_as_lost(Pipes *p, PipeJob *job)
{
    job->reply = (Reply){.lost = true};
    queue_put(&p->ended, job);
    uv_idle_start(&p->turn, run_ended);
}

static void end_job(Pipes *p, PipeJob *job)
{
    if (job->reply.error || job->reply.lost)
        COUNT(p, errors, 1);
    job->done(job);
}

static void on_socket(uv_poll_t *poll, int status, int events);

static void watch(Line *l, int events)
{
    if (l->watched == events)
        return;
    l->watched = events;
    uv_poll_start(l->poll, events, on_socket);
}

static void free_poll(uv_handle_t *h)
{
    free(h);
}

static void watch_socket(Line *l, int fd, int events)
{
    l->poll = calloc(1, sizeof *l->poll);
    assert(l->poll);
    l->poll->data = l;
    l->watched = 0;
    int bad = uv_poll_init(l->pipes->loop, l->poll, fd);
    assert(!bad);
    watch(l, events);
}

static void unwatch(Line *l)
{
    if (!l->poll)
        return;
    uv_poll_stop(l->poll);
    uv_close((uv_handle_t *)l->poll, free_poll);
    l->poll = NULL;
}

static void flush(Line *l)
{
    bool more;
    if (!conn_flush(l->conn, &more))
        return; /* the socket's own event will say so too, and that is where it is
                   handled */
    watch(l, more ? UV_READABLE | UV_WRITABLE : UV_READABLE);
}

/* --- a job's way ------------------------------------------------------------------ */

static void push_reset(Line *l)
{
    l->resetting = true;
    conn_push_reset(l->conn, &l->ending, NULL);
    flush(l);
}

/* On a shared connection the next job is on its way before this one has ended, so the
 * reset goes right behind it. */
static void send_on(Line *l, PipeJob *job)
{
    if (l->in_flight++ == 0)
        l->since = uv_now(l->pipes->loop);
    COUNT(l->pipes, in_flight, 1);
    COUNT(l->pipes, batches, 1);
    conn_push_batch(l->conn, &job->batch);
    conn_sync(l->conn, &job->reply, job);
    if (job->batch.resets && !l->exclusive)
        push_reset(l);
    else
        flush(l);
}

/* Nothing was committed, since the batch failed whole: it may go again, once. */
static bool send_again(Line *l, PipeJob *job)
{
    if (job->retried || job->batch.tx != TX_ONE || !reply_wants_retry(&job->reply))
        return false;
    job->retried = true;
    reply_clear(&job->reply);
    l->in_flight--;
    COUNT(l->pipes, in_flight, -1);
    send_on(l, job);
    return true;
}

static void let_go(Line *l)
{
    l->in_flight--;
    COUNT(l->pipes, in_flight, -1);
}

static void finish(Line *l, PipeJob *job)
{
    let_go(l);
    if (job->batch.resets && l->exclusive)
        push_reset(l);
    end_job(l->pipes, job);
}

/* The results are there and the transaction is open: commit, or take it all back. */
static void decide(Line *l, PipeJob *job)
{
    bool failed = job->reply.error != NULL;
    l->commits = !failed && job->batch.tx == TX_DECIDE && job->decide(job);
    l->deciding = job;
    conn_push_text(l->conn, l->commits ? "commit" : "rollback");
    conn_sync(l->conn, &l->ending, NULL);
    flush(l);
}

static void decided(Line *l)
{
    PipeJob *job = l->deciding;
    l->deciding = NULL;
    /* A COMMIT may fail by itself: deferred constraints and triggers speak last. */
    if (l->commits && l->ending.error) {
        reply_clear(&job->reply);
        job->reply = l->ending;
        l->ending = (Reply){0};
    }
    reply_clear(&l->ending);
    finish(l, job);
}

/* False: the session could not be set back, so nobody else may have it. */
static bool reset_ended(Line *l)
{
    bool ok = !l->ending.error;
    l->resetting = false;
    reply_clear(&l->ending);
    return ok;
}

static bool segment_ended(Line *l, PipeJob *job)
{
    if (!job && !l->deciding)
        return reset_ended(l);
    if (!job)
        decided(l);
    else if (send_again(l, job))
        return true;
    else if (job->batch.tx != TX_ONE)
        decide(l, job);
    else
        finish(l, job);
    return true;
}

static void on_socket(uv_poll_t *poll, int status, int events)
{
    Line *l = poll->data;
    if (l->state == CONNECTING) {
        connect_line(l);
        return;
    }
    l->since = uv_now(l->pipes->loop);
    if (events & UV_WRITABLE)
        flush(l);
    if (status < 0 || !PQconsumeInput(conn_pg(l->conn))) {
        lose_line(l);
        return;
    }
    for (;;) {
        void *owner;
        ConnEvent e = conn_read(l->conn, &owner);
        if (e == CONN_LOST) {
            lose_line(l);
            return;
        }
        if (e == CONN_WAIT)
            break;
        if (!segment_ended(l, owner)) {
            lose_line(l);
            return;
        }
    }
    /* Whatever a function did, nobody else gets into its transaction. */
    if (l->exclusive && !l->in_flight && !l->resetting && conn_in_transaction(l->conn))
        lose_line(l);
    dispatch(l->pipes);
}

/* --- up and down ------------------------------------------------------------------ */

static void retry_now(uv_timer_t *timer)
{
    connect_line(timer->data);
}

static void go_down(Line *l)
{
    unwatch(l);
    if (l->dialing)
        PQfinish(l->dialing);
    l->dialing = NULL;
    conn_free(l->conn);
    l->conn = NULL;
    set_state(l, DOWN);
    if (l->pipes->closing)
        return;
    uv_timer_start(&l->retry, retry_now, l->wait, 0);
    l->wait = l->wait * 2 < LAST_RETRY ? l->wait * 2 : LAST_RETRY;
    if (!any_hope(l->pipes, l->exclusive))
        fail_waiting(l->pipes, l->exclusive);
}

static void fail_waiting(Pipes *p, bool exclusive)
{
    for (PipeJob *job; (job = queue_take(&p->waiting[exclusive])) != NULL;) {
        COUNT(p, waiting, -1);
        end_as_lost(p, job);
    }
}

static void lose_line(Line *l)
{
    Pipes *p = l->pipes;
    PipeJob *deciding = l->deciding;
    l->deciding = NULL;
    l->resetting = false;
    for (void *owner; conn_lose(l->conn, &owner);) {
        PipeJob *job = owner ? owner : deciding;
        if (!job)
            continue;
        if (!owner) {
            deciding = NULL;
            reply_clear(&job->reply);
            job->reply = (Reply){.lost = true, .sent = true};
        }
        let_go(l);
        queue_put(&p->ended, job);
        uv_idle_start(&p->turn, run_ended);
    }
    reply_clear(&l->ending);
    l->in_flight = 0;
    COUNT(p, reconnects, 1);
    l->wait = FIRST_RETRY;
    go_down(l);
    if (!any_up(p, l->exclusive))
        fail_waiting(p, l->exclusive);
}

static void connect_line(Line *l)
{
    if (l->state == DOWN) {
        const PipeSettings *settings = &l->pipes->settings;
        bool other = l->exclusive && settings->conninfo_exclusive;
        l->dialing =
            PQconnectStart(other ? settings->conninfo_exclusive : settings->conninfo);
        if (!l->dialing || PQstatus(l->dialing) == CONNECTION_BAD) {
            go_down(l);
            return;
        }
        set_state(l, CONNECTING);
        watch_socket(l, PQsocket(l->dialing), UV_WRITABLE);
        return;
    }
    PostgresPollingStatusType s = PQconnectPoll(l->dialing);
    if (s == PGRES_POLLING_FAILED) {
        go_down(l);
    } else if (s == PGRES_POLLING_OK) {
        unwatch(l);
        int fd = PQsocket(l->dialing);
        l->conn = conn_new(l->dialing);
        l->dialing = NULL;
        set_state(l, UP);
        l->wait = FIRST_RETRY;
        watch_socket(l, fd, UV_READABLE);
        dispatch(l->pipes);
    } else {
        /* The socket may be another one now: several addresses are tried in turn. */
        unwatch(l);
        watch_socket(l, PQsocket(l->dialing),
                     s == PGRES_POLLING_READING ? UV_READABLE : UV_WRITABLE);
    }
}

/* --- choosing --------------------------------------------------------------------- */

static bool has_room(const Line *l)
{
    if (l->state != UP)
        return false;
    return l->exclusive ? l->in_flight == 0 && !l->resetting
                        : l->in_flight < l->pipes->settings.depth;
}

static Line *least_loaded(Pipes *p, bool exclusive)
{
    Line *best = NULL;
    for (Line *l = p->lines; l < p->lines + p->n_lines; l++)
        if (l->exclusive == exclusive && has_room(l) &&
            (!best || l->in_flight < best->in_flight))
            best = l;
    return best;
}

static bool any_up(const Pipes *p, bool exclusive)
{
    return __atomic_load_n(&p->up[exclusive], __ATOMIC_RELAXED) > 0;
}

/* A connection is there, or being made: worth waiting for. */
static bool any_hope(const Pipes *p, bool exclusive)
{
    for (const Line *l = p->lines; l < p->lines + p->n_lines; l++)
        if (l->exclusive == exclusive && l->state != DOWN)
            return true;
    return false;
}

static void dispatch(Pipes *p)
{
    for (int exclusive = 0; exclusive < 2; exclusive++) {
        Queue *q = &p->waiting[exclusive];
        for (Line *l; q->first && (l = least_loaded(p, exclusive)) != NULL;) {
            COUNT(p, waiting, -1);
            send_on(l, queue_take(q));
        }
    }
}

void pipes_send(Pipes *p, PipeJob *job)
{
    bool exclusive = job->exclusive || job->batch.tx != TX_ONE;
    job->retried = false;
    Line *l = p->waiting[exclusive].first ? NULL : least_loaded(p, exclusive);
    if (l) {
        send_on(l, job);
    } else if (!any_hope(p, exclusive) ||
               p->counts.waiting >= p->settings.max_waiting) {
        end_as_lost(p, job);
    } else {
        COUNT(p, waiting, 1);
        job->since = uv_now(p->loop);
        queue_put(&p->waiting[exclusive], job);
    }
}

/* --- patience ----------------------------------------------------------------------
 */

static uint64_t patience_with(const Line *l)
{
    const PipeSettings *settings = &l->pipes->settings;
    if (l->state == CONNECTING)
        return settings->connect_patience;
    return l->in_flight ? settings->silence[l->exclusive] : 0;
}

static void on_tick(uv_timer_t *tick)
{
    Pipes *p = tick->data;
    uint64_t now = uv_now(p->loop), patience = p->settings.patience;
    for (int exclusive = 0; patience && exclusive < 2; exclusive++) {
        Queue *q = &p->waiting[exclusive];
        while (q->first && now - q->first->since > patience) {
            COUNT(p, waiting, -1);
            end_as_lost(p, queue_take(q));
        }
    }
    for (Line *l = p->lines; l < p->lines + p->n_lines; l++) {
        uint64_t allowed = patience_with(l);
        if (allowed && now - l->since > allowed)
            l->state == UP ? lose_line(l) : go_down(l);
    }
}

bool pipes_ready(const Pipes *p)
{
    return any_up(p, false) && any_up(p, true);
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
    p->n_lines = settings->shared + settings->exclusive;
    for (int i = 0; i < p->n_lines; i++) {
        Line *l = &p->lines[i];
        *l =
            (Line){.pipes = p, .exclusive = i >= settings->shared, .wait = FIRST_RETRY};
        uv_timer_init(loop, &l->retry);
        l->retry.data = l;
        connect_line(l);
    }
    return p;
}

/* The loop must run once more before it is closed; the memory goes with the process. */
void pipes_close(Pipes *p)
{
    p->closing = true;
    uv_close((uv_handle_t *)&p->tick, NULL);
    for (Line *l = p->lines; l < p->lines + p->n_lines; l++) {
        if (l->state == UP)
            lose_line(l);
        else
            go_down(l);
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
