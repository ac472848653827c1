/*
 * png.c — one page as pixels, and pixels as PNG.
 *
 * Text in few inks has few shades, so that a byte a pixel and a palette nearly always
 * do; a page is mostly white, so that the quickest deflate is enough.
 */
#include "paper/draw.h"
#include "paper/errors.h"
#include "paper/page.h"

#include <cairo.h>
#include <zlib.h>

#include <stdlib.h>
#include <string.h>

enum {
    MAX_COLOURS = 256,
    HASH_BITS = 10,
    HASH_SIZE = 1 << HASH_BITS,
    RGB = 2, /* PNG's colour types */
    INDEXED = 3,
};

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

/* The colours of a page in the order met; a hash table finds them again. */
typedef struct Palette {
    uint32_t colour[MAX_COLOURS];
    int n;
    uint16_t slot[HASH_SIZE]; /* index + 1 into colour; 0: free */
} Palette;

/* -1: there are too many. */
static int index_of(Palette *p, uint32_t colour)
{
    uint32_t at = colour * 2654435761u >> (32 - HASH_BITS);
    while (p->slot[at] && p->colour[p->slot[at] - 1] != colour)
        at = (at + 1) % HASH_SIZE;
    if (!p->slot[at]) {
        if (p->n == MAX_COLOURS)
            return -1;
        p->colour[p->n++] = colour;
        p->slot[at] = (uint16_t)p->n;
    }
    return p->slot[at] - 1;
}

typedef struct Image {
    const unsigned char *pixels; /* Cairo's: words of 0xXXRRGGBB */
    int width, height, stride;
    Palette palette;
    unsigned char *rows, *deflated; /* encode_png()'s */
    isize row_size;
    uLongf size;
} Image;

static const uint32_t *row_of(const Image *image, int y)
{
    return (const uint32_t *)(const void *)(image->pixels + (isize)y * image->stride);
}

/* A byte a pixel, after each row's filter: none. False: more colours than a byte has.
 */
static bool pack_indexed(Image *image)
{
    image->row_size = (isize)image->width + 1;
    unsigned char *out = image->rows;
    uint32_t last = 0;
    int index = -1;
    for (int y = 0; y < image->height; y++) {
        const uint32_t *pixels = row_of(image, y);
        *out++ = 0;
        for (int x = 0; x < image->width; x++) {
            uint32_t colour = pixels[x] & 0xFFFFFF;
            if (index < 0 || colour != last)
                index = index_of(&image->palette, colour);
            if (index < 0)
                return false;
            last = colour;
            *out++ = (unsigned char)index;
        }
    }
    return true;
}

static void pack_rgb(Image *image)
{
    image->row_size = 3 * (isize)image->width + 1;
    unsigned char *out = image->rows;
    for (int y = 0; y < image->height; y++) {
        const uint32_t *pixels = row_of(image, y);
        *out++ = 0;
        for (int x = 0; x < image->width; x++) {
            *out++ = (unsigned char)(pixels[x] >> 16);
            *out++ = (unsigned char)(pixels[x] >> 8);
            *out++ = (unsigned char)pixels[x];
        }
    }
}

static bool add_palette(Output *out, const Palette *palette)
{
    unsigned char rgb[3 * MAX_COLOURS];
    for (isize i = 0; i < palette->n; i++) {
        rgb[3 * i] = (unsigned char)(palette->colour[i] >> 16);
        rgb[3 * i + 1] = (unsigned char)(palette->colour[i] >> 8);
        rgb[3 * i + 2] = (unsigned char)palette->colour[i];
    }
    return add_chunk(out, "PLTE", rgb, 3 * (isize)palette->n);
}

static bool encode(Image *image, double dpi, Output *out)
{
    bool indexed = pack_indexed(image);
    if (!indexed)
        pack_rgb(image);
    isize packed = image->row_size * image->height;
    if (compress2(image->deflated, &image->size, image->rows, (uLong)packed, 1) != Z_OK)
        return false;

    unsigned char header[13] = {[8] = 8, [9] = indexed ? INDEXED : RGB};
    unsigned char density[9] = {[8] = 1}; /* dots a metre */
    put32(header, (uint32_t)image->width);
    put32(header + 4, (uint32_t)image->height);
    put32(density, (uint32_t)(dpi / 0.0254 + 0.5));
    put32(density + 4, (uint32_t)(dpi / 0.0254 + 0.5));
    return output_add(out, "\x89PNG\r\n\x1a\n", 8) &&
           add_chunk(out, "IHDR", header, 13) && add_chunk(out, "pHYs", density, 9) &&
           (!indexed || add_palette(out, &image->palette)) &&
           add_chunk(out, "IDAT", image->deflated, (isize)image->size) &&
           add_chunk(out, "IEND", NULL, 0);
}

static bool encode_png(cairo_surface_t *surface, double dpi, Output *out)
{
    Image image = {.pixels = cairo_image_surface_get_data(surface),
                   .width = cairo_image_surface_get_width(surface),
                   .height = cairo_image_surface_get_height(surface),
                   .stride = cairo_image_surface_get_stride(surface)};
    size_t most = (3 * (size_t)image.width + 1) * (size_t)image.height;
    image.size = compressBound(most);
    unsigned char *rows = malloc(most);
    unsigned char *deflated = malloc(image.size);
    image.rows = rows;
    image.deflated = deflated;
    bool ok = image.pixels && rows && deflated && encode(&image, dpi, out);
    free(rows);
    free(deflated);
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

bool draw_png(Held *held, const Document *d, int page, double dpi, Output *out,
              Error *error)
{
    void **surface_slot = held_slot(held, free_surface);
    void **context_slot = held_slot(held, free_context);
    double scale = dpi / 72;
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, (int)(d->t->paper.width * scale + 0.5),
        (int)(d->t->paper.height * scale + 0.5));
    *surface_slot = surface;
    cairo_t *cr = cairo_create(surface);
    *context_slot = cr;
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_FAST);
    cairo_set_tolerance(cr, 0.25); /* pixels */

    Pen pen = {.cr = cr, .d = d, .arena = held->arena, .held = held};
    pen_page(&pen, page - 1);
    cairo_surface_flush(surface);
    if (cairo_status(cr) == CAIRO_STATUS_SUCCESS && encode_png(surface, dpi, out))
        return true;
    *error = (Error){.kind = &paper_failed,
                     .details = S("the page's pixels could not be made")};
    return false;
}
