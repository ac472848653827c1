/* session.c — sessions: opened and renewed by the database, sent as GoTrue's. */
#include "auth/auth.h"
#include "auth/errors.h"
#include "serve/app.h"
#include "serve/json.h"

#include "base/utf8.h"

#include <time.h>

#define GRANTED                                                                        \
    "select g.outcome, auth.token_claims(g, $1, $2, $3), g.refresh_token,"             \
    "       auth.user_json(g.user_id) from "

static const Query open_session = {
    "auth.open_session",
    GRANTED "auth.open_session($4, $5, $6, $7) g",
};
static const Query renew_session = {
    "auth.renew_session",
    GRANTED "auth.renew_session($4) g",
};
enum { OUTCOME, CLAIMS, REFRESH_TOKEN, USER };

/* What the database answers instead of "ok". */
static const ErrorKind *const renewal_refusals[] = {
    &refresh_token_not_found, &refresh_token_already_used, &session_expired,
    &refreshed_user_banned,   &refreshed_user_not_found,
};

static bool refused(Ctx *cx, Str outcome)
{
    for (isize i = 0; i < countof(renewal_refusals); i++)
        if (str_eq(outcome, str_of(renewal_refusals[i]->code)))
            return fail(cx, .kind = renewal_refusals[i]);
    return fail(cx, .kind = &refresh_token_not_found);
}

/* Who gives the token, and from when to when it holds, as the two queries take it. */
typedef struct Terms {
    Str issuer, from, to;
    int64_t expires_at;
} Terms;

static Terms terms_of(const Ctx *cx)
{
    Arena *a = cx->arena;
    int64_t now = time(NULL), then = now + cx->app->token_lifetime;
    Buf issuer = buf_new(a);
    buf_addf(&issuer, "%" STR_FMT "/auth/v1", STR_ARG(cx->app->site_url));
    return (Terms){buf_str(&issuer), str_of_int(a, now), str_of_int(a, then), then};
}

static Session session_of(const Terms *t, Row row)
{
    return (Session){row.col[CLAIMS], t->expires_at, row.col[REFRESH_TOKEN],
                     row.col[USER]};
}

static Str null_if_empty(Str text)
{
    return text.len ? text : (Str){0};
}

bool session_open(Ctx *cx, Str user_id, Str method, Session *s)
{
    Terms t = terms_of(cx);
    Str address = null_if_empty(cx->req->client_ip);
    Str agent = utf8_scrub(cx->arena, header_get(cx->req, S("user-agent")));
    Row row;
    if (!db_get(&cx->db, &open_session,
                STRS(t.issuer, t.from, t.to, user_id, method, address,
                     null_if_empty(agent)),
                &row))
        return false;
    if (!str_eq(row.col[OUTCOME], S("ok"))) /* banned or deleted since we looked */
        return fail(cx, .kind = &user_banned);
    *s = session_of(&t, row);
    return true;
}

bool session_renew(Ctx *cx, Str refresh_token, Session *s)
{
    Terms t = terms_of(cx);
    Row row;
    if (!db_get(&cx->db, &renew_session, STRS(t.issuer, t.from, t.to, refresh_token),
                &row))
        return false;
    if (!str_eq(row.col[OUTCOME], S("ok")))
        return refused(cx, row.col[OUTCOME]);
    *s = session_of(&t, row);
    return true;
}

/* A password chosen under older rules still opens the door; the client is told. */
static void add_weak_password(Buf *b, Str password)
{
    if (!password.s || password.len >= PASSWORD_MIN)
        return;
    json_open_named(b, "weak_password");
    json_str(b, "message", str_of(weak_password.message));
    json_open_array(b, "reasons");
    json_str(b, NULL, S("length"));
    json_close_array(b);
    json_close(b);
}

bool session_send(Ctx *cx, const Session *s, Str password)
{
    Str token = jwt_sign(cx->arena, cx->app->keys, s->claims);
    Buf b = buf_new(cx->arena);
    json_open(&b);
    json_str(&b, "access_token", token);
    json_str(&b, "token_type", S("bearer"));
    json_int(&b, "expires_in", cx->app->token_lifetime);
    json_int(&b, "expires_at", s->expires_at);
    json_str(&b, "refresh_token", s->refresh_token);
    json_raw(&b, "user", s->user);
    add_weak_password(&b, password);
    json_close(&b);
    add_header(cx, S("cache-control"), S("no-store"));
    return send_json(cx, 200, buf_str(&b));
}
