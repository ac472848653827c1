/* caller.c — who holds the token that came, and whether her session is still open. */
#include "auth/auth.h"
#include "auth/errors.h"

/* A token outlives its session by up to an hour, so it is looked up where it counts. */
static const Query find_caller = {
    "auth.find_caller",
    "select u.email, u.phone, u.encrypted_password, u.is_anonymous, u.is_sso_user,"
    "       coalesce(u.banned_until > now(), false),"
    "       $2::uuid is null or s.id is not null,"
    "       s.aal is distinct from 'aal2' and exists"
    "         (select from auth.mfa_factors where user_id = u.id and status = "
    "'verified'),"
    "       auth.user_json(u.id)"
    "  from auth.users u left join auth.sessions s on s.id = $2 and s.user_id = u.id"
    "       and (s.not_after is null or s.not_after > now())"
    " where u.id = $1 and u.deleted_at is null",
};
enum { EMAIL, PHONE, HASH, ANONYMOUS, SSO, BANNED, SESSION_OPEN, NEEDS_AAL2, USER };

bool caller_find(Ctx *cx, Caller *who)
{
    Str id = cx->who.user_id, session_id = cx->who.session_id;
    if (!id.len)
        return fail(cx, .kind = &no_sub);
    if (!str_is_uuid(id))
        return fail(cx, .kind = &sub_not_uuid);
    if (session_id.s && !str_is_uuid(session_id))
        return fail(cx, .kind = &session_id_not_uuid);

    Row row;
    db_as_service(cx);
    if (!db_find(&cx->db, &find_caller, STRS(id, session_id), &row))
        return false;
    if (!row.col)
        return fail(cx, .kind = &caller_not_found);
    if (!is_true(row.col[SESSION_OPEN]))
        return fail(cx, .kind = &session_not_found);
    if (is_true(row.col[BANNED]))
        return fail(cx, .kind = &caller_banned);
    *who = (Caller){
        .id = id,
        .session_id = session_id,
        .email = row.col[EMAIL],
        .phone = row.col[PHONE],
        .password_hash = row.col[HASH],
        .is_anonymous = is_true(row.col[ANONYMOUS]),
        .is_sso = is_true(row.col[SSO]),
        .needs_aal2 = is_true(row.col[NEEDS_AAL2]),
        .user = row.col[USER],
    };
    return true;
}
