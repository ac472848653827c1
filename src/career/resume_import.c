/* resume_import.c — POST /functions/v1/resume-import: a resume's file, read into fields
 * for its owner to review. */
#include "career/career.h"
#include "career/errors.h"
#include "crypt/crypt.h"
#include "extract/extract.h"
#include "serve/json.h"
#include "storage/download.h"
#include "storage/names.h"
#include "storage/upload.h"

#include "base/utf8.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum {
    FILE_MOST = 10 << 20, /* as resume_uploads has it */
    ASKING_MOST = 64 << 10,
    NAME_MOST = 120, /* bytes */
    NAMES_TRIED = 50,
};

/* As the server, in the caller's name: a checksum is not hers to set. */
static const Query keep_upload = {
    "career.keep_upload",
    "insert into public.resume_uploads (user_id, file_name, storage_path, mime_type,"
    "   file_size_bytes, sha256, text_content, parsed)"
    " values ($1::uuid, $2, $3, $4, $5::bigint, decode($6, 'hex'), $7, $8::jsonb)"
    " on conflict (user_id, storage_path) do update"
    "   set file_name = excluded.file_name, mime_type = excluded.mime_type,"
    "       file_size_bytes = excluded.file_size_bytes, sha256 = excluded.sha256,"
    "       text_content = excluded.text_content, parsed = excluded.parsed"
    " returning id",
};

typedef struct Import {
    Ctx *cx;
    Payload payload; /* of what was sent with the request */
    Str bytes, hash; /* hash: SHA-256, hexadecimal */
    Str file_name;   /* as it came; later cleaned */
    Str path;        /* in the bucket; null until it lies there */
    Extract extract;
} Import;

