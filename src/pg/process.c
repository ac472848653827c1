#include "pg/process.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static bool account_of(const struct passwd *pw, Account *account)
{
    if (!pw)
        return false;
    *account = (Account){.uid = pw->pw_uid,
                         .gid = pw->pw_gid,
                         .n_groups = MAX_GROUPS,
                         .change = pw->pw_uid != geteuid()};
    if (getgrouplist(pw->pw_name, pw->pw_gid, account->groups, &account->n_groups) < 0)
        account->n_groups = MAX_GROUPS; /* it has more: the first ones will do */
    return true;
}

bool account_of_name(const char *name, Account *account)
{
    return account_of(getpwnam(name), account);
}

bool account_of_uid(uid_t uid, Account *account)
{
    if (account_of(getpwuid(uid), account))
        return true;
    if (uid != geteuid())
        return false;
    *account = (Account){.uid = uid, .gid = getegid()}; /* a container's bare number */
    return true;
}

static bool become(const Account *as)
{
    return !as->change || (setgroups((size_t)as->n_groups, as->groups) == 0 &&
                           setgid(as->gid) == 0 && setuid(as->uid) == 0);
}

_Noreturn static void say_and_exit(const char *what)
{
    dprintf(STDERR_FILENO, "rung: cannot %s: errno %d\n", what, errno);
    _exit(127);
}

/* Between fork and exec of a process with threads: system calls only. */
_Noreturn static void run_child(const Spawn *s, const Account *as, pid_t parent)
{
    setsid();
    if (dup2(s->output, STDOUT_FILENO) < 0 || dup2(s->output, STDERR_FILENO) < 0)
        _exit(127);
    for (int n = 1; n < NSIG; n++)
        signal(n, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    close_range(3, ~0U, 4 /* CLOSE_RANGE_CLOEXEC */);
    umask(077);
    if (!become(as))
        say_and_exit("change to the account of the cluster");
    /* A change of account clears it, hence after that; and we may be orphans already.
     */
    if (prctl(PR_SET_PDEATHSIG, s->death_signal) != 0 || getppid() != parent)
        say_and_exit("be tied to the process that started this one");
    if (chdir(s->dir) != 0)
        say_and_exit("enter the data folder");
    execve(s->argv[0], (char *const *)(uintptr_t)s->argv,
           (char *const *)(uintptr_t)s->env);
    say_and_exit("execute the program");
}

pid_t process_start(const Spawn *s, const Account *as)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); /* no handler of ours in the child */
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0)
        run_child(s, as, parent);
    int why = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = why;
    return pid;
}

int process_wait(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return 127;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

bool process_can_enter(const Account *as, const char *dir)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(become(as) && chdir(dir) == 0 ? 0 : 1);
    return pid > 0 && process_wait(pid) == 0;
}

static bool is_postgres(const char *pid)
{
    char path[64], exe[4096];
    snprintf(path, sizeof path, "/proc/%.20s/exe", pid);
    isize n = readlink(path, exe, sizeof exe - 1);
    if (n < 0)
        return false;
    exe[n] = 0;
    char *deleted = strstr(exe, " (deleted)"); /* the package was upgraded meanwhile */
    if (deleted)
        *deleted = 0;
    const char *slash = strrchr(exe, '/');
    return slash && strcmp(slash + 1, "postgres") == 0;
}

static bool works_in(const char *pid, const struct stat *dir)
{
    char path[64];
    struct stat cwd;
    snprintf(path, sizeof path, "/proc/%.20s/cwd", pid);
    return stat(path, &cwd) == 0 && cwd.st_dev == dir->st_dev &&
           cwd.st_ino == dir->st_ino;
}

static void list_postgres(DIR *proc, const char *dir, int to)
{
    struct stat st;
    if (stat(dir, &st) != 0)
        return;
    for (struct dirent *e = readdir(proc); e; e = readdir(proc)) {
        if (e->d_name[0] < '1' || e->d_name[0] > '9')
            continue;
        pid_t pid = (pid_t)strtol(e->d_name, NULL, 10);
        if (works_in(e->d_name, &st) && is_postgres(e->d_name) &&
            write(to, &pid, sizeof pid) != sizeof pid)
            break;
    }
}

/* Asked by a child under that account, because in a container root itself may not look
 * into the processes of others. */
isize process_find_postgres(const Account *as, const char *dir, pid_t *found, isize max)
{
    int ends[2];
    DIR *proc = opendir("/proc"); /* here: the child of a process with threads must not
                                     allocate */
    if (!proc)
        return 0;
    if (pipe2(ends, O_CLOEXEC) != 0) {
        closedir(proc);
        return 0;
    }
    pid_t child = fork();
    if (child == 0) {
        if (become(as))
            list_postgres(proc, dir, ends[1]);
        _exit(0);
    }
    closedir(proc);
    close(ends[1]);
    isize n = 0;
    while (n < max && read(ends[0], &found[n], sizeof *found) == sizeof *found)
        n++;
    close(ends[0]);
    if (child > 0)
        process_wait(child);
    return n;
}
