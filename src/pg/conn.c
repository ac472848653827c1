#include "pg/conn.h"

#include "base/hash.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/*
 * Prepared statements: 128 sets of 4.  A set that is full loses the one used longest
 * ago, with DEALLOCATE; so a connection never holds more than 512, whatever clients
 * send.
 */
enum { SETS = 128, WAYS = 4, FIRST_RING = 64 };

typedef struct Prepared {
    Hash key;      /* of role and text */
    uint32_t name; /* 0: free */
    uint32_t used; /* when, by the connection's own clock */
    char said[12]; /* "s<name>" */
} Prepared;

typedef struct Step {
    StepKind kind;
    Prepared *prepared; /* STEP_PREPARE, and runs of one: to forget when it fails */
    uint32_t name;      /* prepared->name then */
    Reply *reply;       /* STEP_SYNC */
    void *owner;
    bool abandoned;
} Step;

/* A queue of steps in flight; `from` and `to` only grow, and wrap by the mask. */
typedef struct Ring {
    Step *steps;
    uint32_t from, to, size;
} Ring;

struct PgConn {
    PGconn *pg;
    Ring ring;
    Reply pending; /* of the segment being read */
    PGresult *row; /* of a STEP_ROWS */
    Prepared prepared[SETS][WAYS];
    uint32_t clock, last_name;
    int64_t n_prepared;
    const char **values; /* scratch: parameters as libpq wants them */
    isize values_size;
    bool lost, step_done;
    const char *const *listens; /* may be NULL */
};

static void *must(void *p)
{
    if (!p)
        abort();
    return p;
}

PgConn *conn_new(PGconn *pg)
{
    PgConn *c = must(calloc(1, sizeof *c));
    c->pg = pg;
    c->ring.size = FIRST_RING;
    c->ring.steps = must(calloc(FIRST_RING, sizeof *c->ring.steps));
    c->values_size = 64;
    c->values = must(calloc((size_t)c->values_size, sizeof *c->values));
    PQsetnonblocking(pg, 1);
    if (!PQenterPipelineMode(pg))
        c->lost = true;
    return c;
}

void conn_free(PgConn *c)
{
    if (!c)
        return;
    reply_clear(&c->pending);
    PQclear(c->row);
    PQfinish(c->pg);
    free(c->ring.steps);
    free(c->values);
    free(c);
}

PGconn *conn_pg(const PgConn *c)
{
    return c->pg;
}

int64_t conn_prepared(const PgConn *c)
{
    return c->n_prepared;
}

bool conn_is_near(const PgConn *c)
{
    union {
        struct sockaddr any;
        struct sockaddr_in ip4;
        struct sockaddr_in6 ip6;
    } at = {0}; /* a socket of the file system has a longer one, which is cut */
    socklen_t len = sizeof at;
    if (getpeername(PQsocket(c->pg), &at.any, &len) != 0)
        return false;
    switch (at.any.sa_family) {
    case AF_UNIX: return true;
    case AF_INET:
        return ntohl(at.ip4.sin_addr.s_addr) >> IN_CLASSA_NSHIFT == IN_LOOPBACKNET;
    case AF_INET6: return IN6_IS_ADDR_LOOPBACK(&at.ip6.sin6_addr);
    default: return false;
    }
}

bool conn_idle(const PgConn *c)
{
    return c->ring.from == c->ring.to && PQtransactionStatus(c->pg) == PQTRANS_IDLE;
}

bool conn_is_lost(const PgConn *c)
{
    return c->lost;
}

bool conn_in_transaction(const PgConn *c)
{
    PGTransactionStatusType s = PQtransactionStatus(c->pg);
    return s == PQTRANS_INERROR || s == PQTRANS_INTRANS;
}

static void ring_put(Ring *r, Step s)
{
    if (r->to - r->from == r->size) {
        Step *bigger = must(calloc(2 * (size_t)r->size, sizeof *bigger));
        for (uint32_t i = 0; i < r->size; i++)
            bigger[i] = r->steps[(r->from + i) & (r->size - 1)];
        free(r->steps);
        *r = (Ring){bigger, 0, r->size, 2 * r->size};
    }
    r->steps[r->to++ & (r->size - 1)] = s;
}

static Step *ring_first(Ring *r)
{
    return r->from == r->to ? NULL : &r->steps[r->from & (r->size - 1)];
}

/* Of the segment that begins at or goes on from `i`; NULL: it is not there yet. */
static Step *sync_from(const Ring *r, uint32_t i)
{
    for (; i != r->to; i++)
        if (r->steps[i & (r->size - 1)].kind == STEP_SYNC)
            return &r->steps[i & (r->size - 1)];
    return NULL;
}

static const char *const *values_of(PgConn *c, Strs params)
{
    if (params.n > 0 && params.n > c->values_size) {
        free(c->values);
        c->values_size = params.n;
        c->values = must(calloc((size_t)params.n, sizeof *c->values));
    }
    for (isize i = 0; i < params.n; i++) {
        assert(!params.v[i].s || params.v[i].s[params.v[i].len] == '\0');
        c->values[i] = params.v[i].s;
    }
    return c->values;
}

