#include "paper/page.h"
#include "paper/set.h"

#include "base/buf.h"

#include <pango/pangocairo.h>

#define HAIRLINE 0.6 /* points */

static void open_tag(Pen *pen, const char *tag, const char *attributes)
{
    if (pen->tagged)
        cairo_tag_begin(pen->cr, tag, attributes);
}

static void close_tag(Pen *pen, const char *tag)
{
    if (pen->tagged)
        cairo_tag_end(pen->cr, tag);
}

static void close_stretch(Pen *pen)
{
    if (pen->in_stretch)
        close_tag(pen, pen->uri ? CAIRO_TAG_LINK : "Span");
    pen->in_stretch = false;
}

static void set_ink(Pen *pen, Ink ink)
{
    uint32_t rgb = pen->d->t->inks[ink];
    cairo_set_source_rgb(pen->cr, (double)(rgb >> 16 & 255) / 255,
                         (double)(rgb >> 8 & 255) / 255, (double)(rgb & 255) / 255);
}

static Ink ink_of(Pen *pen, Style style)
{
    return pen->d->t->styles[style].ink;
}

/* Capitals stand in the middle of the line's height, whatever font a letter came from.
 */
static double baseline_of(const Document *d, const Line *line)
{
    double cap_height = 0.73 * style_size(d->t, line->paragraph->base);
    return line->top + (line->leading + cap_height) / 2;
}

/* Where something of `width` begins that stands `left` of the column's starting edge.
 */
static double edge(const Document *d, double left, double width)
{
    double column = d->t->paper.width - 2 * d->t->margin_x;
    return d->t->margin_x + (d->resume->right_to_left ? column - left - width : left);
}

static const char *role_tag(Role role)
{
    static const char *const tags[] = {[ROLE_NAME] = "H1",
                                       [ROLE_HEADING] = "H2",
                                       [ROLE_TITLE] = "H3",
                                       [ROLE_TEXT] = "P",
                                       [ROLE_ITEM] = "LBody"};
    return tags[role];
}

/*
 * In pixels a letter is filled as a shape: as a glyph, Cairo would move it to a whole
 * pixel, and the spacing would be uneven.
 */
static void show_run(Pen *pen, const char *text, PangoGlyphItem *run, double x,
                     double y)
{
    cairo_move_to(pen->cr, x, y);
    if (pen->tagged) {
        pango_cairo_show_glyph_item(pen->cr, text, run);
    } else {
        pango_cairo_glyph_string_path(pen->cr, run->item->analysis.font, run->glyphs);
        cairo_fill(pen->cr);
    }
}

static void show_plain(Pen *pen, PangoLayout *layout, Style style, double x, double y)
{
    set_ink(pen, ink_of(pen, style));
    const PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
    for (GSList *at = line->runs; at; at = at->next) {
        show_run(pen, pango_layout_get_text(layout), at->data, x, y);
        x += run_width(at->data);
    }
}

/*
 * Only leaves of the structure hold text, so each stretch of a line is one: a Link, or
 * a Span.  link.c lets no quote or backslash into an address.
 */
static void open_stretch(Pen *pen, const char *uri)
{
    if (pen->in_stretch && pen->uri == uri)
        return;
    close_stretch(pen);
    pen->in_stretch = true;
    pen->uri = uri;
    if (!uri) {
        open_tag(pen, "Span", NULL);
        return;
    }
    Buf b = buf_new(pen->arena);
    buf_addf(&b, "uri='%s'", uri);
    open_tag(pen, CAIRO_TAG_LINK, str_cstr(pen->arena, buf_str(&b)));
}

/* The byte of the run after its first cluster that is not one letter and one glyph; or
 * 0. */
static int end_of_complex(PangoGlyphItem *run, const char *text)
{
    PangoGlyphItemIter at;
    bool more = pango_glyph_item_iter_init_start(&at, run, text);
    for (; more; more = pango_glyph_item_iter_next_cluster(&at)) {
        int glyphs = at.end_glyph - at.start_glyph; /* below 0 from right to left */
        if (glyphs > 1 || glyphs < -1 || at.end_char - at.start_char > 1)
            return at.end_index - run->item->offset;
    }
    return 0;
}

/*
 * Cairo writes a cluster of several glyphs (in Arabic, in Hindi) with an /ActualText,
 * and readers of the structure lose what follows it in the same leaf: so a leaf ends
 * there.
 */
static void show_clusters(Pen *pen, const Piece *piece, const char *text, double x,
                          double y)
{
    bool leftwards = piece->run->item->analysis.level % 2 == 1;
    double left = x, right = x + piece->width;
    void **slot = held_slot(pen->held, run_free);
    *slot = pango_glyph_item_copy(piece->run);
    for (int end; (end = end_of_complex(*slot, text)) > 0;) {
        PangoGlyphItem *rest = *slot;
        if (end == rest->item->length)
            break;
        void **part = held_slot(pen->held, run_free);
        *part = pango_glyph_item_split(rest, text, end);
        double width = run_width(*part);
        open_stretch(pen, piece->span->uri);
        show_run(pen, text, *part, leftwards ? right - width : x, y);
        close_stretch(pen);
        right -= width;
        x += width;
    }
    open_stretch(pen, piece->span->uri);
    show_run(pen, text, *slot, leftwards ? left : x, y);
    if (end_of_complex(*slot, text) > 0)
        close_stretch(pen);
}

