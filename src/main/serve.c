/* serve.c — `rung serve`: the database, the keys, the loops; then the control thread's
 * watch. */
#include "career/pictures.h"
#include "crypt/secrets.h"
#include "main/address.h"
#include "main/commands.h"
#include "main/database.h"
#include "main/routes.h"
#include "main/upkeep.h"
#include "pg/conninfo.h"
#include "rest/schema_cache.h"
#include "serve/limits.h"
#include "serve/server.h"
#include "serve/workers.h"
#include "web/web.h"

#include "base/buf.h"

#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    DB_WORKERS = 8,
    CPU_WORKERS = 2, /* rendering: as many as there are processors to keep busy */
    NET_WORKERS = 4,
    PASSWORD_WORKERS = 2, /* their own, so that guesses never keep a resume waiting */
    TOKEN_LIFETIME = 3600,
    DRAIN_SECONDS = 20,
    LAST_SECONDS = 5, /* for threads to end, when all answers are out */
    /* How long a statement may take, by where it runs. */
    SHARED_STATEMENT_SECONDS = 8, /* it holds up those behind it */
    EXCLUSIVE_STATEMENT_SECONDS = 60,
    WORKER_STATEMENT_SECONDS = 60,
    GRACE_SECONDS = 5, /* after which a PostgreSQL that said nothing has stopped */
    QUEUE_SECONDS = 10,
    MAX_ROWS = 10000,
    MAX_LIMIT = 1000000,
    SCHEMA_SECONDS = 60,
};

static const Usage usage = {
    .about = "Serves Rung: the database, the API and the web app.",
};

static const ErrorKind bad_listen = {500, "bad_listen",
                                     "RUNG_LISTEN is not HOST:PORT."};
static const ErrorKind bad_limit = {500, "bad_limit", "A limit is no number."};
static const ErrorKind no_schema = {500, "no_schema",
                                    "The database's tables cannot be read."};
static const ErrorKind no_folder = {500, "no_folder",
                                    "The data folder cannot be used."};

typedef struct Program {
    Arena arena; /* as long as the process */
    Settings settings;
    Database database;
    Secrets secrets;
    App app;
    ServerSettings server_settings;
    RestConfig rest;
    Server *server;
    Str url; /* where it listens */
} Program;

static bool parse_listen(Program *p, Error *error)
{
    Str listen = p->settings.value[SETTING_LISTEN];
    int64_t port;
    isize colon = listen.len - 1;
    while (colon >= 0 && listen.s[colon] != ':')
        colon--;
    if (colon < 0 || !str_to_int(str_skip(listen, colon + 1), &port) || port > 65535) {
        *error = (Error){.kind = &bad_listen, .hint = S("For example 127.0.0.1:8080.")};
        return false;
    }
    Str host = {listen.s, colon};
    if (host.len > 2 && host.s[0] == '[') /* [::1]:8080 */
        host = (Str){host.s + 1, host.len - 2};
    p->server_settings.host = str_cstr(&p->arena, host);
    p->server_settings.port = (int)port;
    return true;
}

static bool make_folder(Arena *a, Str path, Error *error)
{
    if (mkdir(str_cstr(a, path), 0700) == 0 || errno == EEXIST)
        return true;
    Buf b = buf_new(a);
    buf_addf(&b, "%" STR_FMT ": %s", STR_ARG(path), strerror(errno));
    *error = (Error){.kind = &no_folder, .details = buf_str(&b)};
    return false;
}

static Str folder_in(Arena *a, Str dir, const char *name)
{
    Buf b = buf_new(a);
    buf_addf(&b, "%" STR_FMT "/%s", STR_ARG(dir), name);
    return str_copy(a, buf_str(&b));
}

static bool make_folders(Program *p, Error *error)
{
    Str data = p->settings.value[SETTING_DATA_DIR];
    p->app.data_dir = data;
    p->app.files_dir = folder_in(&p->arena, data, "files");
    Str spool = folder_in(&p->arena, data, "spool");
    p->server_settings.http.spool_dir = spool.s;
    return make_folder(&p->arena, data, error) &&
           make_folder(&p->arena, spool, error) &&
           make_folder(&p->arena, p->app.files_dir, error);
}

static bool find_secrets(Program *p, Error *error)
{
    bool private = p->database.cluster != NULL;
    p->secrets = (Secrets){p->settings.value[SETTING_JWT_SECRET],
                           p->settings.value[SETTING_SEAL_KEY]};
    return secrets_load(&p->arena, private ? p->app.data_dir : (Str){0}, private,
                        &p->secrets, error);
}

static SignupPolicy signup_policy(Str word)
{
    return str_eq(word, S("closed"))     ? SIGNUP_CLOSED
           : str_eq(word, S("approval")) ? SIGNUP_APPROVAL
                                         : SIGNUP_OPEN;
}

