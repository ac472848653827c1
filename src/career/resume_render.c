/* resume_render.c — POST /functions/v1/resume-render: a resume as PDF or PNG. */
#include "career/career.h"
#include "career/errors.h"
#include "paper/paper.h"
#include "serve/json.h"

static const Query find_resume = {
    "career.find_resume",
    "select r.data, t.slug, t.config, r.title"
    "  from public.resumes r left join public.templates t on t.id = r.template_id"
    " where r.id = $1::uuid and r.deleted_at is null",
};
/* What was sent with an application is there while the resume is in the trash. */
static const Query find_version = {
    "career.find_version",
    "select v.content_json, coalesce(v.template_slug, t.slug),"
    "       case when v.template_slug is null then t.config else v.template_config end,"
    "       r.title"
    "  from public.resumes r"
    "  join public.document_versions v on v.user_id = r.user_id and v.resume_id = r.id"
    "  left join public.templates t on t.id = r.template_id"
    " where r.id = $1::uuid and v.version_number = $2::int",
};
enum { RESUME_DATA, RESUME_TEMPLATE, RESUME_CONFIG, RESUME_TITLE };

static const Query count_download = {
    "career.count_download",
    "update public.resumes"
    "   set download_count = download_count + 1, last_downloaded_at = now()"
    " where id = $1::uuid and user_id = $2::uuid",
};

enum { LATEST = -1 };

typedef struct Wish {
    Str resume_id, data, template, config, format, paper;
    int64_t version, page, dpi;
} Wish;

static bool read_wish(Ctx *cx, Wish *w)
{
    if (!body_fields(cx, {"resume_id", &w->resume_id}, {"data", &w->data, FIELD_JSON},
                     {"template", &w->template}, {"config", &w->config, FIELD_JSON},
                     {"format", &w->format}, {"paper", &w->paper},
                     {"page", &w->page, FIELD_INT}, {"dpi", &w->dpi, FIELD_INT},
                     {"version", &w->version, FIELD_INT}))
        return false;
    if (!w->resume_id.s == !w->data.s)
        return fail(cx, .kind = &bad_wish,
                    .details = S("Give resume_id or data, one of them."));
    if (w->version < LATEST || w->version > INT32_MAX ||
        (w->version != LATEST && !w->resume_id.s))
        return fail(cx, .kind = &bad_wish,
                    .details = S("version is one of those kept of resume_id."));
    if (w->format.s && !str_eq(w->format, S("pdf")) && !str_eq(w->format, S("png")))
        return fail(cx, .kind = &bad_wish,
                    .details = S("format is \"pdf\" or \"png\"."));
    if (w->page < 0 || w->page > 1000 || w->dpi < 0 || w->dpi > 1000)
        return fail(cx, .kind = &bad_wish,
                    .details = S("page or dpi is out of range."));
    return true;
}

/* As the caller: what her policies do not show her is not there. */
static bool read_resume(Ctx *cx, Wish *w)
{
    bool latest = w->version == LATEST;
    const ErrorKind *missing = latest ? &no_such_resume : &no_such_version;
    Strs args = latest ? STRS(w->resume_id)
                       : STRS(w->resume_id, str_of_int(cx->arena, w->version));
    Row row;
    if (!db_find(&cx->db, latest ? &find_resume : &find_version, args, &row)) {
        if (!str_eq(db_sqlstate(&cx->db), S("22P02")) &&
            !str_eq(db_sqlstate(&cx->db), S("42501")))
            return false;
        cx->error =
            (Error){0}; /* no uuid, or nobody: there is no such resume for her */
        return fail(cx, .kind = missing);
    }
    if (!row.col)
        return fail(cx, .kind = missing);
    w->data = row.col[RESUME_DATA];
    if (!w->template.s && row.col[RESUME_TEMPLATE].s) {
        w->template = row.col[RESUME_TEMPLATE];
        if (!w->config.s)
            w->config = row.col[RESUME_CONFIG];
    }
    return true;
}

static void release_file(void *file)
{
    paper_file_free(file);
}

static bool send_file(Ctx *cx, const PaperFile *file, bool is_png)
{
    Buf b = buf_new(cx->arena);
    buf_addf(&b, "%d", file->pages);
    add_header(cx, S("x-pages"), buf_str(&b));
    Buf lines = buf_new(cx->arena);
    buf_addf(&lines, "%d", file->last_lines);
    add_header(cx, S("x-last-page-lines"), buf_str(&lines));
    add_header(cx, S("content-disposition"),
               is_png ? S("attachment; filename=\"resume.png\"")
                      : S("attachment; filename=\"resume.pdf\""));
    add_header(cx, S("cache-control"), S("private, no-store"));
    cx->res.status = 200;
    /* supabase-js reads image/png as text */
    cx->res.content_type =
        is_png ? S("application/octet-stream") : S("application/pdf");
    cx->res.body = str_copy(cx->arena, (Str){file->data, file->size});
    return true;
}

bool resume_render(Ctx *cx)
{
    Wish w = {.version = LATEST};
    if (!read_wish(cx, &w) || (w.resume_id.s && !read_resume(cx, &w)))
        return false;
    bool is_png = str_eq(w.format, S("png"));
    PaperJob job = {.resume_json = w.data,
                    .template_slug = w.template,
                    .template_config = w.config,
                    .paper = w.paper,
                    .format = is_png ? PAPER_PNG : PAPER_PDF,
                    .page = (int)w.page,
                    .dpi = (int)w.dpi};
    PaperFile *file = make(cx->arena, PaperFile);
    defer(cx, release_file, file);
    if (!paper_render(cx->arena, &job, file, &cx->error))
        return false;
    if (w.resume_id.s && !is_png) {
        db_as_service(cx);
        if (!db_exec(&cx->db, &count_download, STRS(w.resume_id, cx->who.user_id)))
            return false;
    }
    return send_file(cx, file, is_png);
}
