/*
 * echo.c — a server with nothing above src/http, for the tests of that layer.
 *
 *   echo [port=0] [loops=1] [head=2] [body=2] [idle=2] [write=2] [max=1000]
 *        [limit=BYTES] [arena=BYTES] [spool=DIR] [trust=CIDR]
 *
 * Prints "ready PORT".  SIGTERM drains it.  What each path does stands in `pages`.
 */
#include "base/buf.h"
#include "http/stream.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_LOOPS = 8 };

typedef struct Page {
    const char *path;
    BodyKind body;
    void (*answer)(Exchange *x);
} Page;

typedef struct Node {
    uv_loop_t loop;
    uv_async_t stop;
    HttpServer *server, *closed;
    HttpSettings settings;
} Node;

static Node nodes[MAX_LOOPS];
static int n_nodes = 1;
static int64_t body_limit = 64 << 20;
static uv_mutex_t servers; /* another loop's may close while it is counted */
static atomic_int gone, ended;
static const ErrorKind teapot = {418, "teapot", "no page has this name"};

static int64_t number(Exchange *x, const char *name, int64_t otherwise)
{
    int64_t n;
    Str text = query_get(x->arena, &x->req, str_of(name));
    return str_to_int(text, &n) ? n : otherwise;
}

static void text_answer(Exchange *x, int status, Str body)
{
    x->res.status = status;
    x->res.content_type = S("text/plain");
    x->res.body = body;
}

static void hello(Exchange *x)
{
    text_answer(x, 200, S("{\"hello\":\"world\"}"));
    x->res.content_type = S("application/json");
    http_answer(x);
}

/* The request as it was understood, a line each. */
static void info(Exchange *x)
{
    Buf b = buf_new(x->arena);
    const Request *req = &x->req;
    buf_addf(&b, "%" STR_FMT " %" STR_FMT " ?%" STR_FMT "\n", STR_ARG(req->method_name),
             STR_ARG(req->path), STR_ARG(req->query));
    buf_addf(&b, "ip=%" STR_FMT " id=%" STR_FMT " keep=%d\n", STR_ARG(req->client_ip),
             STR_ARG(req->id), req->keep_alive);
    for (int i = 0; i < req->n_headers; i++)
        buf_addf(&b, "%" STR_FMT "=[%" STR_FMT "]\n", STR_ARG(req->headers[i].name),
                 STR_ARG(req->headers[i].value));
    text_answer(x, 200, buf_str(&b));
    http_answer(x);
}

static void echo(Exchange *x)
{
    text_answer(x, 200, x->req.body);
    x->res.content_type = S("application/octet-stream");
    http_answer(x);
}

static void spool(Exchange *x)
{
    char block[4096];
    uint64_t hash = 0xcbf29ce484222325;
    int64_t size = 0;
    for (ssize_t n; (n = read(x->req.body_fd, block, sizeof block)) > 0; size += n)
        for (ssize_t i = 0; i < n; i++)
            hash = (hash ^ (unsigned char)block[i]) * 0x100000001b3;
    Buf b = buf_new(x->arena);
    buf_addf(&b, "%lld %016llx", (long long)size, (unsigned long long)hash);
    text_answer(x, 200, buf_str(&b));
    http_answer(x);
}

/* ?size=N&from=N: N bytes of a file whose byte i is 'a' + i % 26 */
static void file(Exchange *x)
{
    char block[26 * 512];
    int64_t size = number(x, "size", 100), from = number(x, "from", 0);
    int fd = open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    for (isize i = 0; i < countof(block); i++)
        block[i] = (char)('a' + i % 26);
    for (int64_t n = 0; n < size + from; n += countof(block))
        if (write(fd, block, sizeof block) < 0)
            abort();
    if (number(x, "cut", 0) && ftruncate(fd, from + number(x, "cut", 0)) < 0)
        abort();
    text_answer(x, 200, (Str){0});
    x->res.file = fd;
    x->res.file_offset = from;
    x->res.file_size = size;
    http_answer(x);
}

