#include "storage/disk.h"

#include "crypt/sha256.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 64 << 10, SHARD = 2 };

static pthread_mutex_t flights_mutex = PTHREAD_MUTEX_INITIALIZER;
static Flight *flights;

/* ---- names */

static bool version_valid(Str version)
{
    if (version.len != DISK_VERSION)
        return false;
    for (isize i = 0; i < version.len; i++)
        if (!strchr("0123456789abcdef-", version.s[i]) || !version.s[i])
            return false;
    return true;
}

/* A bucket's folder: its name, in which whatever could leave the folder is %XX. */
static isize folder_of(Str bucket, char *out, isize room)
{
    isize n = 0;
    for (isize i = 0; i < bucket.len; i++) {
        unsigned char c = (unsigned char)bucket.s[i];
        bool escaped = c < ' ' || c >= 0x7f || c == '/' || c == '%' || c == '\\' ||
                       (c == '.' && i == 0);
        if (n + 4 > room)
            return -1;
        n += snprintf(out + n, (size_t)(room - n), escaped ? "%%%02X" : "%c", c);
    }
    return n > 0 ? n : -1;
}

typedef struct Path {
    char text[PATH_MAX];
    isize dir, bucket, shard; /* lengths of its prefixes */
} Path;

static int path_of(DiskName name, Path *p)
{
    char folder[NAME_MAX + 1];
    if (!version_valid(name.version))
        return EINVAL;
    isize n = folder_of(name.bucket, folder, sizeof folder);
    if (n < 0 || name.dir.len + n + DISK_VERSION + 8 > (isize)sizeof p->text)
        return ENAMETOOLONG;
    p->dir = name.dir.len;
    p->bucket = p->dir + 1 + n;
    p->shard = p->bucket + 1 + SHARD;
    snprintf(p->text, sizeof p->text, "%" STR_FMT "/%s/%.2s/%" STR_FMT,
             STR_ARG(name.dir), folder, name.version.s, STR_ARG(name.version));
    return 0;
}

/* ---- durability */

