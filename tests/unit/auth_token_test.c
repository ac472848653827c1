/* The handler with its neighbours played by this file: no server, no database. */
#include "auth_test.h"

static Str opened_for, opened_by, renewed, sent_password;
static bool renewal_works;

bool session_open(Ctx *c, Str user_id, Str method, Session *s)
{
    (void)c;
    opened_for = user_id, opened_by = method;
    *s = (Session){.refresh_token = S("opened")};
    return true;
}
bool session_renew(Ctx *c, Str refresh_token, Session *s)
{
    static const ErrorKind stale = {400, "refresh_token_not_found", ""};
    renewed = refresh_token;
    *s = (Session){.refresh_token = S("renewed")};
    return renewal_works || fail(c, .kind = &stale);
}
bool session_send(Ctx *c, const Session *s, Str password)
{
    sent_password = password;
    return send_json(c, 200, s->refresh_token);
}

static Answer ann[] = {
    {"auth.find_user", {{"u1", 2}, {"#right", 6}, {"f", 1}, {"f", 1}}},
    {0},
};

static bool sign_in(const char *body)
{
    opened_for = (Str){0};
    return call(auth_token, "grant_type=password", body);
}

static void right_and_wrong_passwords(void)
{
    answers = ann;
    check(sign_in("{\"email\":\"Ann@x.org\",\"password\":\"right\"}"));
    check_str(cx.res.body, S("opened"));
    check_str(asked_args[0], S("Ann@x.org"));
    check_str(opened_for, S("u1"));
    check_str(opened_by, S("password"));
    check_str(sent_password, S("right"));

    check(!sign_in("{\"email\":\"ann@x.org\",\"password\":\"wrong\"}"));
    fails_with("invalid_credentials", 400);
    check(!opened_for.s);
}

/* Whoever watches the clock sees one query and one hashing, however it ends. */
static void everyone_takes_the_same_time(void)
{
    answers = ann;
    sign_in("{\"email\":\"ann@x.org\",\"password\":\"wrong\"}");
    check(queries == 1 && hashings == 1);

    ann[0].col[1] = (Str){0}; /* an account without a password */
    check(!sign_in("{\"email\":\"ann@x.org\",\"password\":\"right\"}"));
    fails_with("invalid_credentials", 400);
    check(queries == 1 && hashings == 1);
    ann[0].col[1] = S("#right");

    answers = NULL; /* nobody */
    check(!sign_in("{\"email\":\"eve@x.org\",\"password\":\"right\"}"));
    fails_with("invalid_credentials", 400);
    check(queries == 1 && hashings == 1);
}

/* A ban or an unconfirmed address is told to who knows the password, and to nobody
 * else. */
static void told_after_the_password(void)
{
    answers = ann;
    ann[0].col[2] = S("t");
    check(!sign_in("{\"email\":\"ann@x.org\",\"password\":\"right\"}"));
    fails_with("user_banned", 400);
    check(!sign_in("{\"email\":\"ann@x.org\",\"password\":\"wrong\"}"));
    fails_with("invalid_credentials", 400);
    ann[0].col[2] = S("f"), ann[0].col[3] = S("t");
    check(!sign_in("{\"email\":\"ann@x.org\",\"password\":\"right\"}"));
    fails_with("email_not_confirmed", 400);
    ann[0].col[3] = S("f");
}

static void forms(void)
{
    check(!sign_in("{\"password\":\"right\"}"));
    fails_with("validation_failed", 400);
    check(!sign_in("{\"email\":\"a@x.org\",\"phone\":\"1\",\"password\":\"right\"}"));
    fails_with("validation_failed", 400);
    check(!sign_in("{\"phone\":\"491511234567\",\"password\":\"right\"}"));
    fails_with("phone_provider_disabled", 422);
    check(!sign_in("{\"email\":1}"));
    fails_with("bad_json", 400);
    check(queries == 0 && hashings == 0);
    check(!call(auth_token, "grant_type=magic", "{}"));
    fails_with("invalid_credentials", 400);
    check(!call(auth_token, "", "{}"));
    fails_with("invalid_credentials", 400);
}

static void renewals(void)
{
    renewal_works = true;
    check(call(auth_token, "grant_type=refresh_token", "{\"refresh_token\":\"r1\"}"));
    check_str(renewed, S("r1"));
    check_str(cx.res.body, S("renewed"));
    check(!sent_password.s && hashings == 0);

    renewal_works = false;
    check(!call(auth_token, "grant_type=refresh_token", "{\"refresh_token\":\"r1\"}"));
    fails_with("refresh_token_not_found", 400);
    renewed = (Str){0};
    check(!call(auth_token, "grant_type=refresh_token", "{\"refresh_token\":\"\"}"));
    fails_with("validation_failed", 400);
    check(!renewed.s);
}

int main(void)
{
    arena = arena_reserve(1 << 20);
    right_and_wrong_passwords();
    everyone_takes_the_same_time();
    told_after_the_password();
    forms();
    renewals();
    answers = ann;
    torture(auth_token, "grant_type=password",
            "{\"email\":\"ann@x.org\",\"password\":\"right\"}");
    arena_release(&arena);
    return done();
}
