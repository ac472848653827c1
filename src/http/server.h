/* server.h — what one loop's server holds; the module's own. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "http/compress.h"
#include "http/connection.h"
#include "http/date.h"
#include "http/response.h"

#include <netinet/in.h>
#include <stdatomic.h>

/* A ring of connections that entered a state one after the other. */
typedef struct ConnList {
    Link ends;
} ConnList;

typedef struct Network {
    unsigned char address[16]; /* IPv4 as ::ffff:a.b.c.d */
    int bits;
} Network;

typedef struct Counters {
    _Atomic int64_t accepted, open, requests, refused, bytes_in, bytes_out;
} Counters;

struct HttpServer {
    const HttpSettings *settings;
    uv_loop_t *loop;
    int fd, port;
    uv_poll_t listener;
    uv_timer_t tick;
    bool listening, accept_paused, draining;
    int open_handles; /* listener and tick until libuv has let go of them */
    void (*drained)(void *);
    void *drained_arg;
    ConnList lists[N_CONN_STATES]; /* a connection lies in its state's */
    Counters counts;
    Slot *spare; /* warm exchanges, newest first */
    int n_spare, least_spare;
    uint64_t random[2];
    Network *trusted;
    isize n_trusted;
    Compressor *compressor;
    char *head; /* where an answer's head is put together */
    isize head_cap;
    char date[HTTP_DATE_SIZE];
    uint64_t date_until; /* uv_now() when `date` is old */
    char read_buffer[READ_SIZE];
};

/* Only the loop's thread writes, so that no locked instruction is needed. */
static inline void count(_Atomic int64_t *counter, int64_t n)
{
    int64_t was = atomic_load_explicit(counter, memory_order_relaxed);
    atomic_store_explicit(counter, was + n, memory_order_relaxed);
}

void server_connection_ended(HttpServer *s); /* one closed: accept, or drained */

/* proxy.c: whose word is taken for whose address. */
bool networks_parse(Strs texts, Network *networks, Error *error) MUST_CHECK;
bool networks_have(const Network *networks, isize n, const unsigned char address[16]);
void address_of(const struct sockaddr_storage *from, unsigned char address[16]);
void address_text(const unsigned char address[16], char text[INET6_ADDRSTRLEN]);
/* The right-most untrusted address of X-Forwarded-For; false when there is none. */
bool forwarded_for(const HttpServer *s, const Request *req,
                   char text[INET6_ADDRSTRLEN]);

#endif
