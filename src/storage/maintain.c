/*
 * maintain.c — bytes that no row names any more: what the queue says to remove, and
 * what a crash has left behind.
 */
#include "storage/disk.h"
#include "storage/storage.h"

#include "serve/json.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
    SWEEP_EVERY = 60 * 60, /* seconds */
    ORPHAN_AGE = 60 * 60,  /* longer than any upload takes to get its row */
    BATCH = 1024,
    WORK_ARENA = 64 << 20,
};

static const Query claim_task = {
    "storage.claim_task", "select t.id, o ->> 'bucket_id', o ->> 'version'"
                          "  from (select id, payload from private.task_queue"
                          "         where kind = 'purge_storage' and run_at <= now()"
                          "           and attempts < max_attempts order by id limit 1"
                          "           for update skip locked) t"
                          "  left join lateral jsonb_array_elements(t.payload) o"
                          "    on o ->> 'version' is not null"};
enum { TASK_ID, TASK_BUCKET, TASK_VERSION };
static const Query finish_task = {"storage.finish_task",
                                  "delete from private.task_queue where id = $1"};
static const Query postpone_task = {
    "storage.postpone_task",
    "update private.task_queue set attempts = attempts + 1, last_error = $2"
    ", run_at = now() + interval '10 minutes' * 2 ^ attempts where id = $1"};

/*
 * Of a list of versions, those without a row, by number.  A database without any
 * object is taken for the wrong database: nothing is removed on its word.
 */
static const Query find_orphans = {
    "storage.find_orphans",
    "select at - 1"
    "  from jsonb_array_elements_text($1::jsonb) with ordinality as t(v, at)"
    " where not exists (select from storage.objects where version = v)"
    "   and exists (select from storage.objects)"};

typedef struct Candidate {
    char bucket[256], version[DISK_VERSION + 1];
    isize bucket_len;
} Candidate;

typedef struct Upkeep {
    const App *app;
    Arena arena; /* of one step */
    Db db;
    Error error;
    Candidate *batch;
    isize n, removed;
} Upkeep;

typedef bool Step(Upkeep *u);

/* One step with the whole arena for itself; running out of it fails the step. */
static bool enter(Upkeep *u, Step *step)
{
    const Str settings[] = {
        S("request.jwt.claims"), S("{\"role\":\"service_role\"}"),
        S("request.headers"),    S("{}"),
        S("request.method"),     S(""),
        S("request.path"),       S(""),
        S("request.ip"),         S(""),
        S("request.user_agent"), S(""),
        S("request.id"),         S(""),
        S("search_path"),        u->app->search_path,
    };
    jmp_buf full;
    volatile bool done = false;
    u->arena.full = &full;
    u->error = (Error){0};
    u->db = (Db){.pool = u->app->pool,
                 .arena = &u->arena,
                 .error = &u->error,
                 .role = S("service_role"),
                 .settings = {settings, countof(settings)}};
    if (setjmp(full) == 0)
        done = step(u);
    if (u->error.kind)
        fprintf(stderr, "rung: storage upkeep: %" STR_FMT "\n",
                STR_ARG(error_message(&u->error)));
    if (setjmp(full) == 0)
        db_rollback(&u->db);
    arena_reset(&u->arena);
    return done;
}

/* ---- the queue */

static DiskName name_in(const Upkeep *u, Str bucket, Str version)
{
    return (DiskName){u->app->files_dir, bucket, version};
}

/* True: a task was dealt with, and there may be another. */
static bool purge_one(Upkeep *u)
{
    Rows rows;
    int failed = 0;
    if (!db_begin(&u->db) || !db_all(&u->db, &claim_task, (Strs){0}, &rows))
        return false;
    if (!rows.n)
        return false;
    for (isize i = 0; i < rows.n && !failed; i++) {
        const Str *col = rows.row[i].col;
        if (col[TASK_BUCKET].s && col[TASK_VERSION].s)
            failed = disk_remove(name_in(u, col[TASK_BUCKET], col[TASK_VERSION]));
    }
    Str id = rows.row[0].col[TASK_ID];
    bool said =
        failed ? db_exec(&u->db, &postpone_task, STRS(id, str_of(strerror(failed))))
               : db_exec(&u->db, &finish_task, STRS(id));
    return said && db_commit(&u->db);
}

/* ---- the sweep */

static bool remove_orphans(Upkeep *u)
{
    Rows rows;
    Buf b = buf_new(&u->arena);
    json_open_array(&b, NULL);
    for (isize i = 0; i < u->n; i++)
        json_str(&b, NULL, str_of(u->batch[i].version));
    json_close_array(&b);
    if (!db_all(&u->db, &find_orphans, STRS(buf_str(&b)), &rows))
        return false;
    for (isize i = 0; i < rows.n; i++) {
        int64_t at;
        if (!str_to_int(rows.row[i].col[0], &at) || at >= u->n)
            continue;
        const Candidate *c = &u->batch[at];
        Str bucket = {c->bucket, c->bucket_len};
        if (disk_remove(name_in(u, bucket, str_of(c->version))) == 0)
            u->removed++;
    }
    return true;
}

static bool flush(Upkeep *u)
{
    bool done = u->n == 0 || enter(u, remove_orphans);
    u->n = 0;
    return done;
}

/*
 * In flight is asked before the rows are: an upload that lands in between has committed
 * by then, and its row is found.
 */
static bool visit(DiskName file, void *user)
{
    Upkeep *u = user;
    Candidate *c = &u->batch[u->n];
    if (disk_in_flight(file.version) || file.bucket.len > (isize)sizeof c->bucket)
        return true;
    memcpy(c->bucket, file.bucket.s, (size_t)file.bucket.len);
    c->bucket_len = file.bucket.len;
    memcpy(c->version, file.version.s, DISK_VERSION);
    u->n++;
    return u->n < BATCH || flush(u);
}

static void sweep(Upkeep *u)
{
    DiskWalk walk = {.dir = u->app->files_dir,
                     .older_than = time(NULL) - ORPHAN_AGE,
                     .visit = visit,
                     .user = u};
    int failed = disk_walk(&walk);
    if (failed)
        fprintf(stderr, "rung: storage upkeep: the files cannot be listed: %s\n",
                strerror(failed));
    if (flush(u) && u->removed)
        fprintf(stderr, "rung: storage upkeep: %td files without an object removed\n",
                u->removed);
}

void storage_maintain(const App *app)
{
    static time_t swept;
    Upkeep u = {.app = app, .arena = arena_reserve(WORK_ARENA)};
    Arena batch = arena_reserve(BATCH * (isize)sizeof(Candidate) + 64);
    u.batch = make_n(&batch, Candidate, BATCH);
    while (enter(&u, purge_one))
        continue;
    if (time(NULL) - swept >= SWEEP_EVERY) {
        swept = time(NULL);
        sweep(&u);
    }
    arena_release(&batch);
    arena_release(&u.arena);
}
