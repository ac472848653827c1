#include "extract/filler.h"
#include "extract/letters.h"

#include <string.h>

Spot filler_spot(const Filler *f, isize line, isize lines)
{
    return (Spot){f->part, f->d->entries[f->part], line, lines};
}

void filler_put_piece(Filler *f, Key key, const HeadPiece *p, int confidence)
{
    draft_add(f->d, filler_spot(f, p->line, 1), key, p->text, confidence);
}

void filler_leave_piece(Filler *f, const HeadPiece *p)
{
    draft_leave(f->d, p->line, p->text);
}

void filler_put_dates(Filler *f, const Head *h, Key start, Key end)
{
    if (!h->dated)
        return;
    const When *w = &h->when;
    Spot at = filler_spot(f, h->when_line, 1);
    int sure = w->is_range ? 95 : w->year_only ? 75 : 88;
    bool lone = !w->is_range && !w->ongoing;
    if (lone && f->part == KIND_EDUCATION) { /* the year of the degree */
        draft_add(f->d, at, end, w->start, 70);
        return;
    }
    draft_add(f->d, at, start, w->start, sure);
    if (end == N_KEYS)
        return;
    /* One date says when it was, not that it goes on. */
    draft_add(f->d, at, end, lone ? w->start : w->end, lone ? 60 : sure);
}

void filler_put_url(Filler *f, const Head *h)
{
    if (h->url.s)
        draft_add(f->d, filler_spot(f, h->url_line, 1), KEY_URL, h->url, 92);
}

void filler_remove_piece(Head *h, isize i)
{
    memmove(&h->v[i], &h->v[i + 1], (size_t)(h->n - i - 1) * sizeof h->v[0]);
    h->n--;
}

/* "Label: text", when the label is one of these; what is behind it. */
Str filler_labelled(Arena *a, Str text, const char *const *labels)
{
    StrPair cut = str_cut(text, ':');
    Str label = letters_fold(a, str_trim(cut.head));
    for (; cut.found && *labels; labels++)
        if (str_eq(label, str_of(*labels)))
            return str_trim(cut.tail);
    return (Str){0};
}

/* --- bodies ---------------------------------------------------------------------- */

static Strs lines_of(Filler *f, const Passages *p, isize from, isize to)
{
    Str *v = make_n(f->arena, Str, to - from + 1);
    isize n = 0;
    for (isize i = from; i < to; i++)
        v[n++] = p->v[i].text;
    return (Strs){v, n};
}

static Str joined(Arena *a, Strs lines)
{
    Buf b = buf_new(a);
    for (isize i = 0; i < lines.n; i++) {
        buf_add(&b, i ? S("\n") : S(""));
        buf_add(&b, lines.v[i]);
    }
    return buf_str(&b);
}

void filler_put_passages(Filler *f, const Passages *p, isize from, isize to, Key key,
                         int confidence)
{
    if (from >= to)
        return;
    isize line = p->v[from].line, end = p->v[to - 1].line + p->v[to - 1].lines;
    draft_add(f->d, filler_spot(f, line, end - line), key,
              joined(f->arena, lines_of(f, p, from, to)), confidence);
}

/* "C, SQL, Go": several, all short, no sentence. */
static bool is_list(Arena *a, Str text)
{
    Strs items = list_items(a, text);
    if (items.n < 2 || str_ends(text, S(".")))
        return false;
    for (isize i = 0; i < items.n; i++)
        if (words_in(items.v[i]) > 4 || items.v[i].len > 40)
            return false;
    return true;
}

void filler_put_list(Filler *f, const Passage *p, Key key, Str text, int confidence)
{
    Strs items = list_items(f->arena, text);
    for (isize i = 0; i < items.n; i++)
        draft_add_item(f->d, filler_spot(f, p->line, p->lines), key, items.v[i],
                       confidence);
}

static const char *const tool_labels[] = {
    "technologies", "tech stack",        "stack",       "tools",
    "technology",   "keywords",          "skills",      "built with",
    "technologien", "technologies used", "environment", "umfeld",
    "tech",         "tools used",        "tecnologias", NULL};

/* Paragraphs before bullets describe; behind them, a list names tools. */
void filler_put_body(Filler *f, const Entry *e, Key about, Key more)
{
    Passages p = passages_find(f->arena, f->doc, e->body, e->to);
    isize lead = 0, end = p.n;
    while (lead < p.n && !p.v[lead].bullet)
        lead++;
    Passage *last = p.n ? &p.v[p.n - 1] : NULL;
    if (last && !last->bullet && f->part == KIND_PROJECTS &&
        is_list(f->arena, last->text) && (lead < p.n || p.n > 1)) {
        filler_put_list(f, last, KEY_KEYWORDS, last->text, 75);
        end--;
        lead = lead < end ? lead : end;
    }
    isize split = 0;
    if (more != about && lead > 1 && p.v[0].colour != p.v[1].colour)
        split = 1; /* what the company is, and then what was done there */
    filler_put_passages(f, &p, 0, split, more, 70);
    filler_put_passages(f, &p, split, lead, about, 85);
    for (isize i = lead; i < end; i++) {
        Str tools = filler_labelled(f->arena, p.v[i].text, tool_labels);
        if (tools.s && f->part == KIND_PROJECTS)
            filler_put_list(f, &p.v[i], KEY_KEYWORDS, tools, 85);
        else
            draft_add_item(f->d, filler_spot(f, p.v[i].line, p.v[i].lines),
                           KEY_HIGHLIGHTS, p.v[i].text, p.v[i].bullet ? 95 : 70);
    }
}
