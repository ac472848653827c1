/* sign_upload.c — POST /object/upload/sign/...: a URL to upload to; PUT: the upload. */
#include "storage/names.h"
#include "storage/sign.h"
#include "storage/upload.h"

#include "serve/json.h"

enum { LIFETIME = 2 * 60 * 60 }; /* seconds */

bool storage_sign_upload(Ctx *cx)
{
    Place place;
    Limits limits;
    bool upserts = str_eq_nocase(header_get(cx->req, S("x-upsert")), S("true"));
    if (!place_of_params(cx, &place) || !bucket_limits(cx, place.bucket, &limits))
        return false;
    Put trial = {.place = place,
                 .mode = upserts ? PUT_EITHER : PUT_NEW,
                 .version = random_uuid(cx->arena)};
    if (!put_try(cx, &trial))
        return false;
    Str token = sign_place(cx, place,
                           (Grant){.writes = true,
                                   .upserts = upserts,
                                   .owner = cx->who.user_id,
                                   .seconds = LIFETIME});
    Buf url = buf_new(cx->arena), b = buf_new(cx->arena);
    buf_add(&url, S("/object/upload/sign/"));
    buf_add(&url, path_encode(cx->arena, place_name(cx->arena, place)));
    buf_add(&url, S("?token="));
    buf_add(&url, token);
    json_open(&b);
    json_str(&b, "url", buf_str(&url));
    json_str(&b, "token", token);
    json_close(&b);
    return send_json(cx, 200, buf_str(&b));
}

/* Again in the handler: the token may run out while the bytes come. */
bool storage_admit_signed(Ctx *cx)
{
    Place place;
    Grant grant;
    return signed_place(cx, true, &place, &grant);
}

bool storage_signed_upload(Ctx *cx)
{
    Place place;
    Grant grant;
    Str id;
    if (!signed_place(cx, true, &place, &grant))
        return false;
    Str owner = grant.owner.s ? grant.owner : S("");
    if (!upload_to(cx, place, grant.upserts ? PUT_EITHER : PUT_NEW, owner, &id))
        return false;
    Buf b = buf_new(cx->arena);
    json_open(&b);
    json_str(&b, "Id", id);
    json_str(&b, "Key", place_name(cx->arena, place));
    json_close(&b);
    return send_json(cx, 200, buf_str(&b));
}
