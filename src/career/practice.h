/* practice.h — what the endpoints of practice share. */
#ifndef CAREER_PRACTICE_H
#define CAREER_PRACTICE_H

#include "serve/ctx.h"

typedef struct Practice {
    Str id, status, score, feedback; /* feedback: JSON */
} Practice;

/* One of the caller's own, as her policies show it; fails with no_such_session. */
bool practice_find(Ctx *cx, Str id, Practice *p) MUST_CHECK;

/* After a query that failed: when that means "there is none for her" (no uuid, nobody's
 * rights), the error becomes this one. */
bool fail_as_missing(Ctx *cx, const ErrorKind *kind);

#endif
