#include "paper/layout.h"
#include "paper/errors.h"
#include "paper/text.h"

#include "base/buf.h"

#include <pango/pangocairo.h>

#include <string.h>

enum {
    ITEM_INDENT = 3,      /* units */
    ASIDE_GAP = 4,        /* units, at least, between a title and its dates */
    MAX_LINES = 60 * 200, /* more than fit on the pages that we allow */
};

#define RUNT 0.15 /* of the width: a last line that is shorter has one short word */

/*
 * The cure for text that extractors lose: no glyph stands for several letters, and "->"
 * is no arrow.  Where no letter has marks beside it there is nothing for ccmp to
 * compose, and a third of the time is saved.
 */
#define PLAIN_LETTERS  "liga=0,clig=0,dlig=0,calt=0"
#define SIMPLE_LETTERS PLAIN_LETTERS ",ccmp=0"

typedef struct Setter {
    Arena *arena;
    Held *held;
    const Template *t;
    PangoContext *context;
    PangoFontDescription *font;
    Line *lines;
    isize n, room;
    bool has_items, has_asides;
    int unknown_glyphs;
} Setter;

double style_size(const Template *t, Style style)
{
    return t->sizes[t->styles[style].size];
}

double document_bottom(const Template *t)
{
    return t->paper.height - t->margin_y;
}

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

static PangoLayout *one_style(Setter *s, Style style, Str text)
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
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    return layout;
}

double layout_width(PangoLayout *layout)
{
    PangoRectangle logical;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, 0), NULL,
                                  &logical);
    return (double)logical.width / PANGO_SCALE;
}

static Line *new_line(Setter *s)
{
    if (s->n == s->room) {
        isize room = s->room ? 2 * s->room : 128;
        Line *more = make_n(s->arena, Line, room);
        if (s->n)
            memcpy(more, s->lines, (size_t)s->n * sizeof *more);
        s->lines = more;
        s->room = room;
    }
    return &s->lines[s->n++];
}

static const Span *span_ending(const Paragraph *p, isize at)
{
    for (isize i = 0; i < p->n_spans; i++)
        if (p->spans[i].to == at)
            return &p->spans[i];
    return NULL;
}

