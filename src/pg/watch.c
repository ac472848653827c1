#include "pg/watch.h"

#include <assert.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct Watch {
    uv_poll_t poll; /* first: libuv frees it after the loop has let go */
    uv_poll_cb heard;
    int copy, events;
};

Watch *watch_open(uv_loop_t *loop, int socket, uv_poll_cb heard, void *user)
{
    int copy = fcntl(socket, F_DUPFD_CLOEXEC, 0);
    if (copy < 0)
        return NULL;
    Watch *w = calloc(1, sizeof *w);
    assert(w);
    w->heard = heard;
    w->copy = copy;
    int bad = uv_poll_init(loop, &w->poll, copy);
    assert(!bad);
    w->poll.data = user;
    return w;
}

void watch_for(Watch *w, int events)
{
    if (!w || w->events == events)
        return;
    w->events = events;
    uv_poll_start(&w->poll, events, w->heard);
}

static void free_watch(uv_handle_t *h)
{
    Watch *w = (Watch *)h;
    close(w->copy);
    free(w);
}

void watch_close(Watch *w)
{
    if (!w)
        return;
    uv_poll_stop(&w->poll);
    uv_close((uv_handle_t *)&w->poll, free_watch);
}