/* ?n=BYTES: that much text; with &type= and &etag= and &status= */
static void text(Exchange *x)
{
    isize n = (isize)number(x, "n", 4096);
    char *s = make_n(x->arena, char, n);
    for (isize i = 0; i < n; i++)
        s[i] = "the quick brown fox "[i % 20];
    text_answer(x, (int)number(x, "status", 200), (Str){s, n});
    Str type = query_get(x->arena, &x->req, S("type"));
    Str etag = query_get(x->arena, &x->req, S("etag"));
    Str vary = query_get(x->arena, &x->req, S("vary"));
    if (type.s)
        x->res.content_type = type;
    if (etag.s)
        header_add(&x->res, S("ETag"), etag);
    if (vary.s)
        header_add(&x->res, S("Vary"), vary);
    http_answer(x);
}

/* ?name=N&value=V: that header, whatever is in it */
static void header(Exchange *x)
{
    text_answer(x, 200, S("ok"));
    header_add(&x->res, query_get(x->arena, &x->req, S("name")),
               query_get(x->arena, &x->req, S("value")));
    http_answer(x);
}

static void status(Exchange *x)
{
    text_answer(x, (int)number(x, "code", 204), S("body"));
    x->res.close = number(x, "close", 0) != 0;
    http_answer(x);
}

static void timer_gone(uv_handle_t *timer)
{
    free(timer);
}

static void rows(Exchange *x);

static void later(uv_timer_t *timer)
{
    Exchange *x = timer->data;
    bool streamed = number(x, "rows", 0);
    gone += x->client_gone && !streamed;
    uv_close((uv_handle_t *)timer, timer_gone);
    if (streamed) {
        rows(x);
        return;
    }
    text_answer(x, 200, S("at last"));
    http_answer(x);
}

/* ?ms=N: answers after so long; ?rows=1&n=BYTES: with rows */
static void slow(Exchange *x)
{
    uv_timer_t *timer = malloc(sizeof *timer);
    if (!timer)
        abort();
    Node *node = x->user;
    uv_timer_init(&node->loop, timer);
    timer->data = x;
    uv_timer_start(timer, later, (uint64_t)number(x, "ms", 100), 0);
}

/* Leaves by the arena's way out. */
static void use_up(Arena *a)
{
    jmp_buf way_out;
    a->full = &way_out;
    if (setjmp(way_out) == 0)
        for (;;)
            (void)make_n(a, char, 4096);
}

static void full(Exchange *x)
{
    use_up(x->arena);
    text_answer(x, 413, S("{\"message\":\"that was all\"}"));
    x->res.close = true;
    http_answer(x);
}

typedef struct Rows {
    int64_t left;
} Rows;

static void send_rows(Exchange *x, void *arg)
{
    Rows *all = arg;
    char row[1000];
    memset(row, 'r', sizeof row);
    while (all->left > 0 && !x->client_gone) {
        all->left -= countof(row);
        if (stream_send(x, (Str){row, countof(row)}) > 64 << 10)
            return;
    }
    if (!x->client_gone)
        stream_close(x); /* else stream_lost does */
}

static void stream_lost(Exchange *x, void *arg)
{
    (void)arg;
    gone++;
    stream_close(x);
}

/* ?n=BYTES, a thousand at a time, never more queued than 64 KB and one piece */
static void rows(Exchange *x)
{
    static const StreamCalls calls = {.on_drained = send_rows, .on_gone = stream_lost};
    Rows *all = make(x->arena, Rows);
    all->left = number(x, "n", 10000);
    text_answer(x, 200, (Str){0});
    stream_open(x, &calls, all);
    send_rows(x, all);
}

static void shout(Exchange *x, Str bytes, void *arg)
{
    (void)arg;
    char upper[4096];
    isize n = bytes.len < countof(upper) ? bytes.len : countof(upper);
    for (isize i = 0; i < n; i++)
        upper[i] = (char)toupper(bytes.s[i]);
    stream_send(x, (Str){upper, n});
    if (n > 0 && upper[n - 1] == '!')
        stream_close(x);
}