/* Without spaces at either end, and without a separator that has nothing after it. */
static void trim(const Paragraph *p, isize *from, isize *to)
{
    const Span *last = span_ending(p, *to);
    if (last && last->separates && last->from > *from && *to < p->text.len)
        *to = last->from;
    while (*to > *from && p->text.s[*to - 1] == ' ')
        --*to;
    while (*from < *to && p->text.s[*from] == ' ')
        ++*from;
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

static PangoLayout *broken(Setter *s, const Paragraph *p, double width)
{
    PangoLayout *layout = spread(s, p, width, true);
    if (too_wide(layout, width))
        layout = spread(s, p, width, false);
    if (p->role == ROLE_TEXT || p->role == ROLE_ITEM)
        avoid_runt(layout, width);
    s->unknown_glyphs += pango_layout_get_unknown_glyphs_count(layout);
    return layout;
}

static void set_lines(Setter *s, const Paragraph *p, PangoLayout *layout, double left)
{
    int count = pango_layout_get_line_count(layout);
    for (int i = 0; i < count; i++) {
        PangoLayoutLine *found = pango_layout_get_line_readonly(layout, i);
        Line *line = new_line(s);
        *line = (Line){.paragraph = p, .left = left, .from = found->start_index};
        line->to = line->from + found->length;
        trim(p, &line->from, &line->to);
        line_take_runs(s->held, line, found->runs);
        line->first = i == 0;
        line->last = i == count - 1;
        line->above = line->first ? p->above : 0;
        line->leading = s->t->leading[s->t->styles[p->base].size];
        line->height = line->leading + (line->last && p->rule ? s->t->unit : 0);
    }
}

static void set_paragraph(Setter *s, const Paragraph *p)
{
    const Template *t = s->t;
    double left = p->role == ROLE_ITEM ? ITEM_INDENT * t->unit : 0;
    double width = t->paper.width - 2 * t->margin_x - left;
    PangoLayout *aside = NULL;
    if (p->aside.len) {
        aside = one_style(s, STYLE_MUTED, p->aside);
        width -= layout_width(aside) + ASIDE_GAP * t->unit;
    }
    set_lines(s, p, broken(s, p, width), left);
    assert(s->lines);
    s->lines[s->n - 1].aside = aside;
    s->lines[s->n - 1].aside_width = aside ? layout_width(aside) : 0;
    s->has_items |= p->role == ROLE_ITEM;
    s->has_asides |= aside != NULL;
}

/* No paragraph leaves one line alone on a page, neither its first nor its last. */
static void keep_paragraphs(Line *lines, isize n)
{
    for (isize i = 0; i < n; i++) {
        const Line *line = &lines[i];
        bool lonely_first = line->first && !line->last;
        bool lonely_last = i + 1 < n && !line->last && lines[i + 1].last;
        lines[i].keeps_next =
            lonely_first || lonely_last || (line->last && line->paragraph->keeps_next);
    }
}

/* Nor does an entry: its first line of text stays with the second, its last with the
 * one before. */
static void keep_entries(Line *lines, isize n)
{
    for (isize i = 0; i + 1 < n; i++) {
        int entry = lines[i].paragraph->entry;
        if (!entry || lines[i + 1].paragraph->entry != entry)
            continue;
        bool first_of_text =
            i > 0 && lines[i - 1].keeps_next && lines[i - 1].paragraph->keeps_next;
        bool before_last = i + 2 == n || lines[i + 2].paragraph->entry != entry;
        if (first_of_text || before_last)
            lines[i].keeps_next = true;
    }
}

/* What keeps its next is of no use at the very end of an entry, as a title without
 * text. */
static void free_ends(Line *lines, isize n)
{
    for (isize i = 0; i + 1 < n; i++) {
        const Paragraph *p = lines[i].paragraph;
        bool ends_entry = p->entry && lines[i + 1].paragraph->entry != p->entry;
        if (ends_entry)
            lines[i].keeps_next = false;
    }
}

static void set_footers(Setter *s, Document *d)
{
    d->footers = make_n(s->arena, PangoLayout *, d->pages);
    for (int page = 1; page < d->pages; page++) {
        Buf text = buf_new(s->arena);
        if (d->resume->name.len)
            buf_addf(&text, "%" STR_FMT " \xC2\xB7 ", STR_ARG(d->resume->name));
        buf_addf(&text, "%" STR_FMT " %d/%d", STR_ARG(s->t->labels[LABEL_PAGE]),
                 page + 1, d->pages);
        d->footers[page] = one_style(s, STYLE_MUTED, buf_str(&text));
        pango_layout_set_width(
            d->footers[page],
            (int)((s->t->paper.width - 2 * s->t->margin_x) * PANGO_SCALE));
        pango_layout_set_ellipsize(d->footers[page], PANGO_ELLIPSIZE_START);
    }
}

static void free_font(void *font)
{
    pango_font_description_free(font);
}

/* The reader of the resume has refused what no font has; this is for its mistakes. */
static bool all_shown(const Setter *s, Error *error)
{
    if (s->unknown_glyphs == 0)
        return true;
    *error = (Error){.kind = &paper_missing_glyph,
                     .details = S("a character cannot be shown beside its neighbours")};
    return false;
}

static bool too_long(Error *error)
{
    *error = (Error){.kind = &paper_too_large,
                     .details = S("it does not fit on 60 pages"),
                     .hint = S("Shorten it, or take sections out")};
    return false;
}

bool document_set(Arena *a, Held *held, const Resume *resume, const Template *t,
                  Document *out, Error *error)
{
    *out = (Document){.t = t, .resume = resume, .pages = 1};
    if (!fonts_of_thread(a, t->family, resume->need | t->need, resume->language,
                         &out->fonts, error))
        return false;
    Setter s = {.arena = a, .held = held, .t = t, .context = out->fonts.context};
    void **slot = held_slot(held, free_font);
    s.font = pango_font_description_new();
    *slot = s.font;
    pango_font_description_set_family(s.font, out->fonts.families);
    for (const Paragraph *p = story_tell(a, resume, t); p; p = p->next) {
        if (s.n > MAX_LINES)
            return too_long(error);
        set_paragraph(&s, p);
    }
    keep_paragraphs(s.lines, s.n);
    keep_entries(s.lines, s.n);
    free_ends(s.lines, s.n);
    out->lines = s.lines;
    out->n = s.n;
    out->pages = lines_paginate(s.lines, s.n, t->margin_y, document_bottom(t));
    if (out->pages > MAX_PAGES)
        return too_long(error);
    if (s.has_items)
        out->bullet = one_style(&s, STYLE_MUTED, S("\xE2\x80\xA2"));
    if (s.has_asides) {
        out->leader = one_style(&s, STYLE_MUTED, S("\xE2\x80\x94"));
        out->space = one_style(&s, STYLE_MUTED, S(" "));
    }
    set_footers(&s, out);
    return all_shown(&s, error);
}
