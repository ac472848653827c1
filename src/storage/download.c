/* download.c — GET and HEAD /object/{bucket}/{path}, and of public buckets. */
#include "storage/download.h"
#include "http/date.h"
#include "http/range.h"
#include "storage/names.h"

#include <errno.h>
#include <unistd.h>

enum { TRIES = 3 }; /* against others who replace the object meanwhile */

typedef struct Download {
    Object object;
    int fd;
    int64_t size;
} Download;

static void close_file(void *fd)
{
    close((int)(intptr_t)fd);
}

/* A version's file goes when the row moves on: then the row is read again. */
bool object_open(Ctx *cx, Place place, ObjectFinder *find, Object *o, int *fd,
                 int64_t *size)
{
    int failed = ENOENT;
    Str before = {0};
    for (int i = 0; i < TRIES; i++) {
        if (!find(cx, place, o))
            return false;
        failed = disk_open(disk_name(cx, place.bucket, o->version), fd, size);
        if (!failed) {
            defer(cx, close_file, (void *)(intptr_t)*fd);
            return true;
        }
        if (failed != ENOENT || str_eq(before, o->version))
            break;
        before = o->version;
    }
    return disk_failed(cx, failed);
}

static bool has_it_already(const Ctx *cx, const Object *o)
{
    Str tags = header_get(cx->req, S("if-none-match"));
    Str since = header_get(cx->req, S("if-modified-since"));
    int64_t at;
    if (tags.s)
        return etag_listed(tags, o->etag);
    return since.s && http_date_parse(since, &at) && o->modified <= at;
}

static void describe(Ctx *cx, const Object *o, bool shared)
{
    Buf cache = buf_new(cx->arena);
    if (!shared)
        buf_add(&cache, S("private, "));
    buf_add(&cache, o->cache_control.s && header_safe(o->cache_control)
                        ? o->cache_control
                        : S("no-cache"));
    add_header(cx, S("Cache-Control"), buf_str(&cache));
    add_header(cx, S("Last-Modified"), http_date(cx->arena, o->modified));
    if (o->etag.s && header_safe(o->etag))
        add_header(cx, S("ETag"), o->etag);
    add_header(cx, S("Accept-Ranges"), S("bytes"));
}

/*
 * What people upload shall not run on our origin, whatever it is.  Browsers show PDF in
 * a viewer of their own, which a sandbox would switch off.
 */
static void disarm(Ctx *cx, Place place, Str mime)
{
    add_header(cx, S("X-Content-Type-Options"), S("nosniff"));
    if (!str_eq_nocase(mime, S("application/pdf")))
        add_header(cx, S("Content-Security-Policy"),
                   S("default-src 'none'; style-src 'unsafe-inline'; sandbox"));
    Str name = query_get(cx->arena, cx->req, S("download"));
    if (!name.s)
        return;
    if (!name.len || !utf8_valid(name) || name.len > KEY_MAX)
        name = key_filename(place.key);
    add_header(cx, S("Content-Disposition"), attachment_of(cx->arena, name));
}

static Range wanted(const Ctx *cx, const Download *d)
{
    Str range = header_get(cx->req, S("range"));
    Str condition = header_get(cx->req, S("if-range"));
    bool holds =
        !condition.s || if_range_holds(condition, d->object.etag, d->object.modified);
    return range_of(range.s && holds ? range : (Str){0}, d->size);
}

static Str content_range(Ctx *cx, Range r, int64_t size)
{
    Buf b = buf_new(cx->arena);
    if (r.outcome == RANGE_PART)
        buf_addf(&b, "bytes %jd-%jd/%jd", (intmax_t)r.first,
                 (intmax_t)(r.first + r.count - 1), (intmax_t)size);
    else
        buf_addf(&b, "bytes */%jd", (intmax_t)size);
    return buf_str(&b);
}

/* The deferred close is for the ways out before this one; the answer has its own. */
static bool send_file(Ctx *cx, const Download *d, Range r)
{
    if (cx->req->method == METHOD_HEAD) {
        cx->res.head_length = r.count;
        return true;
    }
    if (r.count == 0)
        return true;
    cx->res.file = dup(d->fd);
    if (cx->res.file < 0)
        return disk_failed(cx, errno);
    cx->res.file_offset = r.first;
    cx->res.file_size = r.count;
    return true;
}

bool object_send(Ctx *cx, Place place, ObjectFinder *find, bool shared)
{
    Download d;
    if (!object_open(cx, place, find, &d.object, &d.fd, &d.size))
        return false;
    const Object *o = &d.object;
    if (has_it_already(cx, o)) {
        describe(cx, o, shared);
        cx->res.chosen_length = true;
        return send_empty(cx, 304);
    }
    Range r = wanted(cx, &d);
    if (r.outcome == RANGE_NONE)
        return fail(cx, .kind = &invalid_range,
                    .details = content_range(cx, r, d.size));
    Str mime =
        o->mime.s && mime_valid(o->mime) ? o->mime : S("application/octet-stream");
    describe(cx, o, shared);
    disarm(cx, place, mime);
    if (r.outcome == RANGE_PART)
        add_header(cx, S("Content-Range"), content_range(cx, r, d.size));
    cx->res.status = r.outcome == RANGE_PART ? 206 : 200;
    cx->res.content_type = mime;
    return send_file(cx, &d, r);
}

/* Her own, or, as for everyone who knows its name, a public bucket's. */
static bool find_own_or_public(Ctx *cx, Place p, Object *o)
{
    if (object_find(cx, p, o))
        return true;
    if (cx->error.kind != &no_such_key)
        return false;
    cx->error = (Error){0};
    return object_find_public(cx, p, o);
}

bool storage_download(Ctx *cx)
{
    Place place;
    return place_of_params(cx, &place) &&
           object_send(cx, place, find_own_or_public, false);
}

bool storage_download_public(Ctx *cx)
{
    Place place;
    return place_of_params(cx, &place) &&
           object_send(cx, place, object_find_public, true);
}
