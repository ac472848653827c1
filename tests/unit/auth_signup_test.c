/* Opening accounts: what reaches the database, in which order, and what it may answer.
 */
#include "auth_test.h"

static Str opened_by;

bool session_open(Ctx *c, Str user_id, Str method, Session *s)
{
    check_str(user_id, S("u1"));
    check(begun == 1 &&
          committed == 0); /* within the transaction that made the account */
    opened_by = method;
    *s = (Session){.user = S("user")};
    (void)c;
    return true;
}
bool session_renew(Ctx *c, Str refresh_token, Session *s)
{
    (void)c, (void)refresh_token, (void)s;
    return false;
}
bool session_send(Ctx *c, const Session *s, Str password)
{
    check(committed == 1 && !password.s);
    return send_json(c, 200, s->user);
}

static Answer made[] = {{"auth.sign_up", {{"u1", 2}, {"profile", 7}}}, {0}};
static Answer known[] = {{"auth.sign_up", {{0}, {"somebody", 8}}}, {0}};

static bool sign_up(const char *body)
{
    opened_by = (Str){0};
    return call(auth_signup, "", body);
}

#define ANN "{\"email\":\"Ann@X.org\",\"password\":\"secret\""

static void accounts(void)
{
    answers = made;
    check(sign_up(ANN ",\"data\":{\"full_name\":\"Ann\"}}"));
    check_str(cx.res.body, S("user"));
    check_str(opened_by, S("password"));
    check_str(asked_args[0], S("ann@x.org"));
    check_str(asked_args[1], S("#secret"));
    check_str(asked_args[2], S("{\"full_name\":\"Ann\"}"));
    check_str(asked_args[3], S("t"));
    check_str(asked_args[4], S("t"));

    answers = known;
    check(!sign_up(ANN "}"));
    fails_with("user_already_exists", 422);
    check(committed == 0);
    check_str(asked_args[2], S("{}"));
}

static void policies(void)
{
    answers = made;
    app.signup = SIGNUP_APPROVAL;
    check(sign_up(ANN "}"));
    check_str(asked_args[4], S("f"));

    app.signup = SIGNUP_CLOSED;
    check(!sign_up(ANN "}"));
    fails_with("signup_disabled", 422);
    check(queries == 0 && hashings == 0);
    app.signup = SIGNUP_OPEN;

    /* With confirmation, a stranger and a known person get the same. */
    app.confirm_email = true;
    check(sign_up(ANN "}"));
    check_str(cx.res.body, S("profile"));
    check_str(asked_args[3], S("f"));
    check(committed == 1 && !opened_by.s && hashings == 1);
    answers = known;
    check(sign_up(ANN "}"));
    check_str(cx.res.body, S("somebody"));
    check(committed == 1 && !opened_by.s && hashings == 1);
    app.confirm_email = false;
}

static void anonymous(void)
{
    answers = made;
    check(!sign_up("{\"data\":{}}"));
    fails_with("anonymous_provider_disabled", 422);
    app.anonymous_users = true;
    check(sign_up("{}"));
    check_str(opened_by, S("anonymous"));
    check(!asked_args[0].s && !asked_args[1].s && hashings == 0);
    check(!sign_up(""));
    fails_with("bad_json", 400);
    app.anonymous_users = false;
}

static void refused(const char *body, const char *code, int status)
{
    check(!sign_up(body));
    if (!fails_with(code, status))
        printf("# %s\n", body);
    check(queries == 0 && hashings == 0);
}

static void forms(void)
{
    refused("{\"email\":\"ann@x.org\"}", "validation_failed", 400);
    refused("{\"email\":\"ann@x.org\",\"password\":\"12345\"}", "weak_password", 422);
    check_str(cx.error.details, S("length"));
    refused("{\"email\":\"ann@x\",\"password\":\"123456\"}", "validation_failed", 400);
    refused("{\"phone\":\"491511234567\",\"password\":\"123456\"}",
            "phone_provider_disabled", 400);
    refused(ANN ",\"phone\":\"491511234567\"}", "validation_failed", 400);
    refused(ANN ",\"data\":[]}", "bad_json", 400);
    refused(ANN ",\"data\":\"x\"}", "bad_json", 400);
    refused("[]", "bad_json", 400);
    refused("{", "bad_json", 400);
}

int main(void)
{
    arena = arena_reserve(1 << 20);
    accounts();
    policies();
    anonymous();
    forms();
    answers = made;
    torture(auth_signup, "", ANN ",\"data\":{\"full_name\":\"Ann\"}}");
    arena_release(&arena);
    return done();
}
