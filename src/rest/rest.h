/*
 * rest.h — PostgREST's protocol: what routes.c names, and what its parts share.
 *
 * A request is compiled to SQL on the loop, sent down a pipe, and answered when its
 * result comes.  App.schema_cache must be set; the settings are the cache's.
 */
#ifndef REST_REST_H
#define REST_REST_H

#include "rest/schema_cache.h"
#include "rest/sql.h"
#include "serve/app.h"

Handler rest_compile;  /* the route's handler */
Handler rest_respond;  /* its respond */
Handler rest_on_error; /* its on_error: a stale snapshot, a status from SQL */
extern const Surface rest_surface;

/* Every method there is: which of them an address takes, the snapshot knows. */
#define REST_METHODS                                                                   \
    (METHOD_GET | METHOD_HEAD | METHOD_POST | METHOD_PUT | METHOD_PATCH |              \
     METHOD_DELETE | METHOD_OPTIONS | METHOD_OTHER)
enum {
    REST_BODY_MAX = 128 << 20,
    REST_BODY_KEPT = 32 << 20, /* what is not rows for a table is taken as a whole */
    HEADERS_FROM_SQL = 24,     /* what is left is for the server's own */
    FIRST_FINAL_STATUS = 200,  /* before it, an answer is not an answer yet */
};

/* `rung rest`: this module alone, at "/". */
extern const Routes rest_routes;

typedef struct Transaction Transaction;

/* What a request keeps between its two halves. */
typedef struct RestJob {
    Plan plan;
    Ask ask;
    SchemaCache *cache;
    Schema *schema;
    Shape shape;
    Pieces *pieces;           /* of the payload; NULL: it is a parameter */
    Strs piece;               /* the one on its way */
    bool too_large;           /* for the arena, a piece of it */
    struct RowSink *sink;     /* rows.h: the main statement's rows come one by one */
    struct NestedJob *nested; /* of an insert with related rows */
    Transaction *transaction; /* of several operations; NULL: this is one */
    bool is_part;             /* one of them */
    const struct RowWriter *writer; /* rows.h: of the main statement's rows; NULL: it
                                       gives the body */
    bool shaped;   /* they are the shape's columns, for C to write as JSON */
    bool stale;    /* the snapshot is older than what has been heard */
    bool probing;  /* nothing is asked but whether there is news */
    Error refused; /* probing: what the snapshot says of the request */
    bool unshaped; /* it must not: the snapshot's columns were not the table's */
    /* where each statement's result lies; -1: not asked */
    int main, count, estimate, settings;
    int tables, routines, description; /* for the root document */
    uint64_t started, parsed, planned; /* uv_hrtime */
} RestJob;

bool rest_identity(Ctx *cx, const RestConfig *config); /* identity.c: cx->who */
/* What is wrong with a token, as PostgREST would say it. */
Error rest_token_error(Arena *a, JwtOutcome outcome, Str token);
void free_json(void *tree); /* jansson's; for defer() */

/* compile.c: an empty job, and its plan.  A schema that is NULL is there later. */
RestJob *job_new(Ctx *cx, SchemaCache *cache, Schema *schema);
bool job_plan(Ctx *cx, RestJob *job);

/* compile.c: there is news, and a snapshot with it to wait for; which begins the
 * request anew, so that there is no answer yet: false. */
bool job_must_wait(const Ctx *cx, const RestJob *job);
bool job_waits(Ctx *cx, const RestJob *job);

bool run_plan(Ctx *cx, RestJob *job); /* run.c: the batch */
bool run_part(Ctx *cx, RestJob *job); /* the same, in a transaction of several */
Isolation run_isolation(const RestJob *job, Str role);
bool run_rolls_back(const RestJob *job);

/* nested_insert.c: the rows, as parts of cx->job, behind what is in its batch. */
void nested_push(Ctx *cx, RestJob *job);
bool nested_are_made(Ctx *cx,
                     const RestJob *job); /* false: *cx->error says which not */
/* Notes which row the database's error is of, or comes of: one that was not made. */
void nested_blame(Ctx *cx, const RestJob *job);
/* True: the handler is to run once more, to ask which column; as in refusals.h. */
bool nested_wants_column(Ctx *cx, const RestJob *job);
/* Of the error in the payload, "roles[1].name"; or null. */
Str nested_place(Arena *a, const RestJob *job);

/* transaction.c */
bool transaction_compile(Ctx *cx, RestJob *job);
bool transaction_respond(Ctx *cx, RestJob *job);
/* Which operation the error is of, from 0, and its job; -1: of none, or of all. */
int transaction_failed(const Transaction *t, const RestJob **job);
/* Notes whose error the database's was, and gives its job. */
const RestJob *transaction_blame(Ctx *cx, const RestJob *job);

bool run_root(Ctx *cx, RestJob *job);
bool respond_options(Ctx *cx, const RestJob *job);
bool respond_root(Ctx *cx, const RestJob *job); /* openapi.c */

/* headers.c: response.headers and response.status, which functions may set. */
bool apply_settings(Ctx *cx, const RestJob *job);
void add_common_headers(Ctx *cx, const RestJob *job);

/* `more`: further members, as ",\"name\":value". */
Str error_json(Arena *a, const Error *e, bool terse, Str more);

#endif