static bool read_limit(Program *p, SettingId id, int *out, Error *error)
{
    Str setting = p->settings.value[id];
    int64_t n = 0;
    bool off = str_eq(setting, S("off"));
    if (!off && (!str_to_int(setting, &n) || n < 1 || n > MAX_LIMIT)) {
        Buf b = buf_new(&p->arena);
        buf_addf(&b, "%s is \"%" STR_FMT "\".", settings_table[id].env,
                 STR_ARG(setting));
        *error = (Error){.kind = &bad_limit,
                         .details = buf_str(&b),
                         .hint = S("For example 30, or off.")};
        return false;
    }
    *out = (int)n;
    return true;
}

static bool find_limits(Program *p, Error *error)
{
    int guesses, seconds;
    if (!read_limit(p, SETTING_RATE_LIMIT, &guesses, error) ||
        !read_limit(p, SETTING_WORK_LIMIT, &seconds, error))
        return false;
    p->app.limits = limits_new(guesses, seconds);
    return true;
}

static bool fill_app(Program *p, Error *error)
{
    App *app = &p->app;
    app->routes = all_routes;
    app->keys = jwt_keys_new(p->secrets.jwt_secret, error);
    if (!app->keys || !find_limits(p, error))
        return false;
    app->anon_key = jwt_api_key(&p->arena, app->keys, S("anon"));
    app->service_role_key = jwt_api_key(&p->arena, app->keys, S("service_role"));
    app->pictures = pictures_new();
    app->web =
        web_app_new(&p->arena, &(WebFacts){.anon_key = app->anon_key,
                                           .signup = p->settings.value[SETTING_SIGNUP],
                                           .version = S(RUNG_VERSION)});
    app->site_url = p->settings.value[SETTING_SITE_URL];
    app->anon_role = S("anon");
    app->anon_claims = S("{\"role\":\"anon\"}");
    app->search_path = S("public, extensions");
    app->signup = signup_policy(p->settings.value[SETTING_SIGNUP]);
    app->confirm_email = str_eq(p->settings.value[SETTING_CONFIRM_EMAIL], S("on"));
    app->anonymous_users = str_eq(p->settings.value[SETTING_ANONYMOUS_USERS], S("on"));
    app->token_lifetime = TOKEN_LIFETIME;
    app->max_rows = MAX_ROWS;
    app->costs = getenv("RUNG_TEST_COSTS") != NULL;
    app->conninfo = p->database.authenticator;
    app->pool =
        pool_open(conninfo_limit(&p->arena, app->conninfo, WORKER_STATEMENT_SECONDS),
                  DB_WORKERS + CPU_WORKERS + NET_WORKERS + PASSWORD_WORKERS,
                  WORKER_STATEMENT_SECONDS + GRACE_SECONDS);
    app->workers =
        workers_start((const Crew[LANES]){[LANE_DB] = {DB_WORKERS},
                                          [LANE_CPU] = {CPU_WORKERS, template_warm_up},
                                          [LANE_NET] = {NET_WORKERS},
                                          [LANE_PASSWORD] = {PASSWORD_WORKERS}});
    return true;
}

static Strs split(Arena *a, Str list)
{
    Str *v = make_n(a, Str, list.len + 1);
    isize n = 0;
    for (StrPair p = {.tail = list, .found = true}; p.found;) {
        p = str_cut(p.tail, ',');
        if (p.head.len)
            v[n++] = p.head;
    }
    return (Strs){v, n};
}

static void heard(void *app, const char *payload)
{
    SchemaCache *cache = ((const App *)app)->schema_cache;
    if (cache)
        schema_cache_heard(cache, payload);
}

static PipeSettings pipe_settings(Program *p)
{
    const char *authenticator = p->database.authenticator;
    return (PipeSettings){
        .conninfo = conninfo_limit(&p->arena, authenticator, SHARED_STATEMENT_SECONDS),
        .conninfo_exclusive =
            conninfo_limit(&p->arena, authenticator, EXCLUSIVE_STATEMENT_SECONDS),
        .shared = 4,
        .exclusive = 4,
        .depth = 32,
        .max_waiting = 4096,
        .patience = QUEUE_SECONDS * 1000,
        .listens = schema_listens(NULL),
        .on_heard = heard,
        .heard_arg = &p->app,
        .connect_patience = GRACE_SECONDS * 1000,
        .silence = {(SHARED_STATEMENT_SECONDS + GRACE_SECONDS) * 1000,
                    (EXCLUSIVE_STATEMENT_SECONDS + GRACE_SECONDS) * 1000},
    };
}

