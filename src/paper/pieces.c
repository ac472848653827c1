/* pieces.c — the runs of a line: cut at its ends, and in the order of reading. */
#include "paper/layout.h"

double run_width(PangoGlyphItem *run)
{
    return (double)pango_glyph_string_get_width(run->glyphs) / PANGO_SCALE;
}

void run_free(void *run)
{
    pango_glyph_item_free(run);
}

static const Span *span_at(const Paragraph *p, isize at)
{
    for (isize i = 0; i < p->n_spans; i++)
        if (at < p->spans[i].to)
            return &p->spans[i];
    return &p->spans[p->n_spans - 1];
}

static PangoGlyphItem *copy_of(Held *held, const PangoGlyphItem *run)
{
    void **slot = held_slot(held, run_free);
    PangoGlyphItem *copy = pango_glyph_item_copy((PangoGlyphItem *)(uintptr_t)run);
    *slot = copy;
    return copy;
}

/* What of the run lies in the line; NULL when nothing does. */
static PangoGlyphItem *cut(Held *held, PangoGlyphItem *run, const Line *line)
{
    const char *text = line->paragraph->text.s;
    isize from = run->item->offset, to = from + run->item->length;
    if (to <= line->from || from >= line->to)
        return NULL;
    if (from >= line->from && to <= line->to)
        return run;
    PangoGlyphItem *kept = copy_of(held, run);
    if (from < line->from) {
        void **slot = held_slot(held, run_free);
        *slot = pango_glyph_item_split(kept, text, (int)(line->from - from));
        from = line->from;
    }
    if (to > line->to) {
        void **slot = held_slot(held, run_free);
        *slot = pango_glyph_item_split(kept, text, (int)(line->to - from));
        kept = *slot;
    }
    return kept;
}

void line_take_runs(Held *held, Line *line, GSList *runs)
{
    double x = 0;
    line->pieces = make_n(held->arena, Piece, g_slist_length(runs));
    for (GSList *at = runs; at; at = at->next) {
        PangoGlyphItem *run = cut(held, at->data, line);
        if (!run)
            continue;
        isize i = line->n_pieces++; /* Pango has them from the left: sort */
        for (; i > 0 && line->pieces[i - 1].run->item->offset > run->item->offset; i--)
            line->pieces[i] = line->pieces[i - 1];
        line->pieces[i] = (Piece){.run = run,
                                  .span = span_at(line->paragraph, run->item->offset),
                                  .x = x,
                                  .width = run_width(run)};
        x += line->pieces[i].width;
    }
    line->width = x;
}
