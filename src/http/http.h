/*
 * http.h — one request, the response it is owed, and the server that carries both.
 *
 * An Exchange lives from the first byte of a request's head until its answer has been
 * written or its client has gone; its arena lives as long.  Exchanges of a connection
 * follow one another, so pipelined requests are answered in order.  Everything here
 * happens on the loop's own thread.
 */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include "base/error.h"
#include "http/request.h"

#include <uv.h>

enum { HTTP_MAX_RESPONSE_HEADERS = 48 };

typedef struct Response {
    int status;
    Str content_type;
    Header headers[HTTP_MAX_RESPONSE_HEADERS];
    int n_headers;
    Str body;
    int file; /* ahead of the body, when file_size is set: sent from file_offset, and */
    int64_t file_offset, file_size; /* closed by the server, sent or not */
    int64_t
        head_length; /* HEAD answers: the Content-Length to name without a body, or 0 */
    bool close;      /* the connection ends after this answer */
    bool chosen_length; /* 204 and 304 style: no Content-Length at all */
} Response;

typedef enum BodyKind {
    BODY_NONE,
    BODY_MEMORY,
    BODY_FILE,
    BODY_TEXT, /* memory; a large one is a file's, see Request.maps_body */
} BodyKind;

typedef struct Exchange {
    Request req;
    Response res;
    Arena *arena;
    void *user;         /* the application's */
    BodyKind body_kind; /* set by on_head */
    int64_t body_limit; /* bytes; more is answered 413 */
    uint64_t started;   /* uv_hrtime() at the head's first byte */
    int64_t bytes_sent; /* known in on_end */
    _Atomic bool client_gone;
    struct Connection *conn;
} Exchange;

/* What the server calls; `app` is HttpSettings.app. */
typedef struct HttpHooks {
    /*
     * The head is whole.  True: read the body into what body_kind and body_limit say.
     * False: x->res is the answer already, and the body is not wanted.  Here and in
     * on_refusal the server has armed the arena's way out.
     */
    bool (*on_head)(Exchange *x, void *app);
    /* All is there; answer now or later.  The arena's way out is yours to arm. */
    void (*on_request)(Exchange *x, void *app);
    /* Answered or given up, if any hook has seen it; then the arena goes. */
    void (*on_end)(Exchange *x, void *app);
    /* Writes x->res for a refusal of the server's own (400, 408, 413, 431, ...). */
    void (*on_refusal)(Exchange *x, const Error *why, void *app);
} HttpHooks;

typedef struct HttpSettings {
    const char *host;                /* a name or an address; NULL: every one */
    int port;                        /* 0: any; see http_port */
    const struct HttpServer *beside; /* ours, on another loop: its port instead */
    const char *spool_dir;
    Strs trusted_proxies; /* addresses or CIDRs whose X-Forwarded-For is believed */
    int head_seconds, body_seconds, idle_seconds, write_seconds; /* deadlines */
    int max_connections;                                         /* per loop */
    isize arena_size; /* reserved for each exchange */
    HttpHooks hooks;
    void *app; /* loops may have settings of their own, and so an app of their own */
} HttpSettings;

typedef struct HttpServer HttpServer; /* one for each loop, all on one port */

/* The settings must outlive it.  NULL: *error says why (port in use, no such address).
 */
HttpServer *http_open(uv_loop_t *loop, const HttpSettings *settings, Error *error);
int http_port(const HttpServer *s);

/*
 * Sends x->res; exactly once for each on_request, on the loop's thread, also when the
 * client has gone.  Takes nothing from the arena.  Outside of on_request x may be
 * another request when it returns.
 */
void http_answer(Exchange *x);

/* Stops accepting, closes idle connections, lets answers in flight finish; then calls.
 */
void http_drain(HttpServer *s, void (*drained)(void *), void *arg);
void http_close(HttpServer *s); /* drops what is left */
/* When its loop has ended, and nobody asks for its counts any more. */
void http_free(HttpServer *s);

typedef struct HttpCounts {
    int64_t accepted, open, requests, refused, bytes_in, bytes_out;
} HttpCounts;
HttpCounts http_counts(const HttpServer *s); /* from any thread, until http_free */

/* A file without a name, where bodies are spooled; -1: errno says why. */
int http_spool(const Exchange *x);

bool header_add(Response *res, Str name, Str value); /* false: no room left */
const char *http_reason(int status);

#endif