static void nothing(Exchange *x, void *arg)
{
    (void)x;
    (void)arg;
}

/* Bytes both ways: what comes goes back in capitals, until a "!" */
static void upgrade(Exchange *x)
{
    static const StreamCalls calls = {shout, nothing, stream_lost};
    x->res.status = 101;
    header_add(&x->res, S("Upgrade"), S("shouting"));
    stream_open(x, &calls, NULL);
}

static void stats(Exchange *x)
{
    HttpCounts sum = {0};
    uv_mutex_lock(&servers);
    for (int i = 0; i < n_nodes; i++) {
        HttpCounts n = nodes[i].server ? http_counts(nodes[i].server) : (HttpCounts){0};
        sum.open += n.open;
        sum.accepted += n.accepted;
        sum.requests += n.requests;
        sum.refused += n.refused;
    }
    uv_mutex_unlock(&servers);
    Buf b = buf_new(x->arena);
    buf_addf(&b,
             "{\"open\":%lld,\"accepted\":%lld,\"requests\":%lld,\"refused\":%lld,"
             "\"gone\":%d,\"ended\":%d}",
             (long long)sum.open, (long long)sum.accepted, (long long)sum.requests,
             (long long)sum.refused, gone, ended);
    text_answer(x, 200, buf_str(&b));
    x->res.content_type = S("application/json");
    http_answer(x);
}

static const Page pages[] = {
    {"/hello", BODY_NONE, hello},     {"/info", BODY_NONE, info},
    {"/echo", BODY_MEMORY, echo},     {"/spool", BODY_FILE, spool},
    {"/file", BODY_NONE, file},       {"/text", BODY_NONE, text},
    {"/header", BODY_NONE, header},   {"/status", BODY_NONE, status},
    {"/slow", BODY_MEMORY, slow},     {"/full", BODY_NONE, full},
    {"/stats", BODY_NONE, stats},     {"/rows", BODY_NONE, rows},
    {"/upgrade", BODY_NONE, upgrade}, {"*", BODY_NONE, info},
};

static const Page *page_of(const Exchange *x)
{
    for (isize i = 0; i < countof(pages); i++)
        if (str_eq(x->req.path, str_of(pages[i].path)))
            return &pages[i];
    return NULL;
}

static void refusal(Exchange *x, const Error *why, void *app)
{
    (void)app;
    Buf b = buf_new(x->arena);
    buf_addf(&b, "{\"code\":\"%" STR_FMT "\",\"message\":\"%" STR_FMT "\"}",
             STR_ARG(error_code(why)), STR_ARG(error_message(why)));
    text_answer(x, error_status(why), buf_str(&b));
    x->res.content_type = S("application/json");
    if (x->res.status == 503)
        header_add(&x->res, S("retry-after"), S("2"));
}

static bool on_head(Exchange *x, void *app)
{
    const Page *page = page_of(x);
    if (!page) {
        refusal(x, &(Error){.kind = &teapot}, app);
        return false;
    }
    x->body_kind = page->body;
    x->body_limit = number(x, "limit", body_limit);
    x->user = app;
    return true;
}

static void on_request(Exchange *x, void *app)
{
    const Page *page = page_of(x);
    (void)app;
    assert(page); /* on_head has seen to it */
    page->answer(x);
}

static void on_end(Exchange *x, void *app)
{
    (void)x;
    (void)app;
    ended++;
}

static bool option(const char *arg, const char *name, int64_t *n)
{
    size_t len = strlen(name);
    return strncmp(arg, name, len) == 0 && arg[len] == '=' &&
           str_to_int(str_of(arg + len + 1), n);
}

