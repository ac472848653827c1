/* remove.c — DELETE /object/{bucket} and /object/{bucket}/{path}: the rows first, then
 * the bytes. */
#include "storage/object.h"

#include "serve/json.h"

static const Query remove_objects = {
    "storage.remove_objects",
    "delete from storage.objects o where bucket_id = $1"
    "   and name = any (array(select jsonb_array_elements_text($2::jsonb)))"
    " returning version, to_jsonb(o) - 'path_tokens'"};
static const Query remove_object = {
    "storage.remove_object", "delete from storage.objects"
                             " where bucket_id = $1 and name = $2 returning version"};
enum { GONE_VERSION, GONE_JSON };

bool storage_remove(Ctx *cx)
{
    Str bucket = cx->params[0], names = {0};
    Rows gone;
    if (!body_fields(cx, {"prefixes", &names, FIELD_JSON}))
        return false;
    if (!str_starts(names, S("[")))
        return fail(cx, .kind = &storage_bad_request,
                    .message = S("prefixes must be an array of paths"));
    if (!db_all(&cx->db, &remove_objects, STRS(bucket, names), &gone))
        return false;
    Buf b = buf_new(cx->arena);
    json_open_array(&b, NULL);
    for (isize i = 0; i < gone.n; i++) {
        storage_discard(cx, bucket, gone.row[i].col[GONE_VERSION]);
        json_raw(&b, NULL, gone.row[i].col[GONE_JSON]);
    }
    json_close_array(&b);
    return send_json(cx, 200, buf_str(&b));
}

bool storage_remove_one(Ctx *cx)
{
    Place place;
    Row gone;
    if (!place_of_params(cx, &place))
        return false;
    if (!db_find(&cx->db, &remove_object, STRS(place.bucket, place.key), &gone))
        return str_eq(db_sqlstate(&cx->db), S("42501"))
                   ? storage_refuse(cx, &no_such_key)
                   : false;
    if (!gone.col)
        return fail(cx, .kind = &no_such_key);
    storage_discard(cx, place.bucket, gone.col[GONE_VERSION]);
    return send_json(cx, 200, S("{\"message\":\"Successfully deleted\"}"));
}
