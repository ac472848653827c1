/* connection.c — the life of a connection: step() moves it, one state at a time. */
#include "http/connection.h"
#include "http/errors.h"
#include "http/server.h"

#include <linux/sockios.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    MAX_PENDING = HTTP_MAX_HEAD, /* of requests that wait; then reading pauses */
    FIRST_PENDING = 4 << 10,
    LINGER_SECONDS = 5,
    LINGER_BYTES = 64 << 20,
    SLOWEST = 1 << 10, /* bytes a second; less is too slow */
};

void connection_move(Connection *c, ConnState to)
{
    Link *ends = &c->server->lists[to].ends;
    c->link.prev->next = c->link.next;
    c->link.next->prev = c->link.prev;
    c->link = (Link){.prev = ends->prev, .next = ends};
    ends->prev->next = &c->link;
    ends->prev = &c->link;
    c->state = to;
    c->since = uv_now(c->server->loop);
}

static void free_when_done(Connection *c)
{
    if (!c->handle_gone || c->slot)
        return;
    HttpServer *s = c->server;
    c->link.prev->next = c->link.next;
    c->link.next->prev = c->link.prev;
    free(c);
    count(&s->counts.open, -1);
    server_connection_ended(s);
}

static void on_closed(uv_handle_t *handle)
{
    Connection *c = handle->data;
    c->handle_gone = true;
    connection_resume(c);
}

void connection_close(Connection *c)
{
    if (c->state == CONN_CLOSED)
        return;
    connection_move(c, CONN_CLOSED);
    c->n_in = 0;
    if (c->slot)
        c->slot->x.client_gone = true;
    uv_close((uv_handle_t *)&c->tcp, on_closed);
}

/* Our side is shut; what the client still sends is read, so that it reads our answer.
 */
static void linger(Connection *c)
{
    uv_os_fd_t fd;
    connection_move(c, CONN_LINGERING);
    c->mark = c->bytes_in;
    if (uv_fileno((uv_handle_t *)&c->tcp, &fd) == 0)
        shutdown(fd, SHUT_WR);
}

static bool step_idle(Connection *c)
{
    if (c->n_in) {
        exchange_begin(c);
        return true;
    }
    if (c->eof || c->server->draining)
        connection_close(c);
    return false;
}

static bool step_head(Connection *c)
{
    switch (head_read(&c->slot->head, c->in, c->n_in)) {
    case HEAD_WHOLE: exchange_head_is_whole(c); return true;
    case HEAD_REFUSED: exchange_refuse(c, c->slot->head.refusal); return true;
    case HEAD_MORE: break;
    }
    if (c->eof)
        connection_close(c);
    return c->eof;
}

static bool step_body(Connection *c)
{
    const ErrorKind *refusal = body_take(c);
    bool whole = !refusal && body_is_whole(c);
    if (!refusal && !whole && c->eof)
        refusal = &body_cut_short;
    if (refusal)
        exchange_refuse(c, refusal);
    else if (whole)
        exchange_hand_over(c);
    return refusal || whole;
}

static bool step_writing(Connection *c)
{
    if (!c->sending.done || c->disk)
        return false;
    exchange_end(c);
    if (!c->close_after)
        connection_move(c, CONN_IDLE);
    else if (c->linger_after || c->n_in)
        linger(c);
    else
        connection_close(c);
    return true;
}

/* While libuv, the application or a thread may still look at the exchange it stays. */
static bool step_closed(Connection *c)
{
    stream_gone(c);
    if (c->slot && c->handle_gone && !c->owned && !c->disk)
        exchange_end(c);
    return false;
}

static bool step_lingering(Connection *c)
{
    c->n_in = 0;
    if (c->eof || c->bytes_in - c->mark > LINGER_BYTES)
        connection_close(c);
    return false;
}

/* False: nothing more to do until something comes. */
static bool step(Connection *c)
{
    switch (c->state) {
    case CONN_IDLE: return step_idle(c);
    case CONN_HEAD: return step_head(c);
    case CONN_BODY: return step_body(c);
    case CONN_STREAMING: return stream_step(c);
    case CONN_WRITING: return step_writing(c);
    case CONN_LINGERING: return step_lingering(c);
    case CONN_CLOSED: return step_closed(c);
    case CONN_HANDLING:
    case N_CONN_STATES: break;
    }
    return false;
}

static void keep_rest(Connection *c)
{
    if (!c->n_in || c->state == CONN_CLOSED) {
        free(c->pending);
        c->pending = NULL;
        c->n_pending = c->pending_cap = 0;
        return;
    }
    if (!c->pending) {
        c->pending_cap = c->n_in > FIRST_PENDING ? c->n_in : FIRST_PENDING;
        c->pending = heap_get(c->pending_cap);
    }
    assert(c->in);
    memmove(c->pending, c->in, (size_t)c->n_in);
    c->n_pending = c->n_in;
}

static void on_alloc(uv_handle_t *handle, size_t hint, uv_buf_t *buf);
static void on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf);

