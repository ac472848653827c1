/* cors.c — which pages of other origins may call, and what they may see. */
#include "serve/dispatch.h"

bool cors_is_preflight(const Request *req)
{
    return req->method == METHOD_OPTIONS && header_get(req, S("origin")).s &&
           header_get(req, S("access-control-request-method")).s;
}

/* What was asked for, and what a browser may send without asking. */
static Str allowed_headers(Ctx *cx)
{
    Str wanted = header_get(cx->req, S("access-control-request-headers"));
    Buf b = buf_new(cx->arena);
    buf_add(&b, S("Authorization"));
    for (StrPair p = str_cut(wanted, ',');; p = str_cut(p.tail, ',')) {
        while (p.head.len && p.head.s[0] == ' ')
            p.head = str_skip(p.head, 1);
        if (p.head.len)
            buf_addf(&b, ", %" STR_FMT, STR_ARG(p.head));
        if (!p.found)
            break;
    }
    buf_add(&b, S(", Accept, Accept-Language, Content-Language"));
    return buf_str(&b);
}

bool cors_answer_preflight(Ctx *cx)
{
    add_header(cx, S("access-control-allow-methods"),
               S("GET, POST, PATCH, PUT, DELETE, OPTIONS, HEAD"));
    add_header(cx, S("access-control-allow-headers"), allowed_headers(cx));
    add_header(cx, S("access-control-max-age"), S("86400"));
    return send_empty(cx, 200);
}

static bool is_listed(Strs origins, Str origin)
{
    for (isize i = 0; i < origins.n; i++)
        if (str_eq(origins.v[i], origin))
            return true;
    return false;
}

static void drop_header(Response *res, Str name)
{
    int kept = 0;
    for (int i = 0; i < res->n_headers; i++)
        if (!str_eq(res->headers[i].name, name))
            res->headers[kept++] = res->headers[i];
    res->n_headers = kept;
}

void cors_add_headers(Ctx *cx)
{
    Str origin = header_get(cx->req, S("origin"));
    Strs listed = cx->app->cors_origins;
    if (!origin.s || (listed.n && !is_listed(listed, origin)))
        return;
    drop_header(&cx->res, S("access-control-allow-origin"));
    add_header(cx, S("access-control-allow-origin"), listed.n ? origin : S("*"));
    if (listed.n) {
        add_header(cx, S("access-control-allow-credentials"), S("true"));
        add_header(cx, S("vary"), S("Origin"));
    }
    Str exposed = cx->app->cors_exposed;
    add_header(cx, S("access-control-expose-headers"),
               exposed.s
                   ? exposed
                   : S("Content-Encoding, Content-Location, Content-Range, "
                       "Content-Disposition, Content-Type, Date, ETag, Link, Location, "
                       "Preference-Applied, Range-Unit, Retry-After, X-Request-Id, "
                       "X-Supabase-Api-Version, X-Total-Count"));
}
