/*
 * refusals.h — why PostgreSQL said 42501: which GRANT is missing, or which policies a
 * row had to pass.
 *
 * It is told in the error's hint, and only to those whom the settings name: to a
 * stranger it would say how the tables are guarded.
 */
#ifndef REST_REFUSALS_H
#define REST_REFUSALS_H

#include "rest/rest.h"

/* True: *cx->error is kept, and the handler is to run once more, to ask for the why. */
bool refusal_wants_why(Ctx *cx, const RestJob *job);
/* The same of any error: what is asked then, for one text, and where that goes. */
void refusal_keep(Ctx *cx, const char *question, Strs params, Str *answer);
bool refusal_ask(Ctx *cx);  /* the handler, then */
bool refusal_tell(Ctx *cx); /* respond, and on_error: the error again, with its hint */

#endif
