/* surface.c — how this API says errors. */
#include "rest/errors.h"
#include "rest/json_text.h"
#include "rest/rest.h"
#include "serve/errors.h"
#include "serve/identity.h"

#include <jansson.h>
#include <string.h>

Str error_json(Arena *a, const Error *e, bool terse, Str more)
{
    Buf b = buf_new(a);
    buf_add(&b, S("{\"code\":"));
    add_json_text(&b, error_code(e));
    if (!terse) {
        buf_add(&b, S(",\"details\":"));
        if (error_details_are_json(e))
            buf_add(&b, e->details);
        else
            add_json_text(&b, e->details);
        buf_add(&b, S(",\"hint\":"));
        add_json_text(&b, e->hint);
    }
    buf_add(&b, S(",\"message\":"));
    add_json_text(&b, error_message(e));
    buf_add(&b, more);
    buf_add(&b, S("}"));
    return buf_str(&b);
}

/* Serve's refusals in this protocol's words. */
static void translate(Error *e)
{
    static const struct {
        const ErrorKind *from, *into;
    } same[] = {
        {&jwt_bad_claims, &jwt_claims_refused},
        {&no_such_route, &bad_path},
        {&method_not_allowed, &bad_method},
        {&database_lost, &bad_database},
    };
    for (isize i = 0; i < countof(same); i++)
        if (e->kind == same[i].from)
            e->kind = same[i].into;
}

static Str text_of(Arena *a, json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? str_copy(a, str_of(text)) : (Str){0};
}

static bool fails_raise(Ctx *cx, const char *what, Str text, Str hint)
{
    Buf b = buf_new(cx->arena);
    if (text.s)
        buf_addf(&b, "Invalid JSON value for %s: '%" STR_FMT "'", what, STR_ARG(text));
    else
        buf_addf(&b, "%s is missing in the RAISE statement", what);
    cx->error = (Error){.kind = &bad_raise, .details = buf_str(&b), .hint = hint};
    return false;
}

static void raised_headers(Ctx *cx, json_t *headers)
{
    const char *name;
    json_t *value;
    json_object_foreach(headers, name, value)
    {
        if (json_is_string(value) && cx->res.n_headers < HEADERS_FROM_SQL &&
            !strpbrk(json_string_value(value), "\r\n") && !strpbrk(name, "\r\n: "))
            header_add(&cx->res, str_copy(cx->arena, str_of(name)),
                       str_copy(cx->arena, str_of(json_string_value(value))));
    }
}

/* RAISE SQLSTATE 'PGRST': the message and detail are JSON that say the whole answer. */
static bool raised(Ctx *cx, json_t *message, json_t *detail)
{
    const Str message_hint =
        S("MESSAGE must be a JSON object with obligatory keys: 'code', 'message' and "
          "optional keys: 'details', 'hint'.");
    const Str detail_hint =
        S("DETAIL must be a JSON object with obligatory keys: 'status', 'headers' and "
          "optional key: 'status_text'.");
    Error e = cx->error;
    if (!json_is_string(json_object_get(message, "code")) ||
        !json_is_string(json_object_get(message, "message")))
        return fails_raise(cx, "MESSAGE", e.message, message_hint);
    if (!e.details.s)
        return fails_raise(cx, "DETAIL", e.details, detail_hint);
    if (!json_is_integer(json_object_get(detail, "status")) ||
        !json_is_object(json_object_get(detail, "headers")))
        return fails_raise(cx, "DETAIL", e.details, detail_hint);
    json_int_t status = json_integer_value(json_object_get(detail, "status"));
    if (status < FIRST_FINAL_STATUS || status > 599)
        return fails_raise(cx, "DETAIL", e.details, detail_hint);
    cx->error = (Error){.kind = e.kind,
                        .code = text_of(cx->arena, message, "code"),
                        .message = text_of(cx->arena, message, "message"),
                        .details = text_of(cx->arena, message, "details"),
                        .hint = text_of(cx->arena, message, "hint"),
                        .status = (int)status};
    raised_headers(cx, json_object_get(detail, "headers"));
    return true;
}

