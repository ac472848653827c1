#include "http/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int spool_open(const char *dir)
{
    int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        return fd;
    char path[512];
    int n = snprintf(path, sizeof path, "%s/body-XXXXXX", dir);
    if (n < 0 || n >= (int)sizeof path)
        return -1;
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

bool spool_is_full(int why)
{
    return why == ENOSPC || why == EDQUOT || why == EFBIG;
}

static bool start(uv_loop_t *loop, SpoolWrite *w);

static void on_written(uv_fs_t *req)
{
    SpoolWrite *w = req->data;
    ssize_t n = req->result;
    uv_loop_t *loop = req->loop;
    uv_fs_req_cleanup(req);
    if (n > 0)
        w->rest = uv_buf_init(w->rest.base + n, (unsigned)(w->rest.len - (size_t)n));
    if (n > 0 && w->rest.len && start(loop, w))
        return;
    w->done(w, n < 0 ? (int)-n : w->rest.len ? EIO : 0);
}

static bool start(uv_loop_t *loop, SpoolWrite *w)
{
    uv_buf_t rest = w->rest;
    w->req.data = w;
    return uv_fs_write(loop, &w->req, w->file, &rest, 1, -1, on_written) == 0;
}

bool spool_write(uv_loop_t *loop, SpoolWrite *w, char *bytes, isize n)
{
    w->rest = uv_buf_init(bytes, (unsigned)n);
    return start(loop, w);
}
