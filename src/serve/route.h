/*
 * route.h — a row of the table of every route, and finding one.
 *
 * A path is literal segments, ":name" for one segment, and "*" at the end for the rest.
 * Literal beats ":name" beats "*".  What matched lies, percent-decoded, in cx->params
 * in the order of the path.  A segment that decodes to something with a NUL is no
 * match.
 */
#ifndef SERVE_ROUTE_H
#define SERVE_ROUTE_H

#include "serve/ctx.h"

typedef enum Lane {
    LANE_NOW,
    LANE_LOOP,
    LANE_DB,
    LANE_CPU,
    LANE_NET,
    LANE_PASSWORD, /* bcrypt: a twentieth of a second of a processor each */
} Lane;

typedef enum Access {
    PUBLIC,    /* nobody is asked: a bad token is not even looked at */
    ANYONE,    /* with or without a token; a bad one is refused */
    KEYED,     /* with a token: the anonymous key's will do */
    SIGNED_IN, /* a person's own token */
    SERVICE,   /* service_role's */
} Access;

/* One API's ways: how it says errors. */
struct Surface {
    const char *name;              /* in metrics and logs */
    void (*render_error)(Ctx *cx); /* cx->error -> cx->res; must not fail */
};

struct Route {
    int methods; /* Method bits */
    const char *path;
    Lane lane;
    Handler *handler;
    Handler *respond; /* LANE_LOOP */
    const Surface *surface;
    Access access;
    BodyKind body;
    int64_t body_limit;
    /* LANE_LOOP, may be NULL: cx->error is the database's; may better it, or set
     * cx->again. */
    Handler *on_error;
    /* May be NULL: which workers take it, when one address has quick and slow requests.
     */
    Lane (*lane_of)(Ctx *cx);
    /*
     * May be NULL: a last question when the head is whole and who asks is known, before
     * a byte of the body is read.  On the loop: it must not block, nor ask the
     * database.
     */
    Handler *admit;
};

typedef struct Routes {
    const Route *v;
    isize n;
} Routes;

typedef struct RouteMatch {
    const Route *route; /* NULL: no such path, or not with this method */
    int allowed;        /* methods that the path knows: 0 is a 404, else a 405 */
    Str params[MAX_PATH_PARAMS];
} RouteMatch;

void say_error(Ctx *cx); /* cx->error -> cx->res, by the surface; in any arena */

Str method_names(Arena *a, int methods); /* "GET, HEAD" */

RouteMatch route_match(Arena *a, Routes routes, int method, Str path);

#endif