static void read_options(int argc, char **argv, HttpSettings *settings, Str *trusted)
{
    for (int i = 1; i < argc; i++) {
        int64_t n;
        if (option(argv[i], "port", &n))
            settings->port = (int)n;
        else if (option(argv[i], "loops", &n))
            n_nodes = n < MAX_LOOPS ? (int)n : MAX_LOOPS;
        else if (option(argv[i], "head", &n))
            settings->head_seconds = (int)n;
        else if (option(argv[i], "body", &n))
            settings->body_seconds = (int)n;
        else if (option(argv[i], "idle", &n))
            settings->idle_seconds = (int)n;
        else if (option(argv[i], "write", &n))
            settings->write_seconds = (int)n;
        else if (option(argv[i], "max", &n))
            settings->max_connections = (int)n;
        else if (option(argv[i], "arena", &n))
            settings->arena_size = n;
        else if (option(argv[i], "limit", &n))
            body_limit = n;
        else if (strncmp(argv[i], "spool=", 6) == 0)
            settings->spool_dir = argv[i] + 6;
        else if (strncmp(argv[i], "trust=", 6) == 0) {
            *trusted = str_of(argv[i] + 6);
            settings->trusted_proxies = (Strs){trusted, 1};
        }
    }
}

static void on_drained(void *arg)
{
    Node *node = arg;
    uv_mutex_lock(&servers);
    http_close(node->server);
    node->closed = node->server;
    node->server = NULL;
    uv_mutex_unlock(&servers);
    uv_close((uv_handle_t *)&node->stop, NULL);
}

static void on_stop(uv_async_t *stop)
{
    Node *node = stop->data;
    http_drain(node->server, on_drained, node);
}

static void on_signal(uv_signal_t *handle, int number_of_it)
{
    (void)number_of_it;
    for (int i = 0; i < n_nodes; i++)
        uv_async_send(&nodes[i].stop);
    uv_close((uv_handle_t *)handle, NULL);
}

static void run(void *arg)
{
    Node *node = arg;
    uv_run(&node->loop, UV_RUN_DEFAULT);
    uv_loop_close(&node->loop);
}

/* Each loop has its settings: `app` tells the hooks which one they are on. */
static bool open_node(Node *node, const HttpSettings *settings,
                      const HttpServer *beside)
{
    Error error = {0};
    node->settings = *settings;
    node->settings.beside = beside;
    node->settings.app = node;
    uv_loop_init(&node->loop);
    uv_async_init(&node->loop, &node->stop, on_stop);
    node->stop.data = node;
    node->server = http_open(&node->loop, &node->settings, &error);
    if (!node->server)
        fprintf(stderr, "echo: %s: %" STR_FMT "\n", error.kind->message,
                STR_ARG(error.details));
    return node->server;
}

int main(int argc, char **argv)
{
    HttpSettings settings = {.host = "127.0.0.1",
                             .spool_dir = "/tmp",
                             .head_seconds = 2,
                             .body_seconds = 2,
                             .idle_seconds = 2,
                             .write_seconds = 2,
                             .max_connections = 1000,
                             .arena_size = 16 << 20,
                             .hooks = {on_head, on_request, on_end, refusal}};
    Str trusted;
    uv_thread_t threads[MAX_LOOPS];
    uv_signal_t term;
    uv_mutex_init(&servers);
    read_options(argc, argv, &settings, &trusted);
    for (int i = 0; i < n_nodes; i++)
        if (!open_node(&nodes[i], &settings, nodes[0].server))
            return 1;
    uv_signal_init(&nodes[0].loop, &term);
    uv_signal_start(&term, on_signal, SIGTERM);
    for (int i = 1; i < n_nodes; i++)
        uv_thread_create(&threads[i], run, &nodes[i]);
    printf("ready %d\n", http_port(nodes[0].server));
    fflush(stdout);
    run(&nodes[0]);
    for (int i = 1; i < n_nodes; i++)
        uv_thread_join(&threads[i]);
    for (int i = 0; i < n_nodes; i++)
        http_free(nodes[i].closed);
    return 0;
}
