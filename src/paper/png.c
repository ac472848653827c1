/* png.c — pixels to PNG: a page is mostly white, so the quickest deflate is enough. */
#include "paper/draw.h"
#include "paper/errors.h"
#include "paper/page.h"

#include <cairo.h>
#include <zlib.h>

#include <stdlib.h>
#include <string.h>

static void put32(unsigned char *at, uint32_t n)
{
    at[0] = (unsigned char)(n >> 24);
    at[1] = (unsigned char)(n >> 16);
    at[2] = (unsigned char)(n >> 8);
    at[3] = (unsigned char)n;
}

/* chunk = length type data crc(type data) */
static bool add_chunk(Output *out, const char *type, const void *data, isize size)
{
    unsigned char length[4], crc[4];
    uLong sum = crc32(0, (const Bytef *)type, 4);
    if (size)
        sum = crc32(sum, data, (uInt)size);
    put32(length, (uint32_t)size);
    put32(crc, (uint32_t)sum);
    return output_add(out, length, 4) && output_add(out, type, 4) &&
           output_add(out, data, size) && output_add(out, crc, 4);
}

/* Cairo's 0xXXRRGGBB words to bytes R, G, B after the row's filter: none. */
static void pack_row(const uint32_t *pixels, int width, unsigned char *row)
{
    *row++ = 0;
    for (int x = 0; x < width; x++) {
        *row++ = (unsigned char)(pixels[x] >> 16);
        *row++ = (unsigned char)(pixels[x] >> 8);
        *row++ = (unsigned char)pixels[x];
    }
}

/* Owned by one encode_png(). */
typedef struct Packed {
    unsigned char *rows, *deflated;
    uLongf size;
} Packed;

static bool deflate_rows(cairo_surface_t *surface, Packed *p)
{
    int width = cairo_image_surface_get_width(surface);
    int height = cairo_image_surface_get_height(surface);
    isize stride = 3 * (isize)width + 1;
    p->rows = malloc((size_t)(stride * height));
    p->size = compressBound((uLong)(stride * height));
    p->deflated = malloc(p->size);
    if (!p->rows || !p->deflated)
        return false;
    const unsigned char *pixels = cairo_image_surface_get_data(surface);
    for (int y = 0; y < height; y++)
        pack_row(
            (const uint32_t *)(const void *)(pixels +
                                             (isize)y * cairo_image_surface_get_stride(
                                                            surface)),
            width, p->rows + y * stride);
    return compress2(p->deflated, &p->size, p->rows, (uLong)(stride * height), 1) ==
           Z_OK;
}

static bool encode_png(cairo_surface_t *surface, int dpi, Output *out)
{
    unsigned char header[13] = {[8] = 8, [9] = 2}; /* 8 bits of red, green and blue */
    unsigned char density[9] = {[8] = 1};          /* dots a metre */
    put32(header, (uint32_t)cairo_image_surface_get_width(surface));
    put32(header + 4, (uint32_t)cairo_image_surface_get_height(surface));
    put32(density, (uint32_t)(dpi / 0.0254 + 0.5));
    put32(density + 4, (uint32_t)(dpi / 0.0254 + 0.5));
    Packed packed = {0};
    bool ok =
        deflate_rows(surface, &packed) && output_add(out, "\x89PNG\r\n\x1a\n", 8) &&
        add_chunk(out, "IHDR", header, 13) && add_chunk(out, "pHYs", density, 9) &&
        add_chunk(out, "IDAT", packed.deflated, (isize)packed.size) &&
        add_chunk(out, "IEND", NULL, 0);
    free(packed.rows);
    free(packed.deflated);
    return ok;
}

static void free_surface(void *surface)
{
    cairo_surface_destroy(surface);
}

static void free_context(void *cr)
{
    cairo_destroy(cr);
}

bool draw_png(Held *held, const Document *d, int page, int dpi, Output *out,
              Error *error)
{
    void **surface_slot = held_slot(held, free_surface);
    void **context_slot = held_slot(held, free_context);
    double scale = dpi / 72.0;
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, (int)(d->t->paper.width * scale + 0.5),
        (int)(d->t->paper.height * scale + 0.5));
    *surface_slot = surface;
    cairo_t *cr = cairo_create(surface);
    *context_slot = cr;
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);

    Pen pen = {.cr = cr, .d = d, .arena = held->arena};
    pen_page(&pen, page - 1);
    cairo_surface_flush(surface);
    if (cairo_status(cr) == CAIRO_STATUS_SUCCESS && encode_png(surface, dpi, out))
        return true;
    *error = (Error){.kind = &paper_failed,
                     .details = S("the page's pixels could not be made")};
    return false;
}
