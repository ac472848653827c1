/* token.c — POST /auth/v1/token: a password or a refresh token becomes a session. */
#include "auth/auth.h"
#include "auth/errors.h"
#include "crypt/crypt.h"
#include "serve/json.h"
#include "serve/limits.h"

static const Query find_user = {
    "auth.find_user",
    "select id, encrypted_password, coalesce(banned_until > now(), false),"
    "       email_confirmed_at is null"
    "  from auth.users"
    " where lower(email) = lower($1) and not is_sso_user and deleted_at is null",
};
enum { USER_ID, USER_HASH, USER_BANNED, USER_UNCONFIRMED };

static bool grant_password(Ctx *cx)
{
    Str email = {0}, phone = {0}, password = {0};
    if (!body_fields(cx, {"email", &email}, {"phone", &phone}, {"password", &password}))
        return false;
    if (email.len && phone.len)
        return fail(cx, .kind = &two_addresses_login);
    if (phone.len)
        return fail(cx, .kind = &phone_logins_disabled);
    if (!email.len)
        return fail(cx, .kind = &no_address);

    Row user;
    if (!limit_account(cx, email))
        return false;
    if (!db_find(&cx->db, &find_user, STRS(email), &user))
        return false;

    /* Hash even for an unknown address, so that timing does not tell who has one. */
    bool matches =
        password_matches(password, user.col ? user.col[USER_HASH] : no_users_hash);
    if (!user.col || !matches) {
        limit_count_account(cx, email);
        return fail(cx, .kind = &invalid_credentials);
    }
    if (is_true(user.col[USER_BANNED]))
        return fail(cx, .kind = &user_banned);
    if (is_true(user.col[USER_UNCONFIRMED]))
        return fail(cx, .kind = &email_not_confirmed);

    Session session;
    if (!session_open(cx, user.col[USER_ID], S("password"), &session))
        return false;
    return session_send(cx, &session, password);
}

static bool grant_refresh_token(Ctx *cx)
{
    Str token = {0};
    if (!body_fields(cx, {"refresh_token", &token}))
        return false;
    if (!token.len)
        return fail(cx, .kind = &no_refresh_token);

    Session session;
    if (!session_renew(cx, token, &session))
        return false;
    return session_send(cx, &session, (Str){0});
}

typedef struct Grant {
    const char *type;
    Lane lane; /* renewing a session must not wait behind a hundred passwords */
    Handler *handler;
} Grant;

static const Grant grants[] = {
    {"password", LANE_PASSWORD, grant_password},
    {"refresh_token", LANE_DB, grant_refresh_token},
};

static const Grant *grant_of(Ctx *cx)
{
    Str type = query_get(cx->arena, cx->req, S("grant_type"));
    for (isize i = 0; i < countof(grants); i++)
        if (str_eq(type, str_of(grants[i].type)))
            return &grants[i];
    return NULL;
}

bool auth_admit_sign_in(Ctx *cx)
{
    const Grant *grant = grant_of(cx);
    return !grant || grant->lane != LANE_PASSWORD || limit_address(cx, LIMIT_SIGN_IN);
}

Lane auth_token_lane(Ctx *cx)
{
    const Grant *grant = grant_of(cx);
    return grant ? grant->lane : LANE_DB;
}

bool auth_token(Ctx *cx)
{
    const Grant *grant = grant_of(cx);
    if (!grant)
        return fail(cx, .kind = &unsupported_grant_type);
    db_as_service(cx);
    return grant->handler(cx);
}
