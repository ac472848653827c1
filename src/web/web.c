/* web.c — answers with the page and its files; nothing is computed for a request. */
#include "web/web.h"
#include "base/embedded.h"
#include "crypt/crypt.h"
#include "http/compress.h"
#include "http/range.h"
#include "serve/app.h"
#include "serve/server.h"

#include <string.h>

static const ErrorKind no_such_file = {404, "not_found", "There is no such file."};

/* One text in the codings that there are, dearest to the wire first. */
enum { BROTLI, GZIP, PLAIN, CODINGS };
static const struct {
    const char *suffix;
    Str name;
} codings[CODINGS] = {
    [BROTLI] = {".br", {"br", 2}}, [GZIP] = {".gz", {"gzip", 4}}, [PLAIN] = {"", {0}}};

typedef struct WebFile {
    Str path; /* "/assets/main-4F2A.js" */
    Str type, etag;
    Str bytes[CODINGS]; /* null: not worth coding */
} WebFile;

struct WebApp {
    WebFile page;
    WebFile *files;
    isize n_files;
};

static const struct {
    const char *suffix, *type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
};

/*
 * Only what is ours runs, and it talks to nobody else.  Pictures of documents come as
 * blobs; the style of an element that is set by script is no inline style.
 */
#define CONTENT_SECURITY_POLICY                                                        \
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "       \
    "img-src 'self' blob: data:; connect-src 'self'; manifest-src 'self'; "            \
    "frame-src blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

static const char folder[] = "build/web";

static Str type_of(Str path)
{
    for (isize i = 0; i < countof(types); i++)
        if (str_ends(path, str_of(types[i].suffix)))
            return str_of(types[i].type);
    return S("application/octet-stream");
}

static Str etag_of(Arena *a, Str bytes)
{
    Sha256 sum = sha256(bytes);
    Buf b = buf_new(a);
    buf_addf(&b, "\"%" STR_FMT "\"", STR_ARG(hex_of(a, sum.bytes, 12)));
    return str_copy(a, buf_str(&b));
}

static WebFile *find(const WebApp *web, Str path)
{
    for (isize i = 0; i < web->n_files; i++)
        if (str_eq(web->files[i].path, path))
            return &web->files[i];
    return NULL;
}

static int coding_of(Str path)
{
    for (int c = 0; c < PLAIN; c++)
        if (str_ends(path, str_of(codings[c].suffix)))
            return c;
    return PLAIN;
}

/* The files lie by path: the plain one comes before its codings. */
static void add_file(Arena *a, WebApp *web, const EmbeddedFile *f)
{
    Str path = str_skip(str_of(f->path), (isize)sizeof folder - 1);
    int coding = coding_of(path);
    path.len -= (isize)strlen(codings[coding].suffix);
    WebFile *file = find(web, path);
    Str bytes = {f->data, (isize)f->size};
    if (!file) {
        file = &web->files[web->n_files++];
        *file = (WebFile){.path = path, .type = type_of(path)};
    }
    file->bytes[coding] = bytes;
    if (coding == PLAIN)
        file->etag = etag_of(a, bytes);
}

/* In the page, "{{anon_key}}" stands for the key. */
static Str fill(Arena *a, Str page, Str name, Str value)
{
    const char *at = memmem(page.s, (size_t)page.len, name.s, (size_t)name.len);
    assert(at);
    Buf b = buf_new(a);
    buf_add(&b, (Str){page.s, at - page.s});
    buf_add(&b, value);
    buf_add(&b, str_skip(page, at - page.s + name.len));
    return str_copy(a, buf_str(&b));
}

const WebApp *web_app_new(Arena *a, const WebFacts *facts)
{
    WebApp *web = make(a, WebApp);
    EmbeddedFiles files = embedded_in(S("build/web/"));
    web->files = make_n(a, WebFile, files.n);
    for (isize i = 0; i < files.n; i++)
        add_file(a, web, &files.v[i]);
    const WebFile *page = find(web, S("/index.html"));
    assert(page);
    Str text = fill(a, page->bytes[PLAIN], S("{{anon_key}}"), facts->anon_key);
    text = fill(a, text, S("{{signup}}"), facts->signup);
    text = fill(a, text, S("{{version}}"), facts->version);
    web->page =
        (WebFile){.path = S("/"), .type = page->type, .bytes = {[PLAIN] = text}};
    web->page.etag = etag_of(a, text);
    return web;
}

static void choose_coding(Ctx *cx, const WebFile *file)
{
    Str accepted = header_get(cx->req, S("accept-encoding"));
    int c = 0;
    while (c < PLAIN &&
           (!file->bytes[c].s || !coding_accepted(accepted, codings[c].name)))
        c++;
    cx->res.body = file->bytes[c];
    if (c != PLAIN)
        add_header(cx, S("content-encoding"), codings[c].name);
}

static bool send_file(Ctx *cx, const WebFile *file, Str cache_control)
{
    add_header(cx, S("etag"), file->etag);
    add_header(cx, S("cache-control"), cache_control);
    add_header(cx, S("x-content-type-options"), S("nosniff"));
    add_header(cx, S("vary"), S("accept-encoding"));
    cx->res.content_type = file->type;
    if (etag_listed(header_get(cx->req, S("if-none-match")), file->etag)) {
        cx->res.status = 304;
        return true;
    }
    cx->res.status = 200;
    choose_coding(cx, file);
    return true;
}

static void add_page_headers(Ctx *cx)
{
    add_header(cx, S("content-security-policy"), S(CONTENT_SECURITY_POLICY));
    add_header(cx, S("referrer-policy"), S("same-origin"));
    add_header(cx, S("cross-origin-opener-policy"), S("same-origin"));
    add_header(cx, S("permissions-policy"),
               S("camera=(), geolocation=(), microphone=(self), payment=()"));
}

bool web_page(Ctx *cx)
{
    add_page_headers(cx);
    return send_file(cx, &cx->app->web->page, S("no-cache"));
}

static bool wants_page(const Ctx *cx)
{
    Str accepted = header_get(cx->req, S("accept"));
    return str_contains(accepted, S("text/html"));
}

static void render_page_error(Ctx *cx)
{
    if (error_status(&cx->error) != 404 || !wants_page(cx)) {
        plain_surface.render_error(cx);
        return;
    }
    const WebFile *page = &cx->app->web->page;
    add_page_headers(cx);
    add_header(cx, S("cache-control"), S("no-cache"));
    add_header(cx, S("x-content-type-options"), S("nosniff"));
    add_header(cx, S("vary"), S("accept"));
    cx->res.content_type = page->type;
    cx->res.status = 404;
    cx->res.body = page->bytes[PLAIN];
}

const Surface page_surface = {"page", render_page_error};

bool web_file(Ctx *cx)
{
    const WebFile *file = find(cx->app->web, cx->req->path);
    if (!file)
        return fail(cx, .kind = &no_such_file);
    return send_file(cx, file,
                     str_starts(file->path, S("/assets/"))
                         ? S("public, max-age=31536000, immutable")
                         : S("public, max-age=86400"));
}