static bool read_bytes(Ctx *cx, int fd, int64_t from, int64_t size, Str *out)
{
    char *bytes = make_n(cx->arena, char, (isize)size + 1);
    int64_t n = 0;
    while (n < size) {
        ssize_t k = pread(fd, bytes + n, (size_t)(size - n), from + n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return disk_failed(cx, EIO);
        n += k;
    }
    *out = (Str){bytes, (isize)n};
    return true;
}

static bool fits(Ctx *cx, int64_t size)
{
    return size <= FILE_MOST || fail(cx, .kind = &entity_too_large,
                                     .hint = S("A resume's file has 10 MB at most."));
}

/* --- the two doors ---------------------------------------------------------------- */

/* {"path": "<her id>/cv.pdf"}: an object that her policies show her. */
static bool open_stored(Ctx *cx, Import *in)
{
    Str asking = {0}, folder = cx->who.user_id;
    Object object;
    int fd;
    int64_t size;
    if (cx->req->body_size > ASKING_MOST ||
        !read_bytes(cx, cx->req->body_fd, 0, cx->req->body_size, &asking) ||
        !json_fields(cx->arena, asking, {"path", &in->path}) || !in->path.len)
        return !cx->error.kind &&
               fail(cx, .kind = &bad_wish,
                    .details =
                        S("As JSON, give path: an object in the bucket resumes."),
                    .hint = S("Send a file itself as FormData, JSON Resume as well."));
    Place place = {S("resumes"), in->path};
    if (!place_check(cx, place) ||
        !object_open(cx, place, object_find, &object, &fd, &size))
        return false;
    bool hers = str_starts(in->path, folder) && in->path.len > folder.len &&
                in->path.s[folder.len] == '/';
    if (!hers)
        return fail(cx, .kind = &no_such_key);
    in->file_name = key_filename(in->path);
    return fits(cx, size) && read_bytes(cx, fd, 0, size, &in->bytes);
}

/* The file itself, as a form's part or as the whole body. */
static bool take_sent(Ctx *cx, Import *in)
{
    if (!payload_of(cx, &in->payload))
        return false;
    in->file_name = in->payload.file_name;
    DiskSource from = in->payload.source;
    return fits(cx, from.size) &&
           read_bytes(cx, from.fd, from.offset, from.size, &in->bytes);
}

/* --- keeping it ------------------------------------------------------------------- */

static const char *extension_of(Str kind)
{
    static const char *const extensions[][2] = {{"pdf", ".pdf"},     {"docx", ".docx"},
                                                {"odt", ".odt"},     {"json", ".json"},
                                                {"markdown", ".md"}, {"text", ".txt"}};
    for (isize i = 0; i < countof(extensions); i++)
        if (str_eq(kind, str_of(extensions[i][0])))
            return extensions[i][1];
    return "";
}

/* The last part of a path of any system, without what a key may not have. */
static Str clean_name(Arena *a, Str name, Str kind)
{
    Buf b = buf_new(a);
    name = utf8_scrub(a, name);
    for (isize i = 0; i < name.len; i++)
        if (name.s[i] == '/' || name.s[i] == '\\')
            b.len = 0;
        else if ((unsigned char)name.s[i] >= ' ' && name.s[i] != 0x7f)
            buf_add(&b, (Str){name.s + i, 1});
    Str clean = str_trim(buf_str(&b));
    while (clean.len > NAME_MOST ||
           (clean.len && ((unsigned char)clean.s[clean.len - 1] & 0xC0) == 0x80 &&
            clean.len == NAME_MOST))
        clean.len--;
    while (clean.len && clean.s[0] == '.')
        clean = str_skip(clean, 1);
    if (str_has(clean, '.') && key_valid(clean))
        return clean;
    Buf whole = buf_new(a);
    buf_add(&whole, clean.len && key_valid(clean) ? clean : S("resume"));
    buf_add(&whole, str_of(extension_of(kind)));
    return buf_str(&whole);
}

/* "cv.pdf", "cv (2).pdf", "cv (3).pdf", ... in her folder */
static Str numbered(Ctx *cx, Str name, int n)
{
    isize dot = name.len;
    for (isize i = name.len - 1; i > 0 && dot == name.len; i--)
        if (name.s[i] == '.')
            dot = i;
    Buf b = buf_new(cx->arena);
    buf_addf(&b, "%" STR_FMT "/%.*s", STR_ARG(cx->who.user_id), (int)dot, name.s);
    if (n > 1)
        buf_addf(&b, " (%d)", n);
    buf_add(&b, str_skip(name, dot));
    return buf_str(&b);
}

/* Etags are quoted checksums of the bytes. */
static bool same_bytes(const Object *o, Str hash)
{
    return o->etag.len == hash.len + 2 && str_eq((Str){o->etag.s + 1, hash.len}, hash);
}

typedef enum Tried {
    TRIED_DONE,
    TRIED_TAKEN,
    TRIED_RACED, /* somebody was quicker, with this file or another */
    TRIED_FAILED
} Tried;

/* What has that name already stays, unless it is this very file. */
static Tried try_name(Ctx *cx, Import *in, Str path)
{
    Object there;
    Str id;
    Place place = {S("resumes"), path};
    if (!place_check(cx, place))
        return TRIED_FAILED;
    if (object_find(cx, place, &there)) {
        in->path = path;
        return same_bytes(&there, in->hash) ? TRIED_DONE : TRIED_TAKEN;
    }
    if (cx->error.kind != &no_such_key)
        return TRIED_FAILED;
    cx->error = (Error){0};
    in->path = path;
    if (upload_payload(cx, place, PUT_NEW, (Str){0}, &in->payload, &id))
        return TRIED_DONE;
    if (!str_eq(db_sqlstate(&cx->db), S("23505")))
        return TRIED_FAILED;
    cx->error = (Error){0};
    return TRIED_RACED;
}

static bool store(Ctx *cx, Import *in)
{
    in->payload.mime = in->extract.mime; /* what it is, not what it says */
    Tried tried = TRIED_TAKEN;
    for (int n = 1; n <= NAMES_TRIED && tried == TRIED_TAKEN; n++) {
        Str path = numbered(cx, in->file_name, n);
        for (int again = 0; again < 2 && (!again || tried == TRIED_RACED); again++)
            tried = try_name(cx, in, path);
        if (tried == TRIED_RACED)
            tried = TRIED_TAKEN;
    }
    if (tried == TRIED_TAKEN)
        return fail(cx, .kind = &key_exists,
                    .hint = S("Give the file another name, or remove old ones."));
    return tried == TRIED_DONE;
}

static bool keep(Ctx *cx, const Import *in, Str *id)
{
    Row row;
    Arena *a = cx->arena;
    db_as_service(cx);
    if (!db_get(&cx->db, &keep_upload,
                STRS(cx->who.user_id, in->file_name, in->path, in->extract.mime,
                     str_of_int(a, in->bytes.len), in->hash,
                     utf8_scrub(a, in->extract.text), in->extract.resume),
                &row))
        return false;
    db_as_caller(cx);
    *id = row.col[0];
    return true;
}

/* Nobody's bytes touch the disk before it is known that somebody sends them. */
bool resume_import_admit(Ctx *cx)
{
    return !str_eq(cx->who.role, S("unapproved")) || fail(cx, .kind = &storage_denied);
}

/* A hostile file is paid for as well, and an import that found no room to answer. */
static void pay_for_child(void *what)
{
    Import *in = what;
    in->cx->child_seconds += in->extract.cost.seconds;
}

bool resume_import(Ctx *cx)
{
    Import *in = make(cx->arena, Import);
    in->cx = cx;
    defer(cx, pay_for_child, in);
    Str id, type = header_get(cx->req, S("content-type"));
    bool json =
        type.len >= 16 && str_eq_nocase((Str){type.s, 16}, S("application/json"));
    if (!(json ? open_stored(cx, in) : take_sent(cx, in)) ||
        !extract_resume(cx->arena, in->bytes, in->file_name, &in->extract, &cx->error))
        return false;
    Sha256 hash = sha256(in->bytes);
    in->hash = hex_of(cx->arena, hash.bytes, sizeof hash.bytes);
    in->file_name = clean_name(cx->arena, in->file_name, in->extract.kind);
    if ((!in->path.s && !store(cx, in)) || !keep(cx, in, &id))
        return false;
    Buf b = buf_new(cx->arena);
    json_open(&b);
    json_str(&b, "upload_id", id);
    json_str(&b, "file_name", in->file_name);
    json_str(&b, "path", in->path);
    extract_json(&b, &in->extract);
    json_close(&b);
    return send_json(cx, 200, buf_str(&b));
}