static void fill_server_settings(Program *p)
{
    ServerSettings *s = &p->server_settings;
    s->app = &p->app;
    s->pipes = pipe_settings(p);
    s->http.trusted_proxies =
        split(&p->arena, p->settings.value[SETTING_TRUSTED_PROXIES]);
    s->http.head_seconds = 10;
    s->http.body_seconds = 60;
    s->http.idle_seconds = 75;
    s->http.write_seconds = 60;
    s->http.max_connections = 4096;
    s->http.arena_size = 64 << 20;
}

static Str listen_url(Program *p)
{
    Str listen = p->settings.value[SETTING_LISTEN];
    while (listen.len > 0 && listen.s[listen.len - 1] != ':')
        listen.len--;
    Buf url = buf_new(&p->arena);
    buf_addf(&url, "http://%" STR_FMT "%d", STR_ARG(listen), server_port(p->server));
    return buf_str(&url);
}

/* What the control thread waits for; until there is something to stop, they just end
 * us, and postgres with us. */
static sigset_t watched_signals(void)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    sigaddset(&signals, SIGCHLD);
    return signals;
}

static bool hold_signals(void)
{
    sigset_t signals = watched_signals();
    return pthread_sigmask(SIG_BLOCK, &signals, NULL) ==
           0; /* every thread to come has it */
}

static bool start(Program *p, Error *error)
{
    if (!parse_listen(p, error) ||
        !database_claim(&p->arena, &p->settings, &p->database, error) ||
        !make_folders(p, error) || !find_secrets(p, error) ||
        !database_open(&p->arena, &p->settings, p->secrets.jwt_secret, &p->database,
                       error) ||
        !hold_signals() || !fill_app(p, error))
        return false;
    fill_server_settings(p);
    p->server = server_open(&p->server_settings, error);
    if (!p->server)
        return false;
    p->url = listen_url(p);
    if (!p->app.site_url.s)
        p->app.site_url =
            p->url; /* known only now, when the port was for us to choose */
    p->rest =
        rest_config_of_rung(p->app.site_url, MAX_ROWS,
                            str_eq(p->settings.value[SETTING_ENV], S("development")));
    p->app.schema_cache = schema_cache_open(p->app.conninfo, NULL, &p->rest);
    if (!schema_cache_wait(p->app.schema_cache, SCHEMA_SECONDS)) {
        *error =
            (Error){.kind = &no_schema,
                    .hint = S("`rung migrate` brings the database to this version.")};
        return false;
    }
    server_run(p->server);
    return true;
}

/* As many files as the system lets us have: each connection is one. */
static void raise_limits(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    /* One heap for each of sixteen threads would be mostly holes. */
    mallopt(M_ARENA_MAX, 2);
}

static void say_ready(Program *p)
{
    if (!address_write(&p->arena, p->app.data_dir, p->url))
        fputs("rung: the data folder does not take the file url\n", stderr);
    printf("rung: ready on %" STR_FMT "\n", STR_ARG(p->url));
    fflush(stdout);
}

/* Waits so long for a signal; true when it says to stop. */
static bool told_to_stop(long ms)
{
    sigset_t signals = watched_signals();
    struct timespec wait = {.tv_nsec = ms * 1000000};
    int sig = sigtimedwait(&signals, NULL, &wait);
    return sig == SIGTERM || sig == SIGINT;
}

/* Until told to stop: keeps PostgreSQL alive, from the first moment on. */
static void watch(Program *p)
{
    bool told = false;
    while (!told_to_stop(told ? 100 : 2)) {
        if (p->database.cluster)
            cluster_check(p->database.cluster);
        if (!told && server_ready(p->server)) {
            say_ready(p);
            told = true;
        }
    }
}

static void end_now(int signal)
{
    (void)signal;
    _exit(0);
}

/* With the answers out, nothing is waited for that may not come: the database's end
 * ends our queries, and one on somebody else's server is left to it. */
static void stop(Program *p)
{
    fputs("rung: stopping; answers in flight finish\n", stderr);
    address_forget(&p->arena, p->app.data_dir);
    server_stop(p->server, DRAIN_SECONDS);
    signal(SIGALRM, end_now);
    alarm(LAST_SECONDS);
    schema_cache_close(p->app.schema_cache);
    alarm(0); /* a checkpoint may take its time */
    database_close(&p->database);
    alarm(LAST_SECONDS);
    upkeep_stop();
    workers_stop(p->app.workers);
    pictures_free(p->app.pictures);
}

int command_serve(int argc, char **argv)
{
    static Program program;
    Program *p = &program;
    Error error = {0};
    int status = settings_read(&p->settings, &usage, &argc, argv);
    if (status != SETTINGS_READ)
        return status;
    signal(SIGPIPE, SIG_IGN);
    rest_environment();
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an answer, not the end */
    raise_limits();
    p->arena = arena_reserve(16 << 20);
    if (!start(p, &error)) {
        database_close(&p->database);
        return command_failed(&error);
    }
    upkeep_start(&p->app);
    watch(p);
    stop(p);
    return 0;
}
