/* exchange.h — an exchange, what it needs, and its turns; the module's own. */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include "http/head.h"

#include <netinet/in.h>

/* An exchange and what it needs, recycled together. */
typedef struct Slot {
    Exchange x; /* first: an Exchange is its Slot */
    Arena arena;
    struct Slot *next;
    Head head;
    bool hooked; /* the application knows of it */
    char id[27];
    char client_ip[INET6_ADDRSTRLEN];
} Slot;

/* slots.c: exchanges with their arenas, kept warm. */
void *heap_get(isize size); /* aborts rather than give none */
Slot *slot_take(struct HttpServer *s);
void slot_give(struct HttpServer *s, Slot *slot);
void slots_trim(struct HttpServer *s); /* each tick: some that lay unused since then */
void slots_free(struct HttpServer *s);
void request_id(struct HttpServer *s, char id[27]);

/* exchange.c: the exchange on a connection, each at its time. */
void exchange_begin(struct Connection *c);
void exchange_head_is_whole(struct Connection *c); /* then BODY or WRITING */
void exchange_hand_over(struct Connection *c);     /* the body is whole, too */
void exchange_refuse(struct Connection *c, const ErrorKind *kind);
void exchange_end(struct Connection *c);

#endif
