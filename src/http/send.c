/* send.c — an answer on its way: one system call when the socket takes it at once. */
#include "http/errors.h"
#include "http/server.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { FILE_CHUNK = 64 << 10 };

static void *heap(isize size)
{
    void *p = malloc((size_t)size);
    if (!p)
        abort();
    return p;
}

static Str date_now(HttpServer *s)
{
    uint64_t now = uv_now(s->loop);
    if (now >= s->date_until) {
        struct timespec wall;
        clock_gettime(CLOCK_REALTIME, &wall);
        http_date_write(wall.tv_sec, s->date);
        s->date_until = now + 1000 - (uint64_t)wall.tv_nsec / 1000000;
    }
    return str_of(s->date);
}

static bool has_no_body(const Exchange *x)
{
    int status = x->res.status;
    return x->req.method == METHOD_HEAD || status == 204 || status == 304;
}

/* What Content-Length says; below 0: nothing. */
static int64_t length_of(const Exchange *x)
{
    const Response *res = &x->res;
    if (res->status == 204 || res->chosen_length)
        return -1;
    if (res->file_size)
        return res->file_size;
    if (has_no_body(x) && res->head_length)
        return res->head_length;
    return res->status == 304 ? -1 : res->body.len;
}

static Str write_head(Connection *c)
{
    HttpServer *s = c->server;
    const Exchange *x = &c->slot->x;
    isize bound = response_head_bound(&x->res);
    if (bound > s->head_cap) {
        free(s->head);
        s->head = heap(bound * 2);
        s->head_cap = bound * 2;
    }
    Str connection = c->close_after             ? S("close")
                     : c->slot->head.minor == 0 ? S("keep-alive")
                                                : S("");
    isize n = response_head(&x->res, length_of(x), date_now(s), connection, s->head);
    return (Str){s->head, n};
}

static void sent(Connection *c, isize n)
{
    c->bytes_out += n;
    c->slot->x.bytes_sent += n;
    count(&c->server->counts.bytes_out, n);
}

static void on_written(uv_write_t *req, int status);

static void write_rest(Connection *c, uv_buf_t *bufs, unsigned n)
{
    Sending *out = &c->sending;
    for (unsigned i = 0; i < n; i++)
        sent(c, (isize)bufs[i].len);
    if (uv_write(&out->req, (uv_stream_t *)&c->tcp, bufs, n, on_written) < 0)
        connection_close(c);
}

/* False: the file has become shorter, or cannot be read. */
static bool read_chunk(Connection *c, uv_buf_t *buf)
{
    Sending *out = &c->sending;
    isize want = out->file_left < FILE_CHUNK ? (isize)out->file_left : FILE_CHUNK;
    if (!out->chunk)
        out->chunk = heap(want);
    ssize_t n = pread(out->file, out->chunk, (size_t)want, out->file_at);
    if (n <= 0)
        return false;
    out->file_at += n;
    out->file_left -= n;
    *buf = uv_buf_init(out->chunk, (unsigned)n);
    return true;
}

static void on_written(uv_write_t *req, int status)
{
    Connection *c = req->handle->data;
    Sending *out = &c->sending;
    uv_buf_t buf;
    if (c->state == CONN_CLOSED)
        return;
    if (status == 0 && out->file_left && read_chunk(c, &buf)) {
        write_rest(c, &buf, 1);
        return;
    }
    if (status < 0 || out->file_left)
        connection_close(c);
    out->done = true;
    connection_resume(c);
}

/* Tries at once; what the socket does not take is queued. */
static void write_all(Connection *c, Str head, uv_buf_t body)
{
    Sending *out = &c->sending;
    uv_buf_t bufs[2] = {{.base = (char *)(uintptr_t)head.s, .len = (size_t)head.len},
                        body};
    unsigned n = body.len ? 2 : 1;
    int written = uv_try_write((uv_stream_t *)&c->tcp, bufs, n);
    if (written < 0 && written != UV_EAGAIN) {
        connection_close(c);
        return;
    }
    isize done = written > 0 ? written : 0;
    sent(c, done);
    if (done >= head.len) {
        bufs[1].base += done - head.len;
        bufs[1].len -= (size_t)(done - head.len);
        if (bufs[1].len || out->file_left)
            write_rest(c, bufs + 1, 1);
        else
            out->done = true;
        return;
    }
    out->held = heap(head.len - done);
    memcpy(out->held, head.s + done, (size_t)(head.len - done));
    bufs[0] = uv_buf_init(out->held, (unsigned)(head.len - done));
    write_rest(c, bufs, n);
}

void send_answer(Connection *c)
{
    Exchange *x = &c->slot->x;
    Sending *out = &c->sending;
    *out = (Sending){.file = -1};
    if (x->res.file_size) {
        out->file = x->res.file;
        out->file_at = x->res.file_offset;
        out->file_left = has_no_body(x) ? 0 : x->res.file_size;
    }
    uv_buf_t body = {0};
    if (out->file_left) {
        if (!read_chunk(c, &body)) {
            connection_close(c);
            return;
        }
    } else if (!has_no_body(x)) {
        body = (uv_buf_t){.base = (char *)(uintptr_t)x->res.body.s,
                          .len = (size_t)x->res.body.len};
    }
    write_all(c, write_head(c), body);
}

void send_drop(Connection *c)
{
    Sending *out = &c->sending;
    free(out->held);
    free(out->packed);
    free(out->chunk);
    if (out->file >= 0)
        close(out->file);
    *out = (Sending){.file = -1};
}

void send_continue(Connection *c)
{
    static char text[] = "HTTP/1.1 100 Continue\r\n\r\n";
    uv_buf_t buf = uv_buf_init(text, sizeof text - 1);
    if (uv_try_write((uv_stream_t *)&c->tcp, &buf, 1) != (int)buf.len)
        connection_close(c);
}
