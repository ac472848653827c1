/* stream.c — sending piece by piece, and reading what a websocket's client says. */
#include "http/stream.h"
#include "http/server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* What the socket did not take at once; on the heap. */
typedef struct Queued {
    uv_write_t req;
    char bytes[];
} Queued;

static void on_queued_written(uv_write_t *req, int status)
{
    Connection *c = req->handle->data;
    Stream *stream = &c->stream;
    free(req->data);
    stream->n_queued--;
    if (c->state == CONN_CLOSED)
        return;
    if (status < 0)
        connection_close(c);
    else if (c->state == CONN_WRITING && stream->n_queued == 0)
        c->sending.done = true;
    else if (c->state == CONN_STREAMING && stream->n_queued == 0)
        stream->calls->on_drained(&c->slot->x, stream->arg);
    connection_resume(c);
}

static void queue(Connection *c, const uv_buf_t *bufs, int n, isize skip)
{
    isize size = -skip;
    for (int i = 0; i < n; i++)
        size += (isize)bufs[i].len;
    Queued *q = heap_get((isize)sizeof *q + size);
    char *at = q->bytes;
    for (int i = 0; i < n; i++) {
        isize skipped = skip < (isize)bufs[i].len ? skip : (isize)bufs[i].len;
        memcpy(at, bufs[i].base + skipped, bufs[i].len - (size_t)skipped);
        at += bufs[i].len - (size_t)skipped;
        skip -= skipped;
    }
    uv_buf_t all = uv_buf_init(q->bytes, (unsigned)size);
    q->req.data = q;
    if (uv_write(&q->req, (uv_stream_t *)&c->tcp, &all, 1, on_queued_written) < 0) {
        free(q);
        connection_close(c);
        return;
    }
    c->stream.n_queued++;
}

static void write_now(Connection *c, const uv_buf_t *bufs, int n)
{
    isize size = 0;
    for (int i = 0; i < n; i++)
        size += (isize)bufs[i].len;
    int done = uv_try_write((uv_stream_t *)&c->tcp, bufs, (unsigned)n);
    if (done < 0 && done != UV_EAGAIN) {
        connection_close(c);
        return;
    }
    c->bytes_out += size;
    c->slot->x.bytes_sent += size;
    count(&c->server->counts.bytes_out, size);
    if (done < size)
        queue(c, bufs, n, done < 0 ? 0 : done);
}

static uv_buf_t buf_of(Str text)
{
    return (uv_buf_t){(char *)(uintptr_t)text.s, (size_t)text.len};
}

void stream_open(Exchange *x, const StreamCalls *calls, void *arg)
{
    Connection *c = x->conn;
    assert(c->owned && !c->stream.calls);
    bool upgraded = x->res.status == 101, old = c->slot->head.minor == 0;
    c->stream = (Stream){.calls = calls, .arg = arg, .upgraded = upgraded};
    c->stream.chunked = !upgraded && !old;
    c->close_after |=
        upgraded || old || x->res.close || !x->req.keep_alive || c->server->draining;
    if (c->state == CONN_CLOSED)
        return; /* the next tick tells: the caller may have something to send first */
    Framing framing = {.length = -1, .chunked = c->stream.chunked};
    framing.connection = upgraded ? S("Upgrade") : c->close_after ? S("close") : S("");
    uv_buf_t head = buf_of(send_head(c, &framing));
    c->mark = -1;
    connection_move(c, CONN_STREAMING);
    write_now(c, &head, 1);
    connection_resume(c);
}

isize stream_send(Exchange *x, Str bytes)
{
    Connection *c = x->conn;
    char size[24];
    if (c->state != CONN_STREAMING || bytes.len == 0 || x->req.method == METHOD_HEAD)
        return 0;
    int n = snprintf(size, sizeof size, "%tx\r\n", bytes.len);
    uv_buf_t bufs[3] = {{size, (size_t)n}, buf_of(bytes), buf_of(S("\r\n"))};
    if (c->stream.chunked)
        write_now(c, bufs, 3);
    else
        write_now(c, bufs + 1, 1);
    return (isize)c->tcp.write_queue_size;
}

void stream_close(Exchange *x)
{
    Connection *c = x->conn;
    assert(c->owned);
    c->owned = false;
    c->stream.calls = NULL;
    uv_buf_t last = buf_of(S("0\r\n\r\n"));
    if (c->state == CONN_STREAMING && c->stream.chunked && x->req.method != METHOD_HEAD)
        write_now(c, &last, 1);
    if (c->state == CONN_STREAMING) {
        c->close_after |= c->server->draining;
        c->mark = -1;
        connection_move(c, CONN_WRITING);
        c->sending.done = c->stream.n_queued == 0;
    }
    connection_resume(c);
}

void stream_break(Exchange *x)
{
    Connection *c = x->conn;
    assert(c->owned);
    c->owned = false;
    c->stream.calls = NULL;
    uv_os_fd_t fd;
    struct linger at_once = {.l_onoff = 1};
    if (c->state != CONN_CLOSED && uv_fileno((uv_handle_t *)&c->tcp, &fd) == 0)
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    connection_close(c);
    connection_resume(c);
}

/* A websocket's bytes; of a streamed answer's client the next requests wait. */
bool stream_step(Connection *c)
{
    Stream *stream = &c->stream;
    if (!stream->upgraded)
        return false;
    if (c->n_in) {
        Str bytes = {c->in, c->n_in};
        c->n_in = 0;
        stream->calls->on_bytes(&c->slot->x, bytes, stream->arg);
        return true;
    }
    if (c->eof)
        connection_close(c);
    return c->eof;
}

void stream_gone(Connection *c)
{
    const StreamCalls *calls = c->stream.calls;
    if (!calls || c->stream.told)
        return;
    c->stream.told = true;
    calls->on_gone(&c->slot->x, c->stream.arg);
}
