#include "paper/paper.h"
#include "paper/draw.h"
#include "paper/errors.h"

#include "base/buf.h"

#include <stdlib.h>

enum {
    DEFAULT_DPI = 144,
    LEAST_DPI = 36,
    MOST_DPI = 400,
    LEAST_WIDTH = 100, /* pixels */
    MOST_WIDTH = 3000,
};

static bool bad_request(Error *error, Str details)
{
    *error = (Error){.kind = &paper_bad_request,
                     .details = details,
                     .hint = S("Ask for a number within these bounds")};
    return false;
}

/* The dots an inch that the job asks for, one way or the other. */
static bool resolution_of(Arena *a, const PaperJob *job, const Document *d, double *dpi,
                          Error *error)
{
    Buf b = buf_new(a);
    *dpi = job->dpi ? job->dpi : DEFAULT_DPI;
    if (*dpi < LEAST_DPI || *dpi > MOST_DPI) {
        buf_addf(&b, "%d dpi is not between %d and %d", job->dpi, LEAST_DPI, MOST_DPI);
        return bad_request(error, buf_str(&b));
    }
    if (!job->width)
        return true;
    if (job->width < LEAST_WIDTH || job->width > MOST_WIDTH) {
        buf_addf(&b, "%d pixels are not between %d and %d", job->width, LEAST_WIDTH,
                 MOST_WIDTH);
        return bad_request(error, buf_str(&b));
    }
    *dpi = job->width * 72 / d->t->paper.width;
    return true;
}

static bool render_png(Held *held, const PaperJob *job, const Document *d, Output *out,
                       Error *error)
{
    int page = job->page ? job->page : 1;
    double dpi;
    if (page < 1 || page > d->pages) {
        Buf b = buf_new(held->arena);
        buf_addf(&b, "page %d does not exist: the document has %d", page, d->pages);
        return bad_request(error, buf_str(&b));
    }
    return resolution_of(held->arena, job, d, &dpi, error) &&
           draw_png(held, d, page, dpi, out, error);
}

static int lines_on(const Document *d, int page)
{
    int n = 0;
    for (isize i = 0; i < d->n; i++)
        n += d->lines[i].page == page;
    return n;
}

static bool render(Held *held, const PaperJob *job, PaperFile *file, Error *error)
{
    Arena *a = held->arena;
    Template *t = make(a, Template);
    Resume *resume = make(a, Resume);
    Document *d = make(a, Document);
    void **slot = held_slot(held, output_free);
    Output *out = make(a, Output);
    *slot = out;
    const struct json_t *root = resume_parse(a, held, job->resume_json, error);
    if (!root)
        return false;
    TemplateWish wish = {.slug = job->template_slug,
                         .config = job->template_config,
                         .layout = resume_layout(root),
                         .paper = job->paper};
    if (!template_get(a, held, &wish, t, error) ||
        !resume_read(a, root, t->family, resume, error) ||
        !document_set(held, resume, t, d, error))
        return false;
    bool done = job->format == PAPER_PDF ? draw_pdf(held, d, out, error)
                                         : render_png(held, job, d, out, error);
    if (done) {
        *file = (PaperFile){.data = out->data,
                            .size = out->size,
                            .pages = d->pages,
                            .last_lines = lines_on(d, d->pages - 1)};
        *out = (Output){0}; /* it is the caller's now */
    }
    return done;
}

bool paper_render(Arena *a, const PaperJob *job, PaperFile *out, Error *error)
{
    *out = (PaperFile){0};
    *error = (Error){0};
    Held *held = make(a, Held);
    held->arena = a;
    jmp_buf *callers = a->full;
    jmp_buf ours;
    a->full = &ours;
    if (setjmp(ours)) {
        held_release(held);
        a->full = callers;
        if (!callers)
            abort();
        longjmp(*callers, 1);
    }
    bool done = render(held, job, out, error);
    held_release(held);
    a->full = callers;
    return done;
}

void paper_file_free(PaperFile *file)
{
    free(file->data);
    *file = (PaperFile){0};
}