/* What could not be sent has its step all the same: conn_lose finds its owner there. */
static void sent(PgConn *c, int ok, Step s)
{
    ring_put(&c->ring, s);
    if (!ok)
        c->lost = true;
}

static void forget(PgConn *c, Prepared *p, uint32_t name)
{
    if (p && p->name == name) {
        *p = (Prepared){0};
        c->n_prepared--;
    }
}

/* Text that was never cut by the client: only our own words come here. */
void conn_push_text(PgConn *c, const char *sql)
{
    sent(c, PQsendQueryParams(c->pg, sql, 0, NULL, NULL, NULL, NULL, 0),
         (Step){.kind = STEP_SILENT});
}

static void deallocate(PgConn *c, const Prepared *p)
{
    char text[32];
    snprintf(text, sizeof text, "deallocate %s", p->said);
    conn_push_text(c, text);
}

/* The statement's place in the cache; a fresh one has to be prepared. */
static Prepared *prepared_for(PgConn *c, Str role, Str sql, bool *fresh)
{
    Hash key = hash_more(hash_of(role), sql);
    Prepared *set = c->prepared[key.a % SETS], *oldest = set;
    c->clock++;
    for (int i = 0; i < WAYS; i++) {
        if (set[i].name && hash_eq(set[i].key, key)) {
            set[i].used = c->clock;
            *fresh = false;
            return &set[i];
        }
        if (!set[i].name ||
            (oldest->name && c->clock - set[i].used > c->clock - oldest->used))
            oldest = &set[i];
    }
    if (oldest->name) {
        deallocate(c, oldest);
        c->n_prepared--;
    }
    *oldest = (Prepared){.key = key, .name = ++c->last_name, .used = c->clock};
    snprintf(oldest->said, sizeof oldest->said, "s%u", oldest->name);
    c->n_prepared++;
    *fresh = true;
    return oldest;
}

void conn_push(PgConn *c, StepKind kind, Str role, const Statement *s)
{
    assert(s->sql.s[s->sql.len] == '\0');
    const char *const *values = values_of(c, s->params);
    int n = (int)s->params.n;
    if (s->once) {
        sent(c, PQsendQueryParams(c->pg, s->sql.s, n, NULL, values, NULL, NULL, 0),
             (Step){.kind = kind});
        return;
    }
    bool fresh;
    Prepared *p = prepared_for(c, role, s->sql, &fresh);
    if (fresh)
        sent(c, PQsendPrepare(c->pg, p->said, s->sql.s, 0, NULL),
             (Step){.kind = STEP_PREPARE, .prepared = p, .name = p->name});
    sent(c, PQsendQueryPrepared(c->pg, p->said, n, values, NULL, NULL, 0),
         (Step){.kind = kind, .prepared = p, .name = p->name});
}

void conn_sync(PgConn *c, Reply *reply, void *owner)
{
    sent(c, PQpipelineSync(c->pg),
         (Step){.kind = STEP_SYNC, .reply = reply, .owner = owner});
}

void conn_push_opening(PgConn *c, const Batch *b)
{
    static const char *const begins[] = {
        [ISOLATION_DEFAULT] = "begin",
        [ISOLATION_REPEATABLE_READ] = "begin isolation level repeatable read",
        [ISOLATION_SERIALIZABLE] = "begin isolation level serializable"};
    if (b->tx != TX_ONE)
        conn_push_text(c, begins[b->isolation]);
    if (b->head.sql.s)
        conn_push(c, STEP_SILENT, (Str){0}, &b->head);
}

void conn_push_statements(PgConn *c, const Batch *b)
{
    for (int i = 0; i < b->n; i++)
        conn_push(c, b->statements[i].by_row ? STEP_ROWS : STEP_RESULT, b->role,
                  &b->statements[i]);
}

void conn_push_batch(PgConn *c, const Batch *b)
{
    conn_push_opening(c, b);
    conn_push_statements(c, b);
}

static void push_silent(PgConn *c, const char *sql)
{
    conn_push(c, STEP_SILENT, (Str){0}, &(Statement){.sql = str_of(sql)});
}

static void push_listens(PgConn *c)
{
    for (const char *const *s = c->listens; s && *s; s++)
        push_silent(c, *s);
}

void conn_listen(PgConn *c, const char *const *statements, Reply *reply)
{
    c->listens = statements;
    push_listens(c);
    conn_sync(c, reply, NULL);
}

PGnotify *conn_heard(PgConn *c)
{
    return PQnotifies(c->pg);
}

bool conn_flush(PgConn *c, bool *more)
{
    int left = c->lost ? -1 : PQflush(c->pg);
    *more = left == 1;
    if (left < 0)
        c->lost = true;
    return !c->lost;
}

