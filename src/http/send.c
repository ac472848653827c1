/* send.c — an answer on its way: one system call, when the socket takes it at once. */
#include "http/server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { FILE_CHUNK = 64 << 10 };

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
    if (res->status == 204 || (res->chosen_length && res->body.len == 0))
        return -1;
    if (res->file_size)
        return res->file_size + res->body.len;
    if (has_no_body(x) && res->head_length)
        return res->head_length;
    return res->status == 304 ? -1 : res->body.len;
}

Str send_head(Connection *c, const Framing *framing)
{
    HttpServer *s = c->server;
    const Response *res = &c->slot->x.res;
    isize bound = response_head_bound(res);
    if (bound > s->head_cap) {
        free(s->head);
        s->head = heap_get(bound * 2);
        s->head_cap = bound * 2;
    }
    return (Str){s->head, response_head(res, framing, date_now(s), s->head)};
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

typedef enum ChunkStep { CHUNK_READY, CHUNK_WAIT, CHUNK_FAILED } ChunkStep;

static isize chunk_size(const Sending *out)
{
    return out->file_left < FILE_CHUNK ? (isize)out->file_left : FILE_CHUNK;
}

static void chunk_read(Sending *out, isize n, uv_buf_t *buf)
{
    out->file_at += n;
    out->file_left -= n;
    *buf = uv_buf_init(out->chunk, (unsigned)n);
}

/* What the page cache has; a loop does not wait for a disk. */
static ChunkStep read_cached(Sending *out, uv_buf_t *buf)
{
    if (!out->chunk)
        out->chunk = heap_get(chunk_size(out));
    struct iovec to = {out->chunk, (size_t)chunk_size(out)};
    ssize_t n = preadv2(out->file, &to, 1, out->file_at, RWF_NOWAIT);
    if (n > 0)
        chunk_read(out, n, buf);
    else if (n < 0 && (errno == EAGAIN || errno == EOPNOTSUPP || errno == ENOSYS))
        return CHUNK_WAIT;
    return n > 0 ? CHUNK_READY : CHUNK_FAILED;
}

static void on_chunk_read(uv_fs_t *fs)
{
    Connection *c = fs->data;
    ssize_t n = fs->result;
    uv_buf_t buf;
    uv_fs_req_cleanup(fs);
    c->disk = false;
    if (n > 0 && c->state != CONN_CLOSED) {
        chunk_read(&c->sending, n, &buf);
        write_rest(c, &buf, 1);
    } else {
        connection_close(c);
    }
    connection_resume(c);
}

static void read_on_thread(Connection *c)
{
    Sending *out = &c->sending;
    uv_buf_t buf = uv_buf_init(out->chunk, (unsigned)chunk_size(out));
    out->fs.data = c;
    c->disk = uv_fs_read(c->server->loop, &out->fs, out->file, &buf, 1, out->file_at,
                         on_chunk_read) == 0;
    if (!c->disk)
        connection_close(c);
}

/* The length is promised already: a file that has become shorter ends the connection.
 */
static void go_on_with_file(Connection *c)
{
    uv_buf_t buf;
    switch (read_cached(&c->sending, &buf)) {
    case CHUNK_READY: write_rest(c, &buf, 1); break;
    case CHUNK_WAIT: read_on_thread(c); break;
    case CHUNK_FAILED: connection_close(c); break;
    }
}

static void written(Connection *c)
{
    Sending *out = &c->sending;
    uv_buf_t tail = out->tail;
    if (out->file_left) {
        go_on_with_file(c);
    } else if (tail.len) {
        out->tail.len = 0;
        write_rest(c, &tail, 1);
    } else {
        out->done = true;
    }
}

static void on_written(uv_write_t *req, int status)
{
    Connection *c = req->handle->data;
    if (c->state == CONN_CLOSED)
        return;
    if (status < 0)
        connection_close(c);
    else
        written(c);
    connection_resume(c);
}

/* Tries at once; what the socket does not take is queued. */
static void write_all(Connection *c, Str head, uv_buf_t body)
{
    Sending *out = &c->sending;
    uv_buf_t bufs[2] = {{.base = (char *)(uintptr_t)head.s, .len = (size_t)head.len},
                        body};
    unsigned n = body.len ? 2 : 1;
    int done = uv_try_write((uv_stream_t *)&c->tcp, bufs, n);
    if (done < 0 && done != UV_EAGAIN) {
        connection_close(c);
        return;
    }
    done = done < 0 ? 0 : done;
    sent(c, done);
    if (done < head.len) {
        out->held = heap_get(head.len - done);
        memcpy(out->held, head.s + done, (size_t)(head.len - done));
        bufs[0] = uv_buf_init(out->held, (unsigned)(head.len - done));
        write_rest(c, bufs, n);
        return;
    }
    bufs[1].base += done - head.len;
    bufs[1].len -= (size_t)(done - head.len);
    if (bufs[1].len)
        write_rest(c, bufs + 1, 1);
    else
        written(c);
}

static uv_buf_t buf_of(Str text)
{
    return (uv_buf_t){(char *)(uintptr_t)text.s, (size_t)text.len};
}

/* The answer's body, compressed where that is wanted. */
static uv_buf_t pack(Connection *c, Framing *framing)
{
    const Exchange *x = &c->slot->x;
    Str body = x->res.body;
    framing->varies = compress_is_worth_it(&x->res);
    if (framing->varies &&
        coding_accepted(header_get(&x->req, S("accept-encoding")), S("gzip"))) {
        Str packed = compress_body(&c->server->compressor, body);
        framing->gzipped = packed.s;
        if (packed.s)
            body = packed;
        c->sending.packed = (char *)(uintptr_t)packed.s;
    }
    return buf_of(body);
}

/* The first piece goes out with the head; false: there is none. */
static bool take_file(Connection *c, uv_buf_t *body)
{
    const Response *res = &c->slot->x.res;
    Sending *out = &c->sending;
    out->file = res->file;
    out->file_at = res->file_offset;
    if (has_no_body(&c->slot->x))
        return true;
    out->file_left = res->file_size;
    out->tail = buf_of(res->body);
    return read_cached(out, body) != CHUNK_FAILED;
}

static void internal_error(Connection *c, Str why)
{
    c->sending.file_left = 0;
    c->sending.tail.len = 0;
    c->slot->x.res = (Response){.status = 500, .content_type = S("text/plain")};
    c->slot->x.res.body = why;
}

void send_answer(Connection *c)
{
    Exchange *x = &c->slot->x;
    Framing framing = {0};
    uv_buf_t body = {0};
    c->sending = (Sending){.file = -1};
    if (x->res.file_size && !take_file(c, &body))
        internal_error(c, S("the file could not be read"));
    if (x->res.status < 200 || x->res.status > 999) /* SQL may have chosen it */
        internal_error(c, S("the answer has no status that one can send"));
    if (!x->res.file_size && !has_no_body(x))
        body = pack(c, &framing);
    framing.length = framing.gzipped ? (int64_t)body.len : length_of(x);
    framing.connection = c->close_after             ? S("close")
                         : c->slot->head.minor == 0 ? S("keep-alive")
                                                    : S("");
    write_all(c, send_head(c, &framing), body);
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
