/*
 * session.c — the settings that each transaction starts with.
 *
 * All of them, each time: a function may have changed one for longer than its own
 * request, and the next one on that connection is a stranger's.
 */
#include "serve/dispatch.h"
#include "serve/json.h"

#include "base/utf8.h"

static Str headers_as_json(Ctx *cx)
{
    Buf b = buf_new(cx->arena);
    buf_add(&b, S("{"));
    for (int i = 0; i < cx->req->n_headers; i++) {
        if (i)
            buf_add(&b, S(","));
        json_quote(&b, cx->req->headers[i].name);
        buf_add(&b, S(":"));
        json_quote(&b, cx->req->headers[i].value);
    }
    buf_add(&b, S("}"));
    return buf_str(&b);
}

static Strs claims_and(Ctx *cx, Strs more)
{
    Str *all = make_n(cx->arena, Str, 2 + more.n);
    all[0] = S("request.jwt.claims");
    all[1] = cx->who.claims;
    for (isize i = 0; i < more.n; i++)
        all[2 + i] = more.v[i];
    return (Strs){all, 2 + more.n};
}

Strs session_settings(Ctx *cx)
{
    if (cx->claims_only)
        return claims_and(cx, cx->settings);
    const Request *req = cx->req;
    const Str ours[] = {
        S("request.jwt.claims"),
        cx->who.claims,
        S("request.headers"),
        headers_as_json(cx),
        S("request.method"),
        req->method_name,
        S("request.path"),
        utf8_scrub(cx->arena, req->path),
        S("request.ip"),
        req->client_ip,
        S("request.user_agent"),
        utf8_scrub(cx->arena, header_get(req, S("user-agent"))),
        S("request.id"),
        req->id,
        S("search_path"),
        cx->search_path.s ? cx->search_path : cx->app->search_path,
    };
    isize n = countof(ours);
    Str *all = make_n(cx->arena, Str, n + 2 + cx->settings.n);
    for (isize i = 0; i < n; i++)
        all[i] = ours[i].s ? ours[i] : S(""); /* the null Str would not replace it */
    if (cx->read_only) {
        all[n++] = S("transaction_read_only");
        all[n++] = S("on");
    }
    for (isize i = 0; i < cx->settings.n; i++)
        all[n + i] = cx->settings.v[i];
    return (Strs){all, n + cx->settings.n};
}

static void say_who(const Ctx *cx, Batch *batch)
{
    batch->role = cx->who.role;
    for (int i = 0; cx->unprepared && i < batch->n; i++)
        batch->statements[i].once = true;
}

void session_begin(Ctx *cx)
{
    PipeJob *job = &cx->job, *first = job->parts ? job->parts : job;
    Batch *batch = &first->batch;
    batch->head = head_statement(cx->arena, cx->who.role, session_settings(cx));
    batch->head.once = cx->unprepared;
    for (PipeJob *part = job->parts; part; part = part->next)
        say_who(cx, &part->batch);
    say_who(cx, &job->batch);
}
