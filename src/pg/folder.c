#include "pg/folder.h"
#include "pg/cluster.h"
#include "pg/cluster_errors.h"

#include "base/buf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

const ErrorKind cluster_folder_busy = {500, "cluster_folder_busy",
                                       "another rung is running on this data folder"};

bool folder_error(Arena *arena, Error *error, Str hint, const char *fmt, ...)
{
    char message[2 * MAX_PATH];
    va_list args;
    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    *error = (Error){.kind = &cluster_folder_bad,
                     .message = str_copy(arena, str_of(message)),
                     .hint = hint};
    return false;
}

bool folder_resolve(const char *data_dir, char path[MAX_PATH])
{
    char *real = realpath(data_dir, NULL);
    bool fits = real && strlen(real) < MAX_PATH;
    if (fits)
        snprintf(path, MAX_PATH, "%s", real);
    free(real);
    return fits;
}

/* mkdir -p; what is there already stays as it is. */
static bool make_folders(const char *dir)
{
    char path[MAX_PATH];
    if (snprintf(path, sizeof path, "%s", dir) >= MAX_PATH)
        return errno = ENAMETOOLONG, false;
    for (char *p = path + 1; *p; p++) {
        if (*p != '/')
            continue;
        *p = 0;
        if (mkdir(path, 0755) != 0 && errno != EEXIST)
            return false;
        *p = '/';
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

/* Somebody's own folder must not lose its permissions to a mistyped --data. */
static bool is_foreign(const char *dir)
{
    DIR *d = opendir(dir);
    if (!d)
        return true;
    bool ours = false, empty = true;
    for (struct dirent *e = readdir(d); e && !ours; e = readdir(d)) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        empty = false;
        ours = strcmp(e->d_name, "rung.lock") == 0;
    }
    closedir(d);
    return !ours && !empty;
}

/* As root, the group of the cluster's account may pass through, and nobody else. */
static bool take_folder(Folder *f, Arena *arena, Error *error)
{
    struct stat st;
    if (stat(f->data, &st) != 0 || !S_ISDIR(st.st_mode))
        return folder_error(arena, error, (Str){0}, "%s is not a folder", f->data);
    if (st.st_uid != geteuid() && geteuid() != 0)
        return folder_error(arena, error,
                            S("Run rung as that user, or name another folder with "
                              "--data."),
                            "%s belongs to user %u, and this is user %u", f->data,
                            st.st_uid, geteuid());
    if (is_foreign(f->data))
        return folder_error(arena, error,
                            S("Name an empty or a new folder with --data."),
                            "%s holds other things", f->data);
    mode_t mode = f->account.change ? 0710 : 0700;
    bool done = !f->account.change || st.st_uid == f->account.uid ||
                chown(f->data, geteuid(), f->account.gid) == 0;
    if (!done || chmod(f->data, mode) != 0)
        return folder_error(arena, error, (Str){0},
                            "cannot set the permissions of %s: %s", f->data,
                            strerror(errno));
    if (f->account.change && !process_can_enter(&f->account, f->data))
        return folder_error(arena, error,
                            S("Name a folder that it can reach, such as "
                              "/var/lib/rung, with --data."),
                            "PostgreSQL's user %u cannot enter %s", f->account.uid,
                            f->data);
    return true;
}

static bool lock_folder(Folder *f, Arena *arena, Error *error)
{
    char path[MAX_PATH + 16], holder[32] = "";
    snprintf(path, sizeof path, "%s/rung.lock", f->data);
    f->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (f->lock < 0)
        return folder_error(arena, error, (Str){0}, "cannot open %s: %s", path,
                            strerror(errno));
    if (flock(f->lock, LOCK_EX | LOCK_NB) == 0) {
        int n = snprintf(holder, sizeof holder, "%d\n", getpid());
        return (ftruncate(f->lock, 0) == 0 &&
                pwrite(f->lock, holder, (size_t)n, 0) == n) ||
               folder_error(arena, error, (Str){0}, "cannot write %s: %s", path,
                            strerror(errno));
    }
    if (errno != EWOULDBLOCK)
        return folder_error(arena, error, (Str){0}, "cannot lock %s: %s", path,
                            strerror(errno));
    isize n = pread(f->lock, holder, sizeof holder - 1, 0);
    holder[n > 0 ? strcspn(holder, "\n") : 0] = 0;
    close(f->lock);
    folder_error(arena, error, S("Stop that one, or name another folder with --data."),
                 "another rung (process %s) is running on %s", holder, f->data);
    error->kind = &cluster_folder_busy;
    return false;
}

/* Root runs the cluster under the account that owns it already, or `postgres`. */
static bool choose_account(Folder *f, Arena *arena, Error *error)
{
    struct stat st;
    if (geteuid() != 0)
        return account_of_uid(geteuid(), &f->account);
    if (stat(f->pg, &st) == 0 && st.st_uid != 0 &&
        account_of_uid(st.st_uid, &f->account))
        return true;
    return account_of_name("postgres", &f->account) ||
           folder_error(
               arena, error,
               S("Install PostgreSQL from your distribution, which makes it, "
                 "or run rung as an ordinary user."),
               "there is no user named postgres, and PostgreSQL refuses to run "
               "as root");
}

bool folder_open(Folder *f, Str data_dir, Arena *arena, Error *error)
{
    const char *dir = str_cstr(arena, data_dir);
    *f = (Folder){.lock = -1};
    if (!make_folders(dir))
        return folder_error(arena, error, (Str){0},
                            "cannot make the data folder %s: %s", dir, strerror(errno));
    if (!folder_resolve(dir, f->data))
        return folder_error(arena, error, (Str){0}, "cannot use the data folder %s: %s",
                            dir, strerror(errno));
    snprintf(f->pg, sizeof f->pg, "%s/pg", f->data);
    snprintf(f->log, sizeof f->log, "%s/log", f->data);
    return choose_account(f, arena, error) && take_folder(f, arena, error) &&
           lock_folder(f, arena, error);
}

void folder_close(Folder *f)
{
    if (f->lock >= 0)
        close(f->lock);
    f->lock = -1;
}
