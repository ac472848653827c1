/* bucket.c — /bucket: listed by those who may see them, made and changed by those whom
 * the database lets; by default that is the server's own key. */
#include "storage/names.h"
#include "storage/object.h"

#include "serve/json.h"

#define BUCKET                                                                         \
    "select id, name, coalesce(owner_id, '') as owner, 'STANDARD' as type, public"     \
    ", file_size_limit, allowed_mime_types, created_at, updated_at"                    \
    "  from storage.buckets "

static const Query list_buckets = {
    "storage.list_buckets",
    "select coalesce(json_agg(b), '[]') from (" BUCKET
    " where strpos(lower(name), lower($1)) > 0 order by"
    " case when $5 <> 'desc' then case $4 when 'created_at' then created_at"
    "                                     when 'updated_at' then updated_at end end,"
    " case when $5 = 'desc' then case $4 when 'created_at' then created_at"
    "                                    when 'updated_at' then updated_at end end "
    "desc,"
    " case when $5 = 'desc' and $4 in ('name', 'id') then id end desc, id"
    " limit $2::int offset $3::int) b"};
static const Query find_bucket = {
    "storage.find_bucket", "select to_json(b) from (" BUCKET " where id = $1) b"};
static const Query add_bucket = {
    "storage.add_bucket",
    "insert into storage.buckets"
    " (id, name, owner_id, public, file_size_limit, allowed_mime_types)"
    " select $1, $1, $2, coalesce((j ->> 'public')::boolean, false)"
    ", pg_size_bytes(j ->> 'file_size_limit')"
    ", case jsonb_typeof(j -> 'allowed_mime_types') when 'array' then"
    "    array(select jsonb_array_elements_text(j -> 'allowed_mime_types')) end"
    "  from (select $3::jsonb as j) body"};
static const Query change_bucket = {
    "storage.change_bucket",
    "update storage.buckets b"
    "   set public = coalesce((j ->> 'public')::boolean, b.public)"
    ", file_size_limit = case when j ? 'file_size_limit'"
    "    then pg_size_bytes(j ->> 'file_size_limit') else b.file_size_limit end"
    ", allowed_mime_types = case jsonb_typeof(j -> 'allowed_mime_types')"
    "    when 'array' then array(select jsonb_array_elements_text("
    "      j -> 'allowed_mime_types')) when 'null' then null"
    "    else b.allowed_mime_types end"
    "  from (select $2::jsonb as j) body where b.id = $1 returning b.id"};
static const Query remove_bucket = {"storage.remove_bucket",
                                    "delete from storage.buckets where id = $1"
                                    " returning id"};
/* The bytes go with the queue: there may be millions. */
static const Query empty_bucket = {
    "storage.empty_bucket",
    "with gone as (delete from storage.objects where bucket_id = $1"
    "              returning bucket_id, version),"
    " chunks as (select bucket_id, version, row_number() over () / 1000 as chunk"
    "              from gone)"
    " insert into private.task_queue (kind, payload)"
    " select 'purge_storage', jsonb_agg(jsonb_build_object('bucket_id', bucket_id"
    ", 'version', version)) from chunks group by chunk"};

static Str query_or(Ctx *cx, Str name, Str otherwise)
{
    Str value = query_get(cx->arena, cx->req, name);
    return value.len ? value : otherwise;
}

static bool number_check(Ctx *cx, Str text)
{
    int64_t n;
    if (!text.s || (str_to_int(text, &n) && n <= INT32_MAX))
        return true;
    return fail(cx, .kind = &storage_bad_request,
                .message = S("limit and offset must be numbers"));
}

bool storage_bucket_list(Ctx *cx)
{
    Row row;
    Str limit = query_or(cx, S("limit"), (Str){0});
    Str offset = query_or(cx, S("offset"), (Str){0});
    if (!number_check(cx, limit) || !number_check(cx, offset) ||
        !db_get(&cx->db, &list_buckets,
                STRS(query_or(cx, S("search"), S("")), limit, offset,
                     query_or(cx, S("sortColumn"), S("name")),
                     query_or(cx, S("sortOrder"), S("asc"))),
                &row))
        return false;
    return send_json(cx, 200, row.col[0]);
}

bool storage_bucket_get(Ctx *cx)
{
    Row row;
    if (!db_find(&cx->db, &find_bucket, STRS(cx->params[0]), &row))
        return str_eq(db_sqlstate(&cx->db), S("42501"))
                   ? storage_refuse(cx, &no_such_bucket)
                   : false;
    if (!row.col)
        return fail(cx, .kind = &no_such_bucket);
    return send_json(cx, 200, row.col[0]);
}

bool storage_bucket_create(Ctx *cx)
{
    Str id = {0}, name = {0}, type = {0};
    if (!body_fields(cx, {"id", &id}, {"name", &name}, {"type", &type}))
        return false;
    if (!id.s)
        id = name;
    if (!bucket_name_valid(id))
        return fail(cx, .kind = &invalid_bucket_name);
    if (type.s && !str_eq(type, S("STANDARD")))
        return fail(cx, .kind = &storage_bad_request,
                    .message = S("The only type of bucket here is STANDARD"));
    if (!db_exec(&cx->db, &add_bucket, STRS(id, cx->who.user_id, cx->req->body)))
        return str_eq(db_sqlstate(&cx->db), S("23505"))
                   ? storage_refuse(cx, &bucket_exists)
                   : false;
    Buf b = buf_new(cx->arena);
    json_open(&b);
    json_str(&b, "name", id);
    json_close(&b);
    return send_json(cx, 200, buf_str(&b));
}

bool storage_bucket_update(Ctx *cx)
{
    Row row;
    bool public = false;
    if (!body_fields(cx, {"public", &public, FIELD_BOOL}) ||
        !db_find(&cx->db, &change_bucket, STRS(cx->params[0], cx->req->body), &row))
        return false;
    if (!row.col)
        return fail(cx, .kind = &no_such_bucket);
    return send_json(cx, 200, S("{\"message\":\"Successfully updated\"}"));
}

bool storage_bucket_delete(Ctx *cx)
{
    Row row;
    if (!db_find(&cx->db, &remove_bucket, STRS(cx->params[0]), &row))
        return str_eq(db_sqlstate(&cx->db), S("23503"))
                   ? storage_refuse(cx, &bucket_not_empty)
                   : false;
    if (!row.col)
        return fail(cx, .kind = &no_such_bucket);
    return send_json(cx, 200, S("{\"message\":\"Successfully deleted\"}"));
}

bool storage_bucket_empty(Ctx *cx)
{
    Row row;
    if (!db_find(&cx->db, &find_bucket, STRS(cx->params[0]), &row))
        return false;
    if (!row.col)
        return fail(cx, .kind = &no_such_bucket);
    if (!db_exec(&cx->db, &empty_bucket, STRS(cx->params[0])))
        return false;
    return send_json(cx, 200, S("{\"message\":\"Successfully emptied\"}"));
}
