/* user.c — GET and PUT /auth/v1/user: one's own account, shown and changed. */
#include "auth/auth.h"
#include "auth/errors.h"
#include "crypt/crypt.h"
#include "serve/app.h"
#include "serve/json.h"
#include "serve/limits.h"

static const Query update_user = {
    "auth.update_user",
    "select outcome, profile from auth.update_user($1, $2, $3, $4, $5, $6, $7)",
};
enum { OUTCOME, PROFILE };

/* What the database answers instead of "ok". */
static const struct {
    const char *outcome;
    const ErrorKind *kind;
} refusals[] = {
    {"email_exists", &email_exists},
    {"phone_exists", &phone_exists},
    {"metadata_too_large", &metadata_too_large},
};

typedef struct Changes {
    Str email, phone, password;
    Str current_password; /* checked when it is given */
    Str data;             /* merged into user_metadata; null takes a key away */
    Str app_metadata;     /* the server's own: refused */
} Changes;

bool auth_user(Ctx *cx)
{
    Caller me;
    return caller_find(cx, &me) && send_json(cx, 200, me.user);
}

static bool read_changes(Ctx *cx, Changes *c)
{
    *c = (Changes){0};
    if (!body_fields(
            cx, {"email", &c->email}, {"phone", &c->phone}, {"password", &c->password},
            {"current_password", &c->current_password}, {"data", &c->data, FIELD_JSON},
            {"app_metadata", &c->app_metadata, FIELD_JSON}))
        return false;
    if (c->email.len && !email_accept(cx, &c->email))
        return false;
    if (c->phone.len && !phone_accept(cx, &c->phone))
        return false;
    if (c->password.s && !password_accept(cx, c->password))
        return false;
    return metadata_accept(cx, c->data);
}

/* What is as it was is no change: the client sends whole forms. */
static void drop_unchanged(const Caller *me, Changes *c)
{
    if (!c->email.len || str_eq(c->email, me->email))
        c->email = (Str){0};
    if (!c->phone.len || str_eq(c->phone, me->phone))
        c->phone = (Str){0};
}

static bool may_change(Ctx *cx, const Caller *me, const Changes *c)
{
    if (c->app_metadata.s)
        return fail(cx, .kind = &not_admin);
    bool credentials = c->email.s || c->phone.s || c->password.s;
    if (credentials && me->needs_aal2)
        return fail(cx, .kind = &insufficient_aal);
    if (credentials && me->is_sso)
        return fail(cx, .kind = &user_sso_managed);
    if (c->password.s && me->is_anonymous && !c->email.s && !c->phone.s)
        return fail(cx, .kind = &anonymous_password);
    return true;
}

static bool password_may_change(Ctx *cx, const Caller *me, const Changes *c)
{
    if (!me->password_hash.s)
        return true;
    if (c->current_password.s &&
        !password_matches(c->current_password, me->password_hash))
        return fail(cx, .kind = &current_password_invalid);
    if (password_matches(c->password, me->password_hash))
        return fail(cx, .kind = &same_password);
    return true;
}

static bool refused(Ctx *cx, Str outcome)
{
    for (isize i = 0; i < countof(refusals); i++)
        if (str_eq(outcome, str_of(refusals[i].outcome)))
            return fail(cx, .kind = refusals[i].kind);
    return fail(cx, .kind = &caller_not_found);
}

/* It may carry a guess at the current password. */
bool auth_admit_change(Ctx *cx)
{
    return limit_address(cx, LIMIT_SIGN_IN);
}

bool auth_user_put(Ctx *cx)
{
    Caller me;
    Changes c;
    if (!caller_find(cx, &me) || !read_changes(cx, &c))
        return false;
    drop_unchanged(&me, &c);
    if (!may_change(cx, &me, &c))
        return false;

    Str hash = {0};
    if (c.password.s) {
        if (!password_may_change(cx, &me, &c))
            return false;
        hash = password_hash(cx->arena, c.password);
    }

    Row row;
    if (!db_get(&cx->db, &update_user,
                STRS(me.id, me.session_id, c.email, c.phone, hash, c.data,
                     cx->app->confirm_email ? S("f") : S("t")),
                &row))
        return false;
    if (!str_eq(row.col[OUTCOME], S("ok")))
        return refused(cx, row.col[OUTCOME]);
    return send_json(cx, 200, row.col[PROFILE]);
}
