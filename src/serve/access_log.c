/*
 * access_log.c — one line on stderr for each request, without its query (tokens hide
 * there).
 *
 * Lines are gathered and written together: a write for each would be one system call in
 * six of a small request's.  They wait so short that who watches the log sees no delay.
 */
#include "serve/loop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 64 << 10, LONGEST_LINE = 1024, LONGEST_PATH = 512, WAIT_MS = 20 };

typedef struct AccessLog {
    uv_timer_t waited;
    bool quiet;
    isize len;
    time_t second; /* that `stamp` says */
    char stamp[32];
    char text[ROOM];
} AccessLog;

void access_log_flush(AccessLog *log)
{
    const char *at = log->text;
    while (log->len > 0) {
        ssize_t n = write(STDERR_FILENO, at, (size_t)log->len);
        if (n <= 0)
            break; /* nobody reads: the log is the least of it */
        at += n;
        log->len -= n;
    }
    log->len = 0;
}

static void flush_after_waiting(uv_timer_t *timer)
{
    access_log_flush(timer->data);
}

AccessLog *access_log_new(uv_loop_t *uv, bool quiet)
{
    AccessLog *log = calloc(1, sizeof *log);
    assert(log);
    log->quiet = quiet;
    log->waited.data = log;
    uv_timer_init(uv, &log->waited);
    uv_unref((uv_handle_t *)&log->waited);
    return log;
}

static const char *stamp_now(AccessLog *log)
{
    time_t now = time(NULL);
    if (now != log->second) {
        struct tm tm;
        gmtime_r(&now, &tm);
        strftime(log->stamp, sizeof log->stamp, "%Y-%m-%dT%H:%M:%SZ", &tm);
        log->second = now;
    }
    return log->stamp;
}

void access_log_add(AccessLog *log, const Exchange *x, double ms)
{
    if (log->quiet)
        return;
    if (ROOM - log->len < LONGEST_LINE)
        access_log_flush(log);
    if (!log->len)
        uv_timer_start(&log->waited, flush_after_waiting, WAIT_MS, 0);
    const Request *req = &x->req;
    const Ctx *cx = x->user;
    Str role = cx ? cx->who.role : (Str){0};
    Str path = {req->path.s,
                req->path.len < LONGEST_PATH ? req->path.len : LONGEST_PATH};
    int n = snprintf(
        log->text + log->len, LONGEST_LINE,
        "time=%s id=%" STR_FMT " ip=%" STR_FMT " role=%" STR_FMT " method=%" STR_FMT
        " path=%" STR_FMT " status=%d bytes=%jd ms=%.2f%s\n",
        stamp_now(log), STR_ARG(req->id), STR_ARG(req->client_ip), STR_ARG(role),
        STR_ARG(req->method_name), STR_ARG(path), x->res.status,
        (intmax_t)x->bytes_sent, ms, x->client_gone ? " gone=true" : "");
    log->len += n < LONGEST_LINE ? n : LONGEST_LINE - 1;
}
