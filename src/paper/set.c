#include "paper/set.h"
#include "paper/text.h"

#include <pango/pangocairo.h>

#include <string.h>

enum {
    LONGEST_WORD = 400, /* letters: Pango's time grows with its square */
    LONG_TEXT = 4000,   /* bytes: nobody sees how its last line ends */
};

#define RUNT 0.15 /* of the width: a last line that is shorter has one short word */

/*
 * The cure for text that extractors lose: no glyph stands for several letters, and "->"
 * is no arrow.  Where no letter has marks beside it there is nothing for ccmp to
 * compose, and a third of the time is saved.
 */
#define PLAIN_LETTERS  "liga=0,clig=0,dlig=0,calt=0"
#define SIMPLE_LETTERS PLAIN_LETTERS ",ccmp=0"

static void insert(PangoAttrList *list, PangoAttribute *attribute, isize from, isize to)
{
    attribute->start_index = (guint)from;
    attribute->end_index = (guint)to;
    pango_attr_list_insert(list, attribute);
}

static void add_style(PangoAttrList *list, const Template *t, Style style, isize from,
                      isize to)
{
    StyleSpec spec = t->styles[style];
    int size = (int)(t->sizes[spec.size] * PANGO_SCALE);
    insert(list, pango_attr_size_new(size), from, to);
    insert(list, pango_attr_weight_new((PangoWeight)spec.weight), from, to);
}

/* Latin, Greek and Cyrillic without combining marks. */
static bool is_simple(Str text)
{
    for (isize at = 0; at < text.len;) {
        uint32_t c = text_next(text, &at);
        bool letter =
            c < 0x300 || (c >= 0x370 && c < 0x483) || (c >= 0x1E00 && c < 0x2000);
        if (!letter && !(c >= 0x2010 && c < 0x2200))
            return false;
    }
    return true;
}

static PangoAttrList *plain_attributes(Str text)
{
    PangoAttrList *list = pango_attr_list_new();
    const char *features = is_simple(text) ? SIMPLE_LETTERS : PLAIN_LETTERS;
    pango_attr_list_insert(list, pango_attr_font_features_new(features));
    pango_attr_list_insert(list, pango_attr_insert_hyphens_new(FALSE));
    return list;
}

static PangoLayout *new_layout(Setter *s, Str text, PangoAttrList *attributes)
{
    void **slot = held_slot(s->held, g_object_unref);
    PangoLayout *layout = pango_layout_new(s->context);
    *slot = layout;
    pango_layout_set_font_description(layout, s->font);
    pango_layout_set_text(layout, text.s, (int)text.len);
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    return layout;
}

PangoLayout *set_text(Setter *s, Style style, Str text)
{
    PangoAttrList *attributes = plain_attributes(text);
    add_style(attributes, s->t, style, 0, text.len);
    return new_layout(s, text, attributes);
}

/*
 * A word with a hyphen or a slash stays on one line: an extractor that joins lines
 * would take the hyphen away. Longer ones, and writing without spaces, may break.
 */
static void keep_words(PangoAttrList *list, Str text)
{
    enum { LONGEST = 30 };
    for (isize i = 0; i < text.len;) {
        isize from = i;
        bool plain = true, could_break = false;
        for (; i < text.len && text.s[i] != ' '; i++) {
            plain = plain && (unsigned char)text.s[i] < 0xE0; /* below U+0800 */
            could_break = could_break || strchr("-/.|?&+", text.s[i]);
        }
        if (plain && could_break && i - from <= LONGEST)
            insert(list, pango_attr_allow_breaks_new(FALSE), from, i);
        i++;
    }
}

/* Is there a stretch without any place for a line to end, which no honest text has? */
static bool has_endless_word(const Setter *s, Str text)
{
    if (text.len <= LONGEST_WORD)
        return false;
    isize n = g_utf8_strlen(text.s, text.len), since = 0;
    PangoLogAttr *at = make_n(s->held->arena, PangoLogAttr, n + 1);
    pango_get_log_attrs(text.s, (int)text.len, -1, pango_language_from_string("en"), at,
                        (int)n + 1);
    for (isize i = 0; i <= n && since <= LONGEST_WORD; i++)
        since = at[i].is_line_break ? 0 : since + 1;
    return since > LONGEST_WORD;
}

/* `whole`: keep together what is better kept. */
static PangoLayout *spread(Setter *s, const Paragraph *p, double width, bool whole)
{
    PangoAttrList *list = plain_attributes(p->text);
    for (isize i = 0; i < p->n_spans; i++) {
        const Span *span = &p->spans[i];
        if (span->from == span->to)
            continue;
        add_style(list, s->t, span->style, span->from, span->to);
        /* Not a colour: it makes Pango end a run where our span ends. */
        insert(list, pango_attr_foreground_new((guint16)(i & 0xFFFF), 0, 0), span->from,
               span->to);
        if (whole && span->whole)
            insert(list, pango_attr_allow_breaks_new(FALSE), span->from, span->to);
    }
    if (whole)
        keep_words(list, p->text);
    PangoLayout *layout = new_layout(s, p->text, list);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, has_endless_word(s, p->text) ? PANGO_WRAP_CHAR
                                                               : PANGO_WRAP_WORD_CHAR);
    return layout;
}

double layout_width(PangoLayout *layout)
{
    PangoRectangle logical;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, 0), NULL,
                                  &logical);
    return (double)logical.width / PANGO_SCALE;
}

static bool too_wide(PangoLayout *layout, double width)
{
    PangoRectangle logical;
    pango_layout_get_extents(layout, NULL, &logical);
    return logical.width > (int)(width * PANGO_SCALE) + PANGO_SCALE;
}

static double last_width(PangoLayout *layout)
{
    int count = pango_layout_get_line_count(layout);
    PangoRectangle logical;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, count - 1),
                                  NULL, &logical);
    return (double)logical.width / PANGO_SCALE;
}

/* A last line of one short word looks like a mistake: narrower lines give it company.
 */
static void avoid_runt(PangoLayout *layout, double width)
{
    static const double narrower[] = {0.97, 0.94, 0.91, 0.88};
    int count = pango_layout_get_line_count(layout);
    if (count < 2 || last_width(layout) > RUNT * width)
        return;
    for (isize i = 0; i < countof(narrower); i++) {
        pango_layout_set_width(layout, (int)(narrower[i] * width * PANGO_SCALE));
        if (pango_layout_get_line_count(layout) > count)
            break;
        if (last_width(layout) > RUNT * width)
            return;
    }
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
}

PangoLayout *set_paragraph(Setter *s, const Paragraph *p, double width)
{
    PangoLayout *layout = spread(s, p, width, true);
    if (too_wide(layout, width))
        layout = spread(s, p, width, false);
    bool is_text = p->role == ROLE_TEXT || p->role == ROLE_ITEM;
    if (is_text && p->text.len < LONG_TEXT)
        avoid_runt(layout, width);
    s->unknown_glyphs += pango_layout_get_unknown_glyphs_count(layout);
    return layout;
}
