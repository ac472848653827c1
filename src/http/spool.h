/*
 * spool.h — files without a name, for what is too large to be kept: bodies on their way
 * in, answers on their way out.  A disk may keep a writer waiting, so a thread writes.
 */
#ifndef HTTP_SPOOL_H
#define HTTP_SPOOL_H

#include "base/str.h"

#include <uv.h>

/* O_TMPFILE where the file system knows it: no name that a crash could leave behind.
 * -1: errno says why. */
int spool_open(const char *dir);
bool spool_is_full(int why); /* an errno: there is no room, and there may be again */

typedef struct SpoolWrite {
    uv_fs_t req;
    int file;
    uv_buf_t rest;
    void (*done)(struct SpoolWrite *w, int why); /* 0, or an errno; once, later */
} SpoolWrite;

/* All of the bytes, behind those written before; w and they stay until w->done is
 * called.  False: it will not be, there was no thread to be had. */
bool spool_write(uv_loop_t *loop, SpoolWrite *w, char *bytes, isize n);

#endif
