/* surface.c — how storage says errors. */
#include "storage/errors.h"
#include "storage/storage.h"

#include "serve/json.h"

/* What PostgreSQL refuses, in storage's words. */
static const struct {
    const char *sqlstate;
    const ErrorKind *kind;
    bool own_message; /* PostgreSQL's is about the client's text, and says more */
} refusals[] = {
    {"42501", &storage_denied, false},     {"23505", &key_exists, false},
    {"23514", &invalid_key, false},        {"22P02", &storage_bad_request, true},
    {"22P05", &storage_bad_request, true}, {"22021", &storage_bad_request, true},
    {"22023", &storage_bad_request, true}, {"22003", &storage_bad_request, true},
    {"23503", &no_such_bucket, false},
};

/* "error", where it is not the code itself: what older clients compare with. */
static const struct {
    const char *code, *word;
} words[] = {
    {"NoSuchKey", "not_found"},
    {"NoSuchBucket", "Bucket not found"},
    {"KeyAlreadyExists", "Duplicate"},
    {"BucketAlreadyExists", "Duplicate"},
    {"AccessDenied", "Unauthorized"},
    {"InvalidJWT", "Unauthorized"},
    {"EntityTooLarge", "Payload too large"},
    {"InvalidMimeType", "invalid_mime_type"},
};

/* What the client cannot be told by its body's status: failures of ours, and the two
 * that HTTP's own machinery acts upon. */
static int http_status(int status)
{
    return status >= 500 || status == 416 || status == 429 ? status : 400;
}

static void translate(Error *e)
{
    if (e->kind != &database_refused)
        return;
    for (isize i = 0; i < countof(refusals); i++)
        if (str_eq(error_code(e), str_of(refusals[i].sqlstate)))
            *e = (Error){.kind = refusals[i].kind,
                         .message = refusals[i].own_message ? e->message : (Str){0}};
}

static Str word_of(Str code)
{
    for (isize i = 0; i < countof(words); i++)
        if (str_eq(code, str_of(words[i].code)))
            return str_of(words[i].word);
    return code;
}

static Str code_of(const Error *e)
{
    /* The server's own refusals: of a token, of a body over its route's limit. */
    switch (error_status(e)) {
    case 401: return S("InvalidJWT");
    case 413: return str_of(entity_too_large.code);
    default: return error_code(e);
    }
}

static void render(Ctx *cx)
{
    translate(&cx->error);
    const Error *e = &cx->error;
    int status = error_status(e);
    Buf b = buf_new(cx->arena), digits = buf_new(cx->arena);
    buf_addf(&digits, "%d", status);
    json_open(&b);
    json_str(&b, "statusCode", buf_str(&digits));
    json_str(&b, "error", word_of(code_of(e)));
    json_str(&b, "code", code_of(e));
    json_str(&b, "message", error_message(e));
    json_close(&b);
    if (e->kind == &invalid_range)
        add_header(cx, S("Content-Range"), e->details);
    send_json(cx, http_status(status), buf_str(&b));
}

const Surface storage_surface = {"storage", render};
