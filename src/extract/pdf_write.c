#include "extract/pdf.h"

#include <poppler.h>

#include <string.h>

enum { MOST_WORD = 400 /* characters; no person writes longer ones */ };

typedef struct Writer {
    FILE *out;
    GList *style; /* of the character that is being looked at */

    const char *from;               /* the word that has begun, or NULL */
    isize n;                        /* characters in it */
    PopplerRectangle box, last_box; /* of it, and of the last character of all */
    bool glued;
} Writer;

static int hundredths(double x)
{
    return x > -1e6 && x < 1e6 ? (int)(x * 100) : 0; /* NaN, too */
}

static bool named(const char *font, const char *const *words)
{
    char *lower = g_ascii_strdown(font ? font : "", -1);
    bool found = false;
    for (; *words && !found; words++)
        found = strstr(lower, *words) != NULL;
    g_free(lower);
    return found;
}

static bool is_bold(const char *font)
{
    static const char *const words[] = {"bold",   "black", "heavy",  "cmbx", "sfbx",
                                        "cmssbx", "-medi", "medium", "demi", NULL};
    return named(font, words);
}

static bool is_italic(const char *font)
{
    static const char *const words[] = {"italic",  "oblique", "cmti", "sfti",
                                        "slanted", "-ital",   NULL};
    return named(font, words);
}

/* The library's own macro casts the const away. */
static const char *next_letter(const char *at)
{
    return at + g_utf8_skip[(unsigned char)*at];
}

static void end_word(Writer *w, const char *to)
{
    const PopplerTextAttributes *a = w->style ? w->style->data : NULL;
    if (!w->from)
        return;
    const char *font = a ? a->font_name : NULL;
    unsigned colour = a ? (unsigned)(a->color.red >> 8) << 16 |
                              (unsigned)(a->color.green >> 8) << 8 | a->color.blue >> 8
                        : 0;
    fprintf(w->out, "W %d %d %d %d %d -%s%s%s %06x %.*s\n", hundredths(w->box.x1),
            hundredths(w->box.y1), hundredths(w->box.x2), hundredths(w->box.y2),
            hundredths(a ? a->font_size : 0), is_bold(font) ? "b" : "",
            is_italic(font) ? "i" : "", w->glued ? "g" : "", colour,
            (int)(to - w->from), w->from);
    w->from = NULL;
    w->glued = true; /* until a space says otherwise */
}

static void add_character(Writer *w, const char *at, PopplerRectangle box)
{
    if (!w->from) {
        w->from = at;
        w->n = 0;
        w->box = box;
    }
    w->n++;
    w->box.x1 = MIN(w->box.x1, box.x1);
    w->box.y1 = MIN(w->box.y1, box.y1);
    w->box.x2 = MAX(w->box.x2, box.x2);
    w->box.y2 = MAX(w->box.y2, box.y2);
}

static bool is_gap(gunichar c)
{
    return g_unichar_isspace(c) || g_unichar_iscntrl(c) || c == 0xFFFE || c == 0xFEFF;
}

/* The library puts no space where a block of text ends and another begins. */
static bool stands_apart(const Writer *w, PopplerRectangle box)
{
    double height = w->last_box.y2 - w->last_box.y1, quarter = height / 4;
    return box.x1 > w->last_box.x2 + quarter || box.x2 < w->last_box.x1 - quarter ||
           box.y1 > w->last_box.y2 || box.y2 < w->last_box.y1;
}

/* The library puts these around each letter that runs from right to left, and gives
 * them no box. */
static bool is_direction(gunichar c)
{
    return c >= 0x202A && c <= 0x202E;
}

static void write_text(FILE *out, const char *text, GList *styles,
                       const PopplerRectangle *boxes, guint n_boxes)
{
    Writer w = {.out = out, .style = styles};
    guint i = 0;
    const char *at = text;
    for (; *at && i < n_boxes; at = next_letter(at)) {
        if (is_direction(g_utf8_get_char(at))) {
            end_word(&w, at);
            continue;
        }
        const PopplerTextAttributes *a = w.style ? w.style->data : NULL;
        if (a && (int)i > a->end_index) {
            end_word(&w, at);
            while (w.style && (a = w.style->data) && (int)i > a->end_index)
                w.style = w.style->next;
        }
        if (is_gap(g_utf8_get_char(at))) {
            end_word(&w, at);
            w.glued = false;
            i++;
            continue;
        }
        if (stands_apart(&w, boxes[i])) {
            end_word(&w, at);
            w.glued = false;
        }
        w.last_box = boxes[i];
        add_character(&w, at, boxes[i++]);
        if (w.n == MOST_WORD)
            end_word(&w, next_letter(at));
    }
    end_word(&w, at);
}

