#include "career/practice.h"

#include "career/practice_errors.h"

static const Query find_session = {
    "career.find_session",
    "select id, status, score, consolidated_feedback"
    "  from public.interview_sessions where id = $1::uuid",
};
enum { SESSION_ID, SESSION_STATUS, SESSION_SCORE, SESSION_FEEDBACK };

bool fail_as_missing(Ctx *cx, const ErrorKind *kind)
{
    Str state = db_sqlstate(&cx->db);
    if (!str_eq(state, S("22P02")) && !str_eq(state, S("42501")))
        return false;
    cx->error = (Error){0};
    return fail(cx, .kind = kind);
}

bool practice_find(Ctx *cx, Str id, Practice *p)
{
    Row row;
    if (!db_find(&cx->db, &find_session, STRS(id), &row))
        return fail_as_missing(cx, &no_such_session);
    if (!row.col)
        return fail(cx, .kind = &no_such_session);
    *p = (Practice){row.col[SESSION_ID], row.col[SESSION_STATUS],
                    row.col[SESSION_SCORE], row.col[SESSION_FEEDBACK]};
    return true;
}
