/*
 * auth.h — GoTrue's protocol: accounts and sessions under /auth/v1.
 *
 * One handler a row, one resource a file.  Handlers work as service_role, because
 * nobody else may touch the schema auth, and never hash a password inside a
 * transaction: a tenth of a second is long to hold a connection.
 */
#ifndef AUTH_AUTH_H
#define AUTH_AUTH_H

#include "serve/route.h"

Handler auth_signup;   /* POST /auth/v1/signup   */
Handler auth_token;    /* POST /auth/v1/token    */
Handler auth_user;     /* GET  /auth/v1/user     */
Handler auth_user_put; /* PUT  /auth/v1/user     */
Handler auth_logout;   /* POST /auth/v1/logout   */
Handler auth_settings; /* GET  /auth/v1/settings */
Handler auth_health;   /* GET  /auth/v1/health   */
Handler auth_jwks;     /* GET  /auth/v1/.well-known/jwks.json */

Lane auth_token_lane(
    Ctx *cx); /* passwords are work for a processor, renewals are not */

/* Before the body is read: who tries too often is told to wait. */
Handler auth_admit_sign_in, auth_admit_sign_up, auth_admit_change;

extern const Surface auth_surface; /* errors in both of GoTrue's versions */

/* --- session.c: what signing in gives -------------------------------------------- */

typedef struct Session {
    Str claims; /* of the access token */
    int64_t expires_at;
    Str refresh_token;
    Str user; /* JSON */
} Session;

/* `method` is for the token's amr: "password", "anonymous", ... */
bool session_open(Ctx *cx, Str user_id, Str method, Session *s) MUST_CHECK;
bool session_renew(Ctx *cx, Str refresh_token, Session *s) MUST_CHECK;
/* `password`, or null: what she signed in with, so that a weak one is pointed out. */
bool session_send(Ctx *cx, const Session *s, Str password);

/* --- caller.c: who holds the token that came -------------------------------------- */

typedef struct Caller {
    Str id, session_id; /* session_id is null for a token that was not given by us */
    Str email, phone;   /* null when she has none */
    Str password_hash;  /* null likewise */
    bool is_anonymous, is_sso, needs_aal2;
    Str user; /* JSON */
} Caller;

/* Fails unless her session is still open and she is neither gone nor banned. */
bool caller_find(Ctx *cx, Caller *who) MUST_CHECK;

/* --- credentials.c: what may be an address, a password, metadata ------------------ */

enum { PASSWORD_MIN = 6 };

bool email_accept(Ctx *cx, Str *email) MUST_CHECK; /* makes it lower case */
bool phone_accept(Ctx *cx, Str *phone) MUST_CHECK; /* E.164, without the plus */
bool password_accept(Ctx *cx, Str password) MUST_CHECK;
bool metadata_accept(Ctx *cx, Str json) MUST_CHECK; /* the null Str is fine */

#endif
