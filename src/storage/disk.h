/*
 * disk.h — objects' bytes on the local disk: one immutable file for each version.
 *
 * <dir>/<bucket>/<first two of version>/<version>.  A version is a uuid of ours, made
 * anew for each upload, so nothing is ever written over and no client's text is in a
 * path.  The order that keeps rows and bytes together, wherever the machine stops: the
 * file is durable before a row names it, and is removed only after no row does.  What
 * a crash leaves is a file without a row, and disk_walk finds those.
 *
 * Functions return 0 or an errno, allocate no arena memory and may run on any thread.
 */
#ifndef STORAGE_DISK_H
#define STORAGE_DISK_H

#include "crypt/crypt.h"

enum { DISK_VERSION = 36 }; /* characters of a version */

typedef struct DiskName {
    Str dir, bucket, version;
} DiskName;

typedef struct DiskSource {
    int fd; /* may be -1 when size is 0 */
    int64_t offset, size;
} DiskSource;

/* Durable on return; on failure nothing of it is left. */
int disk_put(DiskName to, DiskSource from, Sha256 *hash) MUST_CHECK;

/* The same bytes under another name: a hard link where the file system has them. */
int disk_link(DiskName from, DiskName to) MUST_CHECK;

int disk_open(DiskName at, int *fd, int64_t *size) MUST_CHECK;
int disk_remove(DiskName at); /* ENOENT is success: it may have been tried before */

/*
 * Versions that a handler has put down and whose row is not decided yet: a sweep leaves
 * them alone.  The Flight is the handler's and must be landed before it goes.
 */
typedef struct Flight Flight;
struct Flight {
    Str version;
    Flight *next;
};
void disk_take_off(Flight *f);
void disk_land(void *flight);
bool disk_in_flight(Str version);

/* Every file whose last change is before `older_than`; `visit` returns false to stop.
 */
typedef struct DiskWalk {
    Str dir;
    int64_t older_than; /* seconds since 1970 */
    bool (*visit)(DiskName file, void *user);
    void *user;
} DiskWalk;
int disk_walk(const DiskWalk *w);

#endif
