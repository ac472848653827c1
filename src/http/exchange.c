/* exchange.c — what an exchange goes through, from its first byte to its end. */
#include "http/errors.h"
#include "http/server.h"

#include <string.h>
#include <unistd.h>

/* Each hook may use up the arena, and leaves by it to here: then false. */
static bool guarded(Connection *c, void (*call)(Connection *c, void *arg), void *arg)
{
    jmp_buf full;
    c->slot->arena.full = &full;
    if (setjmp(full)) {
        arena_open_reserve(&c->slot->arena);
        return false;
    }
    call(c, arg);
    return true;
}

static void call_on_refusal(Connection *c, void *why)
{
    const HttpSettings *settings = c->server->settings;
    c->slot->hooked = true;
    settings->hooks.on_refusal(&c->slot->x, why, settings->app);
}

static void plain_refusal(Response *res, const Error *why)
{
    *res = (Response){.status = error_status(why), .content_type = S("text/plain")};
    res->body = error_message(why);
    if (res->status == 503)
        header_add(res, S("Retry-After"), S("2"));
}

void exchange_refuse(Connection *c, const ErrorKind *kind)
{
    Exchange *x = &c->slot->x;
    Error why = {.kind = kind};
    x->res = (Response){0};
    if (!c->server->settings->hooks.on_refusal || !guarded(c, call_on_refusal, &why))
        plain_refusal(&x->res, &why);
    x->arena->full = NULL;
    count(&c->server->counts.refused, 1);
    c->close_after = c->linger_after = true;
    c->mark = -1;
    connection_move(c, CONN_WRITING);
    send_answer(c);
}

void exchange_begin(Connection *c)
{
    Slot *slot = slot_take(c->server);
    c->slot = slot;
    slot->x.conn = c;
    slot->x.started = uv_hrtime();
    slot->x.req.client_ip = str_of(c->ip);
    request_id(c->server, slot->id);
    slot->x.req.id = (Str){slot->id, 26};
    c->sending.file = -1;
    connection_move(c, CONN_HEAD);
}

/* A trusted proxy's own id, when it is one that a log can carry. */
static bool is_id(Str id)
{
    return id.len >= 8 && id.len <= 64 && head_is_token(id);
}

static void believe_proxy(Connection *c)
{
    Slot *slot = c->slot;
    Request *req = &slot->x.req;
    if (forwarded_for(c->server, req, slot->client_ip))
        req->client_ip = str_of(slot->client_ip);
    Str id = header_get(req, S("x-request-id"));
    if (is_id(id))
        req->id = id;
}

/* The head moves to where the exchange lives. */
static void keep_head(Connection *c)
{
    Slot *slot = c->slot;
    Exchange *x = &slot->x;
    char *bytes = arena_alloc(x->arena, 1, 1, slot->head.size);
    memcpy(bytes, c->in, (size_t)slot->head.size);
    Header *headers = make_n(x->arena, Header, slot->head.n_fields);
    head_request(&slot->head, bytes, headers, &x->req);
    c->in += slot->head.size;
    c->n_in -= slot->head.size;
    if (c->trusted)
        believe_proxy(c);
}

static void call_on_head(Connection *c, void *wanted)
{
    const HttpSettings *settings = c->server->settings;
    keep_head(c);
    c->slot->hooked = true;
    *(bool *)wanted = settings->hooks.on_head(&c->slot->x, settings->app);
}

static void decide_to_close(Connection *c)
{
    const Exchange *x = &c->slot->x;
    c->close_after |= x->res.close || !x->req.keep_alive || c->server->draining;
}

/* The body is not wanted; one that is here already need not cost the connection. */
static void answer_early(Connection *c)
{
    const Request *req = &c->slot->x.req;
    if (req->has_body && (req->content_length < 0 || req->content_length > c->n_in)) {
        c->close_after = c->linger_after = true;
    } else {
        c->in += req->content_length;
        c->n_in -= (isize)req->content_length;
    }
    decide_to_close(c);
    c->mark = -1;
    connection_move(c, CONN_WRITING);
    send_answer(c);
}

static void begin_body(Connection *c)
{
    const ErrorKind *refusal = body_begin(c);
    if (refusal) {
        exchange_refuse(c, refusal);
        return;
    }
    connection_move(c, CONN_BODY);
    c->mark = c->bytes_in;
    if (c->slot->x.req.expects_continue && c->slot->x.req.has_body && !c->n_in)
        send_continue(c);
}

void exchange_head_is_whole(Connection *c)
{
    bool wanted = false, had_room = guarded(c, call_on_head, &wanted);
    c->slot->arena.full = NULL;
    count(&c->server->counts.requests, 1);
    if (!had_room)
        exchange_refuse(c, &no_room);
    else if (wanted)
        begin_body(c);
    else
        answer_early(c);
}

/*
 * From here on the application owns the exchange, perhaps on another thread already
 * when the hook returns: it arms the arena's way out itself, and nothing is touched
 * afterwards.
 */
void exchange_hand_over(Connection *c)
{
    const HttpSettings *settings = c->server->settings;
    const ErrorKind *refusal = body_end(c);
    if (refusal) {
        exchange_refuse(c, refusal);
        return;
    }
    connection_move(c, CONN_HANDLING);
    c->slot->arena.full = NULL;
    c->owned = true;
    settings->hooks.on_request(&c->slot->x, settings->app);
}

void http_answer(Exchange *x)
{
    Connection *c = x->conn;
    assert(c->owned);
    c->owned = false;
    if (c->state == CONN_CLOSED) {
        if (x->res.file_size)
            close(x->res.file);
    } else {
        decide_to_close(c);
        c->mark = -1;
        connection_move(c, CONN_WRITING);
        send_answer(c);
    }
    connection_resume(c);
}

void exchange_end(Connection *c)
{
    HttpServer *s = c->server;
    Slot *slot = c->slot;
    if (slot->hooked && s->settings->hooks.on_end)
        s->settings->hooks.on_end(&slot->x, s->settings->app);
    send_drop(c);
    body_drop(c);
    c->slot = NULL;
    slot_give(s, slot);
}
