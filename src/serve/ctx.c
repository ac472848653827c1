#include "serve/ctx.h"
#include "serve/errors.h"

bool fail_with(Ctx *cx, Error e)
{
    assert(e.kind && !cx->error.kind); /* the first error is the one reported */
    cx->error = e;
    return false;
}

bool send_json(Ctx *cx, int status, Str json)
{
    cx->res.status = status;
    cx->res.content_type = S("application/json; charset=utf-8");
    cx->res.body = json;
    return true;
}

bool send_empty(Ctx *cx, int status)
{
    cx->res.status = status;
    return true;
}

void add_header(Ctx *cx, Str name, Str value)
{
    bool room = header_add(&cx->res, name, value);
    assert(room); /* a handler that adds more than there is room for is our defect */
}

void defer(Ctx *cx, void (*release)(void *), void *what)
{
    assert(cx->n_deferred < MAX_DEFERRED);
    cx->deferred[cx->n_deferred++] = (Deferred){release, what};
}

void ctx_release(Ctx *cx)
{
    while (cx->n_deferred > 0) {
        Deferred d = cx->deferred[--cx->n_deferred];
        d.release(d.what);
    }
}

bool lane_enter(Ctx *cx, Handler *turn)
{
    jmp_buf full, *outer = cx->arena->full;
    bool ok;
    if (setjmp(full) == 0) {
        cx->arena->full = &full;
        ok = turn(cx);
    } else {
        arena_open_reserve(cx->arena);
        cx->error = (Error){.kind = &request_too_large};
        ok = false;
    }
    cx->arena->full = outer;
    return ok;
}

void db_as_service(Ctx *cx)
{
    assert(!cx->db.begun);
    cx->db.role = S("service_role");
}

void db_as_caller(Ctx *cx)
{
    assert(!cx->db.begun);
    cx->db.role = cx->who.role;
}
