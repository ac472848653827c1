#include "storage/object.h"
#include "storage/names.h"

#include <errno.h>

#define OBJECT                                                                         \
    "select o.id, o.version, o.metadata ->> 'mimetype', o.metadata ->> 'cacheControl'" \
    ", o.metadata ->> 'eTag', extract(epoch from o.updated_at)::bigint"                \
    ", o.metadata ->> 'size' from storage.objects o "

static const Query find_object = {"storage.find_object",
                                  OBJECT "where o.bucket_id = $1 and o.name = $2"};
static const Query find_public_object = {
    "storage.find_public_object",
    OBJECT "join storage.buckets b on b.id = o.bucket_id"
           " where o.bucket_id = $1 and o.name = $2 and b.public"};
enum { O_ID, O_VERSION, O_MIME, O_CACHE, O_ETAG, O_MODIFIED, O_SIZE };

static const Query find_limits = {
    "storage.find_limits",
    "select file_size_limit, array_to_string(allowed_mime_types, E'\\n')"
    "  from storage.buckets where id = $1"};
enum { LIMIT_SIZE, LIMIT_MIMES };

bool storage_refuse(Ctx *cx, const ErrorKind *kind)
{
    cx->error = (Error){0};
    return fail(cx, .kind = kind);
}

bool place_check(Ctx *cx, Place p)
{
    if (!bucket_name_valid(p.bucket))
        return fail(cx, .kind = &no_such_bucket);
    if (!key_valid(p.key)) {
        Buf b = buf_new(cx->arena);
        buf_add(&b, S("Invalid key: "));
        buf_add(&b, p.key.len > KEY_MAX ? (Str){p.key.s, KEY_MAX} : p.key);
        return fail(cx, .kind = &invalid_key, .message = buf_str(&b));
    }
    return true;
}

bool place_of_params(Ctx *cx, Place *p)
{
    *p = (Place){cx->params[0], cx->params[1]};
    return place_check(cx, *p);
}

static bool find(Ctx *cx, const Query *q, Place p, Object *o)
{
    Row row;
    if (!db_find(&cx->db, q, STRS(p.bucket, p.key), &row)) {
        /* Who may not read the table at all learns as little as everyone else. */
        return str_eq(db_sqlstate(&cx->db), S("42501"))
                   ? storage_refuse(cx, &no_such_key)
                   : false;
    }
    if (!row.col || !row.col[O_VERSION].s)
        return fail(cx, .kind = &no_such_key);
    *o = (Object){.id = row.col[O_ID],
                  .version = row.col[O_VERSION],
                  .mime = row.col[O_MIME],
                  .cache_control = row.col[O_CACHE],
                  .etag = row.col[O_ETAG]};
    if (!str_to_int(row.col[O_MODIFIED], &o->modified))
        o->modified = 0;
    if (!str_to_int(row.col[O_SIZE], &o->size))
        o->size = -1;
    return true;
}

bool object_find(Ctx *cx, Place p, Object *o)
{
    return find(cx, &find_object, p, o);
}

bool object_find_public(Ctx *cx, Place p, Object *o)
{
    db_as_service(cx);
    bool found = find(cx, &find_public_object, p, o);
    db_as_caller(cx);
    return found;
}

bool object_find_any(Ctx *cx, Place p, Object *o)
{
    db_as_service(cx);
    bool found = find(cx, &find_object, p, o);
    db_as_caller(cx);
    return found;
}

bool bucket_limits(Ctx *cx, Str bucket, Limits *l)
{
    Row row;
    db_as_service(cx);
    bool ok = db_find(&cx->db, &find_limits, STRS(bucket), &row);
    db_as_caller(cx);
    if (!ok)
        return false;
    if (!row.col)
        return fail(cx, .kind = &no_such_bucket);
    *l = (Limits){.size = STORAGE_DEFAULT_MAX, .mimes = row.col[LIMIT_MIMES]};
    int64_t own;
    if (str_to_int(row.col[LIMIT_SIZE], &own))
        l->size = own < STORAGE_UPLOAD_MAX ? own : STORAGE_UPLOAD_MAX;
    return true;
}

bool limits_allow(Ctx *cx, Limits l, int64_t size, Str mime)
{
    if (size > l.size)
        return fail(cx, .kind = &entity_too_large);
    if (mime_valid(mime) && mime_allowed(l.mimes, mime))
        return true;
    Buf b = buf_new(cx->arena);
    buf_add(&b, S("mime type "));
    buf_add(&b, mime.len > 255 ? (Str){mime.s, 255} : mime);
    buf_add(&b, S(" is not supported"));
    return fail(cx, .kind = &invalid_mime_type, .message = buf_str(&b));
}

bool disk_failed(Ctx *cx, int failed)
{
    switch (failed) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return fail(cx, .kind = &disk_full);
    case ENOENT: return fail(cx, .kind = &bytes_lost);
    default: return fail(cx, .kind = &disk_broken);
    }
}

DiskName disk_name(const Ctx *cx, Str bucket, Str version)
{
    return (DiskName){cx->app->files_dir, bucket, version};
}

void storage_discard(const Ctx *cx, Str bucket, Str version)
{
    if (version.s)
        disk_remove(disk_name(cx, bucket, version));
}

Str place_name(Arena *a, Place p)
{
    Buf b = buf_new(a);
    buf_add(&b, p.bucket);
    buf_add(&b, S("/"));
    buf_add(&b, p.key);
    return buf_str(&b);
}
