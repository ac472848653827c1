/* One's own account: who may see it, and what of it may change. */
#include "auth_test.h"

#define ID      "00000000-0000-4000-8000-000000000001"
#define SESSION "00000000-0000-4000-8000-000000000002"

enum { EMAIL, PHONE, HASH, ANONYMOUS, SSO, BANNED, SESSION_OPEN, NEEDS_AAL2, USER };

static Answer rows[3];

static void ann_calls(void)
{
    Answer me = {"auth.find_caller",
                 {S("ann@x.org"),
                  {0},
                  S("#old password"),
                  S("f"),
                  S("f"),
                  S("f"),
                  S("t"),
                  S("f"),
                  S("{\"id\":1}")}};
    Answer updated = {"auth.update_user", {S("ok"), S("{\"id\":2}")}};
    rows[0] = me, rows[1] = updated;
    answers = rows;
    cx.who = (Identity){.user_id = S(ID), .session_id = S(SESSION)};
}

static void who_may_see_it(void)
{
    ann_calls();
    check(call(auth_user, "", ""));
    check_str(cx.res.body, S("{\"id\":1}"));
    check_str(asked_args[0], S(ID));
    check_str(asked_args[1], S(SESSION));
    check(queries == 1);

    rows[0].col[SESSION_OPEN] = S("f");
    check(!call(auth_user, "", ""));
    fails_with("session_not_found", 403);
    ann_calls(), rows[0].col[BANNED] = S("t");
    check(!call(auth_user, "", ""));
    fails_with("user_banned", 403);
    answers = NULL;
    check(!call(auth_user, "", ""));
    fails_with("user_not_found", 403);

    static const char *const no_uuids[] = {
        "x", ID "0", "00000000-0000-4000-8000-00000000000g",
        "00000000000004000080000000000000000x", "' or true or id::text = '           "};
    for (isize i = 0; i < countof(no_uuids); i++) {
        ann_calls(), cx.who.user_id = str_of(no_uuids[i]);
        check(!call(auth_user, "", ""));
        fails_with("bad_jwt", 403);
        ann_calls(), cx.who.session_id = str_of(no_uuids[i]);
        check(!call(auth_user, "", ""));
        fails_with("bad_jwt", 403);
        check(queries == 0);
    }
}

static void changes(void)
{
    ann_calls();
    check(call(
        auth_user_put, "",
        "{\"email\":\"New@X.org\",\"phone\":\"+49 151 2345678\",\"password\":\"new "
        "password\",\"data\":{\"a\":null}}"));
    check_str(cx.res.body, S("{\"id\":2}"));
    check_str(asked_args[0], S(ID));
    check_str(asked_args[1], S(SESSION));
    check_str(asked_args[2], S("new@x.org"));
    check_str(asked_args[3], S("491512345678"));
    check_str(asked_args[4], S("#new password"));
    check_str(asked_args[5], S("{\"a\":null}"));
    check_str(asked_args[6], S("t"));

    /* whole forms: what is as it was is left alone */
    check(call(auth_user_put, "", "{\"email\":\"ANN@x.org\",\"phone\":\"\"}"));
    for (int i = 2; i <= 5; i++)
        check(!asked_args[i].s);

    app.confirm_email = true;
    check(call(auth_user_put, "", "{\"email\":\"new@x.org\"}"));
    check_str(asked_args[6], S("f"));
    app.confirm_email = false;
}

static void refused(const char *body, const char *code, int status)
{
    check(!call(auth_user_put, "", body));
    if (!fails_with(code, status))
        printf("# %s\n", body);
    check(str_eq(str_of(asked), S("auth.find_caller")));
}

static void refusals(void)
{
    ann_calls();
    refused("{\"app_metadata\":{\"role\":\"admin\"}}", "not_admin", 403);
    refused("{\"password\":\"old password\"}", "same_password", 422);
    refused("{\"password\":\"short\"}", "weak_password", 422);
    refused("{\"password\":\"\"}", "weak_password", 422);
    refused("{\"password\":\"new password\",\"current_password\":\"wrong\"}",
            "current_password_invalid", 400);
    refused("{\"email\":\"x\"}", "validation_failed", 400);
    refused("{\"phone\":\"x\"}", "validation_failed", 400);
    refused("{\"data\":7}", "bad_json", 400);

    rows[0].col[NEEDS_AAL2] = S("t");
    refused("{\"password\":\"new password\"}", "insufficient_aal", 401);
    refused("{\"email\":\"new@x.org\"}", "insufficient_aal", 401);
    check(call(auth_user_put, "", "{\"data\":{}}"));
    ann_calls(), rows[0].col[SSO] = S("t");
    refused("{\"email\":\"new@x.org\"}", "user_sso_managed", 422);
    ann_calls(), rows[0].col[ANONYMOUS] = S("t"), rows[0].col[EMAIL] = (Str){0};
    refused("{\"password\":\"new password\"}", "validation_failed", 422);
    check(call(auth_user_put, "",
               "{\"email\":\"new@x.org\",\"password\":\"new password\"}"));
}

static void what_the_database_refuses(void)
{
    static const struct {
        const char *outcome, *code;
        int status;
    } cases[] = {{"email_exists", "email_exists", 422},
                 {"phone_exists", "phone_exists", 422},
                 {"metadata_too_large", "validation_failed", 422},
                 {"user_not_found", "user_not_found", 403}};
    for (isize i = 0; i < countof(cases); i++) {
        ann_calls(), rows[1].col[0] = str_of(cases[i].outcome);
        check(!call(auth_user_put, "", "{\"data\":{}}"));
        fails_with(cases[i].code, cases[i].status);
    }
}

static void signing_out(void)
{
    static const char *const scopes[] = {"", "scope=global", "scope=local",
                                         "scope=others"};
    for (isize i = 0; i < countof(scopes); i++) {
        ann_calls();
        check(call(auth_logout, scopes[i], ""));
        check(cx.res.status == 204 && !cx.res.body.len);
        check_str(str_of(asked), S("auth.close_sessions"));
        check_str(asked_args[0], S(SESSION));
        check_str(asked_args[1], i ? str_skip(str_of(scopes[i]), 6) : S("global"));
    }
    check(!call(auth_logout, "scope=all", ""));
    fails_with("validation_failed", 400);
    ann_calls(), cx.who.session_id = (Str){0};
    check(!call(auth_logout, "", ""));
    fails_with("session_not_found", 403);
}

int main(void)
{
    arena = arena_reserve(1 << 20);
    who_may_see_it();
    changes();
    refusals();
    what_the_database_refuses();
    signing_out();
    ann_calls();
    torture(auth_user_put, "",
            "{\"email\":\"new@x.org\",\"password\":\"new password\",\"data\":{}}");
    torture(auth_logout, "scope=local", "");
    arena_release(&arena);
    return done();
}
