/*
 * process.h — child processes that may run as another user and never outlive us.
 *
 * postgres refuses to run as root, so root starts it under the account that owns the
 * cluster.
 */
#ifndef PG_PROCESS_H
#define PG_PROCESS_H

#include "base/base.h"

#include <sys/types.h>

enum { MAX_GROUPS = 64 };

typedef struct Account {
    uid_t uid;
    gid_t gid;
    gid_t groups[MAX_GROUPS];
    int n_groups;
    bool change; /* false: we are this account already */
} Account;

typedef struct Spawn {
    const char *const *argv; /* argv[0] is the program's path */
    const char *const *env;
    const char *dir;  /* where it starts */
    int output;       /* file descriptor for its stdout and stderr */
    int death_signal; /* what it gets when the thread that called us ends */
} Spawn;

/* False when there is no such account. */
bool account_of_name(const char *name, Account *account) MUST_CHECK;
bool account_of_uid(uid_t uid, Account *account) MUST_CHECK;

/* The new process leads a session of its own, so that a Ctrl-C meant for us does not
 * reach it.  -1: errno says why. */
pid_t process_start(const Spawn *spawn, const Account *as);

/* The exit status, as a shell counts it: 128 + n after signal n. */
int process_wait(pid_t pid);

/* May `as` enter this folder? */
bool process_can_enter(const Account *as, const char *dir);

/* Every postgres process, of any parent, whose working folder is `dir`. */
isize process_find_postgres(const Account *as, const char *dir, pid_t *found,
                            isize max);

#endif
