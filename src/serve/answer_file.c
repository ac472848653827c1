/* answer_file.c — an answer that is whole before it goes out, and too large to be kept.
 */
#include "http/spool.h"
#include "serve/loop.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* On the heap, for a thread may still write when the request is over. */
struct AnswerFile {
    SpoolWrite write; /* first */
    Ctx *cx;          /* NULL: nobody waits for it any more */
    bool busy, failed;
    int64_t size;
    char *block;
};

static void free_file(AnswerFile *f)
{
    close(f->write.file);
    free(f);
}

static void release(void *file)
{
    AnswerFile *f = file;
    const Response *res = &f->cx->res;
    if (res->file_size && res->file == f->write.file)
        free(f); /* the server closes what it sends */
    else if (f->busy)
        f->cx = NULL;
    else
        free_file(f);
}

static void on_piece_written(SpoolWrite *w, int why)
{
    AnswerFile *f = (AnswerFile *)w;
    free(f->block);
    f->busy = false;
    f->failed = why != 0;
    if (f->cx)
        pipes_go_on(&f->cx->job);
    else
        free_file(f);
}

AnswerFile *answer_file_open(Ctx *cx)
{
    int fd = http_spool(cx->exchange);
    if (fd < 0)
        return NULL;
    AnswerFile *f = calloc(1, sizeof *f);
    assert(f);
    f->write.file = fd;
    f->write.done = on_piece_written;
    f->cx = cx;
    defer(cx, release, f);
    return f;
}

bool answer_file_add(AnswerFile *f, Str bytes)
{
    assert(!f->busy && bytes.len);
    f->block = malloc((size_t)bytes.len);
    assert(f->block);
    memcpy(f->block, bytes.s, (size_t)bytes.len);
    f->size += bytes.len;
    f->busy = spool_write(&f->cx->loop->uv, &f->write, f->block, bytes.len);
    if (f->busy)
        return false;
    free(f->block);
    f->failed = true;
    return true;
}

bool answer_file_failed(const AnswerFile *f)
{
    return f->failed;
}

void answer_file_send(const AnswerFile *f)
{
    assert(!f->busy && !f->failed);
    f->cx->res.file = f->write.file;
    f->cx->res.file_size = f->size;
}
