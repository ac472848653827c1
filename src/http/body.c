/* body.c — where a request's body goes: nowhere, into the arena, or into a file. */
#include "http/errors.h"
#include "http/server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MOST_IN_MEMORY = 256 << 10 }; /* of a BODY_TEXT */
enum { UNWANTED = 64 << 10, WINDOW = 64 << 10, WORTH_A_WINDOW = 4 << 10 };

static Exchange *exchange(Connection *c)
{
    return &c->slot->x;
}

static int64_t limit(const Exchange *x)
{
    if (x->body_kind == BODY_NONE && x->body_limit < UNWANTED)
        return UNWANTED; /* it is read, and dropped */
    return x->body_limit;
}

int http_spool(const Exchange *x)
{
    return spool_open(x->conn->server->settings->spool_dir);
}

static const ErrorKind *spool_error(int why)
{
    return spool_is_full(why) ? &spool_full : &spool_failed;
}

static bool is_whole(const Connection *c)
{
    return c->slot->x.req.content_length < 0 ? c->body.chunked.state == CHUNKED_DONE
                                             : c->body.left == 0;
}

static bool fits(const Connection *c, int64_t more)
{
    Arena *a = &c->slot->arena;
    return arena_has_room(a, more + 1); /* and the NUL behind it */
}

const ErrorKind *body_begin(Connection *c)
{
    Exchange *x = exchange(c);
    int64_t length = x->req.content_length;
    c->body = (BodyReader){.left = length};
    if (x->body_kind == BODY_TEXT) {
        c->body.maps = length < 0 || length > MOST_IN_MEMORY;
        x->body_kind = c->body.maps ? BODY_FILE : BODY_MEMORY;
    }
    if (length > limit(x))
        return &body_too_large;
    if (x->body_kind == BODY_MEMORY) {
        if (!fits(c, length))
            return &no_room;
        c->body.memory = arena_alloc(x->arena, 1, 1, 0);
    }
    if (x->body_kind == BODY_FILE) {
        x->req.body_fd = spool_open(c->server->settings->spool_dir);
        if (x->req.body_fd < 0)
            return spool_error(errno);
    }
    return NULL;
}

static void on_block_written(SpoolWrite *w, int why)
{
    Spool *spool = (Spool *)w; /* its first member */
    Connection *c = spool->conn;
    c->disk = false;
    spool->n = 0;
    if (why)
        c->body.failure = spool_error(why);
    connection_resume(c);
}

static const ErrorKind *spool(Connection *c, Str data)
{
    BodyReader *b = &c->body;
    if (!b->spool) {
        b->spool = heap_get(sizeof *b->spool);
        b->spool->write.file = exchange(c)->req.body_fd;
        b->spool->write.done = on_block_written;
        b->spool->conn = c;
        b->spool->n = 0;
    }
    assert(data.len <= SPOOL_BLOCK - b->spool->n);
    memcpy(b->spool->block + b->spool->n, data.s, (size_t)data.len);
    b->spool->n += data.len;
    return NULL;
}

/* A block with room for one more read waits for it; while it is written nothing is
 * read. */
static void flush(Connection *c)
{
    Spool *spool = c->body.spool;
    if (!spool || spool->n == 0 ||
        (spool->n <= SPOOL_BLOCK - READ_SIZE && !is_whole(c)))
        return;
    c->disk = spool_write(c->server->loop, &spool->write, spool->block, spool->n);
    if (!c->disk)
        c->body.failure = &spool_failed;
}

static const ErrorKind *store(Connection *c, Str data)
{
    Exchange *x = exchange(c);
    BodyReader *b = &c->body;
    if (data.len > limit(x) - x->req.body_size)
        return &body_too_large;
    isize size = (isize)x->req.body_size;
    x->req.body_size += data.len;
    if (x->body_kind == BODY_FILE)
        return spool(c, data);
    if (x->body_kind == BODY_NONE)
        return NULL;
    isize need = size + data.len;
    if (need > b->cap) {
        if (!fits(c, need - b->cap))
            return &no_room;
        arena_extend(x->arena, b->memory, b->cap, need);
        b->cap = need;
    }
    memcpy(b->memory + size, data.s, (size_t)data.len);
    return NULL;
}

static const ErrorKind *take_chunks(Connection *c)
{
    const ErrorKind *refusal = NULL;
    Str input = {c->in, c->n_in}, data;
    while (!refusal && (data = chunked_next(&c->body.chunked, &input)).len)
        refusal = store(c, data);
    c->in += c->n_in - input.len;
    c->n_in = input.len;
    return c->body.chunked.state == CHUNKED_REFUSED ? &bad_chunk : refusal;
}

static const ErrorKind *take_length(Connection *c)
{
    isize n = c->body.left < c->n_in ? (isize)c->body.left : c->n_in;
    Str data = {c->in, n};
    c->in += n;
    c->n_in -= n;
    c->body.left -= n;
    return n ? store(c, data) : NULL;
}

const ErrorKind *body_take(Connection *c)
{
    if (c->disk || c->body.failure)
        return c->body.failure;
    const ErrorKind *refusal =
        exchange(c)->req.content_length < 0 ? take_chunks(c) : take_length(c);
    if (!refusal)
        flush(c);
    return refusal ? refusal : c->body.failure;
}

bool body_is_whole(const Connection *c)
{
    return !c->disk && is_whole(c);
}

/* With a NUL behind it, as in memory. */
static const ErrorKind *map(Exchange *x)
{
    size_t size = (size_t)x->req.body_size + 1;
    if (ftruncate(x->req.body_fd, (off_t)size) != 0)
        return spool_error(errno);
    void *p = mmap(NULL, size, PROT_READ, MAP_SHARED, x->req.body_fd, 0);
    if (p == MAP_FAILED)
        return &spool_failed;
    x->req.body = (Str){p, (isize)x->req.body_size};
    x->req.maps_body = true;
    return NULL;
}

const ErrorKind *body_end(Connection *c)
{
    Exchange *x = exchange(c);
    BodyReader *b = &c->body;
    if (x->body_kind == BODY_MEMORY) {
        if (x->req.body_size == b->cap) /* fits() has left a byte for it */
            arena_extend(x->arena, b->memory, b->cap, b->cap + 1);
        b->memory[x->req.body_size] = 0;
        x->req.body = (Str){b->memory, (isize)x->req.body_size};
    }
    if (x->body_kind == BODY_FILE)
        lseek(x->req.body_fd, 0, SEEK_SET);
    free(b->spool);
    b->spool = NULL;
    return b->maps ? map(x) : NULL;
}

bool body_window(Connection *c, uv_buf_t *window)
{
    Exchange *x = exchange(c);
    BodyReader *b = &c->body;
    isize size = (isize)x->req.body_size;
    if (x->body_kind != BODY_MEMORY || b->left < WORTH_A_WINDOW || c->n_pending)
        return false;
    isize need = size + (b->left < WINDOW ? (isize)b->left : WINDOW);
    if (need > b->cap) {
        arena_extend(x->arena, b->memory, b->cap, need);
        b->cap = need;
    }
    *window = uv_buf_init(b->memory + size, (unsigned)(need - size));
    return true;
}

void body_arrived(Connection *c, isize n)
{
    c->body.left -= n;
    exchange(c)->req.body_size += n;
}

void body_drop(Connection *c)
{
    const Request *req = &exchange(c)->req;
    if (req->maps_body)
        munmap((char *)(uintptr_t)req->body.s, (size_t)req->body.len + 1);
    if (req->body_fd >= 0)
        close(req->body_fd);
    free(c->body.spool);
    c->body.spool = NULL;
}
