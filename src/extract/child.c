/* child.c — what runs in the child: a file on its standard input, words on its output.
 */
#include "extract/flow.h"
#include "extract/guard.h"
#include "extract/pdf.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MOST_INPUT = 64 << 20, CHUNK = 256 << 10 };

/* All that reading from memory takes; the rest ends the child at once. */
static const int allowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(sched_yield),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
};

/* Asked for in good faith by libraries, which do without: a font, a time zone. */
static const int refused[] = {
    SCMP_SYS(open),  SCMP_SYS(openat),       SCMP_SYS(access),     SCMP_SYS(faccessat),
    SCMP_SYS(stat),  SCMP_SYS(lstat),        SCMP_SYS(fstat),      SCMP_SYS(newfstatat),
    SCMP_SYS(statx), SCMP_SYS(readlink),     SCMP_SYS(readlinkat), SCMP_SYS(ioctl),
    SCMP_SYS(lseek), SCMP_SYS(getuid),       SCMP_SYS(uname),      SCMP_SYS(sysinfo),
    SCMP_SYS(prctl), SCMP_SYS(rt_sigaction),
};

bool guard_shut_in(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    bool ok = filter != NULL;
    for (isize i = 0; ok && i < countof(allowed); i++)
        ok = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
    for (isize i = 0; ok && i < countof(refused); i++)
        ok = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), refused[i], 0) == 0;
    /* Memory, but never to execute, and never of a file. */
    ok = ok &&
         seccomp_rule_add(
             filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
             SCMP_A2(SCMP_CMP_MASKED_EQ, 4 /* PROT_EXEC */, 0),
             SCMP_A3(SCMP_CMP_MASKED_EQ, 0x20 /* MAP_ANONYMOUS */, 0x20)) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                          SCMP_A2(SCMP_CMP_MASKED_EQ, 4 /* PROT_EXEC */, 0)) == 0;
    ok = ok && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return ok;
}

static bool limit(__rlimit_resource_t what, rlim_t most)
{
    struct rlimit r = {most, most};
    return setrlimit(what, &r) == 0;
}

static bool limit_all(void)
{
    /* A sanitizer's shadow takes terabytes of addresses. */
#if !defined(RUNG_SANITIZED)
    if (!limit(RLIMIT_AS, GUARD_MEMORY))
        return false;
#endif
    return limit(RLIMIT_CPU, GUARD_CPU_SECONDS) && limit(RLIMIT_CORE, 0) &&
           limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NPROC, 0) && limit(RLIMIT_NOFILE, 0);
}

static Str read_input(void)
{
    char *bytes = NULL;
    isize n = 0, cap = 0;
    for (ssize_t k = 1; k > 0 && n <= MOST_INPUT; n += k) {
        if (n == cap) {
            cap = cap ? cap * 2 : CHUNK;
            char *more = realloc(bytes, (size_t)cap);
            if (!more)
                abort();
            bytes = more;
        }
        k = read(STDIN_FILENO, bytes + n, (size_t)(cap - n));
        if (k < 0)
            k = 0;
    }
    return (Str){bytes, n};
}

static const struct {
    void (*warm_up)(void);
    void (*write)(Str file, FILE *out);
} works[GUARD_WORKS] = {
    [GUARD_PDF] = {pdf_warm_up, pdf_write_words},
    [GUARD_DOCX] = {NULL, docx_write_flow},
    [GUARD_ODT] = {NULL, odt_write_flow},
};

int guard_do(GuardWork work)
{
    static char buffer[CHUNK];
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0 ||
        getppid() == 1 || chdir("/") != 0)
        _exit(2);
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    if (works[work].warm_up)
        works[work].warm_up();
    if (!limit_all() || !guard_shut_in())
        _exit(3);
    works[work].write(read_input(), stdout);
    fflush(stdout);
    _exit(0); /* nothing of ours is worth the tidying up */
}
