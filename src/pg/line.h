/*
 * line.h — one connection of the pipes: its socket, its jobs' way, its ups and downs.
 *
 * The module's own.  pipe.c chooses lines and keeps what waits; line.c keeps one going.
 */
#ifndef PG_LINE_H
#define PG_LINE_H

#include "pg/conn.h"
#include "pg/pipe.h"
#include "pg/pipe_queue.h"
#include "pg/watch.h"

enum { MAX_CONNECTIONS = 64, FIRST_RETRY = 100, AT_ONCE = 1 /* ms */ };

/* The state is where the connection stands; only set_state() changes it. */
typedef enum State { DOWN, CONNECTING, UP } State;

typedef struct Line {
    Pipes *pipes;
    State state;
    bool exclusive;
    PGconn *dialing; /* CONNECTING */
    PgConn *conn;    /* UP */
    Watch *watch;    /* of its socket; NULL: none */
    uv_timer_t retry;
    uint64_t wait;        /* ms until the next attempt */
    uint64_t since;       /* when something was last heard, or began; the loop's ms */
    int in_flight, acts;  /* jobs; and those that do more than read */
    int left;             /* segments whose jobs have gone ahead elsewhere */
    uint64_t moved, pace; /* when a job last ended here, or began; and nanoseconds from
                             one end to the next, of late */
    PipeJob *deciding;    /* its transaction is open */
    PipeJob *feeding;     /* it has statements to give before its batch's own */
    bool paused;          /* until somebody has room for more of them */
    Reply ending;         /* of COMMIT, ROLLBACK and of setting the session back */
    bool commits, resetting, dropped, listening;
} Line;

struct Pipes {
    uv_loop_t *loop;
    PipeSettings settings;
    Line lines[MAX_CONNECTIONS];
    int n_lines;
    Queue waiting[2]; /* by exclusive */
    Queue ended;      /* jobs whose done() is called on the next turn of the loop */
    uv_idle_t turn;
    uv_timer_t tick, look;
    PipeCounts counts;
    int up[2]; /* lines that are, by exclusive; other threads ask */
    bool near; /* PostgreSQL has the same processors as we */
    bool closing;
};

#define COUNT(p, field, n) __atomic_fetch_add(&(p)->counts.field, (n), __ATOMIC_RELAXED)

void line_connect(Line *l); /* begins, or goes on with what was begun */
void line_send(Line *l, PipeJob *job);
void line_leave(Line *l, PipeJob *job); /* its segment is abandoned */
void line_lose(Line *l); /* its jobs end as lost; it comes back by itself */
void line_go_down(Line *l);
void line_go_on(Line *l); /* it was paused */
void line_drop(Line *l);  /* lost at once, and back at once */
bool line_is_up(const Line *l);
bool line_has_room(const Line *l); /* of one that is up */
/* Nanoseconds until a job that is sent now would have its turn, as things go. */
uint64_t line_expected_wait(const Line *l);

/* What waits behind a statement that stands goes ahead on another connection: to be
 * called when something is sent. */
void pipes_look_out(Pipes *p);

/* pipe.c, for its lines */
/* NULL: none has room, or not yet. */
Line *pipes_choose(Pipes *p, const PipeJob *job);
bool pipes_any_up(const Pipes *p, bool exclusive);
bool pipes_any_hope(const Pipes *p, bool exclusive);
void pipes_fail_waiting(Pipes *p, bool exclusive);
void pipes_end_later(Pipes *p, PipeJob *job); /* its reply is there */
void pipes_dispatch(Pipes *p);

#endif