static int sync_prefix(Path *p, isize len)
{
    char end = p->text[len];
    p->text[len] = 0;
    int fd = open(p->text, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    p->text[len] = end;
    if (fd < 0)
        return errno;
    int failed = fsync(fd) ? errno : 0;
    close(fd);
    return failed;
}

/* All three, each time: another thread may have made a folder and not synced it yet. */
static int sync_folders(Path *p)
{
    int failed = sync_prefix(p, p->shard);
    if (!failed)
        failed = sync_prefix(p, p->bucket);
    return failed ? failed : sync_prefix(p, p->dir);
}

static int make_folders(Path *p)
{
    const isize prefixes[] = {p->dir, p->bucket, p->shard};
    for (isize i = 0; i < countof(prefixes); i++) {
        char end = p->text[prefixes[i]];
        p->text[prefixes[i]] = 0;
        int failed = mkdir(p->text, 0700) && errno != EEXIST ? errno : 0;
        p->text[prefixes[i]] = end;
        if (failed)
            return failed;
    }
    return 0;
}

/* ---- copying */

static int write_all(int fd, const char *p, isize n)
{
    while (n > 0) {
        ssize_t k = write(fd, p, (size_t)n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return k ? errno : EIO;
        p += k, n -= k;
    }
    return 0;
}

/* Reads the source once: into the hash, and into `to` unless that is -1. */
static int pour(DiskSource from, int to, Sha256 *hash)
{
    char chunk[CHUNK];
    Sha256Stream *stream = sha256_new();
    int failed = 0;
    for (int64_t done = 0; done < from.size && !failed;) {
        int64_t want = from.size - done < CHUNK ? from.size - done : CHUNK;
        ssize_t n = pread(from.fd, chunk, (size_t)want, from.offset + done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            failed = n ? errno : EIO;
            break;
        }
        sha256_add(stream, chunk, n);
        if (to >= 0)
            failed = write_all(to, chunk, n);
        done += n;
    }
    *hash = sha256_take(stream);
    return failed;
}

/* A whole spool file on the same file system becomes the object without a copy. */
static bool adopt(DiskSource from, const Path *to)
{
    struct stat st;
    if (from.fd < 0 || from.offset || fstat(from.fd, &st) || st.st_size != from.size)
        return false;
    char self[64];
    snprintf(self, sizeof self, "/proc/self/fd/%d", from.fd);
    /* The clock first: a sweep judges a file by its last change. */
    return futimens(from.fd, NULL) == 0 && fsync(from.fd) == 0 &&
           linkat(AT_FDCWD, self, AT_FDCWD, to->text, AT_SYMLINK_FOLLOW) == 0;
}

static int write_new(DiskSource from, const Path *to, Sha256 *hash)
{
    int fd = open(to->text, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno;
    int failed = pour(from, fd, hash);
    if (!failed && fsync(fd))
        failed = errno;
    /* Some file systems find out only here that the disk is full. */
    if (close(fd) && !failed)
        failed = errno;
    return failed;
}

int disk_put(DiskName to, DiskSource from, Sha256 *hash)
{
    Path path;
    int failed = path_of(to, &path);
    if (!failed)
        failed = make_folders(&path);
    if (failed)
        return failed;
    failed = adopt(from, &path) ? pour(from, -1, hash) : write_new(from, &path, hash);
    if (!failed)
        failed = sync_folders(&path);
    if (failed && failed != EEXIST)
        unlink(path.text);
    return failed;
}

int disk_link(DiskName from, DiskName to)
{
    Path source, target;
    int failed = path_of(from, &source);
    if (!failed)
        failed = path_of(to, &target);
    if (!failed)
        failed = make_folders(&target);
    if (failed)
        return failed;
    if (utimensat(AT_FDCWD, source.text, NULL, 0) == 0 &&
        link(source.text, target.text) == 0) {
        failed = sync_folders(&target);
        if (failed)
            unlink(target.text);
        return failed;
    }
    if (errno == EEXIST || errno == ENOENT)
        return errno;
    DiskSource bytes = {.offset = 0};
    Sha256 unused;
    failed = disk_open(from, &bytes.fd, &bytes.size);
    if (failed)
        return failed;
    failed = disk_put(to, bytes, &unused);
    close(bytes.fd);
    return failed;
}

int disk_open(DiskName at, int *fd, int64_t *size)
{
    Path path;
    struct stat st;
    int failed = path_of(at, &path);
    if (failed)
        return failed;
    *fd = open(path.text, O_RDONLY | O_CLOEXEC);
    if (*fd < 0)
        return errno;
    if (fstat(*fd, &st) || !S_ISREG(st.st_mode)) {
        close(*fd);
        return EIO;
    }
    *size = st.st_size;
    return 0;
}

int disk_remove(DiskName at)
{
    Path path;
    int failed = path_of(at, &path);
    if (failed)
        return failed;
    return unlink(path.text) && errno != ENOENT ? errno : 0;
}

/* ---- versions in flight */

void disk_take_off(Flight *f)
{
    pthread_mutex_lock(&flights_mutex);
    f->next = flights;
    flights = f;
    pthread_mutex_unlock(&flights_mutex);
}

void disk_land(void *flight)
{
    pthread_mutex_lock(&flights_mutex);
    for (Flight **f = &flights; *f; f = &(*f)->next)
        if (*f == flight) {
            *f = (*f)->next;
            break;
        }
    pthread_mutex_unlock(&flights_mutex);
}

bool disk_in_flight(Str version)
{
    pthread_mutex_lock(&flights_mutex);
    Flight *f = flights;
    while (f && !str_eq(f->version, version))
        f = f->next;
    pthread_mutex_unlock(&flights_mutex);
    return f != NULL;
}

/* ---- looking for what no row names */

static int hex_digit(char c)
{
    const char *digits = "0123456789ABCDEF", *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* folder_of backwards; false for a folder that we have not made. */
static bool bucket_of(const char *folder, char *out, isize room, isize *len)
{
    isize n = 0;
    for (const char *p = folder; *p && n < room; n++) {
        if (*p != '%') {
            out[n] = *p++;
            continue;
        }
        int high = hex_digit(p[1]), low = high < 0 ? -1 : hex_digit(p[2]);
        if (low < 0)
            return false;
        out[n] = (char)(high * 16 + low);
        p += 3;
    }
    *len = n;
    return n > 0 && folder[0] != '.';
}

static DIR *open_in(int at, const char *name)
{
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    DIR *d = fd < 0 ? NULL : fdopendir(fd);
    if (!d && fd >= 0)
        close(fd);
    return d;
}

static bool walk_shard(const DiskWalk *w, Str bucket, DIR *shard)
{
    bool go_on = true;
    for (struct dirent *e; go_on && (e = readdir(shard));) {
        struct stat st;
        Str version = str_of(e->d_name);
        if (!version_valid(version) ||
            fstatat(dirfd(shard), e->d_name, &st, AT_SYMLINK_NOFOLLOW) ||
            !S_ISREG(st.st_mode) || st.st_mtime >= w->older_than)
            continue;
        go_on = w->visit((DiskName){w->dir, bucket, version}, w->user);
    }
    return go_on;
}

static bool walk_bucket(const DiskWalk *w, Str bucket, DIR *folder)
{
    bool go_on = true;
    for (struct dirent *e; go_on && (e = readdir(folder));) {
        if (strlen(e->d_name) != SHARD || e->d_name[0] == '.')
            continue;
        DIR *shard = open_in(dirfd(folder), e->d_name);
        if (!shard)
            continue;
        go_on = walk_shard(w, bucket, shard);
        closedir(shard);
    }
    return go_on;
}

int disk_walk(const DiskWalk *w)
{
    char path[PATH_MAX], bucket[NAME_MAX];
    if (w->dir.len >= (isize)sizeof path)
        return ENAMETOOLONG;
    snprintf(path, sizeof path, "%" STR_FMT, STR_ARG(w->dir));
    DIR *root = open_in(AT_FDCWD, path);
    if (!root)
        return errno == ENOENT ? 0 : errno;
    bool go_on = true;
    isize len;
    for (struct dirent *e; go_on && (e = readdir(root));) {
        if (!bucket_of(e->d_name, bucket, sizeof bucket, &len))
            continue;
        DIR *folder = open_in(dirfd(root), e->d_name);
        if (!folder)
            continue;
        go_on = walk_bucket(w, (Str){bucket, len}, folder);
        closedir(folder);
    }
    closedir(root);
    return 0;
}
