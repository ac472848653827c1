#include "extract/guard.h"
#include "extract/errors.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_OUT = 256 << 10 };

static const char *const words[GUARD_WORKS] = {
    [GUARD_PDF] = "read-pdf", [GUARD_DOCX] = "read-docx", [GUARD_ODT] = "read-odt"};
static GuardWork ours;

typedef struct Child {
    GuardWork work;
    pid_t pid;
    int fd;
    Str input; /* what is still to be written */
    char *out; /* on the heap, because the arena may leave by longjmp */
    isize len, cap;
    int64_t deadline; /* ms */
} Child;

bool guard_is_child(int argc, char **argv)
{
    for (int i = 0; i < GUARD_WORKS && argc == 2; i++)
        if (strcmp(argv[1], words[i]) == 0) {
            ours = (GuardWork)i;
            return true;
        }
    return false;
}

int guard_child(void)
{
    return guard_do(ours);
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int spawn_with(Child *c, int end, posix_spawn_file_actions_t *files,
                      posix_spawnattr_t *how)
{
    char name[] = "rung", word[16];
    char *environment[] = {NULL};
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    snprintf(word, sizeof word, "%s", words[c->work]);
    posix_spawnattr_setsigmask(how, &none);
    posix_spawnattr_setsigdefault(how, &all);
    posix_spawnattr_setflags(how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawn_file_actions_adddup2(files, end, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(files, end, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(files, STDERR_FILENO, "/dev/null", 1, 0);
    posix_spawn_file_actions_addclosefrom_np(files, STDERR_FILENO + 1);
    return posix_spawn(&c->pid, "/proc/self/exe", files, how,
                       (char *[]){name, word, NULL}, environment);
}

static bool start(Child *c)
{
    int ends[2];
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    int failed = spawn_with(c, ends[1], &files, &how);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    close(ends[1]);
    c->fd = ends[0];
    if (failed)
        close(c->fd);
    return !failed;
}

static bool again(void)
{
    return errno == EINTR || errno == EAGAIN;
}

/* A child that reads no more has its reasons: what it has written says them. */
static void feed(Child *c)
{
    ssize_t n =
        send(c->fd, c->input.s, (size_t)c->input.len, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n > 0)
        c->input = str_skip(c->input, n);
    else if (n < 0 && !again())
        c->input.len = 0;
    if (!c->input.len)
        shutdown(c->fd, SHUT_WR);
}

/* False at the end, or when it says more than anybody wants to hear. */
static bool drink(Child *c)
{
    if (c->len == c->cap) {
        c->cap = c->cap ? c->cap * 2 : FIRST_OUT;
        char *more = c->cap <= GUARD_OUT ? realloc(c->out, (size_t)c->cap) : NULL;
        if (!more)
            return false;
        c->out = more;
    }
    ssize_t n = recv(c->fd, c->out + c->len, (size_t)(c->cap - c->len), MSG_DONTWAIT);
    if (n > 0)
        c->len += n;
    return n > 0 || (n < 0 && again());
}

static void talk(Child *c)
{
    for (;;) {
        int64_t left = c->deadline - now_ms();
        short wanted = (short)(c->input.len ? POLLIN | POLLOUT : POLLIN);
        struct pollfd p = {.fd = c->fd, .events = wanted};
        int n = left > 0 ? poll(&p, 1, (int)left) : 0;
        if (n == 0 || (n < 0 && errno != EINTR))
            return;
        if (n > 0 && (p.revents & POLLOUT) && c->input.len)
            feed(c);
        if (n > 0 && (p.revents & ~POLLOUT) && !drink(c))
            return;
    }
}

/* It has said all that it will say: what it may still be doing is of no use. */
static ExtractCost end(Child *c)
{
    struct rusage used = {0};
    close(c->fd);
    kill(c->pid, SIGKILL);
    while (wait4(c->pid, NULL, 0, &used) < 0 && errno == EINTR)
        ;
    struct timeval user = used.ru_utime, system = used.ru_stime;
    return (ExtractCost){(isize)used.ru_maxrss,
                         (double)(user.tv_sec + system.tv_sec) +
                             (double)(user.tv_usec + system.tv_usec) / 1e6};
}

static bool ended_well(const Child *c)
{
    return c->len >= 2 && memcmp(c->out + c->len - 2, "E\n", 2) == 0;
}

bool guard_run(Arena *a, GuardWork work, Str input, Str *out, ExtractCost *cost,
               Error *error)
{
    Child c = {
        .work = work, .input = input, .deadline = now_ms() + GUARD_WALL_SECONDS * 1000};
    *out = (Str){0};
    *cost = (ExtractCost){0};
    if (!start(&c)) {
        *error = (Error){.kind = &extract_no_child,
                         .hint = S("Try again; /proc must be mounted.")};
        return false;
    }
    talk(&c);
    *cost = end(&c);
    bool well = ended_well(&c);
    if (well && !arena_has_room(a, c.len + 16)) {
        free(c.out);
        arena_overflow(a);
    }
    if (well)
        *out = str_copy(a, (Str){c.out, c.len});
    free(c.out);
    if (!well)
        *error = (Error){
            .kind = &extract_too_much,
            .details = S("Reading it took more time or memory than a resume may, or "
                         "failed altogether."),
            .hint = S("Export it from your editor again, or send it as plain text.")};
    return well;
}
