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
    REMEMBERED = 64,           /* of the news heard last */
    LEAST_SECONDS_BETWEEN = 5, /* of loads that only an error asked for */
    LONGEST_RETRY = 32,
    LONGEST_NAME = 63,
};

struct SchemaCache {
    pthread_mutex_t mutex;
    pthread_cond_t loaded;
    Schema *now; /* under the mutex, as are references to any snapshot */
    uint64_t versions;
    uint64_t news; /* how often something new was heard; written under the mutex */
    uint64_t remembered[REMEMBERED]; /* transactions whose news were */
    SchemaWaiter *waiters;
    const RestConfig *config;
    const char *conninfo;
    char listens_text[2 * LONGEST_NAME + 16];
    const char *listens[3]; /* ends with NULL */
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

bool schema_is_stale(SchemaCache *c, const Schema *s)
{
    return s->heard != __atomic_load_n(&c->news, __ATOMIC_ACQUIRE);
}

static const char *const own_channel[] = {"listen rung_schema", NULL};

static void say_listens(SchemaCache *c, const char *channel)
{
    char *text = c->listens_text;
    size_t room = sizeof c->listens_text;
    c->listens[0] = own_channel[0];
    if (!channel)
        return;
    Str name = str_of(channel);
    if (name.len > LONGEST_NAME)
        name.len = LONGEST_NAME; /* as PostgreSQL does */
    isize n = snprintf(text, room, "listen \"");
    for (isize i = 0; i < name.len; i++) {
        if (name.s[i] == '"')
            text[n++] = '"';
        text[n++] = name.s[i];
    }
    snprintf(text + n, room - (size_t)n, "\"");
    c->listens[1] = text;
}

const char *const *schema_listens(const SchemaCache *c)
{
    return c ? c->listens : own_channel;
}

/*
 * Every connection hears the same, some of them late.  What says its transaction is
 * news once; of anything else nobody knows.
 */
void schema_cache_heard(void *cache, const char *payload)
{
    SchemaCache *c = cache;
    int64_t id = 0;
    bool known = false;
    bool numbered = str_to_int(str_of(payload), &id) && id > 0;
    pthread_mutex_lock(&c->mutex);
    for (int i = 0; numbered && i < REMEMBERED; i++)
        known |= c->remembered[i] == (uint64_t)id;
    if (!known)
        __atomic_add_fetch(&c->news, 1, __ATOMIC_RELEASE);
    if (numbered && !known)
        c->remembered[c->news % REMEMBERED] = (uint64_t)id;
    pthread_mutex_unlock(&c->mutex);
    if (!known)
        signal_thread(c);
}

void schema_cache_await(SchemaCache *c, SchemaWaiter *w)
{
    pthread_mutex_lock(&c->mutex);
    w->needs = c->news;
    w->next = c->waiters;
    c->waiters = w;
    pthread_mutex_unlock(&c->mutex);
    signal_thread(c);
}

/* Those for whom this much news is enough. */
static void wake_waiters(SchemaCache *c, uint64_t heard)
{
    SchemaWaiter *ready = NULL;
    pthread_mutex_lock(&c->mutex);
    for (SchemaWaiter **at = &c->waiters; *at;) {
        SchemaWaiter *w = *at;
        if (w->needs > heard) {
            at = &w->next;
            continue;
        }
        *at = w->next;
        w->next = ready;
        ready = w;
    }
    pthread_mutex_unlock(&c->mutex);
    for (SchemaWaiter *next; ready; ready = next) {
        next = ready->next; /* waking gives its memory away */
        ready->wake(ready->arg);
    }
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
    pthread_mutex_lock(&c->mutex);
    uint64_t heard = c->news;
    pthread_mutex_unlock(&c->mutex);
    Schema *s = schema_load(c->conninfo, c->config, &errors, &error);
    if (s) {
        s->heard = heard;
        put(c, s);
    } else {
        fprintf(stderr, "rung: the schema cannot be read: %" STR_FMT "\n",
                STR_ARG(error.details));
    }
    wake_waiters(c, s ? heard : UINT64_MAX);
    arena_release(&errors);
    return s != NULL;
}

static bool listen_all(const SchemaCache *c, PGconn *conn)
{
    bool ok = true;
    for (const char *const *sql = c->listens; ok && *sql; sql++) {
        PGresult *r = PQexec(conn, *sql);
        ok = PQresultStatus(r) == PGRES_COMMAND_OK;
        PQclear(r);
    }
    return ok;
}

/* What the server itself has heard signals, too. */
static void take_news(SchemaCache *c, PGconn *conn, bool *news)
{
    for (PGnotify *n; (n = PQnotifies(conn)); PQfreemem(n)) {
        schema_cache_heard(c, n->extra);
        *news = true;
    }
}

static bool is_awaited(SchemaCache *c)
{
    pthread_mutex_lock(&c->mutex);
    bool awaited = c->waiters != NULL;
    pthread_mutex_unlock(&c->mutex);
    return awaited;
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
    take_news(c, conn, news);
    return PQstatus(conn) == CONNECTION_OK;
}

/* Many tables change in one migration: one load for what comes within a moment, unless
 * somebody waits for it. */
static void settle(SchemaCache *c, PGconn *conn)
{
    uint64_t n;
    bool news;
    struct pollfd fds[] = {{PQsocket(conn), POLLIN, 0}, {c->wake, POLLIN, 0}};
    while (!is_awaited(c) && poll(fds, 2, 50) > 0 && !is_stopping(c)) {
        if (fds[0].revents && !PQconsumeInput(conn))
            break;
        take_news(c, conn, &news);
        if (fds[1].revents && read(c->wake, &n, sizeof n) < 0)
            break;
    }
}

/* Until the connection breaks or it is time to stop. */
static void follow(SchemaCache *c, PGconn *conn)
{
    if (!listen_all(c, conn) || !load(c))
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
        wake_waiters(c, UINT64_MAX);
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
    say_listens(c, channel);
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
