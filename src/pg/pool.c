#include "pg/pool.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct Pool {
    char *conninfo;
    pthread_mutex_t mutex;
    pthread_cond_t freed;
    PgConn **idle;
    int n_idle, n_open, size;
    int silence; /* milliseconds */
};

Pool *pool_open(const char *conninfo, int size, int silence)
{
    Pool *p = calloc(1, sizeof *p);
    assert(p && size > 0);
    p->conninfo = strdup(conninfo);
    p->size = size;
    p->silence = silence ? silence * 1000 : -1;
    p->idle = calloc((size_t)size, sizeof(PgConn *));
    assert(p->conninfo && p->idle);
    pthread_mutex_init(&p->mutex, NULL);
    pthread_cond_init(&p->freed, NULL);
    return p;
}

void pool_close(Pool *p)
{
    for (int i = 0; i < p->n_idle; i++)
        conn_free(p->idle[i]);
    pthread_mutex_destroy(&p->mutex);
    pthread_cond_destroy(&p->freed);
    free(p->conninfo);
    free(p->idle);
    free(p);
}

static PgConn *connect_one(const Pool *p)
{
    PGconn *pg = PQconnectdb(p->conninfo);
    if (PQstatus(pg) == CONNECTION_OK)
        return conn_new(pg);
    PQfinish(pg);
    return NULL;
}

static void closed_one(Pool *p)
{
    pthread_mutex_lock(&p->mutex);
    p->n_open--;
    pthread_cond_signal(&p->freed);
    pthread_mutex_unlock(&p->mutex);
}

/* Nobody says anything on an idle connection, except that it ends. */
static bool is_alive(PgConn *c)
{
    struct pollfd fd = {.fd = PQsocket(conn_pg(c)), .events = POLLIN};
    return poll(&fd, 1, 0) == 0;
}

PgConn *pool_lease(Pool *p)
{
    for (;;) {
        PgConn *c = NULL;
        pthread_mutex_lock(&p->mutex);
        while (p->n_idle == 0 && p->n_open == p->size)
            pthread_cond_wait(&p->freed, &p->mutex);
        if (p->n_idle > 0)
            c = p->idle[--p->n_idle];
        else
            p->n_open++;
        pthread_mutex_unlock(&p->mutex);
        if (!c) {
            c = connect_one(p);
            if (!c)
                closed_one(p);
            return c;
        }
        if (is_alive(c))
            return c;
        conn_free(c);
        closed_one(p);
    }
}

/* What a trigger or a policy of the application's has left in the session. */
static bool clean(Pool *p, PgConn *c)
{
    Reply reply = {0};
    if (!conn_idle(c))
        return false;
    conn_push_reset(c, &reply, NULL);
    pool_wait(p, c, &reply);
    bool ok = !reply.error && !reply.lost;
    reply_clear(&reply);
    return ok && conn_idle(c);
}

void pool_return(Pool *p, PgConn *c)
{
    if (!clean(p, c)) {
        conn_free(c);
        closed_one(p);
        return;
    }
    pthread_mutex_lock(&p->mutex);
    p->idle[p->n_idle++] = c;
    pthread_cond_signal(&p->freed);
    pthread_mutex_unlock(&p->mutex);
}

/* False: nothing came for longer than may be. */
static bool wait_for_socket(const Pool *p, PgConn *c, bool to_write)
{
    struct pollfd fd = {.fd = PQsocket(conn_pg(c)),
                        .events = (short)(to_write ? POLLIN | POLLOUT : POLLIN)};
    int n = poll(&fd, 1, p->silence);
    return n > 0 || (n < 0 && errno == EINTR);
}

void pool_wait(const Pool *p, PgConn *c, Reply *reply)
{
    void *owner;
    for (bool more = true;;) {
        if (more)
            conn_flush(c, &more);
        ConnEvent e = conn_read(c, &owner);
        if (e == CONN_SEGMENT)
            return;
        if (e == CONN_LOST)
            break;
        if (!wait_for_socket(p, c, more) || !PQconsumeInput(conn_pg(c)))
            break;
    }
    if (!conn_lose(c, &owner))
        *reply = (Reply){.lost = true, .sent = true};
}