void conn_push_reset(PgConn *c, Reply *reply, void *owner)
{
    static const char *const words[] = {
        "reset all", "reset role", "discard temp", "select pg_advisory_unlock_all()",
        "close all", "unlisten *"};
    for (isize i = 0; i < countof(words); i++)
        push_silent(c, words[i]);
    push_listens(c); /* in the same transaction, so that nothing is missed */
    conn_sync(c, reply, owner);
}

static bool is_error(const PGresult *r)
{
    ExecStatusType status = PQresultStatus(r);
    return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}

static bool plan_is_stale(const PGresult *r)
{
    return sqlstate_is_stale_plan(str_of(PQresultErrorField(r, PG_DIAG_SQLSTATE)));
}

bool reply_wants_retry(const Reply *r)
{
    return r->error && plan_is_stale(r->error);
}

/* libpq hears of it when the step before has ended, and before its first result. */
static void next_step(PgConn *c)
{
    c->ring.from++;
    const Step *step = ring_first(&c->ring);
    if (step && step->kind == STEP_ROWS)
        PQsetSingleRowMode(c->pg); /* what will not run, after an error, refuses it */
}

/* One result of the step at the front; takes `r`. */
static void take_result(PgConn *c, Step *step, PGresult *r)
{
    if (step->kind == STEP_ROWS && PQntuples(r) > 0)
        c->lost = true; /* they should have come one by one */
    bool failed = is_error(r) || PQresultStatus(r) == PGRES_PIPELINE_ABORTED;
    if (failed && (step->kind == STEP_PREPARE || (step->prepared && plan_is_stale(r))))
        forget(c, step->prepared, step->name);
    if (is_error(r) && !c->pending.error)
        c->pending.error = r;
    else if (!failed && (step->kind == STEP_RESULT || step->kind == STEP_ROWS) &&
             c->pending.n < MAX_STATEMENTS)
        c->pending.results[c->pending.n++] = r;
    else
        PQclear(r);
}

static ConnEvent lost(PgConn *c)
{
    c->lost = true;
    return CONN_LOST;
}

static ConnEvent end_segment(PgConn *c, const Step *sync, void **owner)
{
    c->ring.from++;
    if (sync->abandoned) {
        reply_clear(&c->pending);
        return CONN_ABANDONED;
    }
    *sync->reply = c->pending;
    c->pending = (Reply){0};
    *owner = sync->owner;
    return CONN_SEGMENT;
}

/* False: nobody waits for it any more. */
static bool keep_row(PgConn *c, PGresult *r, void **owner)
{
    const Step *sync = sync_from(&c->ring, c->ring.from);
    if (sync && sync->abandoned) {
        PQclear(r);
        return false;
    }
    c->row = r;
    *owner = sync ? sync->owner : NULL;
    return true;
}

ConnEvent conn_read(PgConn *c, void **owner)
{
    PQclear(c->row);
    c->row = NULL;
    while (!c->lost && !PQisBusy(c->pg)) {
        Step *step = ring_first(&c->ring);
        if (!step)
            return PQstatus(c->pg) == CONNECTION_BAD ? lost(c) : CONN_WAIT;
        PGresult *r = PQgetResult(c->pg);
        if (!r) {
            /* Between two statements there is one NULL, after the last one's results.
             */
            if (PQstatus(c->pg) == CONNECTION_BAD || !c->step_done)
                return lost(c);
            c->step_done = false;
            /* A commit's own error (deferred constraints) comes before its Sync has
             * ended: the step is over with the Sync, not with this NULL. */
            if (step->kind != STEP_SYNC)
                next_step(c);
            continue;
        }
        if (PQresultStatus(r) == PGRES_PIPELINE_SYNC) {
            PQclear(r);
            return end_segment(c, step, owner);
        }
        c->step_done = true;
        if (PQresultStatus(r) != PGRES_SINGLE_TUPLE)
            take_result(c, step, r);
        else if (keep_row(c, r, owner))
            return CONN_ROW;
    }
    return c->lost ? CONN_LOST : CONN_WAIT;
}

const PGresult *conn_row(const PgConn *c)
{
    return c->row;
}

const Reply *conn_so_far(const PgConn *c)
{
    return &c->pending;
}

bool conn_lose(PgConn *c, void **owner)
{
    c->lost = true;
    for (Step *s; (s = ring_first(&c->ring)) != NULL;) {
        c->ring.from++;
        if (s->kind != STEP_SYNC || s->abandoned)
            continue;
        reply_clear(&c->pending);
        *s->reply = (Reply){.lost = true, .sent = true};
        *owner = s->owner;
        return true;
    }
    return false;
}

void conn_abandon(PgConn *c, bool (*leaves)(void *owner))
{
    Ring *r = &c->ring;
    const Step *first = sync_from(r, r->from);
    for (uint32_t i = r->from; i != r->to; i++) {
        Step *s = &r->steps[i & (r->size - 1)];
        if (s != first && s->kind == STEP_SYNC && s->owner && !s->abandoned)
            s->abandoned = leaves(s->owner);
    }
}
