/* loop.h — one event loop with its own listener, pipes, token cache, log and counts. */
#ifndef SERVE_LOOP_H
#define SERVE_LOOP_H

#include "serve/app.h"
#include "serve/metrics.h"
#include "serve/server.h"

#include <pthread.h>

typedef struct Loop {
    uv_loop_t uv;
    pthread_t thread;
    const App *app;
    const ServerSettings *settings;
    HttpSettings http_settings;
    HttpServer *http;
    Pipes *pipes;
    struct TokenCache *tokens; /* identity.c */
    struct AccessLog *log;     /* access_log.c */
    Counters counters;
    /* What worker threads hand back. */
    uv_async_t woken;
    pthread_mutex_t mutex;
    struct Turn *done;
    bool draining, stopping; /* asked for, by any thread */
    bool drain_begun, drained;
} Loop;

/* Opens everything on the calling thread; then loop_run() belongs to the loop's own. */
bool loop_open(Loop *l, const ServerSettings *settings, const Loop *beside,
               Error *error); /* `beside`: whose port it shares; NULL for the first */
void *loop_run(void *loop);
/* From any thread: what is in flight is finished, then loop_run returns. */
void loop_drain(Loop *l);
/* The same now: what is in flight is dropped. */
void loop_stop(Loop *l);

/* A request's way back from a worker: room for it is taken before it goes. */
void *loop_way_back(Arena *a);
void loop_take_back(Loop *l, Ctx *cx); /* from a worker: cx has its answer */

/* dispatch.c: the hooks that http calls, and the end of every request. */
extern const HttpHooks dispatch_hooks;
void dispatch_again(Ctx *cx);  /* on the loop's thread: what was parked runs again */
void dispatch_finish(Ctx *cx); /* on the loop's thread: send what the handler left */

/* server.c: the process's one server, for what reports on it */
const Server *server_running(void);
int server_loops(const Server *s);
const Loop *server_loop(const Server *s, int i);

/* access_log.c */
struct AccessLog *access_log_new(uv_loop_t *uv, bool quiet);
void access_log_flush(struct AccessLog *log);
void access_log_add(struct AccessLog *log, const Exchange *x, double ms);

#endif
