/* sign.c — POST /object/sign/...: URLs that open an object; GET: what they open. */
#include "storage/sign.h"
#include "storage/download.h"
#include "storage/names.h"

#include "serve/json.h"

#include <string.h>
#include <time.h>

enum { YEARS_MAX = 10, PATHS_MAX = 1000 };

static const Query find_names = {
    "storage.find_names",
    "select p, o.name is not null"
    "  from jsonb_array_elements_text($2::jsonb) with ordinality as t(p, at)"
    "  left join storage.objects o on o.bucket_id = $1 and o.name = p"
    " order by at limit $3::int"};

static Str purpose_of(bool writes)
{
    return writes ? S("storage.write") : S("storage.read");
}

Str sign_place(const Ctx *cx, Place place, Grant grant)
{
    int64_t now = time(NULL);
    Buf b = buf_new(cx->arena);
    json_open(&b);
    json_str(&b, "purpose", purpose_of(grant.writes));
    json_str(&b, "url", place_name(cx->arena, place));
    if (grant.writes) {
        json_str(&b, "owner", grant.owner.s ? grant.owner : S(""));
        json_bool(&b, "upsert", grant.upserts);
    }
    json_int(&b, "iat", now);
    json_int(&b, "exp", now + grant.seconds);
    json_close(&b);
    return jwt_sign_hs256(cx->arena, cx->app->keys, buf_str(&b));
}

/*
 * Clients escape the URL that they were given as a whole, and with it the escapes that
 * signed_url() put in: so the path may be escaped twice.
 */
static bool same_place(Ctx *cx, Str url)
{
    Place p = {cx->params[0], cx->params[1]};
    Str key;
    if (str_eq(place_name(cx->arena, p), url))
        return true;
    if (!url_decode(cx->arena, p.key, false, &key))
        return false;
    p.key = key;
    return str_eq(place_name(cx->arena, p), url);
}

bool signed_place(Ctx *cx, bool writes, Place *place, Grant *grant)
{
    Jwt jwt;
    Str purpose = {0}, url = {0};
    Str token = query_get(cx->arena, cx->req, S("token"));
    if (!token.len)
        return fail(cx, .kind = &invalid_signature,
                    .message = S("The token is missing from the URL"));
    int64_t now = time(NULL);
    JwtOutcome outcome = jwt_verify(cx->arena, cx->app->keys, token, now, &jwt);
    /* No grace here: who asks for a minute gets a minute. */
    if (outcome == JWT_EXPIRED || (outcome == JWT_OK && jwt.expires_at <= now))
        return fail(cx, .kind = &signature_expired);
    *grant = (Grant){.writes = writes};
    if (outcome != JWT_OK ||
        !json_fields(cx->arena, jwt.claims, {"purpose", &purpose}, {"url", &url},
                     {"owner", &grant->owner},
                     {"upsert", &grant->upserts, FIELD_BOOL}) ||
        !str_eq(purpose, purpose_of(writes)) || !url.s || !same_place(cx, url))
        return fail(cx, .kind = &invalid_signature);
    StrPair cut = str_cut(url, '/');
    *place = (Place){cut.head, cut.tail};
    return place_check(cx, *place);
}

/* "/object/sign/bucket/path?token=...", as clients take it: they escape it themselves,
 * but for what has a meaning in a URL. */
static Str signed_url(const Ctx *cx, Place place, int64_t seconds)
{
    Str token = sign_place(cx, place, (Grant){.seconds = seconds});
    Str path = place_name(cx->arena, place);
    Buf b = buf_new(cx->arena);
    buf_add(&b, S("/object/sign/"));
    for (isize i = 0; i < path.len; i++)
        if (strchr("?#%", path.s[i]))
            buf_addf(&b, "%%%02X", (unsigned char)path.s[i]);
        else
            buf_add(&b, (Str){path.s + i, 1});
    buf_add(&b, S("?token="));
    buf_add(&b, token);
    return buf_str(&b);
}

static bool seconds_check(Ctx *cx, int64_t seconds)
{
    if (seconds >= 1 && seconds <= (int64_t)YEARS_MAX * 366 * 24 * 3600)
        return true;
    return fail(cx, .kind = &storage_bad_request,
                .message =
                    S("expiresIn must be a number of seconds, ten years at most"));
}

bool storage_sign(Ctx *cx)
{
    Place place;
    Object object;
    int64_t seconds = 0;
    if (!place_of_params(cx, &place) ||
        !body_fields(cx, {"expiresIn", &seconds, FIELD_INT}) ||
        !seconds_check(cx, seconds) || !object_find(cx, place, &object))
        return false;
    Buf b = buf_new(cx->arena);
    json_open(&b);
    json_str(&b, "signedURL", signed_url(cx, place, seconds));
    json_close(&b);
    return send_json(cx, 200, buf_str(&b));
}

static void add_signed(Ctx *cx, Buf *b, Place place, bool there, int64_t seconds)
{
    json_open(b);
    json_str(
        b, "error",
        there ? (Str){0}
              : S("Either the object does not exist or you do not have access to it"));
    json_str(b, "path", place.key);
    json_str(b, "signedURL", there ? signed_url(cx, place, seconds) : (Str){0});
    json_close(b);
}

bool storage_sign_many(Ctx *cx)
{
    int64_t seconds = 0;
    Str paths = {0}, bucket = cx->params[0];
    Rows rows;
    if (!body_fields(cx, {"expiresIn", &seconds, FIELD_INT},
                     {"paths", &paths, FIELD_JSON}) ||
        !seconds_check(cx, seconds))
        return false;
    if (!str_starts(paths, S("[")))
        return fail(cx, .kind = &storage_bad_request,
                    .message = S("paths must be an array of paths"));
    Buf limit = buf_new(cx->arena);
    buf_addf(&limit, "%d", PATHS_MAX + 1);
    if (!db_all(&cx->db, &find_names, STRS(bucket, paths, buf_str(&limit)), &rows))
        return false;
    if (rows.n > PATHS_MAX)
        return fail(cx, .kind = &storage_bad_request,
                    .message = S("No more than 1000 paths at a time"));
    Buf b = buf_new(cx->arena);
    json_open_array(&b, NULL);
    for (isize i = 0; i < rows.n; i++)
        add_signed(cx, &b, (Place){bucket, rows.row[i].col[0]},
                   str_eq(rows.row[i].col[1], S("t")), seconds);
    json_close_array(&b);
    return send_json(cx, 200, buf_str(&b));
}

bool storage_signed(Ctx *cx)
{
    Place place = {0};
    Grant grant;
    return signed_place(cx, false, &place, &grant) &&
           object_send(cx, place, object_find_any, false);
}
