/*
 * watch.h — what a loop hears of a connection's socket.
 *
 * libpq may close its socket before the loop has let go of it, and the number is then
 * anybody's: so the loop watches a copy, which lives until the watch is closed.
 */
#ifndef PG_WATCH_H
#define PG_WATCH_H

#include <stdbool.h>
#include <uv.h>

typedef struct Watch Watch;

/* NULL: the process has no number left for another file.  `heard` finds `user` in its
 * handle's data. */
Watch *watch_open(uv_loop_t *loop, int socket, uv_poll_cb heard, void *user);
void watch_for(Watch *w, int events); /* from now on; 0: nothing; w may be NULL */
void watch_close(Watch *w);           /* nothing more is heard; w may be NULL */

#endif
