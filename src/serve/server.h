/* server.h — all loops and workers: started, drained, stopped. */
#ifndef SERVE_SERVER_H
#define SERVE_SERVER_H

#include "serve/app.h"

typedef struct ServerSettings {
    const App *app;
    const char *host;
    int port;           /* 0: any */
    int loops;          /* 0: one for each processor */
    PipeSettings pipes; /* of each loop */
    HttpSettings http;  /* deadlines and limits; hooks are serve's own */
    int db_workers, cpu_workers, net_workers;
    bool quiet; /* no access log */
} ServerSettings;

typedef struct Server Server;

/* Has its port when it returns; NULL: *error says why not.  The settings outlive it. */
Server *server_open(const ServerSettings *settings, Error *error);
void server_run(Server *s); /* from here on App is read-only */
int server_port(const Server *s);
bool server_ready(const Server *s); /* every loop has a way to the database */

/* Answers in flight finish; what is not done after `seconds` is dropped. */
void server_stop(Server *s, int seconds);

/* The route handlers that serve itself brings. */
Handler health_live, health_ready, metrics_text;
extern const Surface plain_surface; /* {code, message, details, hint} */

#endif
