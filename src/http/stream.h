/*
 * stream.h — an answer without an end in sight: rows as they come, events, a websocket.
 *
 * stream_open takes http_answer's place and sends x->res's head.  After status 101 what
 * follows are bare bytes, both ways; else what is sent goes out in chunks.  Everything
 * happens on the loop's thread.  x lives until stream_close, which is owed exactly
 * once, also when the client has gone.
 */
#ifndef HTTP_STREAM_H
#define HTTP_STREAM_H

#include "http/http.h"

typedef struct StreamCalls {
    void (*on_bytes)(Exchange *x, Str bytes, void *arg); /* after a 101; a view */
    void (*on_drained)(Exchange *x, void *arg); /* nothing is queued any more */
    void (*on_gone)(Exchange *x, void *arg);    /* the last call there is */
} StreamCalls;

/* After a 101 on_bytes may be called at once; otherwise nothing is before it returns.
 */
void stream_open(Exchange *x, const StreamCalls *calls, void *arg);

/*
 * Takes the bytes, always, and returns how many wait for the client by now: a sender
 * with much to say stops at some number until on_drained.  A client that takes nothing
 * for the write deadline is gone.
 */
isize stream_send(Exchange *x, Str bytes);

void stream_close(Exchange *x); /* what is queued still goes; then x is no more */
/* In stream_close's place: the connection is reset, so that the client sees that what
 * it has is not the whole. */
void stream_break(Exchange *x);

#endif
