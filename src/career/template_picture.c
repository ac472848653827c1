/* template_picture.c — GET /templates/SLUG.png: what a template makes of our specimen.
 */
#include "base/embedded.h"
#include "career/career.h"
#include "career/errors.h"
#include "career/pictures.h"
#include "crypt/crypt.h"
#include "http/range.h"
#include "serve/app.h"

/* As the server: strangers choose among templates before they have an account. */
static const Query find_template = {
    "career.find_template",
    "select config, private.template_picture(slug, config, $2::int)"
    "  from public.templates where slug = $1 and type = 'resume' and is_active",
};
enum { TEMPLATE_CONFIG, TEMPLATE_ADDRESS };

/* Pixels; few, because each is a picture to make and to keep. */
static const int64_t widths[] = {240, 480, 720, 1240};
enum { USUAL_WIDTH = 480, WARM_UP_ARENA = 16 << 20 };

typedef struct Wish {
    Str asked; /* path and query, as they came */
    Str slug;
    int64_t width;
} Wish;

/* slug = 1*(lower / digit / "-") */
static bool is_slug(Str text)
{
    for (isize i = 0; i < text.len; i++) {
        char c = text.s[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
            return false;
    }
    return text.len > 0;
}

static bool read_wish(Ctx *cx, Wish *w)
{
    Buf asked = buf_new(cx->arena);
    buf_addf(&asked, "%" STR_FMT "?%" STR_FMT, STR_ARG(cx->req->path),
             STR_ARG(cx->req->query));
    *w = (Wish){.asked = buf_str(&asked), .slug = cx->params[0], .width = USUAL_WIDTH};
    if (!str_ends(w->slug, S(".png")))
        return fail(cx, .kind = &no_such_template);
    w->slug.len -= S(".png").len;
    if (!is_slug(w->slug))
        return fail(cx, .kind = &no_such_template);
    Str width = query_get(cx->arena, cx->req, S("width"));
    bool known = !width.s;
    for (isize i = 0; i < countof(widths) && !known; i++)
        known = str_to_int(width, &w->width) && w->width == widths[i];
    return known ||
           fail(cx, .kind = &bad_wish, .details = S("width is 240, 480, 720 or 1240."));
}

static Str specimen(void)
{
    EmbeddedFiles found = embedded_in(S("src/career/specimen.json"));
    assert(found.n == 1);
    return (Str){found.v[0].data, (isize)found.v[0].size};
}

static void release_file(void *file)
{
    paper_file_free(file);
}

void template_warm_up(void)
{
    Arena a = arena_reserve(WARM_UP_ARENA);
    PaperJob job = {.resume_json = specimen(), .format = PAPER_PNG, .width = 100};
    PaperFile file;
    Error error;
    if (paper_render(&a, &job, &file, &error)) /* else the first request will say why */
        paper_file_free(&file);
    arena_release(&a);
}

static Str etag_of(Arena *a, const PaperFile *file)
{
    Sha256 sum = sha256((Str){file->data, file->size});
    Buf b = buf_new(a);
    buf_addf(&b, "\"%" STR_FMT "\"", STR_ARG(hex_of(a, sum.bytes, 12)));
    return buf_str(&b);
}

static Picture *draw(Ctx *cx, const Wish *w, const Row *template)
{
    PaperJob job = {.resume_json = specimen(),
                    .template_slug = w->slug,
                    .template_config = template->col[TEMPLATE_CONFIG],
                    .format = PAPER_PNG,
                    .width = (int)w->width};
    PaperFile *file = make(cx->arena, PaperFile);
    defer(cx, release_file, file);
    if (!paper_render(cx->arena, &job, file, &cx->error))
        return NULL;
    Str etag = etag_of(cx->arena, file);
    return pictures_keep(cx->app->pictures, template->col[TEMPLATE_ADDRESS], etag,
                         file);
}

/* An address that we have given names what it shows, so it never shows anything else.
 */
static bool send_picture(Ctx *cx, Picture *picture, const Wish *w)
{
    defer(cx, picture_release, picture);
    bool forever = str_eq(picture->address, w->asked);
    add_header(cx, S("cache-control"),
               forever ? S("public, max-age=31536000, immutable") : S("no-cache"));
    add_header(cx, S("etag"), str_copy(cx->arena, picture->etag));
    add_header(cx, S("x-content-type-options"), S("nosniff"));
    if (etag_listed(header_get(cx->req, S("if-none-match")), picture->etag)) {
        cx->res.chosen_length = true;
        return send_empty(cx, 304);
    }
    cx->res.status = 200;
    cx->res.content_type = S("image/png");
    cx->res.body = str_copy(cx->arena, picture->bytes);
    return true;
}

bool template_picture(Ctx *cx)
{
    Wish w;
    Row template;
    if (!read_wish(cx, &w))
        return false;
    Picture *picture = pictures_find(cx->app->pictures, w.asked);
    if (picture)
        return send_picture(cx, picture, &w);
    db_as_service(cx);
    if (!db_find(&cx->db, &find_template, STRS(w.slug, str_of_int(cx->arena, w.width)),
                 &template))
        return false;
    if (!template.col)
        return fail(cx, .kind = &no_such_template);
    picture = pictures_find(cx->app->pictures, template.col[TEMPLATE_ADDRESS]);
    if (!picture)
        picture = draw(cx, &w, &template);
    return picture && send_picture(cx, picture, &w);
}
