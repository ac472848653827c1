#include "rest/schema_cache.h"
#include "rest/schema_load.h"

#include "base/buf.h"

#include <libpq-fe.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum {
    LEAST_SECONDS_BETWEEN = 5, /* of loads that only an error asked for */
    LONGEST_RETRY = 32,
};

struct SchemaCache {
    pthread_mutex_t mutex;
    pthread_cond_t loaded;
    Schema *now; /* under the mutex, as are references to any snapshot */
    uint64_t versions;
    const RestConfig *config;
    const char *conninfo, *channel;
    pthread_t thread;
    int wake; /* eventfd: renew, or stop */
    bool stopping;
    time_t asked; /* when an error last asked */
};

const RestConfig *schema_cache_config(const SchemaCache *c)
{
    return c->config;
}

Schema *schema_take(SchemaCache *c)
{
    pthread_mutex_lock(&c->mutex);
    Schema *s = c->now;
    if (s)
        s->refs++;
    pthread_mutex_unlock(&c->mutex);
    return s;
}

void schema_release(SchemaCache *c, Schema *s)
{
    pthread_mutex_lock(&c->mutex);
    bool last = --s->refs == 0;
    pthread_mutex_unlock(&c->mutex);
    if (last)
        schema_free(s);
}

bool schema_is_present(SchemaCache *c, const Schema *s)
{
    pthread_mutex_lock(&c->mutex);
    bool present = c->now == s;
    pthread_mutex_unlock(&c->mutex);
    return present;
}

static void put(SchemaCache *c, Schema *s)
{
    pthread_mutex_lock(&c->mutex);
    Schema *old = c->now;
    s->version = ++c->versions;
    c->now = s;
    pthread_cond_broadcast(&c->loaded);
    pthread_mutex_unlock(&c->mutex);
    if (old)
        schema_release(c, old);
}

static void signal_thread(const SchemaCache *c)
{
    uint64_t one = 1;
    ssize_t n = write(c->wake, &one, sizeof one);
    (void)n; /* full means that it is signalled already */
}

void schema_cache_renew(SchemaCache *c)
{
    time_t now = time(NULL);
    pthread_mutex_lock(&c->mutex);
    bool soon = now - c->asked < LEAST_SECONDS_BETWEEN;
    if (!soon)
        c->asked = now;
    pthread_mutex_unlock(&c->mutex);
    if (!soon)
        signal_thread(c);
}

static bool is_stopping(SchemaCache *c)
{
    pthread_mutex_lock(&c->mutex);
    bool stopping = c->stopping;
    pthread_mutex_unlock(&c->mutex);
    return stopping;
}

static bool load(SchemaCache *c)
{
    Arena errors = arena_reserve(1 << 20);
    Error error = {0};
    Schema *s = schema_load(c->conninfo, c->config, &errors, &error);
    if (s)
        put(c, s);
    else
        fprintf(stderr, "rung: the schema cannot be read: %" STR_FMT "\n",
                STR_ARG(error.details));
    arena_release(&errors);
    return s != NULL;
}

static bool listen_on(PGconn *conn, const char *channel)
{
    char *name = PQescapeIdentifier(conn, channel, (size_t)str_of(channel).len);
    if (!name)
        return false;
    char sql[256];
    snprintf(sql, sizeof sql, "listen %s", name);
    PQfreemem(name);
    PGresult *r = PQexec(conn, sql);
    bool ok = PQresultStatus(r) == PGRES_COMMAND_OK;
    PQclear(r);
    return ok;
}

/* Sleeps until somebody says something; false: the connection is gone. */
static bool wait_for_news(SchemaCache *c, PGconn *conn, bool *news)
{
    struct pollfd fds[] = {{PQsocket(conn), POLLIN, 0}, {c->wake, POLLIN, 0}};
    poll(fds, 2, -1);
    if (fds[1].revents) {
        uint64_t n;
        *news |= read(c->wake, &n, sizeof n) > 0;
    }
    if (fds[0].revents && !PQconsumeInput(conn))
        return false;
    for (PGnotify *n; (n = PQnotifies(conn)); PQfreemem(n))
        *news = true;
    return PQstatus(conn) == CONNECTION_OK;
}

/* Many tables change in one migration: one load for what comes within a moment. */
static void settle(SchemaCache *c, PGconn *conn)
{
    struct pollfd fd = {PQsocket(conn), POLLIN, 0};
    while (poll(&fd, 1, 50) > 0 && !is_stopping(c)) {
        if (!PQconsumeInput(conn))
            return;
        for (PGnotify *n; (n = PQnotifies(conn)); PQfreemem(n))
            ;
    }
}

/* Until the connection breaks or it is time to stop. */
static void follow(SchemaCache *c, PGconn *conn)
{
    if (!listen_on(conn, "rung_schema") ||
        (c->channel && !listen_on(conn, c->channel)) || !load(c))
        return;
    for (bool news = false; !is_stopping(c) && wait_for_news(c, conn, &news);)
        if (news && !is_stopping(c)) {
            settle(c, conn);
            load(c);
            news = false;
        }
}

static void pause_before_retry(SchemaCache *c, int seconds)
{
    struct pollfd fd = {c->wake, POLLIN, 0};
    poll(&fd, 1, seconds * 1000);
}

static void *run(void *arg)
{
    SchemaCache *c = arg;
    int retry = 1;
    while (!is_stopping(c)) {
        PGconn *conn = PQconnectdb(c->conninfo);
        if (PQstatus(conn) == CONNECTION_OK) {
            retry = 1;
            follow(c, conn);
        }
        PQfinish(conn);
        if (is_stopping(c))
            break;
        pause_before_retry(c, retry);
        retry = retry * 2 > LONGEST_RETRY ? LONGEST_RETRY : retry * 2;
    }
    return NULL;
}

SchemaCache *schema_cache_open(const char *conninfo, const char *channel,
                               const RestConfig *config)
{
    SchemaCache *c = calloc(1, sizeof *c);
    assert(c);
    c->config = config;
    c->conninfo = conninfo;
    c->channel = channel;
    c->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    assert(c->wake >= 0);
    pthread_mutex_init(&c->mutex, NULL);
    pthread_cond_init(&c->loaded, NULL);
    int bad = pthread_create(&c->thread, NULL, run, c);
    assert(!bad);
    (void)bad;
    return c;
}

bool schema_cache_wait(SchemaCache *c, int seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    pthread_mutex_lock(&c->mutex);
    int late = 0;
    while (!c->now && !late)
        late = pthread_cond_timedwait(&c->loaded, &c->mutex, &until);
    bool there = c->now != NULL;
    pthread_mutex_unlock(&c->mutex);
    return there;
}

void schema_cache_close(SchemaCache *c)
{
    pthread_mutex_lock(&c->mutex);
    c->stopping = true;
    pthread_mutex_unlock(&c->mutex);
    signal_thread(c);
    pthread_join(c->thread, NULL);
    if (c->now)
        schema_release(c, c->now);
    close(c->wake);
    pthread_cond_destroy(&c->loaded);
    pthread_mutex_destroy(&c->mutex);
    free(c);
}
