/* Bytes on a real disk, in a folder of the test's own: what is put can be opened, what
 * fails leaves nothing, and a walk finds what is old. */
#include "storage/disk.h"
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define V1 "11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa"
#define V2 "22222222-aaaa-4aaa-8aaa-aaaaaaaaaaaa"
#define V3 "33333333-aaaa-4aaa-8aaa-aaaaaaaaaaaa"

static char root[] = "/tmp/storage_disk_test.XXXXXX";
static Arena arena;

static DiskName name(const char *bucket, const char *version)
{
    return (DiskName){str_of(root), str_of(bucket), str_of(version)};
}

static int spool(Str text)
{
    int fd = open(root, O_TMPFILE | O_RDWR, 0600);
    check(fd >= 0 && write(fd, text.s, (size_t)text.len) == text.len);
    return fd;
}

static int count_entry(const char *path, const struct stat *st, int kind,
                       struct FTW *at)
{
    (void)path, (void)st, (void)at;
    static int files;
    if (!path)
        return files;
    if (kind == FTW_D && at->level == 0)
        files = 0;
    return files += kind == FTW_F, 0;
}

static int files_on_disk(void)
{
    nftw(root, count_entry, 8, FTW_PHYS);
    return count_entry(NULL, NULL, 0, NULL);
}

static Str content(DiskName at)
{
    int fd;
    int64_t size;
    if (disk_open(at, &fd, &size))
        return S("(none)");
    char *text = make_n(&arena, char, size + 1);
    isize n = read(fd, text, (size_t)size);
    close(fd);
    return (Str){text, n};
}

static void check_put(void)
{
    Sha256 hash, want = sha256(S("hello"));
    int fd = spool(S("hello"));
    check(disk_put(name("b", V1), (DiskSource){fd, 0, 5}, &hash) == 0);
    check(memcmp(&hash, &want, sizeof hash) == 0);
    check_str(content(name("b", V1)), S("hello"));

    want = sha256(S("ell"));
    check(disk_put(name("b", V2), (DiskSource){fd, 1, 3}, &hash) == 0);
    check(memcmp(&hash, &want, sizeof hash) == 0);
    check_str(content(name("b", V2)), S("ell"));

    check(disk_put(name("b", V1), (DiskSource){fd, 1, 3}, &hash) == EEXIST);
    check_str(content(name("b", V1)), S("hello"));
    check(disk_put(name("b", V3), (DiskSource){fd, 0, 6}, &hash) == EIO);
    check_str(content(name("b", V3)), S("(none)"));
    check(disk_put(name("b", V3), (DiskSource){.fd = -1}, &hash) == 0);
    check_str(content(name("b", V3)), S(""));
    close(fd);
    check(files_on_disk() == 3);
}

static void check_names(void)
{
    int fd;
    int64_t size;
    check(disk_open(name("b", "../../../../etc/passwd"), &fd, &size) == EINVAL);
    check(disk_open(name("b", "11111111-aaaa-4aaa-8aaa-aaaaaaaaaa/."), &fd, &size) ==
          EINVAL);
    const char *odd[] = {"..", ".", "../x", "a/../../b", "%2e", "x y'?", "\\"};
    for (isize i = 0; i < countof(odd); i++) {
        Sha256 hash;
        int s = spool(S("odd"));
        check(disk_put(name(odd[i], V1), (DiskSource){s, 0, 3}, &hash) == 0);
        check_str(content(name(odd[i], V1)), S("odd"));
        check(disk_remove(name(odd[i], V1)) == 0);
        close(s);
    }
    check(files_on_disk() == 3); /* none of them was put outside */
    check(disk_open(name("", V1), &fd, &size) == ENAMETOOLONG);
}

static void check_link(void)
{
    check(disk_link(name("b", V1), name("c", V1)) == 0);
    check_str(content(name("c", V1)), S("hello"));
    check(disk_link(name("b", V1), name("c", V1)) == EEXIST);
    check(disk_link(name("x", V1), name("c", V2)) == ENOENT);
    check(disk_remove(name("b", V1)) == 0);
    check(disk_remove(name("b", V1)) == 0);
    check_str(content(name("c", V1)), S("hello"));
}

/* A disk without room, played by a limit on the size of files. */
static void check_full(void)
{
    struct rlimit limit, small;
    getrlimit(RLIMIT_FSIZE, &limit);
    small = (struct rlimit){4, limit.rlim_max};
    int before = files_on_disk(), fd = spool(S("0123456789"));
    Sha256 hash;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    int failed = disk_put(name("full", V2), (DiskSource){fd, 1, 9}, &hash);
    setrlimit(RLIMIT_FSIZE, &limit);
    check(failed == EFBIG);
    check(files_on_disk() == before);
    close(fd);
}

static bool remember(DiskName file, void *user)
{
    Str *seen = user;
    check_str(file.bucket, S("../x"));
    *seen = str_copy(&arena, file.version);
    return true;
}

static bool nothing(DiskName file, void *user)
{
    (void)file;
    ++*(int *)user;
    return false;
}

static void check_walk(void)
{
    Sha256 hash;
    check(disk_put(name("../x", V3), (DiskSource){.fd = -1}, &hash) == 0);
    char path[200];
    snprintf(path, sizeof path, "%s/%%2E.%%2Fx/33/" V3, root);
    struct timespec old[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
    check(utimensat(AT_FDCWD, path, old, 0) == 0);
    Str seen = {0};
    DiskWalk w = {str_of(root), time(NULL) - 10, remember, &seen};
    check(disk_walk(&w) == 0);
    check_str(seen, S(V3));
    int calls = 0;
    DiskWalk all = {str_of(root), time(NULL) + 10, nothing, &calls};
    check(disk_walk(&all) == 0 && calls == 1);
    DiskWalk nowhere = {S("/nonexistent/files"), 0, nothing, &calls};
    check(disk_walk(&nowhere) == 0 && calls == 1);

    /* A link is as young as its making, or a sweep would take it. */
    check(disk_link(name("../x", V3), name("../x", V2)) == 0);
    seen = (Str){0};
    check(disk_walk(&w) == 0 && !seen.s);
}

static void check_flights(void)
{
    Flight a = {.version = S(V1)}, b = {.version = S(V2)};
    disk_take_off(&a), disk_take_off(&b);
    check(disk_in_flight(S(V1)) && disk_in_flight(S(V2)) && !disk_in_flight(S(V3)));
    disk_land(&a);
    check(!disk_in_flight(S(V1)) && disk_in_flight(S(V2)));
    disk_land(&b);
    check(!disk_in_flight(S(V2)));
}

static int remove_entry(const char *path, const struct stat *st, int kind,
                        struct FTW *at)
{
    (void)st, (void)kind, (void)at;
    return remove(path);
}

int main(void)
{
    arena = arena_reserve(1 << 20);
    if (!check(mkdtemp(root) != NULL))
        return done();
    check_put();
    check_names();
    check_link();
    check_full();
    check_walk();
    check_flights();
    nftw(root, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    arena_release(&arena);
    return done();
}
