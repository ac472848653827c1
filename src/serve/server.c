#include "serve/loop.h"
#include "serve/workers.h"

#include <stdlib.h>
#include <time.h>

/* PostgreSQL's usual 100 connections have to do for all loops and workers, however many
 * processors there are. */
enum { MAX_LOOPS = 16, MAX_CONNECTIONS = 64 };

struct Server {
    ServerSettings settings;
    Loop *loops;
    int n_loops, n_running;
    int busy; /* PostgreSQL connections of all loops that are */
};

/* The process's one; /metrics and /health/ready ask about it. */
static Server the_server;

static int processors(void)
{
    int n = (int)uv_available_parallelism();
    return n < 1 ? 1 : n > MAX_LOOPS ? MAX_LOOPS : n;
}

Server *server_open(const ServerSettings *settings, Error *error)
{
    Server *s = &the_server; /* zeroed: it is opened once */
    s->settings = *settings;
    s->n_loops = settings->loops ? settings->loops : processors();
    int share = MAX_CONNECTIONS / 2 / s->n_loops;
    PipeSettings *pipes = &s->settings.pipes;
    pipes->shared = pipes->shared < share ? pipes->shared : share;
    pipes->exclusive = pipes->exclusive < share ? pipes->exclusive : share;
    pipes->busy = &s->busy;
    pipes->crowd = processors();
    s->loops = calloc((size_t)s->n_loops, sizeof *s->loops);
    assert(s->loops);
    for (int i = 0; i < s->n_loops; i++)
        if (!loop_open(&s->loops[i], &s->settings, i ? &s->loops[0] : NULL, error))
            return NULL; /* the program ends with the error; nothing was served yet */
    return s;
}

void server_run(Server *s)
{
    for (; s->n_running < s->n_loops; s->n_running++) {
        Loop *l = &s->loops[s->n_running];
        int bad = pthread_create(&l->thread, NULL, loop_run, l);
        assert(!bad);
    }
}

int server_port(const Server *s)
{
    return http_port(s->loops[0].http);
}

bool server_ready(const Server *s)
{
    for (int i = 0; i < s->n_loops; i++)
        if (!pipes_ready(s->loops[i].pipes))
            return false;
    return true;
}

void server_stop(Server *s, int seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    for (int i = 0; i < s->n_loops; i++)
        loop_drain(&s->loops[i]);
    for (int i = 0; i < s->n_loops; i++)
        if (pthread_timedjoin_np(s->loops[i].thread, NULL, &until) != 0) {
            loop_stop(&s->loops[i]);
            pthread_join(s->loops[i].thread, NULL);
        }
    /* Not before: an answer of another loop may have been counting them all. */
    for (int i = 0; i < s->n_loops; i++)
        http_free(s->loops[i].http);
}

const Server *server_running(void)
{
    return &the_server;
}

int server_loops(const Server *s)
{
    return s->n_loops;
}

const Loop *server_loop(const Server *s, int i)
{
    return &s->loops[i];
}