static void use_raise(Ctx *cx)
{
    Error e = cx->error;
    json_t *message = json_loadb(e.message.s, (size_t)e.message.len, 0, NULL);
    json_t *detail =
        e.details.s ? json_loadb(e.details.s, (size_t)e.details.len, 0, NULL) : NULL;
    if (message)
        defer(cx, free_json, message);
    if (detail)
        defer(cx, free_json, detail);
    raised(cx, message, detail);
}

static bool is_anonymous(const Ctx *cx)
{
    return str_eq(cx->who.role, cx->app->anon_role);
}

/* Statuses that hang on more than the SQLSTATE. */
static int refined_status(const Ctx *cx, const Error *e)
{
    Str code = error_code(e), m = error_message(e);
    if (str_eq(code, S("42501")))
        return is_anonymous(cx) ? 401 : 403;
    if (str_eq(code, S("22023")) && str_starts(m, S("role")) &&
        str_ends(m, S("does not exist")))
        return 401;
    if (str_eq(code, S("21000")) && str_ends(m, S("requires a WHERE clause")))
        return 400;
    if (str_eq(code, S("42883")) && str_starts(m, S("function xmlagg(")))
        return 406;
    int64_t wanted;
    if (str_starts(code, S("PT")))
        return str_to_int(str_skip(code, 2), &wanted) && wanted >= FIRST_FINAL_STATUS &&
                       wanted <= 599
                   ? (int)wanted
                   : 500;
    return error_status(e);
}

static bool is_token_error(const Error *e)
{
    return e->kind == &jwt_undecodable || e->kind == &jwt_claims_refused;
}

static void add_challenge(Ctx *cx, const Error *e, int status)
{
    if (is_token_error(e)) {
        Buf b = buf_new(cx->arena);
        buf_addf(&b,
                 "Bearer error=\"invalid_token\", error_description=\"%" STR_FMT "\"",
                 STR_ARG(error_message(e)));
        add_header(cx, S("www-authenticate"), buf_str(&b));
    } else if (status == 401) {
        add_header(cx, S("www-authenticate"), S("Bearer"));
    }
}

/* Which of several operations, or of a payload's rows. */
static Str where_it_was(const Ctx *cx)
{
    const RestJob *job = cx->state;
    int operation =
        job && job->transaction ? transaction_failed(job->transaction, &job) : -1;
    Str place = job ? nested_place(cx->arena, job) : (Str){0};
    Buf b = buf_new(cx->arena);
    if (operation >= 0)
        buf_addf(&b, ",\"operation\":%d", operation);
    if (place.len) {
        buf_add(&b, S(",\"place\":"));
        add_json_text(&b, place);
    }
    return buf_str(&b);
}

static void render(Ctx *cx)
{
    const RestConfig *config =
        cx->app->schema_cache ? schema_cache_config(cx->app->schema_cache) : NULL;
    if (cx->error.kind == &database_refused &&
        str_eq(error_code(&cx->error), S("PGRST")))
        use_raise(cx);
    Error said = cx->error;
    if (cx->refused)
        said = rest_token_error(cx->arena, cx->refused, identity_token(cx->req));
    translate(&said);
    const Error *e = &said;
    int status = e->kind == &database_refused ? refined_status(cx, e) : error_status(e);
    add_challenge(cx, e, status);
    Buf b = buf_new(cx->arena);
    buf_addf(&b, "PostgREST; error=%" STR_FMT, STR_ARG(error_code(e)));
    add_header(cx, S("proxy-status"), buf_str(&b));
    cx->res.status = status;
    cx->res.content_type = S("application/json; charset=utf-8");
    cx->res.body =
        error_json(cx->arena, e, config && config->terse_errors, where_it_was(cx));
}

const Surface rest_surface = {"rest", render};