/* A new line in an address would begin a line of ours. */
static bool is_address(const char *uri)
{
    for (const char *c = uri; c && *c; c++)
        if ((unsigned char)*c <= ' ' || *c == 127)
            return false;
    return uri && *uri && strlen(uri) < 2000;
}

static void write_links(FILE *out, PopplerPage *page, double height)
{
    GList *links = poppler_page_get_link_mapping(page);
    for (GList *l = links; l; l = l->next) {
        const PopplerLinkMapping *m = l->data;
        if (m->action && m->action->type == POPPLER_ACTION_URI &&
            is_address(m->action->uri.uri))
            fprintf(out, "L %d %d %d %d %s\n", hundredths(m->area.x1),
                    hundredths(height - m->area.y2), hundredths(m->area.x2),
                    hundredths(height - m->area.y1), m->action->uri.uri);
    }
    poppler_page_free_link_mapping(links);
}

static void write_page(FILE *out, PopplerPage *page)
{
    double width, height;
    PopplerRectangle *boxes = NULL;
    guint n = 0;
    poppler_page_get_size(page, &width, &height);
    fprintf(out, "P %d %d\n", hundredths(width), hundredths(height));
    char *text = poppler_page_get_text(page);
    GList *styles = poppler_page_get_text_attributes(page);
    if (text && poppler_page_get_text_layout(page, &boxes, &n))
        write_text(out, text, styles, boxes, n);
    write_links(out, page, height);
    g_free(boxes);
    poppler_page_free_text_attributes(styles);
    g_free(text);
}

static void write_document(FILE *out, PopplerDocument *document)
{
    int n = poppler_document_get_n_pages(document);
    fprintf(out, "T %d\n", n);
    for (int i = 0; i < n && i < PAGES_MOST; i++) {
        PopplerPage *page = poppler_document_get_page(document, i);
        if (!page)
            continue;
        write_page(out, page);
        g_object_unref(page);
    }
}

/* What the library complains about goes nowhere but here: that it has no table for the
 * letters of an old Chinese, Japanese or Korean font. */
static void hear(const char *domain, GLogLevelFlags level, const char *complaint,
                 void *missing)
{
    (void)domain, (void)level;
    if (strstr(complaint, "Missing language pack"))
        *(bool *)missing = true;
}

static void write_heard(FILE *out, PopplerDocument *document)
{
    bool missing = false;
    guint ear = g_log_set_handler("Poppler", G_LOG_LEVEL_MASK, hear, &missing);
    write_document(out, document);
    g_log_remove_handler("Poppler", ear);
    if (missing)
        fputs("M language-pack\n", out);
}

void pdf_write_words(Str pdf, FILE *out)
{
    GError *why = NULL;
    GBytes *bytes = g_bytes_new_static(pdf.s, (gsize)pdf.len);
    PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, &why);
    if (document)
        write_heard(out, document);
    else
        fprintf(out, "X %s\n",
                g_error_matches(why, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED)
                    ? "encrypted"
                    : "damaged");
    fputs("E\n", out);
    g_clear_error(&why);
    g_clear_object(&document);
    g_bytes_unref(bytes);
}

/* A page with a word in a font that is not in the file: it asks for all that a font may
 * ask for. */
void pdf_warm_up(void)
{
    static const char page[] =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources"
        "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
        "4 0 obj<</Length 35>>stream\nBT /F 9 Tf 9 9 Td (Warming up) Tj ET\nendstream "
        "endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF\n";
    FILE *nowhere = fopen("/dev/null", "we");
    if (!nowhere)
        return;
    pdf_write_words((Str){page, (isize)sizeof page - 1}, nowhere);
    fclose(nowhere);
}
