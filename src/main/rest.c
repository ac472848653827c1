/* rest.c — `rung rest`: the REST module alone at "/", configured as PostgREST is. */
#include "rest/rest.h"
#include "main/commands.h"
#include "serve/server.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { WAIT_SECONDS = 60, DRAIN_SECONDS = 10 };

static const ErrorKind no_database = {
    500, "no_database", "The database named by PGRST_DB_URI does not answer."};

typedef struct Program {
    Arena arena; /* as long as the process */
    RestServer settings;
    App app;
    ServerSettings server_settings;
    Server *server;
} Program;

static bool fill_app(Program *p, Error *error)
{
    App *app = &p->app;
    const RestServer *s = &p->settings;
    app->routes = rest_routes;
    app->site_url = s->rest.base_url;
    app->anon_role = s->rest.anon_role;
    app->conninfo = str_cstr(&p->arena, s->db_uri);
    app->search_path = S("");
    Buf claims = buf_new(&p->arena);
    buf_addf(&claims, "{\"role\":\"%" STR_FMT "\"}", STR_ARG(s->rest.anon_role));
    app->anon_claims = buf_str(&claims);
    app->cors_origins = s->rest.cors_origins;
    app->trace_header = s->rest.trace_header;
    app->cors_exposed = S("Content-Encoding, Content-Location, Content-Range, "
                          "Content-Type, Date, Location, Server, Transfer-Encoding, "
                          "Range-Unit");
    if (!s->jwt_secret.len)
        return true;
    app->keys = jwt_keys_from_jwks(s->jwt_secret, s->jwt_base64, error);
    return app->keys != NULL;
}

static void fill_server_settings(Program *p)
{
    ServerSettings *s = &p->server_settings;
    int half = p->settings.pool / 2 > 0 ? p->settings.pool / 2 : 1;
    s->app = &p->app;
    s->host = str_cstr(&p->arena, p->settings.host);
    s->port = p->settings.port;
    s->pipes = (PipeSettings){.conninfo = p->app.conninfo,
                              .shared = half,
                              .exclusive = half,
                              .depth = 32,
                              .max_waiting = 4096,
                              .on_heard = schema_cache_heard,
                              .heard_arg = p->app.schema_cache};
    if (!p->settings.rest.unprepared) /* a pooler's connections are not ours to keep */
        s->pipes.listens = schema_listens(p->app.schema_cache);
    s->http.spool_dir = P_tmpdir;
    s->http.head_seconds = 10;
    s->http.body_seconds = 60;
    s->http.idle_seconds = 75;
    s->http.write_seconds = 60;
    s->http.max_connections = 4096;
    s->http.arena_size = 256 << 20;
    s->quiet = true;
}

static bool start(Program *p, Error *error)
{
    if (!rest_config_from_environment(&p->arena, &p->settings, error) ||
        !fill_app(p, error))
        return false;
    p->app.schema_cache = schema_cache_open(p->app.conninfo, p->settings.schema_channel,
                                            &p->settings.rest);
    if (!schema_cache_wait(p->app.schema_cache, WAIT_SECONDS)) {
        *error = (Error){.kind = &no_database,
                         .hint = S("Look at PGRST_DB_URI and PGRST_DB_SCHEMAS.")};
        return false;
    }
    fill_server_settings(p);
    p->server = server_open(&p->server_settings, error);
    if (p->server)
        server_run(p->server);
    return p->server != NULL;
}

int command_rest(int argc, char **argv)
{
    static Program program;
    Program *p = &program;
    Error error = {0};
    if (argc > 1) {
        puts("usage: rung rest\n\nServes the database of PGRST_DB_URI as PostgREST "
             "does; every setting is PostgREST's own PGRST_* variable.");
        return strcmp(argv[1], "--help") == 0 ? 0 : 2;
    }
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an answer, not the end */
    rest_environment();
    p->arena = arena_reserve(16 << 20);
    if (!start(p, &error))
        return command_failed(&error);
    while (!server_ready(p->server))
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    printf("rung: ready on http://%s:%d\n", p->server_settings.host,
           server_port(p->server));
    fflush(stdout);
    int which;
    sigwait(&signals, &which);
    server_stop(p->server, DRAIN_SECONDS);
    schema_cache_close(p->app.schema_cache);
    jwt_keys_free(p->app.keys);
    return 0;
}
