/*
 * surface.c — errors as GoTrue says them, in the version that the client asks for.
 *
 * From 2024-01-01 of X-Supabase-Api-Version: {"code":"bad_jwt","message":"..."}.
 * Before, and without: {"code":403,"error_code":"bad_jwt","msg":"..."}.
 *
 * A client takes 5xx for "try again", so a definite failure is never one.
 */
#include "auth/auth.h"
#include "auth/errors.h"
#include "serve/errors.h"
#include "serve/json.h"

#define VERSION_HEADER "x-supabase-api-version"

static const ErrorKind unexpected_failure = {
    500, "unexpected_failure",
    "Unexpected failure, please check server logs for more information"};
static const ErrorKind entity_too_large = {413, "request_entity_too_large",
                                           "Request body too large"};

#define BAD_JWT "invalid JWT: unable to parse or verify signature, "
static const ErrorKind token_malformed = {403, "bad_jwt", BAD_JWT "token is malformed"};
static const ErrorKind token_forged = {403, "bad_jwt", BAD_JWT "signature is invalid"};
static const ErrorKind token_expired = {
    403, "bad_jwt", BAD_JWT "token has invalid claims: token is expired"};
static const ErrorKind token_early = {
    403, "bad_jwt", BAD_JWT "token has invalid claims: token is not valid yet"};
static const ErrorKind token_claims = {403, "bad_jwt",
                                       BAD_JWT "token has invalid claims"};

/* What the server says before a handler is reached, in GoTrue's words. */
static const struct {
    const ErrorKind *ours, *theirs;
} translations[] = {
    {&jwt_malformed, &token_malformed},       {&jwt_invalid, &token_forged},
    {&jwt_expired, &token_expired},           {&jwt_not_yet, &token_early},
    {&jwt_bad_claims, &token_claims},         {&request_too_large, &entity_too_large},
    {&database_refused, &unexpected_failure}, /* its texts are none of the client's */
};

static Error translate(const Ctx *cx)
{
    const Error *e = &cx->error;
    if (e->kind == &sign_in_first)
        return (Error){header_get(cx->req, S("authorization")).s ? &no_sub
                                                                 : &no_authorization};
    if (e->kind == &database_refused && error_status(e) == 503)
        return (Error){&database_lost}; /* no room, no connection left: it passes */
    for (isize i = 0; i < countof(translations); i++)
        if (e->kind == translations[i].ours)
            return (Error){translations[i].theirs};
    return *e;
}

/* date = 4 digits "-" 2 digits "-" 2 digits ; so texts compare as dates do */
static bool wants_2024(Str version)
{
    static const char first[] = "2024-01-01";
    if (version.len != sizeof first - 1)
        return false;
    int order = 0;
    for (isize i = 0; i < version.len; i++) {
        bool dash = first[i] == '-', digit = version.s[i] >= '0' && version.s[i] <= '9';
        if (dash ? version.s[i] != '-' : !digit)
            return false;
        if (!order)
            order = version.s[i] - first[i];
    }
    return order >= 0;
}

static Str message_of(Ctx *cx, const Error *e)
{
    if (e->kind != &bad_json || !e->details.len)
        return error_message(e);
    Buf b = buf_new(cx->arena);
    buf_addf(&b, "Could not parse request body as JSON: %" STR_FMT,
             STR_ARG(e->details));
    return buf_str(&b);
}

static void add_weak_password(Buf *b, const Error *e)
{
    if (!str_eq(error_code(e), str_of(weak_password.code)))
        return;
    json_open_named(b, "weak_password");
    json_open_array(b, "reasons");
    json_str(b, NULL, e->details);
    json_close_array(b);
    json_close(b);
}

static void render(Ctx *cx)
{
    Error e = translate(cx);
    int status = error_status(&e);
    bool newer = wants_2024(header_get(cx->req, S(VERSION_HEADER)));
    Buf b = buf_new(cx->arena);
    json_open(&b);
    if (newer) {
        json_str(&b, "code", error_code(&e));
        json_str(&b, "message", message_of(cx, &e));
    } else {
        json_int(&b, "code", status);
        json_str(&b, "error_code", error_code(&e));
        json_str(&b, "msg", message_of(cx, &e));
        if (status >= 500)
            json_str(&b, "error_id", cx->req->id);
    }
    add_weak_password(&b, &e);
    json_close(&b);

    add_header(cx, S("x-sb-error-code"), error_code(&e));
    if (newer)
        add_header(cx, S(VERSION_HEADER), S("2024-01-01"));
    send_json(cx, status, buf_str(&b));
}

const Surface auth_surface = {"auth", render};
