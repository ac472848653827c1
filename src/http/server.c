/* server.c — a loop's listener: who may come in, how long, and how it ends. */
#include "http/server.h"
#include "http/errors.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    BACKLOG = 1024,
    TICK_MS = 500,
    REFUSED_AT_ONCE = 64, /* over max_connections: told so; beyond these just closed */
};

static const ErrorKind cannot_listen = {500, "cannot_listen",
                                        "cannot listen on this address"};

static void on_connection(uv_poll_t *listener, int status, int events);

static void watch_listener(HttpServer *s, bool watched)
{
    s->accept_paused = !watched;
    if (watched)
        uv_poll_start(&s->listener, UV_READABLE, on_connection);
    else
        uv_poll_stop(&s->listener);
}

static void expire(HttpServer *s, ConnState state)
{
    Link *ends = &s->lists[state].ends;
    uint64_t allowed = (uint64_t)connection_seconds(s->settings, state) * 1000;
    if (!allowed)
        return;
    uint64_t now = uv_now(s->loop);
    while (ends->next != ends) {
        Connection *c = (Connection *)ends->next; /* the link is its first member */
        if (now - c->since < allowed)
            return;
        connection_expired(c);
    }
}

/* A stream that was opened when its client had gone already. */
static bool tell_one_of_the_gone(HttpServer *s)
{
    Link *ends = &s->lists[CONN_CLOSED].ends;
    for (Link *at = ends->next; at != ends; at = at->next) {
        Connection *c = (Connection *)at;
        if (c->stream.calls && !c->stream.told) {
            connection_resume(c);
            return true;
        }
    }
    return false;
}

static void on_tick(uv_timer_t *tick)
{
    HttpServer *s = tick->data;
    for (int state = 0; state < N_CONN_STATES; state++)
        expire(s, (ConnState)state);
    while (tell_one_of_the_gone(s))
        continue;
    slots_trim(s);
    if (s->accept_paused && !s->draining)
        watch_listener(s, true);
}

static void on_connection(uv_poll_t *listener, int status, int events)
{
    HttpServer *s = listener->data;
    (void)events;
    for (int n = 0; status == 0 && n < BACKLOG; n++) {
        struct sockaddr_storage from;
        socklen_t size = sizeof from;
        int fd = accept4(s->fd, (struct sockaddr *)&from, &size,
                         SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0 && (errno == EINTR || errno == ECONNABORTED))
            continue;
        if (fd < 0) {
            if (errno != EAGAIN && errno != EWOULDBLOCK)
                watch_listener(s, false); /* no descriptors left, say: until a tick */
            return;
        }
        int64_t open = atomic_load_explicit(&s->counts.open, memory_order_relaxed);
        count(&s->counts.accepted, 1);
        if (open >= s->settings->max_connections + REFUSED_AT_ONCE)
            close(fd);
        else
            connection_open(s, fd, &from, open >= s->settings->max_connections);
    }
}

typedef union Name {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
} Name;

/*
 * SO_REUSEPORT would let a second program have our port, and half of our clients: so
 * the first loop binds without it, and then lets those of this program in.
 */
static bool bind_and_listen(int fd, const struct addrinfo *at, bool beside)
{
    int on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); /* is inherited */
    if (beside)
        setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    if (bind(fd, at->ai_addr, at->ai_addrlen) < 0)
        return false;
    setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    return listen(fd, BACKLOG) == 0;
}

static bool listen_on(HttpServer *s, const struct addrinfo *at)
{
    Name name = {0};
    socklen_t size = sizeof name;
    s->fd = socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (s->fd < 0)
        return false;
    if (!bind_and_listen(s->fd, at, s->settings->beside) ||
        getsockname(s->fd, &name.any, &size) < 0) {
        int why = errno;
        close(s->fd);
        s->fd = -1;
        errno = why;
        return false;
    }
    s->port = ntohs(at->ai_family == AF_INET6 ? name.v6.sin6_port : name.v4.sin_port);
    return true;
}

