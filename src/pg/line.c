#include "pg/line.h"

#include <stdlib.h>

enum {
    LAST_RETRY = 2000, /* ms */
    PACE_OF = 8,       /* ends, more or less */
    DOUBT = 8,         /* what stands since a moment may stand for many */
};

static void set_state(Line *l, State state)
{
    int change = (state == UP) - (l->state == UP);
    l->state = state;
    l->since = uv_now(l->pipes->loop);
    __atomic_fetch_add(&l->pipes->up[l->exclusive], change, __ATOMIC_RELAXED);
}

static void end_job(Pipes *p, PipeJob *job)
{
    if (job->reply.error || job->reply.lost)
        COUNT(p, errors, 1);
    job->done(job);
}

static void count_in_flight(Line *l, int change)
{
    int before = l->in_flight > 0;
    l->in_flight += change;
    COUNT(l->pipes, in_flight, change);
    __atomic_fetch_add(l->pipes->settings.busy, (l->in_flight > 0) - before,
                       __ATOMIC_RELAXED);
}

static void on_socket(uv_poll_t *poll, int status, int events);
static void take_up(uv_timer_t *timer);

static bool watch_socket(Line *l, int fd, int events)
{
    l->watch = watch_open(l->pipes->loop, fd, on_socket, l);
    watch_for(l->watch, events);
    return l->watch;
}

static void unwatch(Line *l)
{
    watch_close(l->watch);
    l->watch = NULL;
}

/* While it wrote, libpq has found the connection broken.  Who sends must not be called
 * back from here: the line is lost on the next turn. */
static void lose_later(Line *l)
{
    unwatch(l);
    uv_timer_start(&l->retry, take_up, 0, 0);
}

static void flush(Line *l)
{
    bool more;
    if (conn_flush(l->conn, &more))
        watch_for(l->watch, more ? UV_READABLE | UV_WRITABLE : UV_READABLE);
    else
        lose_later(l);
}

/* Statement by statement, each when the socket has taken the one before it. */
static void feed(Line *l)
{
    PipeJob *job = l->feeding;
    bool more = false;
    while (conn_flush(l->conn, &more) && !more) {
        Statement next = {0};
        if (!job->feed(job, &next)) {
            l->feeding = NULL;
            conn_push_statements(l->conn, &job->batch);
            conn_sync(l->conn, &job->reply, job);
            break;
        }
        conn_push(l->conn, STEP_SILENT, (Str){0}, &next);
    }
    if (l->feeding && !conn_is_lost(l->conn))
        watch_for(l->watch, UV_READABLE | UV_WRITABLE);
    else
        flush(l);
}

/* --- a job's way ------------------------------------------------------------------ */

static void push_reset(Line *l)
{
    l->resetting = true;
    conn_push_reset(l->conn, &l->ending, NULL);
    flush(l);
}

static void push_parts(Line *l, const PipeJob *job)
{
    for (PipeJob *part = job->parts; part; part = part->next) {
        conn_push_batch(l->conn, &part->batch);
        conn_sync(l->conn, &part->reply, part);
    }
}

/* Whether there is a segment behind those of its parts, or instead of them. */
static bool has_own_segment(const PipeJob *job)
{
    return !job->parts || job->batch.n;
}

/* The job that ends with this segment; NULL: others of its own are behind it. */
static PipeJob *ends_with(PipeJob *segment)
{
    PipeJob *whole = segment->whole;
    if (!whole)
        return segment;
    return segment->next || has_own_segment(whole) ? NULL : whole;
}

/* The first error is the one that counts: behind it all else fails. */
static void note_error(PipeJob *segment)
{
    PipeJob *whole = segment->whole;
    if (whole && segment->reply.error && !whole->failed)
        whole->failed = segment;
}

static void take_first_error(PipeJob *job)
{
    if (!job->failed)
        return;
    PQclear(job->reply.error);
    job->reply.error = job->failed->reply.error;
    job->failed->reply.error = NULL;
}

/* On a shared connection the next job is on its way before this one has ended, so the
 * reset goes right behind it. */
