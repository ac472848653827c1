#include "storage/payload.h"
#include "storage/multipart.h"
#include "storage/names.h"

#include "serve/json.h"

#include <errno.h>
#include <unistd.h>

enum { CHUNK = 64 << 10, FIELD_MAX = 64 << 10 };

/* Fails unless `metadata` is absent or an object. */
static bool metadata_check(Ctx *cx, Str metadata)
{
    if (!metadata.s || json_fields_of(cx->arena, metadata, NULL, 0))
        return true;
    return fail(cx, .kind = &storage_bad_request,
                .message = S("The metadata must be a JSON object"));
}

static bool cache_control_check(Ctx *cx, Payload *p)
{
    if (!p->cache_control.len)
        p->cache_control = S("no-cache");
    if (p->cache_control.len <= 255 && header_safe(p->cache_control))
        return true;
    return fail(cx, .kind = &storage_bad_request,
                .message = S("The cache control is not a header's value"));
}

/* filename*=UTF-8''...  is for names that are not ASCII (RFC 6266). */
static Str sent_name(Ctx *cx)
{
    Str value = header_get(cx->req, S("content-disposition")), name = {0};
    Str coded = header_param(cx->arena, value, S("filename*"));
    if (coded.len > 7 && str_eq_nocase((Str){coded.s, 7}, S("UTF-8''")) &&
        url_decode(cx->arena, str_skip(coded, 7), false, &name))
        return name;
    return header_param(cx->arena, value, S("filename"));
}

static bool raw(Ctx *cx, Payload *p)
{
    Str metadata = header_get(cx->req, S("x-metadata"));
    p->source = (DiskSource){.fd = cx->req->body_fd, .size = cx->req->body_size};
    p->cache_control = header_get(cx->req, S("cache-control"));
    p->file_name = sent_name(cx);
    if (metadata.s && !base64_decode(cx->arena, metadata, &p->user_metadata))
        return fail(cx, .kind = &storage_bad_request,
                    .message = S("The x-metadata header must be base64"));
    return true;
}

static bool scan(Ctx *cx, Multipart *m)
{
    char chunk[CHUNK];
    int64_t at = 0;
    while (at < cx->req->body_size) {
        ssize_t n = pread(cx->req->body_fd, chunk, sizeof chunk, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return disk_failed(cx, EIO);
        if (!multipart_feed(m, (Str){chunk, n}))
            break;
        at += n;
    }
    if (multipart_end(m))
        return true;
    return fail(cx, .kind = &storage_bad_request, .message = str_of(m->wrong));
}

static const Part *part_named(const Multipart *m, Str name)
{
    for (isize i = 0; i < m->n; i++)
        if (str_eq(m->parts[i].name, name) && !m->parts[i].filename.s)
            return &m->parts[i];
    return NULL;
}

/* The first part that came as a file, by whatever name; else the one without a name. */
static const Part *file_part(const Multipart *m)
{
    for (isize i = 0; i < m->n; i++)
        if (m->parts[i].filename.s)
            return &m->parts[i];
    return part_named(m, S(""));
}

static bool field(Ctx *cx, const Part *part, Str *value)
{
    if (!part)
        return true;
    if (part->size > FIELD_MAX)
        return fail(cx, .kind = &storage_bad_request,
                    .message = S("A field of the form is too long"));
    char *text = make_n(cx->arena, char, part->size + 1);
    isize n = 0;
    while (n < part->size) {
        ssize_t k = pread(cx->req->body_fd, text + n, (size_t)(part->size - n),
                          part->offset + n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return disk_failed(cx, EIO);
        n += k;
    }
    *value = (Str){text, n};
    return true;
}

static bool form(Ctx *cx, Str content_type, Payload *p)
{
    Multipart *m = make(cx->arena, Multipart);
    if (!multipart_begin(m, cx->arena, content_type))
        return fail(cx, .kind = &storage_bad_request,
                    .message = S("The form's content type names no boundary"));
    if (!scan(cx, m))
        return false;
    const Part *file = file_part(m);
    if (!file)
        return fail(cx, .kind = &storage_bad_request,
                    .message = S("The form has no file in it"));
    Str seconds = {0};
    p->source = (DiskSource){cx->req->body_fd, file->offset, file->size};
    p->mime = file->content_type;
    p->file_name = file->filename;
    if (!field(cx, part_named(m, S("cacheControl")), &seconds) ||
        !field(cx, part_named(m, S("metadata")), &p->user_metadata) ||
        !field(cx, part_named(m, S("contentType")), &p->mime))
        return false;
    if (seconds.len) {
        Buf b = buf_new(cx->arena);
        buf_add(&b, S("max-age="));
        buf_add(&b, seconds);
        p->cache_control = buf_str(&b);
    }
    return true;
}

bool payload_of(Ctx *cx, Payload *p)
{
    Str type = header_get(cx->req, S("content-type"));
    Str form_type = S("multipart/form-data");
    *p = (Payload){.source.fd = -1};
    bool is_form = type.len >= form_type.len &&
                   str_eq_nocase((Str){type.s, form_type.len}, form_type);
    p->mime = is_form ? (Str){0} : type;
    if (is_form ? !form(cx, type, p) : !raw(cx, p))
        return false;
    if (!p->mime.len)
        p->mime = S("application/octet-stream");
    return cache_control_check(cx, p) && metadata_check(cx, p->user_metadata);
}
