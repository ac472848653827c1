/* upload.c — POST and PUT /object/{bucket}/{path}. */
#include "storage/upload.h"

#include "serve/json.h"

bool upload_payload(Ctx *cx, Place place, PutMode mode, Str owner,
                    const Payload *payload, Str *id)
{
    Limits limits;
    Sha256 hash;
    if (!bucket_limits(cx, place.bucket, &limits) ||
        !limits_allow(cx, limits, payload->source.size, payload->mime))
        return false;

    Put put = {.place = place,
               .mode = mode,
               .version = put_version(cx),
               .user_metadata = payload->user_metadata,
               .owner = owner};
    int failed =
        disk_put(disk_name(cx, place.bucket, put.version), payload->source, &hash);
    if (failed)
        return disk_failed(cx, failed);
    put.metadata = put_metadata(cx->arena, hash, payload->source.size, payload->mime,
                                payload->cache_control);
    if (owner.s)
        db_as_service(cx);
    bool done = put_row(cx, &put, id);
    db_as_caller(cx);
    return done;
}

bool upload_to(Ctx *cx, Place place, PutMode mode, Str owner, Str *id)
{
    Payload payload;
    return payload_of(cx, &payload) &&
           upload_payload(cx, place, mode, owner, &payload, id);
}

static bool upload(Ctx *cx, PutMode mode)
{
    Place place;
    Str id = {0};
    if (!place_of_params(cx, &place) || !upload_to(cx, place, mode, (Str){0}, &id))
        return false;
    Buf b = buf_new(cx->arena);
    json_open(&b);
    json_str(&b, "Id", id);
    json_str(&b, "Key", place_name(cx->arena, place));
    json_close(&b);
    return send_json(cx, 200, buf_str(&b));
}

/* Nobody's bytes touch the disk before it is known that somebody sends them. */
bool storage_admit_upload(Ctx *cx)
{
    Place place;
    if (str_eq(cx->who.role, cx->app->anon_role) ||
        str_eq(cx->who.role, S("unapproved")))
        return fail(cx, .kind = &storage_denied);
    return place_of_params(cx, &place);
}

bool storage_upload(Ctx *cx)
{
    bool upsert = str_eq_nocase(header_get(cx->req, S("x-upsert")), S("true"));
    return upload(cx, upsert ? PUT_EITHER : PUT_NEW);
}

bool storage_update(Ctx *cx)
{
    return upload(cx, PUT_REPLACE);
}