static void show_text(Pen *pen, const Line *line, double x, double y)
{
    const char *text = line->paragraph->text.s;
    for (isize i = 0; i < line->n_pieces; i++) {
        const Piece *piece = &line->pieces[i];
        set_ink(pen, ink_of(pen, piece->span->style));
        if (pen->tagged && end_of_complex(piece->run, text) > 0) {
            show_clusters(pen, piece, text, x + piece->x, y);
            continue;
        }
        open_stretch(pen, piece->span->uri);
        show_run(pen, text, piece->run, x + piece->x, y);
    }
    close_stretch(pen);
}

/*
 * The dash between a title and its dates is one letter, drawn as wide as the gap.
 * Extractors that go by position (pdftotext's default) take text across a wide gap for
 * a column of its own, and put all dates after the entries; over a letter they read on.
 */
static void show_leader(Pen *pen, double from, double to, double y)
{
    PangoLayoutLine *dash = pango_layout_get_line_readonly(pen->d->leader, 0);
    PangoRectangle size;
    pango_layout_line_get_extents(dash, NULL, &size);
    cairo_save(pen->cr);
    cairo_translate(pen->cr, from, y);
    cairo_scale(pen->cr, (to - from) * PANGO_SCALE / size.width, 1);
    set_ink(pen, INK_LEADER);
    show_run(pen, pango_layout_get_text(pen->d->leader), dash->runs->data, 0, 0);
    cairo_restore(pen->cr);
}

static void show_aside(Pen *pen, const Line *line, double y)
{
    const Document *d = pen->d;
    double column = d->t->paper.width - 2 * d->t->margin_x;
    double space = layout_width(d->space);
    double left = line->left + line->width;
    double right = column - line->aside_width;
    double from = edge(d, left + space, right - left - 2 * space);
    open_tag(pen, "Span", NULL);
    show_plain(pen, d->space, STYLE_MUTED, edge(d, left, space), y);
    show_leader(pen, from, from + right - left - 2 * space, y);
    show_plain(pen, d->space, STYLE_MUTED, edge(d, right - space, space), y);
    show_plain(pen, line->aside, STYLE_MUTED, edge(d, right, line->aside_width), y);
    close_tag(pen, "Span");
}

static void show_rule(Pen *pen, const Line *line)
{
    const Template *t = pen->d->t;
    set_ink(pen, INK_RULE);
    cairo_rectangle(pen->cr, t->margin_x, line->top + line->height - t->unit / 2,
                    t->paper.width - 2 * t->margin_x, HAIRLINE);
    cairo_fill(pen->cr);
}

static void open_paragraph(Pen *pen, const Line *line, double y)
{
    const Paragraph *p = line->paragraph;
    bool item = p->role == ROLE_ITEM;
    if (item && !pen->in_list)
        open_tag(pen, "L", NULL);
    if (!item && pen->in_list)
        close_tag(pen, "L");
    pen->in_list = item;
    if (item) {
        open_tag(pen, "LI", NULL);
        open_tag(pen, "Lbl", NULL);
        PangoLayout *dot = pen->d->bullet;
        show_plain(pen, dot, STYLE_MUTED,
                   edge(pen->d, pen->d->t->unit / 2, layout_width(dot)), y);
        close_tag(pen, "Lbl");
    }
    open_tag(pen, role_tag(p->role), NULL);
}

static void close_paragraph(Pen *pen, const Paragraph *p)
{
    close_tag(pen, role_tag(p->role));
    if (p->role == ROLE_ITEM)
        close_tag(pen, "LI");
}

static void show_line(Pen *pen, const Line *line)
{
    double y = baseline_of(pen->d, line);
    if (line->first)
        open_paragraph(pen, line, y);
    show_text(pen, line, edge(pen->d, line->left, line->width), y);
    if (line->aside)
        show_aside(pen, line, y);
    if (line->last)
        close_paragraph(pen, line->paragraph);
    if (line->last && line->paragraph->rule)
        show_rule(pen, line);
}

static void show_footer(Pen *pen, PangoLayout *footer)
{
    const Document *d = pen->d;
    double width = layout_width(footer);
    double column = d->t->paper.width - 2 * d->t->margin_x;
    show_plain(pen, footer, STYLE_MUTED, edge(d, column - width, width),
               d->t->paper.height - d->t->margin_y / 2);
}

void pen_open(Pen *pen)
{
    open_tag(pen, "Document", NULL);
}

void pen_page(Pen *pen, int page)
{
    const Document *d = pen->d;
    while (pen->next < d->n && d->lines[pen->next].page < page)
        pen->next++;
    for (; pen->next < d->n && d->lines[pen->next].page == page; pen->next++)
        show_line(pen, &d->lines[pen->next]);
    if (d->footers[page])
        show_footer(pen, d->footers[page]);
}

void pen_close(Pen *pen)
{
    if (pen->in_list)
        close_tag(pen, "L");
    close_tag(pen, "Document");
}
