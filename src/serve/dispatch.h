/* dispatch.h — what the parts of a request's way through serve offer each other. */
#ifndef SERVE_DISPATCH_H
#define SERVE_DISPATCH_H

#include "serve/loop.h"

/* session.c: what every transaction sets anew, by name and value. */
Strs session_settings(Ctx *cx);
/* LANE_LOOP: who asks and what the handler wants, at the head of cx->job, or of the
 * first of its parts. */
void session_begin(Ctx *cx);

/* cors.c: any origin may ask, since a token and not a cookie is what opens doors. */
bool cors_is_preflight(const Request *req);
bool cors_answer_preflight(Ctx *cx);
void cors_add_headers(Ctx *cx);

#endif
