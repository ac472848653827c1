/*
 * access_log.c — one line on stderr for each request, without its query (tokens hide
 * there).
 *
 * Lines are gathered and written together: a write for each would be one system call in
 * six of a small request's.  They wait so short that who watches the log sees no delay.
 */
#include "serve/loop.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    ROOM = 64 << 10,
    LONGEST_FIELD = 512,
    LONGEST_LINE = 6 * (LONGEST_FIELD + 8) + 128, /* of six texts and three numbers */
    WAIT_MS = 20
};

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

/* There is room for a line; a text that is longer than most is cut. */
static void say(AccessLog *log, const char *name, Str value)
{
    isize n = value.len < LONGEST_FIELD ? value.len : LONGEST_FIELD;
    char *at = stpcpy(log->text + log->len, name);
    if (n)
        memcpy(at, value.s, (size_t)n);
    log->len = at + n - log->text;
}

static void say_number(AccessLog *log, const char *name, int64_t n)
{
    char room[INT_ROOM];
    say(log, name, int_text(room, n));
}

static void say_hundredths(AccessLog *log, const char *name, double n)
{
    int64_t hundredths = (int64_t)(n * 100 + 0.5);
    say_number(log, name, hundredths / 100);
    say_number(log, hundredths % 100 < 10 ? ".0" : ".", hundredths % 100);
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
    say(log, "time=", str_of(stamp_now(log)));
    say(log, " id=", req->id);
    say(log, " ip=", req->client_ip);
    say(log, " role=", role);
    say(log, " method=", req->method_name);
    say(log, " path=", req->path);
    say_number(log, " status=", x->res.status);
    say_number(log, " bytes=", x->bytes_sent);
    say_hundredths(log, " ms=", ms);
    say(log, x->client_gone ? " gone=true\n" : "\n", (Str){0});
}
