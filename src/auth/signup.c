/* signup.c — POST /auth/v1/signup: opens an account, for an address or for nobody. */
#include "auth/auth.h"
#include "auth/errors.h"
#include "crypt/crypt.h"
#include "serve/app.h"
#include "serve/errors.h"
#include "serve/json.h"
#include "serve/limits.h"

/* For a known address user_id is null, and the profile that of nobody at all. */
static const Query sign_up = {
    "auth.sign_up",
    "select user_id, profile from auth.sign_up($1, $2, $3, $4, $5)",
};
enum { USER_ID, PROFILE };

typedef struct Form {
    Str email, phone, password;
    Str data; /* becomes user_metadata */
} Form;

static bool read_form(Ctx *cx, Form *form)
{
    *form = (Form){.data = S("{}")};
    if (!cx->req->body.len) /* "{}" asks for an anonymous account; this for nothing */
        return fail(cx, .kind = &bad_json);
    return body_fields(cx, {"email", &form->email}, {"phone", &form->phone},
                       {"password", &form->password},
                       {"data", &form->data, FIELD_JSON}) &&
           metadata_accept(cx, form->data);
}

static bool make_account(Ctx *cx, Str email, Str password, Str data, Row *account)
{
    Str hash = password.len ? password_hash(cx->arena, password) : (Str){0};
    bool confirmed = !cx->app->confirm_email;
    bool approved = cx->app->signup != SIGNUP_APPROVAL;
    return db_begin(&cx->db) &&
           db_get(&cx->db, &sign_up,
                  STRS(email, hash, data, confirmed ? S("t") : S("f"),
                       approved ? S("t") : S("f")),
                  account);
}

/* The account and its first session are one transaction: both are there, or neither. */
static bool begin_session(Ctx *cx, Row account, Str method)
{
    Session session;
    if (!session_open(cx, account.col[USER_ID], method, &session) ||
        !db_commit(&cx->db))
        return false;
    return session_send(cx, &session, (Str){0});
}

static bool sign_up_with_email(Ctx *cx, Form *form)
{
    if (!form->password.len)
        return fail(cx, .kind = &no_password);
    if (!password_accept(cx, form->password))
        return false;
    if (form->email.len && form->phone.len)
        return fail(cx, .kind = &two_addresses_signup);
    if (form->phone.len)
        return fail(cx, .kind = &phone_signups_disabled);
    if (!email_accept(cx, &form->email))
        return false;

    Row account;
    if (!make_account(cx, form->email, form->password, form->data, &account))
        return false;
    if (cx->app->confirm_email)
        return db_commit(&cx->db) && send_json(cx, 200, account.col[PROFILE]);
    if (!account.col[USER_ID].s)
        return fail(cx, .kind = &user_already_exists);
    return begin_session(cx, account, S("password"));
}

static bool sign_up_anonymously(Ctx *cx, const Form *form)
{
    if (!cx->app->anonymous_users)
        return fail(cx, .kind = &anonymous_provider_disabled);
    Row account;
    return make_account(cx, (Str){0}, (Str){0}, form->data, &account) &&
           begin_session(cx, account, S("anonymous"));
}

bool auth_admit_sign_up(Ctx *cx)
{
    return limit_address(cx, LIMIT_SIGN_UP);
}

bool auth_signup(Ctx *cx)
{
    Form form;
    if (!read_form(cx, &form))
        return false;
    if (cx->app->signup == SIGNUP_CLOSED)
        return fail(cx, .kind = &signup_disabled);
    db_as_service(cx);
    if (form.email.len || form.phone.len)
        return sign_up_with_email(cx, &form);
    return sign_up_anonymously(cx, &form);
}
