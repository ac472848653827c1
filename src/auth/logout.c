/* logout.c — POST /auth/v1/logout: ends this session, the others, or all of them. */
#include "auth/auth.h"
#include "auth/errors.h"

static const Query close_sessions = {"auth.close_sessions",
                                     "select auth.close_sessions($1, $2)"};

static bool known_scope(Str scope)
{
    return str_eq(scope, S("global")) || str_eq(scope, S("local")) ||
           str_eq(scope, S("others"));
}

bool auth_logout(Ctx *cx)
{
    Str scope = query_get(cx->arena, cx->req, S("scope"));
    if (!scope.len)
        scope = S("global");
    if (!known_scope(scope))
        return fail(cx, .kind = &unsupported_scope);

    Caller me;
    if (!caller_find(cx, &me))
        return false;
    if (!me.session_id.s)
        return fail(cx, .kind = &session_not_found);
    if (!db_exec(&cx->db, &close_sessions, STRS(me.session_id, scope)))
        return false;
    return send_empty(cx, 204);
}
