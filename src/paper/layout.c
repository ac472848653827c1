#include "paper/layout.h"
#include "paper/errors.h"
#include "paper/set.h"

#include "base/buf.h"

#include <pango/pangocairo.h>

#include <math.h>
#include <string.h>

enum {
    ITEM_INDENT = 3,            /* units */
    ASIDE_GAP = 4,              /* units, at least, between a title and its dates */
    MAX_LINES = MAX_PAGES * 80, /* more than fit on them, of the smallest letters */
};

/* The lines of a document while they are made. */
typedef struct Lines {
    Arena *arena;
    Setter set;
    Line *v;
    isize n, room;
    bool has_items, has_asides;
} Lines;

double style_size(const Template *t, Style style)
{
    return t->sizes[t->styles[style].size];
}

double document_bottom(const Template *t)
{
    return t->paper.height - t->margin_y;
}

static Line *new_line(Lines *lines)
{
    if (lines->n == lines->room) {
        isize room = lines->room ? 2 * lines->room : 128;
        Line *more = make_n(lines->arena, Line, room);
        if (lines->n)
            memcpy(more, lines->v, (size_t)lines->n * sizeof *more);
        lines->v = more;
        lines->room = room;
    }
    return &lines->v[lines->n++];
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

static double column_of(const Template *t)
{
    return t->paper.width - 2 * t->margin_x;
}

static void add_lines(Lines *lines, const Paragraph *p, PangoLayout *layout,
                      double left)
{
    const Template *t = lines->set.t;
    int count = pango_layout_get_line_count(layout);
    for (int i = 0; i < count; i++) {
        PangoLayoutLine *found = pango_layout_get_line_readonly(layout, i);
        Line *line = new_line(lines);
        *line = (Line){.paragraph = p, .from = found->start_index};
        line->to = line->from + found->length;
        trim(p, &line->from, &line->to);
        line_take_runs(lines->set.held, line, found->runs);
        line->left = p->centered ? (column_of(t) - line->width) / 2 : left;
        line->first = i == 0;
        line->last = i == count - 1;
        line->above = line->first ? p->above : 0;
        line->leading = t->leading[t->styles[p->base].size];
        line->height = line->leading + (line->last && p->rule ? t->unit : 0);
    }
}

static void add_paragraph(Lines *lines, const Paragraph *p)
{
    Setter *s = &lines->set;
    double left = p->role == ROLE_ITEM ? ITEM_INDENT * s->t->unit : 0;
    double width = column_of(s->t) - left;
    PangoLayout *aside = NULL;
    if (p->aside.len) {
        aside = set_text(s, STYLE_MUTED, p->aside);
        width -= layout_width(aside) + ASIDE_GAP * s->t->unit;
    }
    add_lines(lines, p, set_paragraph(s, p, width), left);
    assert(lines->v);
    lines->v[lines->n - 1].aside = aside;
    lines->v[lines->n - 1].aside_width = aside ? layout_width(aside) : 0;
    lines->has_items |= p->role == ROLE_ITEM;
    lines->has_asides |= aside != NULL;
}

/* A name that is too long for a line is set smaller, before it is broken. */
static void fit_name(Setter *s, Template *t, Str name)
{
    static const double shares[] = {0.9, 0.8, 0.7};
    double size = t->sizes[SIZE_NAME], leading = t->leading[SIZE_NAME];
    for (isize i = 0; i < countof(shares); i++) {
        if (layout_width(set_text(s, STYLE_NAME, name)) <= column_of(t))
            return;
        t->sizes[SIZE_NAME] = floor(4 * shares[i] * size) / 4;
        t->leading[SIZE_NAME] = leading * t->sizes[SIZE_NAME] / size;
    }
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
    Arena *a = s->held->arena;
    d->footers = make_n(a, PangoLayout *, d->pages);
    for (int page = 1; page < d->pages; page++) {
        Buf text = buf_new(a);
        if (d->resume->name.len)
            buf_addf(&text, "%" STR_FMT " \xC2\xB7 ", STR_ARG(d->resume->name));
        buf_addf(&text, "%" STR_FMT " %d/%d", STR_ARG(s->t->labels[LABEL_PAGE]),
                 page + 1, d->pages);
        d->footers[page] = set_text(s, STYLE_MUTED, buf_str(&text));
        pango_layout_set_width(d->footers[page], (int)(column_of(s->t) * PANGO_SCALE));
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

/* Into columns, as long as there may be; false: there are too many lines. */
static bool add_story(Lines *lines, const Resume *resume)
{
    const Paragraph *p = story_tell(lines->arena, resume, lines->set.t);
    for (; p && lines->n <= MAX_LINES; p = p->next)
        add_paragraph(lines, p);
    keep_paragraphs(lines->v, lines->n);
    keep_entries(lines->v, lines->n);
    free_ends(lines->v, lines->n);
    return !p;
}

bool document_set(Held *held, const Resume *resume, const Template *t, Document *out,
                  Error *error)
{
    Arena *a = held->arena;
    Template *fitted = make(a, Template);
    *fitted = *t;
    *out = (Document){.t = fitted, .resume = resume, .pages = 1};
    if (!fonts_of_thread(a, t->family, resume->need | t->need, resume->cjk_forms,
                         &out->fonts, error))
        return false;
    Lines lines = {.arena = a,
                   .set = {.held = held, .t = fitted, .context = out->fonts.context}};
    Setter *s = &lines.set;
    void **slot = held_slot(held, free_font);
    s->font = pango_font_description_new();
    *slot = s->font;
    pango_font_description_set_family(s->font, out->fonts.families);
    fit_name(s, fitted, resume->name);
    if (!add_story(&lines, resume))
        return too_long(error);
    out->lines = lines.v;
    out->n = lines.n;
    out->pages = lines_fit(a, lines.v, lines.n, t->margin_y, document_bottom(t));
    if (out->pages > MAX_PAGES)
        return too_long(error);
    if (lines.has_items)
        out->bullet = set_text(s, STYLE_MUTED, S("\xE2\x80\xA2"));
    if (lines.has_asides) {
        out->leader = set_text(s, STYLE_MUTED, S("\xE2\x80\x94"));
        out->space = set_text(s, STYLE_MUTED, S(" "));
    }
    set_footers(s, out);
    return all_shown(s, error);
}
