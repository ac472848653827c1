/* folder_cluster.c — what lies in the data folder: cluster, socket, settings, log. */
#include "pg/cluster_errors.h"
#include "pg/folder.h"

#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOG_LIMIT = 16 << 20, TAIL = 1200 };

int folder_version(const Folder *f)
{
    char path[MAX_PATH + 32], text[16] = "";
    snprintf(path, sizeof path, "%s/PG_VERSION", f->pg);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    isize n = read(fd, text, sizeof text - 1);
    close(fd);
    return n > 0 ? (int)strtol(text, NULL, 10) : 0;
}

static bool make_folder_for(const Account *as, const char *dir)
{
    if (mkdir(dir, 0700) != 0 && errno != EEXIST)
        return false;
    return !as->change || lchown(dir, as->uid, as->gid) == 0;
}

static int remove_entry(const char *path, const struct stat *st, int type,
                        struct FTW *at)
{
    (void)st, (void)type, (void)at;
    remove(path); /* what a dying initdb still writes goes at the next start */
    return 0;
}

/* A start that was killed leaves one.  The lock is ours: nobody is working on it. */
static void remove_unfinished(const Folder *f)
{
    char pattern[MAX_PATH + 32];
    glob_t hits;
    snprintf(pattern, sizeof pattern, "%s/pg.new-*", f->data);
    if (glob(pattern, GLOB_NOSORT, NULL, &hits) != 0)
        return;
    for (size_t i = 0; i < hits.gl_pathc; i++)
        nftw(hits.gl_pathv[i], remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    globfree(&hits);
}

static void sync_folder(const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

static int run_initdb(const Folder *f, const Install *pg, const char *dir)
{
    char initdb[600], log[MAX_PATH + 32];
    snprintf(initdb, sizeof initdb, "%s/initdb", pg->bin);
    snprintf(log, sizeof log, "%s/initdb.log", f->log);
    const char *argv[] = {initdb,        "--pgdata",     dir,
                          "--username",  "postgres",     "--data-checksums",
                          "--encoding",  "UTF8",         "--locale",
                          "C.UTF-8",     "--auth-local", "trust",
                          "--auth-host", "reject",       NULL};
    const char *env[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC", NULL};
    int out = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (out < 0)
        return 127;
    Spawn s = {.argv = argv,
               .env = env,
               .dir = f->data,
               .output = out,
               .death_signal = SIGTERM};
    pid_t pid = process_start(&s, &f->account);
    close(out);
    return pid < 0 ? 127 : process_wait(pid);
}

bool folder_make_cluster(Folder *f, const Install *pg, Arena *arena, Error *error)
{
    char dir[MAX_PATH + 48];
    snprintf(dir, sizeof dir, "%s/pg.new-%d", f->data, getpid());
    remove_unfinished(f);
    if ((mkdir(f->log, 0700) != 0 && errno != EEXIST) ||
        !make_folder_for(&f->account, dir))
        return folder_error(arena, error, (Str){0}, "cannot make folders in %s: %s",
                            f->data, strerror(errno));
    fprintf(stderr, "rung: making the database in %s\n", f->pg);
    if (run_initdb(f, pg, dir) != 0) {
        folder_error(arena, error, folder_log_tail(f, "initdb.log", arena),
                     "initdb could not make the database in %s", f->pg);
        error->kind = &cluster_init_failed;
        nftw(dir, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
        return false;
    }
    if (rename(dir, f->pg) != 0)
        return folder_error(arena, error, (Str){0}, "cannot rename %s to %s: %s", dir,
                            f->pg, strerror(errno));
    sync_folder(f->data);
    return true;
}

static bool is_plain(const char *path)
{
    return path[strspn(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                             "0123456789/._-")] == 0;
}

/* FNV-1a: a short name for a long path, nothing more. */
static uint64_t hash(const char *path)
{
    uint64_t h = 14695981039346656037u;
    for (; *path; path++)
        h = (h ^ (unsigned char)*path) * 1099511628211u;
    return h;
}

/* A name in a folder that others write to: it must be ours, and a folder. */
static bool is_private(const Account *as, const char *dir)
{
    struct stat st;
    return lstat(dir, &st) == 0 && S_ISDIR(st.st_mode) && st.st_uid == as->uid &&
           (st.st_mode & 077) == 0;
}

static bool choose_socket_folder(Folder *f, Arena *arena, Error *error)
{
    static const char socket_name[] = "/.s.PGSQL.5432.lock";
    char runtime[64], place[MAX_PATH + 16];
    snprintf(place, sizeof place, "%s/run", f->data);
    if (!is_plain(place) || strlen(place) + sizeof socket_name > MAX_SOCKET) {
        snprintf(runtime, sizeof runtime, "/run/user/%u", f->account.uid);
        bool has_runtime = access(runtime, W_OK) == 0;
        const char *parent = f->account.change ? "/run"
                             : has_runtime     ? runtime
                                               : "/tmp";
        snprintf(place, sizeof place, "%s/rung-%016llx", parent,
                 (unsigned long long)hash(f->data));
    }
    if (!make_folder_for(&f->account, place) || !is_private(&f->account, place))
        return folder_error(
            arena, error, S("Remove it, or name a data folder with a shorter path."),
            "%s, meant for PostgreSQL's socket, belongs to somebody else "
            "or is open to others",
            place);
    snprintf(f->run, sizeof f->run, "%.*s", MAX_SOCKET, place);
    return true;
}

static long clamp(long n, long low, long high)
{
    return n < low ? low : n > high ? high : n;
}

/* Of the machine, or of the container when that has less; megabytes. */
static long memory_size(void)
{
    long machine = sysconf(_SC_PHYS_PAGES) / 256 * (sysconf(_SC_PAGESIZE) / 4096);
    char text[32] = "";
    int fd = open("/sys/fs/cgroup/memory.max", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return machine;
    isize n = read(fd, text, sizeof text - 1);
    close(fd);
    long limit = n > 0 ? strtol(text, NULL, 10) >> 20 : 0; /* "max" reads as 0 */
    return limit > 0 && limit < machine ? limit : machine;
}

static void write_settings(FILE *out, const Folder *f)
{
    long memory = memory_size();
    fprintf(out,
            "# Written by rung at each start. Change a setting by ALTER SYSTEM.\n"
            "listen_addresses = ''\n"
            "port = 5432\n"
            "unix_socket_directories = '%s'\n"
            "unix_socket_permissions = 0700\n"
            "shared_preload_libraries = 'pg_stat_statements'\n"
            "max_connections = 100\n",
            f->run);
    fprintf(out,
            "shared_buffers = %ldMB\n"
            "effective_cache_size = %ldMB\n"
            "maintenance_work_mem = %ldMB\n",
            clamp(memory / 8, 32, 1024), clamp(memory / 2, 64, 65536),
            clamp(memory / 16, 16, 256));
    fputs("random_page_cost = 1.1\n"
          "jit = off\n"
          "wal_compression = on\n"
          "timezone = 'UTC'\n"
          "log_timezone = 'UTC'\n"
          "logging_collector = off\n"
          "log_destination = 'stderr'\n"
          "log_line_prefix = '%m [%p] %q%u@%d '\n"
          /* An error's details quote whole rows, and rows are people's. */
          "log_error_verbosity = terse\n"
          "log_parameter_max_length = 0\n"
          "log_parameter_max_length_on_error = 0\n"
          "log_lock_waits = on\n",
          out);
}

/* Beside the cluster, not in it: its account could make that name a link. */
static bool write_rung_conf(const Folder *f, Arena *arena, Error *error)
{
    char path[MAX_PATH + 16], fresh[MAX_PATH + 24];
    snprintf(path, sizeof path, "%s/rung.conf", f->data);
    snprintf(fresh, sizeof fresh, "%s.new", path);
    unlink(fresh);
    FILE *out = fopen(fresh, "wxe");
    if (!out)
        return folder_error(arena, error, (Str){0}, "cannot write %s: %s", fresh,
                            strerror(errno));
    write_settings(out, f);
    bool done = fchmod(fileno(out), 0640) == 0 &&
                (!f->account.change || fchown(fileno(out), 0, f->account.gid) == 0) &&
                fflush(out) == 0;
    done = fclose(out) == 0 && done && rename(fresh, path) == 0;
    return done || folder_error(arena, error, (Str){0}, "cannot write %s: %s", path,
                                strerror(errno));
}

/* At each start, because a folder made by pg_upgrade comes without the line. */
static bool include_rung_conf(const Folder *f, Arena *arena, Error *error)
{
    static const char include[] = "\ninclude_if_exists '../rung.conf'\n";
    char path[MAX_PATH + 48], line[256];
    snprintf(path, sizeof path, "%s/postgresql.conf", f->pg);
    int fd = open(path, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
    FILE *conf = fd < 0 ? NULL : fdopen(fd, "r+");
    if (!conf)
        return folder_error(arena, error, (Str){0}, "cannot open %s: %s", path,
                            strerror(errno));
    bool found = false;
    while (!found && fgets(line, sizeof line, conf))
        found = strcmp(line, include + 1) == 0;
    bool done = found || (fseek(conf, 0, SEEK_END) == 0 && fputs(include, conf) >= 0);
    done = fclose(conf) == 0 && done;
    return done || folder_error(arena, error, (Str){0}, "cannot write %s: %s", path,
                                strerror(errno));
}

bool folder_prepare(Folder *f, Arena *arena, Error *error)
{
    if (mkdir(f->log, 0700) != 0 && errno != EEXIST)
        return folder_error(arena, error, (Str){0}, "cannot make %s: %s", f->log,
                            strerror(errno));
    remove_unfinished(f);
    return choose_socket_folder(f, arena, error) && write_rung_conf(f, arena, error) &&
           include_rung_conf(f, arena, error);
}

int folder_open_log(const Folder *f)
{
    char path[MAX_PATH + 32];
    snprintf(path, sizeof path, "%s/postgres.log", f->log);
    return open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
}

/* postgres keeps its descriptor, so the file is copied and emptied, not renamed. */
void folder_trim_log(const Folder *f)
{
    struct stat st;
    char path[MAX_PATH + 32];
    int from = folder_open_log(f);
    if (from < 0)
        return;
    if (fstat(from, &st) == 0 && st.st_size > LOG_LIMIT) {
        snprintf(path, sizeof path, "%s/postgres.log.1", f->log);
        int to =
            open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
        char piece[65536];
        isize n = 0;
        while (to >= 0 && (n = read(from, piece, sizeof piece)) > 0)
            if (write(to, piece, (size_t)n) != n)
                break;
        if (to >= 0)
            close(to);
        if (ftruncate(from, 0) != 0)
            fprintf(stderr, "rung: cannot shorten the log: %s\n", strerror(errno));
    }
    close(from);
}

Str folder_log_tail(const Folder *f, const char *name, Arena *arena)
{
    char path[MAX_PATH + 48], text[TAIL + 1];
    struct stat st;
    snprintf(path, sizeof path, "%s/%s", f->log, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return (Str){0};
    off_t from = fstat(fd, &st) == 0 && st.st_size > TAIL ? st.st_size - TAIL : 0;
    isize n = pread(fd, text, TAIL, from);
    close(fd);
    Str tail = {text, n > 0 ? n : 0};
    if (from > 0)
        tail = str_cut(tail, '\n').tail; /* begin with a whole line */
    return str_copy(arena, tail);
}
