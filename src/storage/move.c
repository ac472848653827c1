/* move.c — POST /object/move and /object/copy, within a bucket and between two. */
#include "storage/put.h"

#include "serve/json.h"

#include <errno.h>

static const Query find_source = {
    "storage.find_source",
    "select id, version, metadata, user_metadata, metadata ->> 'mimetype'"
    ", metadata ->> 'size' from storage.objects where bucket_id = $1 and name = $2"};
enum { FROM_ID, FROM_VERSION, FROM_METADATA, FROM_USER_METADATA, FROM_MIME, FROM_SIZE };
static const Query lock_source = {
    "storage.lock_source",
    "select version from storage.objects"
    " where id = $1 and bucket_id = $2 and name = $3 for update"};
static const Query move_object = {
    "storage.move_object",
    "update storage.objects set bucket_id = $2, name = $3, version = $4"
    " where id = $1 returning id"};
static const Query find_copy = {"storage.find_copy",
                                "select (to_jsonb(o) - 'path_tokens')"
                                " || jsonb_build_object('Id', id, 'Key', $2::text)"
                                "  from storage.objects o where id = $1"};

enum { TRIES = 3 }; /* against others who replace the source meanwhile */

typedef struct Journey {
    Place from, to;
    Row source;
    bool same_bucket, copies_metadata;
} Journey;

/* The other bucket's limits hold for what comes from this one, too. */
static bool destination_allows(Ctx *cx, const Journey *j)
{
    Limits limits;
    int64_t size;
    if (j->same_bucket)
        return true;
    if (!str_to_int(j->source.col[FROM_SIZE], &size))
        size = 0;
    return bucket_limits(cx, j->to.bucket, &limits) &&
           limits_allow(cx, limits, size, j->source.col[FROM_MIME]);
}

/* What is there, what is wanted, and whether it may be. */
static bool prepare(Ctx *cx, Journey *j)
{
    *j = (Journey){.copies_metadata = true};
    if (!body_fields(cx, {"bucketId", &j->from.bucket}, {"sourceKey", &j->from.key},
                     {"destinationBucket", &j->to.bucket},
                     {"destinationKey", &j->to.key},
                     {"copyMetadata", &j->copies_metadata, FIELD_BOOL}))
        return false;
    if (!j->to.bucket.len)
        j->to.bucket = j->from.bucket;
    j->same_bucket = str_eq(j->from.bucket, j->to.bucket);
    if (!place_check(cx, j->from) || !place_check(cx, j->to))
        return false;
    if (!db_find(&cx->db, &find_source, STRS(j->from.bucket, j->from.key), &j->source))
        return str_eq(db_sqlstate(&cx->db), S("42501"))
                   ? storage_refuse(cx, &no_such_key)
                   : false;
    if (!j->source.col || !j->source.col[FROM_VERSION].s)
        return fail(cx, .kind = &no_such_key);
    return destination_allows(cx, j);
}

/* The same bytes in the destination's folder, before a row says so. */
static int link_bytes(const Ctx *cx, const Journey *j, Str from, Str to)
{
    return disk_link(disk_name(cx, j->from.bucket, from),
                     disk_name(cx, j->to.bucket, to));
}

/* `version` is null when the bytes stay where they are. */
static bool relocate(Ctx *cx, const Journey *j, Str version, Str *before)
{
    Row row;
    Str id = j->source.col[FROM_ID];
    if (!db_find(&cx->db, &lock_source, STRS(id, j->from.bucket, j->from.key), &row))
        return false;
    if (!row.col)
        return fail(cx, .kind = &no_such_key);
    *before = row.col[0];
    int failed = version.s ? link_bytes(cx, j, *before, version) : 0;
    if (failed)
        return disk_failed(cx, failed);
    if (!db_find(&cx->db, &move_object,
                 STRS(id, j->to.bucket, j->to.key, version.s ? version : *before),
                 &row))
        return false;
    return row.col != NULL || fail(cx, .kind = &storage_denied);
}

/* The row and, between buckets, its bytes: as put_row() has it. */
static bool move(Ctx *cx, const Journey *j)
{
    Str version = j->same_bucket ? (Str){0} : put_version(cx), before = {0};
    if (!db_begin(&cx->db))
        return false;
    if (!relocate(cx, j, version, &before)) {
        db_rollback(&cx->db);
        storage_discard(cx, j->to.bucket, version);
        return false;
    }
    bool moved = db_commit(&cx->db);
    if (j->same_bucket)
        return moved;
    if (moved)
        storage_discard(cx, j->from.bucket, before);
    else if (cx->error.kind != &database_lost)
        storage_discard(cx, j->to.bucket, version);
    return moved;
}

bool storage_move(Ctx *cx)
{
    Journey j;
    if (!prepare(cx, &j) || !move(cx, &j))
        return false;
    Buf b = buf_new(cx->arena);
    json_open(&b);
    json_str(&b, "message", S("Successfully moved"));
    json_str(&b, "Id", j.source.col[FROM_ID]);
    json_str(&b, "Key", place_name(cx->arena, j.to));
    json_close(&b);
    return send_json(cx, 200, buf_str(&b));
}

/* A source that was replaced since its row was read is read again. */
static bool copy_bytes(Ctx *cx, Journey *j, Str version)
{
    int failed = ENOENT;
    for (int i = 0; i < TRIES && failed == ENOENT; i++) {
        if (!prepare(cx, j))
            return false;
        failed = link_bytes(cx, j, j->source.col[FROM_VERSION], version);
    }
    return failed ? disk_failed(cx, failed) : true;
}

bool storage_copy(Ctx *cx)
{
    Journey j;
    Row row;
    Str id, version = put_version(cx);
    bool upsert = str_eq_nocase(header_get(cx->req, S("x-upsert")), S("true"));
    if (!copy_bytes(cx, &j, version))
        return false;
    Put put = {.place = j.to,
               .mode = upsert ? PUT_EITHER : PUT_NEW,
               .version = version,
               .metadata = j.source.col[FROM_METADATA]};
    if (j.copies_metadata)
        put.user_metadata = j.source.col[FROM_USER_METADATA];
    Str key = place_name(cx->arena, j.to);
    if (!put_row(cx, &put, &id) || !db_find(&cx->db, &find_copy, STRS(id, key), &row))
        return false;
    if (row.col)
        return send_json(cx, 200, row.col[0]);
    /* Who may add but not read has made her copy all the same. */
    Buf b = buf_new(cx->arena);
    json_open(&b);
    json_str(&b, "Id", id);
    json_str(&b, "Key", key);
    json_close(&b);
    return send_json(cx, 200, buf_str(&b));
}
