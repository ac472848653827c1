/*
 * ctx.h — everything a handler may touch, and how it ends.
 *
 * A handler returns true to send cx->res and false to send cx->error in its surface's
 * own format.  On the lanes of workers it runs on a thread of theirs, top to bottom. On
 * LANE_LOOP it is two functions on the loop's thread, neither of which may block: the
 * route's `handler` fills cx->job.batch, and its `respond` reads cx->job.reply.
 * LANE_NOW is one function on the loop's thread.
 */
#ifndef SERVE_CTX_H
#define SERVE_CTX_H

#include "base/buf.h"
#include "crypt/jwt.h"
#include "http/http.h"
#include "pg/db.h"
#include "pg/pipe.h"

typedef struct App App; /* app.h: configuration and keys, read-only once serving */
typedef struct Route Route;
typedef struct Surface Surface;

/* Who asks, as her token says; the texts live as long as the request. */
typedef struct Identity {
    Str role;       /* a database role: anon, authenticated, unapproved, service_role */
    Str claims;     /* JSON, for request.jwt.claims; "{}"-like for anon's key */
    Str user_id;    /* sub; null unless a person signed in */
    Str session_id; /* null likewise */
    int64_t expires_at;
} Identity;

enum { MAX_DEFERRED = 16, MAX_PATH_PARAMS = 4 };

typedef struct Deferred {
    void (*release)(void *);
    void *what;
} Deferred;

typedef struct Ctx {
    const App *app;
    const Route *route;
    const Request *req;
    Str params[MAX_PATH_PARAMS]; /* what ":name" and "*" of the route's path matched,
                                    decoded */
    Identity who;
    JwtOutcome refused; /* what was wrong with the token, if that is the error */
    Response res;
    Error error;
    int retry_after; /* seconds; with an error that passes by itself */
    Arena *arena;
    int worker_lane;      /* LANE_DB or another of the workers': whose turn it is */
    Str whose;            /* of the workers' lanes: limit_whose() */
    double child_seconds; /* of a processor, that a child took for it */
    Db db;                /* worker lanes: as the caller, until db_as() */
    PipeJob job;          /* LANE_LOOP */
    Exchange *exchange;
    struct Loop *loop;
    void *way_there,
        *way_back; /* workers.c's and loop.c's, while a worker has the request */
    void *state;   /* what a LANE_LOOP handler keeps for its respond */
    /* LANE_LOOP: what the handler asks of the head statement */
    bool read_only;   /* the transaction is */
    bool claims_only; /* nothing in it can see more of the request: say no more */
    Str search_path;  /* null: the server's own */
    Strs settings;    /* name, value, ...: more settings, local to this request */
    bool unprepared;  /* nothing is prepared: a pooler stands before the database */
    bool again;       /* set by respond: run the handler once more, with what is new */
    bool second_time;
    void *kept; /* what a LANE_LOOP handler keeps for its next run; NULL: nothing */
    bool apart; /* set by job.on_row on a shared connection: run the handler once more,
                   on one of its own */
    /* Set by respond inside an open transaction: */
    bool goes_on;    /* job.parts are new, and what they give comes to respond too */
    bool takes_back; /* the answer stands, what was done does not */
    bool decided,
        answered; /* dispatch.c's: respond has run inside the open transaction */
    bool parked;  /* see answer_park */
    int n_parked; /* how often it was */
    bool streams; /* the answer's head is out: see answer_begin */
    Deferred deferred[MAX_DEFERRED];
    int n_deferred;
} Ctx;

typedef bool Handler(Ctx *cx);

/* return fail(cx, .kind = &weak_password, .hint = S("Use at least 8 characters")); */
#define fail(cx, ...) fail_with((cx), (Error){__VA_ARGS__})
bool fail_with(Ctx *cx, Error e);

bool send_json(Ctx *cx, int status, Str json);
bool send_empty(Ctx *cx, int status);
void add_header(Ctx *cx, Str name,
                Str value); /* name and value live in the arena or for ever */

/*
 * LANE_LOOP, from handler, respond or on_error, whose word then does not count: nothing
 * is answered until answer_resume, from any thread, runs the handler again.
 */
void answer_park(Ctx *cx);
void answer_resume(void *cx);

/*
 * LANE_LOOP: an answer that goes out before it is whole.  cx->res has its head;
 * answer_send gives its bytes, and says false when the client has enough for now: then
 * job.on_row says so too, and is called again by itself.  The answer ends when respond
 * has returned true; after a failure its client's connection is reset.
 */
void answer_begin(Ctx *cx);
bool answer_send(Ctx *cx, Str bytes);

/*
 * LANE_LOOP: an answer that is whole before it goes out, in a file until then.  A
 * thread writes: when answer_file_add says false, job.on_row says so too, and is called
 * again by itself, or respond is.  answer_file_send makes it cx->res's, ahead of the
 * body.
 */
typedef struct AnswerFile AnswerFile;
AnswerFile *answer_file_open(Ctx *cx); /* NULL: there is no disk for it */
bool answer_file_add(AnswerFile *f, Str bytes);
bool answer_file_failed(const AnswerFile *f);
void answer_file_send(const AnswerFile *f);

/*
 * One turn of a request's work: arena overflow inside ends it as request_too_large.
 * longjmp must never cross a library's frames, so libraries are called from inside
 * turns and never call turns.
 */
bool lane_enter(Ctx *cx, Handler *turn);
void ctx_release(Ctx *cx); /* everything deferred */

/* Released, last first, on every way out; register before the next arena allocation. */
void defer(Ctx *cx, void (*release)(void *), void *what);

/* From here on this handler's queries are the server's own: for what a person may not
 * set. */
void db_as_service(Ctx *cx);
void db_as_caller(Ctx *cx);

#endif
