/*
 * load.c — asks a server the same kind of question over many connections and says how quick it was.
 *
 *   load HOST PORT FILE CONNECTIONS SECONDS [RATE]
 *
 * Each line of FILE is a path, a tab and a bearer token, and perhaps a tab and a JSON body
 * to POST; connections go through them in turn.  Without RATE every connection asks again as soon as it is answered.  With it,
 * requests are due at fixed times and latency counts from when they were due, so that a
 * server that stalls cannot hide it.  Prints one line of JSON; a wrong answer is an error.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CONNECTIONS = 4096, READ_ROOM = 1 << 20, MAX_SAMPLES = 8 << 20 };

typedef struct Connection {
    int fd;
    bool busy, waits; /* waits: for room in the socket */
    double due;
    const char *rest; /* of a request that did not fit into the socket at once */
    long want;        /* bytes of the answer still to come; -1: its head is not whole */
    int head_len;
    char head[4096];
} Connection;

static Connection connections[MAX_CONNECTIONS];
static int n_connections;
static char **requests;
static long n_requests, next_request, n_samples, n_errors;
static float *samples; /* ms */
static char scratch[READ_ROOM];
static int epoll;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void read_requests(const char *path, const char *host)
{
    FILE *f = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    if (!f)
        die(path);
    while (getline(&line, &room, f) > 0) {
        char *tab = strchr(line, '\t');
        if (!tab)
            continue;
        *tab = '\0';
        tab[1 + strcspn(tab + 1, "\n")] = '\0';
        char *body = strchr(tab + 1, '\t'), length[96] = "";
        if (body) {
            *body++ = '\0';
            snprintf(length, sizeof length, "Content-Type: application/json\r\nContent-Length: %zu\r\n", strlen(body));
        }
        requests = realloc(requests, (size_t)(n_requests + 1) * sizeof *requests);
        if (!requests || asprintf(&requests[n_requests++],
                                  "%s %s HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\n"
                                  "Authorization: Bearer %s\r\n%s\r\n%s",
                                  body ? "POST" : "GET", line, host, tab + 1, length, body ? body : "") < 0)
            die("memory");
    }
    fclose(f);
    free(line);
}

static void connect_all(const char *host, int port, int n)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    inet_pton(AF_INET, host, &at.sin_addr);
    for (; n_connections < n; n_connections++) {
        Connection *c = &connections[n_connections];
        int one = 1;
        c->fd = socket(AF_INET, SOCK_STREAM, 0);
        if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&at, sizeof at) != 0)
            die("connect");
        setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        fcntl(c->fd, F_SETFL, O_NONBLOCK);
        struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
        epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &e);
    }
}

static void send_rest(Connection *c)
{
    size_t n = strlen(c->rest);
    ssize_t sent = write(c->fd, c->rest, n);
    if (sent < 0 && errno != EAGAIN)
        die("write");
    bool whole = sent == (ssize_t)n;
    if (sent > 0)
        c->rest += sent;
    if (whole == !c->waits)
        return;
    c->waits = !whole;
    struct epoll_event e = {.events = EPOLLIN | (whole ? 0 : EPOLLOUT), .data.ptr = c};
    epoll_ctl(epoll, EPOLL_CTL_MOD, c->fd, &e);
}

static void ask(Connection *c, double due)
{
    c->rest = requests[next_request++ % n_requests];
    c->busy = true;
    c->due = due;
    c->want = -1;
    c->head_len = 0;
    send_rest(c);
}

/* Of a whole head: how long the body is, and whether the answer is the right one. */
static long body_length(const char *head)
{
    const char *at = strcasestr(head, "\r\ncontent-length:");
    if (strncmp(head, "HTTP/1.1 2", 10) != 0)
        n_errors++;
    return at ? atol(at + 17) : 0;
}

/* Bytes of an answer; true when it is whole. */
static bool take(Connection *c, const char *bytes, long n)
{
    if (c->want < 0) {
        int room = (int)sizeof c->head - 1 - c->head_len, k = n < room ? (int)n : room;
        memcpy(c->head + c->head_len, bytes, (size_t)k);
        int before = c->head_len;
        c->head_len += k;
        c->head[c->head_len] = '\0';
        char *end = strstr(c->head, "\r\n\r\n");
        if (!end)
            return false;
        end[2] = '\0';
        c->want = body_length(c->head);
        n -= end + 4 - c->head - before;
    }
    c->want -= n;
    return c->want <= 0;
}

static void answered(Connection *c)
{
    c->busy = false;
    if (n_samples < MAX_SAMPLES)
        samples[n_samples++] = (float)((now() - c->due) * 1000);
}

static int by_size(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static void run(double seconds, double rate)
{
    double start = now(), end = start + seconds, due = start;
    long idle = n_connections;
    if (rate <= 0)
        for (int i = 0; i < n_connections; i++, idle--)
            ask(&connections[i], now());
    for (double t = now(); t < end; t = now()) {
        for (int i = 0; rate > 0 && due <= t && idle > 0; i = (i + 1) % n_connections)
            if (!connections[i].busy) {
                ask(&connections[i], due);
                due += 1 / rate;
                idle--;
            }
        /* Asleep until something is due: a generator that spins takes the server's time. */
        double until = rate > 0 && idle > 0 && due < end ? due : end;
        double left = until > now() ? until - now() : 0;
        struct timespec wait = {(time_t)left, (long)((left - (double)(time_t)left) * 1e9)};
        struct epoll_event events[256];
        int n = epoll_pwait2(epoll, events, 256, &wait, NULL);
        for (int i = 0; i < n; i++) {
            Connection *c = events[i].data.ptr;
            if (events[i].events & EPOLLOUT)
                send_rest(c);
            if (!(events[i].events & ~(unsigned)EPOLLOUT))
                continue;
            ssize_t got = read(c->fd, scratch, sizeof scratch);
            if (got <= 0)
                die("the server closed the connection");
            if (!c->busy || !take(c, scratch, got))
                continue;
            answered(c);
            if (rate > 0)
                idle++;
            else
                ask(c, now());
        }
    }
}

int main(int argc, char **argv)
{
    if (argc < 6)
        return fputs("usage: load HOST PORT FILE CONNECTIONS SECONDS [RATE]\n", stderr), 2;
    double seconds = atof(argv[5]), rate = argc > 6 ? atof(argv[6]) : 0;
    epoll = epoll_create1(0);
    samples = malloc(sizeof *samples * MAX_SAMPLES);
    read_requests(argv[3], argv[1]);
    if (!samples || !n_requests)
        die("nothing to ask");
    srand(1);
    next_request = 0;
    connect_all(argv[1], atoi(argv[2]), atoi(argv[4]));
    run(seconds, rate);
    qsort(samples, (size_t)n_samples, sizeof *samples, by_size);
    printf("{\"rps\":%.1f,\"p50\":%.3f,\"p99\":%.3f,\"max\":%.3f,\"errors\":%ld}\n",
           (double)n_samples / seconds, n_samples ? samples[n_samples / 2] : 0,
           n_samples ? samples[n_samples * 99 / 100] : 0, n_samples ? samples[n_samples - 1] : 0,
           n_errors);
    return n_errors > 0;
}
