#include "paper/draw.h"
#include "paper/errors.h"
#include "paper/finish.h"
#include "paper/page.h"

#include "base/buf.h"

#include <cairo-pdf.h>

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 64 << 10, MOST_BYTES = 32 << 20 };

void output_free(void *output)
{
    Output *out = output;
    free(out->data);
    *out = (Output){0};
}

bool output_add(Output *out, const void *data, isize size)
{
    if (size == 0)
        return true;
    if (size > MOST_BYTES - out->size)
        return false;
    if (out->size + size > out->room) {
        isize room = out->room ? out->room : FIRST_ROOM;
        while (room < out->size + size)
            room *= 2;
        char *more = realloc(out->data, (size_t)room);
        if (!more)
            return false;
        out->data = more;
        out->room = room;
    }
    memcpy(out->data + out->size, data, (size_t)size);
    out->size += size;
    return true;
}

static cairo_status_t write_bytes(void *closure, const unsigned char *data,
                                  unsigned size)
{
    return output_add(closure, data, size) ? CAIRO_STATUS_SUCCESS
                                           : CAIRO_STATUS_WRITE_ERROR;
}

static void free_surface(void *surface)
{
    cairo_surface_destroy(surface);
}

static void free_context(void *cr)
{
    cairo_destroy(cr);
}

static bool drawn(Arena *a, cairo_status_t status, Error *error)
{
    if (status == CAIRO_STATUS_SUCCESS)
        return true;
    *error = (Error){.kind = &paper_failed,
                     .details = str_copy(a, str_of(cairo_status_to_string(status)))};
    return false;
}

static PdfWords words_of(Arena *a, const Resume *r)
{
    Buf title = buf_new(a), keywords = buf_new(a), date = buf_new(a);
    buf_add(&title, r->name.len ? r->name : S("Resume"));
    if (r->label.len)
        buf_addf(&title, " - %" STR_FMT, STR_ARG(r->label));
    const Section *skills = &r->sections[SECTION_SKILLS];
    for (isize i = 0; i < skills->n; i++)
        if (skills->entries[i].name.len)
            buf_addf(&keywords, "%s%" STR_FMT, keywords.len ? ", " : "",
                     STR_ARG(skills->entries[i].name));
    /* Never the clock: the same resume is the same file. */
    Date day = r->modified.year ? r->modified : (Date){2000, 1, 1};
    buf_addf(&date, "%04d-%02d-%02dT00:00:00Z", day.year, day.month, day.day);
    return (PdfWords){.language = r->language,
                      .title = buf_str(&title),
                      .author = r->name,
                      .subject = r->label,
                      .keywords = buf_str(&keywords),
                      .date = buf_str(&date)};
}

static void set_metadata(Arena *a, cairo_surface_t *surface, const PdfWords *words)
{
    const struct {
        cairo_pdf_metadata_t key;
        Str text;
    } rows[] = {
        {CAIRO_PDF_METADATA_TITLE, words->title},
        {CAIRO_PDF_METADATA_AUTHOR, words->author},
        {CAIRO_PDF_METADATA_SUBJECT, words->subject},
        {CAIRO_PDF_METADATA_KEYWORDS, words->keywords},
        {CAIRO_PDF_METADATA_CREATOR, S("Rung")},
        {CAIRO_PDF_METADATA_CREATE_DATE, words->date},
    };
    for (isize i = 0; i < countof(rows); i++)
        if (rows[i].text.len)
            cairo_pdf_surface_set_metadata(surface, rows[i].key,
                                           str_cstr(a, rows[i].text));
}

bool draw_pdf(Held *held, const Document *d, Output *out, Error *error)
{
    void **surface_slot = held_slot(held, free_surface);
    void **context_slot = held_slot(held, free_context);
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        write_bytes, out, d->t->paper.width, d->t->paper.height);
    *surface_slot = surface;
    PdfWords words = words_of(held->arena, d->resume);
    set_metadata(held->arena, surface, &words);
    cairo_t *cr = cairo_create(surface);
    *context_slot = cr;

    Pen pen = {.cr = cr, .d = d, .arena = held->arena, .held = held, .tagged = true};
    pen_open(&pen);
    for (int page = 0; page < d->pages; page++) {
        pen_page(&pen, page);
        cairo_show_page(cr);
    }
    pen_close(&pen);
    cairo_status_t status = cairo_status(cr);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    if (status == CAIRO_STATUS_SUCCESS && !pdf_finish(held->arena, &words, out))
        status = CAIRO_STATUS_WRITE_ERROR;
    return drawn(held->arena, status, error);
}