void line_send(Line *l, PipeJob *job)
{
    if (!l->in_flight) {
        l->since = uv_now(l->pipes->loop);
        l->moved = uv_hrtime();
    }
    count_in_flight(l, 1);
    COUNT(l->pipes, batches, 1);
    l->acts += !job->reads;
    job->line = l;
    assert(l->exclusive || !job->feed);
    if (job->feed) {
        conn_push_opening(l->conn, &job->batch);
        l->feeding = job;
        feed(l);
        return;
    }
    conn_push_opening(l->conn, &job->batch);
    push_parts(l, job);
    conn_push_statements(l->conn, &job->batch);
    if (has_own_segment(job))
        conn_sync(l->conn, &job->reply, job);
    if (job->batch.resets && !l->exclusive)
        push_reset(l);
    else
        flush(l);
}

static void keep_pace(Line *l)
{
    uint64_t now = uv_hrtime(), took = now - l->moved;
    l->pace = l->pace - l->pace / PACE_OF + took / PACE_OF;
    l->moved = now;
}

static void let_go(Line *l, PipeJob *job)
{
    job->line = NULL;
    l->acts -= !job->reads;
    count_in_flight(l, -1);
}

void line_leave(Line *l, PipeJob *job)
{
    let_go(l, job);
    l->left++;
}

/* Nothing was committed, since the batch failed whole: it may go again, once. */
static bool send_again(Line *l, PipeJob *job)
{
    if (job->retried || job->feed || job->rows_came || job->batch.tx != TX_ONE ||
        !reply_wants_retry(&job->reply))
        return false;
    job->retried = true;
    reply_clear(&job->reply);
    keep_pace(l);
    let_go(l, job);
    line_send(l, job);
    return true;
}

static void finish(Line *l, PipeJob *job)
{
    keep_pace(l);
    let_go(l, job);
    if (job->batch.resets && l->exclusive)
        push_reset(l);
    end_job(l->pipes, job);
}

/* The results are there and the transaction is open: commit, or take it all back. */
static void decide(Line *l, PipeJob *job)
{
    bool asks = !job->reply.error && job->batch.tx == TX_DECIDE;
    Decision decision = asks ? job->decide(job) : ROLL_BACK;
    if (decision == GO_ON) {
        assert(!job->batch.n);
        push_parts(l, job);
        flush(l);
        return;
    }
    l->commits = decision == COMMIT;
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
    if (!job && l->listening) {
        l->listening = false;
        reply_clear(&l->ending);
        return true;
    }
    if (!job && !l->deciding)
        return reset_ended(l);
    if (job) {
        note_error(job);
        job = ends_with(job);
        if (!job)
            return true;
        take_first_error(job);
    }
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

static void pass_on_news(Line *l)
{
    const PipeSettings *settings = &l->pipes->settings;
    for (PGnotify *n; settings->listens && (n = conn_heard(l->conn)); PQfreemem(n))
        settings->on_heard(settings->heard_arg, n->extra);
}

/* A slow client never stops a socket that others share. */
static bool take_row(Line *l, PipeJob *job)
{
    job->rows_came = true;
    return job->on_row(job, conn_so_far(l->conn), conn_row(l->conn)) || !l->exclusive;
}

/* What has arrived; false: the line was lost over it. */
static bool read_on(Line *l)
{
    for (;;) {
        void *owner = NULL;
        ConnEvent e = conn_read(l->conn, &owner);
        pass_on_news(l);
        if (e == CONN_WAIT)
            return true;
        if (e == CONN_ROW && !take_row(l, owner)) {
            l->paused = true;
            watch_for(l->watch, 0);
            return true;
        }
        if (e == CONN_LOST || (e == CONN_SEGMENT && !segment_ended(l, owner))) {
            line_lose(l);
            return false;
        }
        if (e == CONN_ABANDONED) {
            keep_pace(l);
            l->left--;
        }
    }
}

static void read_and_dispatch(Line *l)
{
    if (!read_on(l))
        return;
    /* Whatever a function did, nobody else gets into its transaction. */
    if (l->exclusive && !l->in_flight && !l->resetting && conn_in_transaction(l->conn))
        line_lose(l);
    pipes_dispatch(l->pipes);
}

void line_go_on(Line *l)
{
    l->paused = false;
    l->since = uv_now(l->pipes->loop);
    watch_for(l->watch, UV_READABLE);
    read_and_dispatch(l);
}

static void on_socket(uv_poll_t *poll, int status, int events)
{
    Line *l = poll->data;
    if (l->state == CONNECTING) {
        line_connect(l);
        return;
    }
    l->since = uv_now(l->pipes->loop);
    if (events & UV_WRITABLE)
        l->feeding ? feed(l) : flush(l);
    if (status < 0 || !PQconsumeInput(conn_pg(l->conn))) {
        line_lose(l);
        return;
    }
    read_and_dispatch(l);
}

/* --- up and down ------------------------------------------------------------------ */

static void take_up(uv_timer_t *timer)
{
    Line *l = timer->data;
    if (l->state == UP)
        line_lose(l);
    else
        line_connect(l);
}

void line_go_down(Line *l)
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
    uv_timer_start(&l->retry, take_up, l->wait, 0);
    l->wait = l->wait * 2 < LAST_RETRY ? l->wait * 2 : LAST_RETRY;
    if (!pipes_any_hope(l->pipes, l->exclusive))
        pipes_fail_waiting(l->pipes, l->exclusive);
}

