/*
 * simple.c — the simplest server there is: what its tail is at a share of its capacity,
 * nobody's can be better on the same machine.
 *
 *   simple PORT MICROSECONDS BYTES
 *
 * A thread for each processor, connections dealt to them in turn.  For each request it
 * computes so long, and answers with so many bytes; it parses nothing, allocates
 * nothing and asks nobody.  Prints a line when it listens.
 */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_THREADS = 64, EVENTS = 64, ROOM = 1 << 16 };

static int listener, n_threads, epolls[MAX_THREADS];
static long steps; /* of computing, a request */
static char answer[ROOM];
static size_t answer_len;

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static double thread_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void compute(long n)
{
    volatile unsigned x = 1;
    for (; n > 0; n--)
        x = x * 1664525u + 1013904223u;
}

static long steps_in(double seconds)
{
    const long some = 20 * 1000 * 1000;
    double began = thread_seconds();
    compute(some);
    return (long)((double)some * seconds / (thread_seconds() - began));
}

static void watch(int epoll, int fd)
{
    struct epoll_event e = {.events = EPOLLIN, .data.fd = fd};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e) != 0)
        die("epoll_ctl");
}

static void deal(void)
{
    static int turn, one = 1;
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (fd < 0)
        return;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    watch(epolls[turn++ % n_threads], fd);
}

/* A request is taken to come in one piece. */
static void serve(int fd)
{
    char request[ROOM];
    if (read(fd, request, sizeof request) <= 0) {
        close(fd);
        return;
    }
    compute(steps);
    if (write(fd, answer, answer_len) < 0)
        close(fd);
}

static void *run(void *epoll)
{
    struct epoll_event events[EVENTS];
    for (int n; (n = epoll_wait(*(int *)epoll, events, EVENTS, -1)) >= 0;)
        for (int i = 0; i < n; i++) {
            int fd = events[i].data.fd;
            if (fd == listener)
                deal();
            else
                serve(fd);
        }
    return NULL;
}

static void make_answer(size_t body)
{
    int head = snprintf(answer, sizeof answer, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n", body);
    answer_len = (size_t)head + body;
    if (answer_len > sizeof answer)
        die("the answer is too long");
    memset(answer + head, 'x', body);
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return fputs("usage: simple PORT MICROSECONDS BYTES\n", stderr), 2;
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)&at, sizeof at) != 0 || listen(listener, 128) != 0)
        die("listen");
    steps = steps_in(atof(argv[2]) / 1e6);
    make_answer((size_t)atol(argv[3]));
    n_threads = (int)sysconf(_SC_NPROCESSORS_ONLN);
    n_threads = n_threads < MAX_THREADS ? n_threads : MAX_THREADS;
    for (int i = 0; i < n_threads; i++) {
        pthread_t thread;
        epolls[i] = epoll_create1(0);
        if (i == 0)
            watch(epolls[0], listener);
        if (pthread_create(&thread, NULL, run, &epolls[i]) != 0)
            die("thread");
    }
    puts("listening");
    fflush(stdout);
    pause();
    return 0;
}
