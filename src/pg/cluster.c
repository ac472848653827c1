#include "pg/cluster.h"
#include "pg/cluster_errors.h"
#include "pg/folder.h"
#include "pg/pidfile.h"

#include "base/buf.h"

#include <libpq-fe.h>

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    FAST_STOP = 20 * 1000, /* milliseconds for sessions to end and a checkpoint */
    HARD_STOP = 5 * 1000,
    POLL = 10,
    GIVE_UP = 4,        /* failures in a row before the first start is an error */
    STEADY = 10 * 1000, /* ready this long: the next failure is a new story */
    TRIM_EVERY = 60 * 1000,
    MAX_FOUND = 256
};

static const int back_off[] = {0, 200, 1000, 5000}; /* milliseconds */

struct Cluster {
    Arena *arena;
    Folder folder;
    Install pg;
    pid_t pid; /* 0: not running */
    _Atomic ClusterState state;
    int failures;                                        /* in a row */
    int64_t next_start, ready_since, died_at, next_trim; /* milliseconds */
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void sleep_ms(int ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

Cluster *cluster_open(Arena *arena, Str data_dir, Error *error)
{
    Cluster *c = make(arena, Cluster);
    c->arena = arena;
    if (!folder_open(&c->folder, data_dir, arena, error)) {
        folder_close(&c->folder);
        return NULL;
    }
    return c;
}

/* Another major version's files are never touched: its own programs must read them. */
static bool refuse_version(const Cluster *c, int there, Error *error)
{
    Install here;
    if (!install_find(0, &here, c->arena, error))
        return false;
    const char *pg = c->folder.pg;
    bool as_root = c->folder.account.change;
    Buf message = buf_new(c->arena), hint = buf_new(c->arena);
    buf_addf(&message,
             "%s was made by PostgreSQL %d, and this machine has PostgreSQL %d", pg,
             there, here.major);
    buf_addf(&hint,
             "Install postgresql-%d to go on with it. To upgrade, with both "
             "installed, run this as %s:\n",
             there, as_root ? "root" : "this user");
    buf_addf(&hint, "mkdir -m 700 '%s.new' && cd '%s.new' && %s", pg, pg,
             as_root ? "chown --reference=../pg . && "
                       "setpriv --reuid $(stat -c %u .) --regid $(stat -c %g .) "
                       "--init-groups "
                     : "");
    buf_addf(&hint,
             "sh -c '%s/initdb -D . -U postgres -E UTF8 --locale C.UTF-8 -k "
             "--auth-local trust --auth-host reject && %s/pg_upgrade -U postgres "
             "-b /usr/lib/postgresql/%d/bin -B %s -d ../pg -D .'",
             here.bin, here.bin, there, here.bin);
    buf_addf(&hint, " && cd .. && mv pg pg.%d && mv pg.new pg", there);
    *error = (Error){.kind = &cluster_other_version,
                     .message = buf_str(&message),
                     .hint = buf_str(&hint)};
    return false;
}

static bool find_programs(Cluster *c, int there, Error *error)
{
    if (!there)
        return install_find(0, &c->pg, c->arena, error);
    if (there >= OLDEST_POSTGRES && install_find(there, &c->pg, c->arena, error))
        return true;
    *error = (Error){0};
    return refuse_version(c, there, error);
}

/* Sends `signal` to what is left of an earlier run and waits.  True: nothing is. */
static bool clear_out(const Cluster *c, int signal, int patience)
{
    char text[2048];
    pid_t found[MAX_FOUND];
    const Folder *f = &c->folder;
    int64_t start = now_ms();
    for (bool told = false;; told = true) {
        isize n = process_find_postgres(&f->account, f->pg, found, MAX_FOUND);
        if (n == 0 || now_ms() - start > patience)
            return n == 0;
        /* The children of a postmaster are its own business, unless it is gone. */
        pid_t postmaster = pidfile_read(f->pg, text, sizeof text).pid;
        bool led = false;
        for (isize i = 0; i < n; i++)
            led = led || found[i] == postmaster;
        for (isize i = 0; i < n && !told; i++)
            if (found[i] == postmaster || (!led && signal != SIGINT))
                kill(found[i], signal);
        sleep_ms(POLL * 2);
    }
}

static bool is_left(const Cluster *c)
{
    pid_t one;
    return process_find_postgres(&c->folder.account, c->folder.pg, &one, 1) > 0;
}

/* The files of a postmaster that was killed may name any process by now, and postgres
 * would not start beside that one.  Only to be called when nothing is left. */
static void forget_pid_files(const Cluster *c)
{
    char path[MAX_PATH + 48];
    snprintf(path, sizeof path, "%s/postmaster.pid", c->folder.pg);
    unlink(path);
    snprintf(path, sizeof path, "%s/.s.PGSQL.5432.lock", c->folder.run);
    unlink(path);
}

static bool stop_orphan(Cluster *c, Error *error)
{
    if (is_left(c)) {
        fprintf(stderr,
                "rung: stopping the PostgreSQL that an earlier run left in %s\n",
                c->folder.pg);
        if (!clear_out(c, SIGINT, FAST_STOP) && !clear_out(c, SIGQUIT, HARD_STOP) &&
            !clear_out(c, SIGKILL, HARD_STOP)) {
            folder_error(c->arena, error, S("Stop its processes by hand."),
                         "the PostgreSQL that an earlier run left in %s does not stop",
                         c->folder.pg);
            error->kind = &cluster_start_failed;
            return false;
        }
    }
    forget_pid_files(c);
    return true;
}

static void spawn(Cluster *c)
{
    char postgres[600];
    snprintf(postgres, sizeof postgres, "%s/postgres", c->pg.bin);
    const char *argv[] = {postgres, "-D", c->folder.pg, NULL};
    /* glibc gives the heap back between requests otherwise.  Nothing else is passed on:
     * our environment holds keys. */
    const char *env[] = {"PATH=/usr/bin:/bin",
                         "LC_ALL=C.UTF-8",
                         "TZ=UTC",
                         "MALLOC_TRIM_THRESHOLD_=134217728",
                         "MALLOC_TOP_PAD_=1048576",
                         "MALLOC_MMAP_THRESHOLD_=134217728",
                         NULL};
    int log = folder_open_log(&c->folder);
    Spawn s = {.argv = argv,
               .env = env,
               .dir = c->folder.data,
               .output = log,
               .death_signal = SIGINT};
    pid_t pid = log < 0 ? -1 : process_start(&s, &c->folder.account);
    if (log >= 0)
        close(log);
    c->pid = pid > 0 ? pid : 0;
    c->state = pid > 0 ? CLUSTER_STARTING : CLUSTER_DOWN;
}

static void plan_restart(Cluster *c, int64_t now)
{
    if (c->state == CLUSTER_READY && now - c->ready_since > STEADY)
        c->failures = 0;
    int n = c->failures < countof(back_off) ? c->failures : (int)countof(back_off) - 1;
    c->failures++;
    c->died_at = now;
    c->next_start = now + back_off[n];
    c->pid = 0;
    c->state = CLUSTER_DOWN;
}

/* Its children leave by themselves when they find it gone; two postmasters on one
 * folder would ruin it, so nothing starts before that. */
static void try_start(Cluster *c, int64_t now)
{
    if (now < c->next_start)
        return;
    if (is_left(c)) {
        int64_t age = now - c->died_at;
        clear_out(c,
                  age / 2 > HARD_STOP ? SIGKILL
                  : age > HARD_STOP   ? SIGQUIT
                                      : SIGINT,
                  0);
        return;
    }
    forget_pid_files(c);
    spawn(c);
    if (!c->pid)
        plan_restart(c, now);
}

static void watch(Cluster *c, int64_t now)
{
    int status;
    char text[2048];
    if (waitpid(c->pid, &status, WNOHANG) == c->pid) {
        fprintf(stderr, "rung: PostgreSQL ended (%s %d), starting it again\n",
                WIFSIGNALED(status) ? "signal" : "status",
                WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
        plan_restart(c, now);
        return;
    }
    PidFile file = pidfile_read(c->folder.pg, text, sizeof text);
    bool ready = file.pid == c->pid && file.ready;
    if (ready && c->state != CLUSTER_READY)
        c->ready_since = now;
    c->state = ready ? CLUSTER_READY : CLUSTER_STARTING;
}

ClusterState cluster_check(Cluster *c)
{
    int64_t now = now_ms();
    if (c->pid)
        watch(c, now);
    if (!c->pid)
        try_start(c, now);
    if (now >= c->next_trim) {
        folder_trim_log(&c->folder);
        c->next_trim = now + TRIM_EVERY;
    }
    return c->state;
}

ClusterState cluster_state(const Cluster *c)
{
    return c->state;
}

static bool start_error(Cluster *c, Error *error, const char *what)
{
    folder_error(c->arena, error, (Str){0}, "PostgreSQL in %s: %s", c->folder.pg, what);
    error->kind = &cluster_start_failed;
    error->details = folder_log_tail(&c->folder, "postgres.log", c->arena);
    return false;
}

/* Recovery after a power cut may take minutes: wait as long as the process lives. */
static bool wait_until_ready(Cluster *c, Error *error)
{
    int64_t told = now_ms();
    while (cluster_check(c) != CLUSTER_READY) {
        if (c->failures >= GIVE_UP)
            return start_error(c, error, "it ends as soon as it is started");
        if (now_ms() - told > 5000) {
            fprintf(stderr, "rung: PostgreSQL is still starting (%s)\n", c->folder.log);
            told = now_ms();
        }
        sleep_ms(POLL);
    }
    return true;
}

static bool make_database(Cluster *c, Error *error)
{
    char conninfo[MAX_SOCKET + 64];
    snprintf(conninfo, sizeof conninfo,
             "host='%s' port=5432 user=postgres dbname=postgres", c->folder.run);
    PGconn *db = PQconnectdb(conninfo);
    PGresult *res = PQexec(db, "select from pg_database where datname = 'rung'");
    bool done = PQresultStatus(res) == PGRES_TUPLES_OK;
    if (done && PQntuples(res) == 0) {
        PQclear(res);
        res = PQexec(db, "create database rung");
        done = PQresultStatus(res) == PGRES_COMMAND_OK;
    }
    if (!done)
        start_error(c, error, PQerrorMessage(db));
    PQclear(res);
    PQfinish(db);
    return done;
}

bool cluster_start(Cluster *c, Error *error)
{
    int there = folder_version(&c->folder);
    if (!find_programs(c, there, error))
        return false;
    if (!there && !folder_make_cluster(&c->folder, &c->pg, c->arena, error))
        return false;
    if (!folder_prepare(&c->folder, c->arena, error) || !stop_orphan(c, error))
        return false;
    return wait_until_ready(c, error) && make_database(c, error);
}

static bool ended_within(Cluster *c, int ms)
{
    for (int64_t end = now_ms() + ms; now_ms() < end; sleep_ms(POLL))
        if (waitpid(c->pid, NULL, WNOHANG) != 0)
            return true;
    return false;
}

void cluster_stop(Cluster *c)
{
    static const struct {
        int signal, patience;
    } steps[] = {{SIGINT, FAST_STOP}, {SIGQUIT, HARD_STOP}, {SIGKILL, HARD_STOP}};
    for (isize i = 0; i < countof(steps) && c->pid; i++) {
        kill(c->pid, steps[i].signal);
        if (ended_within(c, steps[i].patience))
            c->pid = 0;
        else
            fputs("rung: PostgreSQL is slow to stop\n", stderr);
    }
    c->state = CLUSTER_DOWN;
    folder_close(&c->folder);
}

static const char *url(Arena *arena, Str socket, int port, Str role)
{
    Buf b = buf_new(arena);
    buf_addf(&b, "host='%" STR_FMT "' port=%d user=%" STR_FMT " dbname=rung",
             STR_ARG(socket), port, STR_ARG(role));
    return str_cstr(arena, buf_str(&b));
}

const char *cluster_url(const Cluster *c, Arena *arena, Str role)
{
    return url(arena, str_of(c->folder.run), 5432, role);
}

const char *cluster_running_url(Arena *arena, Str data_dir, Str role, Error *error)
{
    char data[MAX_PATH], pg[MAX_PATH + 16], text[2048];
    PidFile file = {0};
    if (folder_resolve(str_cstr(arena, data_dir), data)) {
        snprintf(pg, sizeof pg, "%s/pg", data);
        file = pidfile_read(pg, text, sizeof text);
    }
    if (file.ready && (kill(file.pid, 0) == 0 || errno == EPERM))
        return url(arena, file.socket, file.port, role);
    folder_error(arena, error, S("Start it with `rung serve`."),
                 "no database is running in %.*s", (int)data_dir.len, data_dir.s);
    error->kind = &cluster_not_running;
    return NULL;
}
