#include "serve/loop.h"
#include "serve/identity.h"

#include <stdlib.h>

/* A request on its way back from a worker. */
typedef struct Turn {
    Ctx *cx;
    struct Turn *next;
} Turn;

static Turn *take_done(Loop *l)
{
    pthread_mutex_lock(&l->mutex);
    Turn *first = l->done;
    l->done = NULL;
    pthread_mutex_unlock(&l->mutex);
    return first;
}

static void on_drained(void *arg)
{
    Loop *l = arg;
    l->drained = true;
    uv_stop(&l->uv);
}

static bool is_asked(const bool *what)
{
    return __atomic_load_n(what, __ATOMIC_ACQUIRE);
}

static void ask(Loop *l, bool *what)
{
    __atomic_store_n(what, true, __ATOMIC_RELEASE);
    uv_async_send(&l->woken);
}

static void on_woken(uv_async_t *woken)
{
    Loop *l = woken->data;
    for (Turn *t = take_done(l), *next; t; t = next) {
        next = t->next; /* finishing gives the arena back, and the turn with it */
        if (t->cx->parked)
            dispatch_again(t->cx);
        else
            dispatch_finish(t->cx);
    }
    if (is_asked(&l->stopping))
        uv_stop(&l->uv);
    if (is_asked(&l->draining) && !l->drain_begun) {
        l->drain_begun = true;
        http_drain(l->http, on_drained, l);
    }
}

void loop_take_back(Loop *l, Ctx *cx)
{
    Turn *t = cx->way_back;
    t->cx = cx;
    pthread_mutex_lock(&l->mutex);
    t->next = l->done;
    l->done = t;
    pthread_mutex_unlock(&l->mutex);
    uv_async_send(&l->woken);
}

void *loop_way_back(Arena *a)
{
    return make(a, Turn);
}

void loop_drain(Loop *l)
{
    ask(l, &l->draining);
}

void loop_stop(Loop *l)
{
    ask(l, &l->stopping);
}

bool loop_open(Loop *l, const ServerSettings *settings, const Loop *beside,
               Error *error)
{
    *l = (Loop){.app = settings->app, .settings = settings};
    if (uv_loop_init(&l->uv) != 0)
        abort();
    pthread_mutex_init(&l->mutex, NULL);
    uv_async_init(&l->uv, &l->woken, on_woken);
    l->woken.data = l;
    l->tokens = token_cache_new();
    l->log = access_log_new(&l->uv, settings->quiet);
    l->http_settings = settings->http;
    l->http_settings.host = settings->host;
    l->http_settings.port = settings->port;
    l->http_settings.beside = beside ? beside->http : NULL;
    l->http_settings.hooks = dispatch_hooks;
    l->http_settings.app = l;
    l->http = http_open(&l->uv, &l->http_settings, error);
    if (!l->http)
        return false;
    l->pipes = pipes_open(&l->uv, &settings->pipes);
    return true;
}

void *loop_run(void *arg)
{
    Loop *l = arg;
    uv_run(&l->uv, UV_RUN_DEFAULT);
    http_close(l->http);
    pipes_close(l->pipes);
    uv_run(&l->uv, UV_RUN_NOWAIT);
    access_log_flush(l->log);
    return NULL;
}