static bool listen_anywhere(HttpServer *s, Error *error)
{
    const HttpSettings *settings = s->settings;
    char port[16];
    struct addrinfo *all = NULL, hints = {.ai_socktype = SOCK_STREAM,
                                          .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    snprintf(port, sizeof port, "%d",
             settings->beside ? settings->beside->port : settings->port);
    int status = getaddrinfo(settings->host, port, &hints, &all);
    s->fd = -1;
    for (struct addrinfo *at = all; at && s->fd < 0; at = at->ai_next)
        listen_on(s, at);
    const char *why = status ? gai_strerror(status) : strerror(errno);
    if (all)
        freeaddrinfo(all);
    if (s->fd < 0)
        *error = (Error){.kind = &cannot_listen, .details = str_of(why)};
    return s->fd >= 0;
}

static void free_server(HttpServer *s)
{
    slots_free(s);
    compress_free(s->compressor);
    free(s->trusted);
    free(s->head);
    free(s);
}

HttpServer *http_open(uv_loop_t *loop, const HttpSettings *settings, Error *error)
{
    HttpServer *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    s->settings = settings;
    s->loop = loop;
    s->n_trusted = settings->trusted_proxies.n;
    s->trusted = calloc((size_t)s->n_trusted + 1, sizeof *s->trusted);
    if (!s->trusted)
        abort();
    for (int i = 0; i < N_CONN_STATES; i++)
        s->lists[i].ends = (Link){&s->lists[i].ends, &s->lists[i].ends};
    if (!networks_parse(settings->trusted_proxies, s->trusted, error) ||
        !listen_anywhere(s, error)) {
        free_server(s);
        return NULL;
    }
    signal(SIGPIPE, SIG_IGN); /* a client that has gone is an error of write() */
    uv_poll_init(loop, &s->listener, s->fd);
    uv_timer_init(loop, &s->tick);
    s->listener.data = s->tick.data = s;
    s->open_handles = 2;
    watch_listener(s, true);
    uv_timer_start(&s->tick, on_tick, TICK_MS, TICK_MS);
    return s;
}

int http_port(const HttpServer *s)
{
    return s->port;
}

void http_free(HttpServer *s)
{
    /* Else a connection has outlived its loop: the process ends soon. */
    if (s->open_handles == 0 &&
        atomic_load_explicit(&s->counts.open, memory_order_relaxed) == 0)
        free_server(s);
}

void server_connection_ended(HttpServer *s)
{
    bool last = atomic_load_explicit(&s->counts.open, memory_order_relaxed) == 0;
    if (last && s->drained) {
        void (*drained)(void *) = s->drained;
        s->drained = NULL;
        drained(s->drained_arg);
    }
}

static void on_handle_closed(uv_handle_t *handle)
{
    HttpServer *s = handle->data;
    s->open_handles--;
}

static void on_listener_closed(uv_handle_t *handle)
{
    HttpServer *s = handle->data;
    close(s->fd);
    on_handle_closed(handle);
}

static void stop_listening(HttpServer *s)
{
    if (s->draining)
        return;
    s->draining = true;
    uv_close((uv_handle_t *)&s->listener, on_listener_closed);
}

/* Each leaves the list when it is closed. */
static void close_all(HttpServer *s, ConnState state)
{
    Link *ends = &s->lists[state].ends;
    while (ends->next != ends) {
        Connection *c = (Connection *)ends->next;
        connection_close(c);
        connection_resume(c);
    }
}

static void on_drain_timer(uv_timer_t *timer)
{
    on_tick(timer);
    server_connection_ended(timer->data);
}

void http_drain(HttpServer *s, void (*drained)(void *), void *arg)
{
    stop_listening(s);
    s->drained = drained;
    s->drained_arg = arg;
    close_all(s, CONN_IDLE);
    uv_timer_start(&s->tick, on_drain_timer, 0, TICK_MS); /* also when none is open */
}

void http_close(HttpServer *s)
{
    stop_listening(s);
    s->drained = NULL;
    for (int state = 0; state < CONN_CLOSED; state++)
        close_all(s, (ConnState)state);
    uv_close((uv_handle_t *)&s->tick, on_handle_closed);
}

HttpCounts http_counts(const HttpServer *s)
{
    const Counters *n = &s->counts;
    return (HttpCounts){
        .accepted = atomic_load_explicit(&n->accepted, memory_order_relaxed),
        .open = atomic_load_explicit(&n->open, memory_order_relaxed),
        .requests = atomic_load_explicit(&n->requests, memory_order_relaxed),
        .refused = atomic_load_explicit(&n->refused, memory_order_relaxed),
        .bytes_in = atomic_load_explicit(&n->bytes_in, memory_order_relaxed),
        .bytes_out = atomic_load_explicit(&n->bytes_out, memory_order_relaxed),
    };
}
