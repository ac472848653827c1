/* info.c — GET /object/info/{bucket}/{path}: what is known of an object. */
#include "storage/object.h"

#define INFO                                                                           \
    "select json_build_object('id', o.id, 'name', o.name, 'version', o.version"        \
    ", 'bucket_id', o.bucket_id, 'size', (o.metadata ->> 'size')::bigint"              \
    ", 'content_type', o.metadata ->> 'mimetype'"                                      \
    ", 'cache_control', o.metadata ->> 'cacheControl', 'etag', o.metadata ->> 'eTag'"  \
    ", 'metadata', o.user_metadata, 'last_modified', o.updated_at"                     \
    ", 'created_at', o.created_at) from storage.objects o "

static const Query find_info = {"storage.find_info",
                                INFO "where o.bucket_id = $1 and o.name = $2"};
static const Query find_public_info = {"storage.find_public_info", INFO
                                       "join storage.buckets b on b.id = o.bucket_id"
                                       " where o.bucket_id = $1 and o.name = $2"
                                       " and b.public"};

static bool find(Ctx *cx, const Query *q, Place p, Row *row)
{
    if (!db_find(&cx->db, q, STRS(p.bucket, p.key), row))
        return str_eq(db_sqlstate(&cx->db), S("42501"))
                   ? storage_refuse(cx, &no_such_key)
                   : false;
    return row->col != NULL || fail(cx, .kind = &no_such_key);
}

bool storage_info(Ctx *cx)
{
    Place place;
    Row row;
    return place_of_params(cx, &place) && find(cx, &find_info, place, &row) &&
           send_json(cx, 200, row.col[0]);
}

bool storage_info_public(Ctx *cx)
{
    Place place;
    Row row;
    if (!place_of_params(cx, &place))
        return false;
    db_as_service(cx);
    bool found = find(cx, &find_public_info, place, &row);
    db_as_caller(cx);
    return found && send_json(cx, 200, row.col[0]);
}
