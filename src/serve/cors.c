#include "serve/dispatch.h"

bool cors_is_preflight(const Request *req)
{
    return req->method == METHOD_OPTIONS && header_get(req, S("origin")).s &&
           header_get(req, S("access-control-request-method")).s;
}

bool cors_answer_preflight(Ctx *cx)
{
    Str wanted = header_get(cx->req, S("access-control-request-headers"));
    add_header(cx, S("access-control-allow-methods"),
               S("GET, POST, PATCH, PUT, DELETE, OPTIONS, HEAD"));
    add_header(cx, S("access-control-allow-headers"),
               wanted.len ? wanted : S("authorization, apikey, content-type"));
    add_header(cx, S("access-control-max-age"), S("86400"));
    return send_empty(cx, 204);
}

void cors_add_headers(Ctx *cx)
{
    if (!header_get(cx->req, S("origin")).s)
        return;
    add_header(cx, S("access-control-allow-origin"), S("*"));
    add_header(
        cx, S("access-control-expose-headers"),
        S("Content-Encoding, Content-Location, Content-Range, Content-Disposition, "
          "Content-Type, Date, ETag, Link, Location, Preference-Applied, Range-Unit, "
          "Retry-After, X-Request-Id, X-Supabase-Api-Version, X-Total-Count"));
}
