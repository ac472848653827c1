#include "storage/put.h"

#include "serve/json.h"

#include <time.h>

enum { TRIES = 3 }; /* against others who upload to the same name */

/* Its id is made here, so that who may add but not read needs no RETURNING. */
static const Query add_object = {
    "storage.add_object", "insert into storage.objects"
                          " (id, bucket_id, name, version, metadata, user_metadata)"
                          " values ($1, $2, $3, $4, $5, $6)"};
static const Query add_owned_object = {
    "storage.add_owned_object",
    "insert into storage.objects"
    " (id, bucket_id, name, version, metadata, user_metadata, owner_id)"
    " values ($1, $2, $3, $4, $5, $6, nullif($7, ''))"};
static const Query lock_object = {"storage.lock_object",
                                  "select id, version from storage.objects"
                                  " where bucket_id = $1 and name = $2 for update"};
enum { LOCKED_ID, LOCKED_VERSION };
static const Query change_object = {
    "storage.change_object", "update storage.objects"
                             "   set version = $2, metadata = $3, user_metadata = $4"
                             " where id = $1 returning id"};

typedef enum Outcome {
    OUTCOME_DONE,
    OUTCOME_REFUSED,
    OUTCOME_UNKNOWN, /* the commit was sent, and no answer came */
    OUTCOME_AGAIN,
} Outcome;

static bool add(Ctx *cx, const Put *put, Str *id)
{
    *id = random_uuid(cx->arena);
    if (put->owner.s)
        return db_exec(&cx->db, &add_owned_object,
                       STRS(*id, put->place.bucket, put->place.key, put->version,
                            put->metadata, put->user_metadata, put->owner));
    return db_exec(&cx->db, &add_object,
                   STRS(*id, put->place.bucket, put->place.key, put->version,
                        put->metadata, put->user_metadata));
}

static bool change(Ctx *cx, const Put *put, Row old, Str *id)
{
    Row changed;
    *id = old.col[LOCKED_ID];
    if (!db_find(&cx->db, &change_object,
                 STRS(*id, put->version, put->metadata, put->user_metadata), &changed))
        return false;
    return changed.col != NULL || fail(cx, .kind = &storage_denied);
}

static bool write_row(Ctx *cx, const Put *put, Str *id, Str *before)
{
    Row old = {0};
    *before = (Str){0};
    if (put->mode == PUT_NEW)
        return add(cx, put, id);
    if (!db_find(&cx->db, &lock_object, STRS(put->place.bucket, put->place.key), &old))
        return false;
    if (old.col) {
        *before = old.col[LOCKED_VERSION];
        return change(cx, put, old, id);
    }
    return put->mode == PUT_EITHER ? add(cx, put, id) : fail(cx, .kind = &no_such_key);
}

static Outcome attempt(Ctx *cx, const Put *put, Str *id, Str *before)
{
    if (!db_begin(&cx->db))
        return OUTCOME_REFUSED;
    if (!write_row(cx, put, id, before)) {
        bool taken = str_eq(db_sqlstate(&cx->db), S("23505"));
        db_rollback(&cx->db);
        return taken && put->mode == PUT_EITHER ? OUTCOME_AGAIN : OUTCOME_REFUSED;
    }
    if (db_commit(&cx->db))
        return OUTCOME_DONE;
    return cx->error.kind == &database_lost ? OUTCOME_UNKNOWN : OUTCOME_REFUSED;
}

bool put_row(Ctx *cx, const Put *put, Str *id)
{
    Str before = {0};
    Outcome outcome = OUTCOME_AGAIN;
    for (int i = 0; i < TRIES && outcome == OUTCOME_AGAIN; i++) {
        cx->error = (Error){0};
        outcome = attempt(cx, put, id, &before);
    }
    if (outcome == OUTCOME_DONE)
        storage_discard(cx, put->place.bucket, before);
    else if (outcome != OUTCOME_UNKNOWN)
        storage_discard(cx, put->place.bucket, put->version);
    return outcome == OUTCOME_DONE;
}

bool put_try(Ctx *cx, const Put *put)
{
    Str id, before;
    if (!db_begin(&cx->db))
        return false;
    bool let = write_row(cx, put, &id, &before);
    db_rollback(&cx->db);
    return let;
}

Str put_metadata(Arena *a, Sha256 hash, int64_t size, Str mime, Str cache_control)
{
    struct timespec now;
    struct tm tm;
    char time[32];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &tm);
    isize n = (isize)strftime(time, sizeof time, "%Y-%m-%dT%H:%M:%S", &tm);
    Buf at = buf_new(a), tag = buf_new(a), b = buf_new(a);
    buf_addf(&at, "%.*s.%03dZ", (int)n, time, (int)(now.tv_nsec / 1000000));
    buf_add(&tag, S("\""));
    buf_add(&tag, hex_of(a, hash.bytes, sizeof hash.bytes));
    buf_add(&tag, S("\""));
    json_open(&b);
    json_str(&b, "eTag", buf_str(&tag));
    json_int(&b, "size", size);
    json_str(&b, "mimetype", mime);
    json_str(&b, "cacheControl", cache_control);
    json_str(&b, "lastModified", buf_str(&at));
    json_int(&b, "contentLength", size);
    json_int(&b, "httpStatusCode", 200);
    json_close(&b);
    return buf_str(&b);
}

Str put_version(Ctx *cx)
{
    Flight *f = make(cx->arena, Flight);
    f->version = random_uuid(cx->arena);
    disk_take_off(f);
    defer(cx, disk_land, f);
    return f->version;
}