void line_lose(Line *l)
{
    Pipes *p = l->pipes;
    PipeJob *deciding = l->deciding, *feeding = l->feeding;
    l->deciding = l->feeding = NULL;
    l->resetting = l->paused = l->listening = false;
    if (feeding) { /* its Sync has not been pushed */
        feeding->reply = (Reply){.lost = true, .sent = true};
        let_go(l, feeding);
        pipes_end_later(p, feeding);
    }
    for (void *owner; conn_lose(l->conn, &owner);) {
        PipeJob *job = owner ? ends_with(owner) : deciding;
        if (!job)
            continue;
        if (job != owner) {
            deciding = NULL;
            reply_clear(&job->reply);
            job->reply = (Reply){.lost = true, .sent = true};
        }
        let_go(l, job);
        pipes_end_later(p, job);
    }
    reply_clear(&l->ending);
    l->acts = l->left = 0;
    count_in_flight(l, -l->in_flight);
    COUNT(p, reconnects, 1);
    l->wait = l->dropped ? AT_ONCE : FIRST_RETRY;
    l->dropped = false;
    line_go_down(l);
    if (!pipes_any_up(p, l->exclusive))
        pipes_fail_waiting(p, l->exclusive);
}

void line_drop(Line *l)
{
    l->dropped = true;
    line_lose(l);
}

static void wait_to_connect(Line *l, int events)
{
    unwatch(l); /* several addresses are tried in turn: the socket may be another */
    if (!watch_socket(l, PQsocket(l->dialing), events))
        line_go_down(l);
}

static void dial(Line *l)
{
    const PipeSettings *settings = &l->pipes->settings;
    bool other = l->exclusive && settings->conninfo_exclusive;
    l->dialing =
        PQconnectStart(other ? settings->conninfo_exclusive : settings->conninfo);
    if (!l->dialing || PQstatus(l->dialing) == CONNECTION_BAD) {
        line_go_down(l);
        return;
    }
    set_state(l, CONNECTING);
    wait_to_connect(l, UV_WRITABLE);
}

static void connected(Line *l)
{
    int fd = PQsocket(l->dialing);
    unwatch(l);
    l->conn = conn_new(l->dialing);
    l->dialing = NULL;
    if (!watch_socket(l, fd, UV_READABLE)) {
        line_go_down(l);
        return;
    }
    l->pipes->near = conn_is_near(l->conn);
    set_state(l, UP);
    l->wait = FIRST_RETRY;
    l->listening = l->pipes->settings.listens != NULL;
    if (l->listening) {
        conn_listen(l->conn, l->pipes->settings.listens, &l->ending);
        flush(l);
    }
    pipes_dispatch(l->pipes);
}

void line_connect(Line *l)
{
    if (l->state == DOWN) {
        dial(l);
        return;
    }
    switch (PQconnectPoll(l->dialing)) {
    case PGRES_POLLING_OK: connected(l); break;
    case PGRES_POLLING_FAILED: line_go_down(l); break;
    case PGRES_POLLING_READING: wait_to_connect(l, UV_READABLE); break;
    case PGRES_POLLING_WRITING:
    case PGRES_POLLING_ACTIVE: wait_to_connect(l, UV_WRITABLE); break;
    }
}

uint64_t line_expected_wait(const Line *l)
{
    int ahead = l->in_flight + l->left;
    if (!ahead)
        return 0;
    uint64_t stands = DOUBT * (uv_hrtime() - l->moved);
    uint64_t takes = l->pace * (uint64_t)ahead;
    return stands > takes ? stands : takes;
}

bool line_is_up(const Line *l)
{
    return l->state == UP && !conn_is_lost(l->conn);
}

bool line_has_room(const Line *l)
{
    return l->exclusive ? l->in_flight == 0 && !l->resetting
                        : l->in_flight + l->left < l->pipes->settings.depth;
}
