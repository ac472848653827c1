/*
 * connection.h — one client's socket and the exchange that is on it; the module's own.
 *
 * A connection's state *is* the list of its server that it lies in, and
 * connection_move is the only way from one to another:
 *
 *   IDLE -> HEAD -> BODY -> HANDLING -> WRITING -> IDLE, or LINGERING, or CLOSED
 *                                    -> STREAMING -> WRITING
 */
#ifndef HTTP_CONNECTION_H
#define HTTP_CONNECTION_H

#include "http/chunked.h"
#include "http/exchange.h"
#include "http/response.h"
#include "http/spool.h"

enum { READ_SIZE = 64 << 10, SPOOL_BLOCK = 2 * READ_SIZE };

typedef enum ConnState {
    CONN_IDLE,      /* no byte of a request yet */
    CONN_HEAD,      /* some */
    CONN_BODY,      /* the head is whole, the body is not */
    CONN_HANDLING,  /* the application owes the answer */
    CONN_STREAMING, /* it is answering piece by piece */
    CONN_WRITING,   /* it has answered */
    CONN_LINGERING, /* our side is shut; the client may still be sending */
    CONN_CLOSED,
    N_CONN_STATES
} ConnState;

typedef struct Link {
    struct Link *prev, *next;
} Link;

/* A block of a body on its way into its file; on the heap. */
typedef struct Spool {
    SpoolWrite write; /* first */
    struct Connection *conn;
    isize n;
    char block[SPOOL_BLOCK];
} Spool;

typedef struct BodyReader {
    int64_t left; /* of a known length */
    Chunked chunked;
    char *memory; /* the arena's newest block */
    isize cap;
    Spool *spool;
    bool maps;                /* the spool file, when it is whole */
    const ErrorKind *failure; /* of the spool file */
} BodyReader;

typedef struct Sending {
    uv_write_t req;
    char *held;   /* from the heap: what must outlive http_answer */
    char *packed; /* from the heap: the compressed body */
    int file;
    int64_t file_at, file_left;
    uv_buf_t tail; /* what comes behind the file */
    uv_fs_t fs;
    char *chunk; /* from the heap: the file's next bytes */
    bool done;
} Sending;

typedef struct Stream {
    const struct StreamCalls *calls; /* NULL: no stream is open */
    void *arg;
    bool upgraded, chunked, told;
    int n_queued; /* writes that libuv has */
} Stream;

typedef struct Connection {
    Link link;
    uv_tcp_t tcp;
    struct HttpServer *server;
    ConnState state;
    uint64_t since; /* uv_now() when the state's window began */
    int64_t mark;   /* progress() at that time; -1: unknown */
    char *in;       /* what of the input is unread, while advancing */
    isize n_in;
    char *pending; /* from the heap: what could not be read yet */
    isize n_pending, pending_cap;
    Slot *slot; /* the exchange at hand */
    BodyReader body;
    Sending sending;
    Stream stream;
    int64_t bytes_in, bytes_out;
    bool advancing, reading, eof, close_after, linger_after, handle_gone, trusted;
    bool disk;  /* a thread of libuv's is reading or writing for the exchange */
    bool owned; /* by the application, from on_request to http_answer */
    char ip[INET6_ADDRSTRLEN];
} Connection;

/* connection.c */
void connection_move(Connection *c, ConnState to);
void connection_open(struct HttpServer *s, int fd, const struct sockaddr_storage *from,
                     bool refused);
void connection_resume(Connection *c);  /* goes as far as it can, and arms reading */
void connection_close(Connection *c);   /* connection_resume then ends its exchange */
void connection_expired(Connection *c); /* its state's deadline has come */
int connection_seconds(const HttpSettings *settings, ConnState state); /* 0: no end */

/* body.c: some may refuse, with what they return. */
const ErrorKind *body_begin(Connection *c);
const ErrorKind *body_take(Connection *c); /* from c->in */
bool body_is_whole(const Connection *c);
const ErrorKind *body_end(Connection *c);          /* c's request gets its body */
bool body_window(Connection *c, uv_buf_t *window); /* where to read it to, directly */
void body_arrived(Connection *c, isize n);         /* n bytes are in the window */
void body_drop(Connection *c);

/* stream.c */
bool stream_step(Connection *c);
void stream_gone(Connection *c); /* tells whoever has it open, once */

/* send.c: sends c's response; c->sending.done, or connection_resume later. */
void send_answer(Connection *c);
Str send_head(Connection *c, const Framing *framing); /* until the next one */
void send_drop(Connection *c);
void send_continue(Connection *c);

#endif