static void arm_reading(Connection *c)
{
    if (c->state == CONN_CLOSED || c->eof)
        return;
    bool spooling = c->state == CONN_BODY && c->disk;
    bool full = c->n_pending >= MAX_PENDING && c->state != CONN_HEAD;
    bool wanted = !full && !spooling;
    if (wanted == c->reading)
        return;
    c->reading = wanted;
    if (wanted)
        uv_read_start((uv_stream_t *)&c->tcp, on_alloc, on_read);
    else
        uv_read_stop((uv_stream_t *)&c->tcp);
}

static void advance(Connection *c, char *in, isize n)
{
    c->in = in;
    c->n_in = n;
    c->advancing = true;
    while (step(c))
        continue;
    c->advancing = false;
    keep_rest(c);
    arm_reading(c);
    free_when_done(c);
}

void connection_resume(Connection *c)
{
    if (!c->advancing)
        advance(c, c->pending, c->n_pending);
}

static void on_alloc(uv_handle_t *handle, size_t hint, uv_buf_t *buf)
{
    Connection *c = handle->data;
    (void)hint;
    if (c->state != CONN_BODY || !body_window(c, buf))
        *buf = uv_buf_init(c->server->read_buffer, READ_SIZE);
}

static void add_pending(Connection *c, const char *bytes, isize n)
{
    if (c->n_pending + n > c->pending_cap) {
        c->pending_cap = (c->n_pending + n) * 2;
        c->pending = realloc(c->pending, (size_t)c->pending_cap);
        if (!c->pending)
            abort();
    }
    memcpy(c->pending + c->n_pending, bytes, (size_t)n);
    c->n_pending += n;
}

static void on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
    Connection *c = stream->data;
    if (n == 0)
        return;
    if (n < 0) {
        c->eof = true;
        if (n != UV_EOF)
            connection_close(c);
        connection_resume(c);
        return;
    }
    c->bytes_in += n;
    count(&c->server->counts.bytes_in, n);
    if (buf->base != c->server->read_buffer) {
        body_arrived(c, n);
        connection_resume(c);
    } else if (c->n_pending) {
        add_pending(c, buf->base, n);
        connection_resume(c);
    } else {
        advance(c, buf->base, n);
    }
}

void connection_open(HttpServer *s, int fd, const struct sockaddr_storage *from,
                     bool refused)
{
    unsigned char address[16];
    Connection *c = calloc(1, sizeof *c);
    if (!c)
        abort();
    c->server = s;
    c->sending.file = -1;
    c->link = (Link){&c->link, &c->link};
    c->tcp.data = c;
    address_of(from, address);
    address_text(address, c->ip);
    c->trusted = networks_have(s->trusted, s->n_trusted, address);
    count(&s->counts.open, 1);
    uv_tcp_init(s->loop, &c->tcp);
    connection_move(c, CONN_IDLE);
    if (uv_tcp_open(&c->tcp, fd) < 0) {
        close(fd);
        connection_close(c);
    } else if (refused) {
        exchange_begin(c);
        exchange_refuse(c, &too_busy);
    }
    connection_resume(c);
}

int connection_seconds(const HttpSettings *settings, ConnState state)
{
    switch (state) {
    case CONN_IDLE: return settings->idle_seconds;
    case CONN_HEAD: return settings->head_seconds;
    case CONN_BODY: return settings->body_seconds;
    case CONN_STREAMING:
    case CONN_WRITING: return (settings->write_seconds + 1) / 2; /* see still_moving */
    case CONN_LINGERING: return LINGER_SECONDS;
    case CONN_HANDLING:
    case CONN_CLOSED:
    case N_CONN_STATES: break;
    }
    return 0;
}

/* Bytes that the client has sent, or has acknowledged of what we sent. */
static int64_t progress(Connection *c)
{
    uv_os_fd_t fd;
    int unsent = 0;
    if (c->state == CONN_BODY)
        return c->bytes_in;
    if (uv_fileno((uv_handle_t *)&c->tcp, &fd) == 0)
        ioctl(fd, SIOCOUTQ, &unsent);
    return c->bytes_out - unsent - (int64_t)c->tcp.write_queue_size;
}

/*
 * Large bodies and answers take their time, if only their bytes keep coming: then
 * another window begins.  What an answer's client had acknowledged when the first one
 * began was not asked, to save a system call; hence its windows are half as long.
 */
static bool still_moving(Connection *c)
{
    int64_t now = progress(c);
    if (c->state == CONN_STREAMING && c->stream.n_queued == 0)
        now = -1; /* it may be silent for as long as it likes */
    int seconds = connection_seconds(c->server->settings, c->state);
    bool moving = c->mark < 0 || now < 0 || now - c->mark >= (int64_t)seconds * SLOWEST;
    c->mark = now;
    return moving;
}

void connection_expired(Connection *c)
{
    bool moves =
        c->state == CONN_BODY || c->state == CONN_STREAMING || c->state == CONN_WRITING;
    if (moves && still_moving(c)) {
        connection_move(c, c->state);
        return;
    }
    if (c->state == CONN_HEAD)
        exchange_refuse(c, &slow_head);
    else if (c->state == CONN_BODY)
        exchange_refuse(c, &slow_body);
    else
        connection_close(c);
    connection_resume(c);
}
