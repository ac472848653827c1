#include "extract/order.h"
#include "extract/dates.h"
#include "extract/heading.h"
#include "extract/letters.h"

#include "base/buf.h"

#include <math.h>
#include <stdlib.h>

enum {
    WIDE_GAP = 12, /* tenths of the letters' size: no space between words is so wide */
    SAME_EDGE = 3, /* points */
    SAME_GUTTER = 12,   /* points, from page to page */
    DEEPEST = 3,        /* columns within columns */
    PIECES_MOST = 1500, /* of a page, to look for columns among them */
    ENDS_MOST = 300,
    WORDS_OF_PIECE = 200,
};

typedef struct Sorter {
    Arena *arena;
    const Page *page;
    int group;      /* the last that was given away */
    double gutter;  /* of the last group, when it had columns and ended its page */
    bool continues; /* the page before ended in columns */
} Sorter;

/* Part of a page: pieces by their tops. */
typedef struct Region {
    Piece **v;
    isize n;
} Region;

typedef struct Gutter {
    double x;          /* where the right column begins */
    isize first, last; /* pieces of the region between which it runs */
    isize score;
} Gutter;

static double overlap(Box a, Box b)
{
    double height = fmin(a.bottom - a.top, b.bottom - b.top);
    double common = fmin(a.bottom, b.bottom) - fmax(a.top, b.top);
    return height > 0 ? common / height : common >= 0;
}

static bool same_row(const Piece *a, const Piece *b)
{
    return overlap(a->box, b->box) > 0.6;
}

static bool right_to_left(Str text)
{
    isize at = 0;
    return text.len && letter_is_right_to_left(letter_next(text, &at));
}

static bool goes_on(const Piece *p, const Word *w)
{
    if (overlap(p->box, w->box) < 0.5 || p->n == WORDS_OF_PIECE)
        return false;
    double size = fmax(w->size, p->size);
    double gap = w->box.left - p->box.right;
    return gap > -size && gap * 10 < size * WIDE_GAP;
}

static void add_word(Piece *p, const Word *w)
{
    p->n++;
    p->size = fmax(p->size, w->size);
    p->box =
        (Box){fmin(p->box.left, w->box.left), fmin(p->box.top, w->box.top),
              fmax(p->box.right, w->box.right), fmax(p->box.bottom, w->box.bottom)};
}

/* Words stand from left to right; those that run from right to left are read the other
 * way round. */
static Str text_of(Arena *a, const Piece *p)
{
    Buf b = buf_new(a);
    for (isize i = 0, end; i < p->n; i = end) {
        end = i + 1;
        for (isize k = i; k < p->n && right_to_left(p->words[i].text); k++) {
            if (right_to_left(p->words[k].text))
                end = k + 1;
            else if (letters_in(p->words[k].text))
                break;
        }
        for (isize k = 0; k < end - i; k++) {
            bool one = end - i == 1;
            const Word *w = &p->words[one ? i : end - 1 - k];
            buf_add(&b, b.len && !(one && w->glued) ? S(" ") : S(""));
            buf_add(&b, w->text);
        }
    }
    return buf_str(&b);
}

static void end_piece(Arena *a, Piece *p)
{
    p->text = text_of(a, p);
    p->is_date = when_is_all(a, p->text);
    p->is_heading = section_named(a, p->text) != KIND_NONE;
}

static isize cut_into_pieces(Arena *a, const Page *page, int number, Piece *out)
{
    isize n = 0;
    for (isize i = 0; i < page->n; i++) {
        const Word *w = &page->words[i];
        if (!n || !goes_on(&out[n - 1], w)) {
            if (n)
                end_piece(a, &out[n - 1]);
            out[n++] = (Piece){.words = w, .box = w->box, .page = number};
        }
        add_word(&out[n - 1], w);
    }
    if (n)
        end_piece(a, &out[n - 1]);
    return n;
}

static int by_top(const void *a, const void *b)
{
    const Piece *x = *(Piece *const *)a, *y = *(Piece *const *)b;
    double d = x->box.top - y->box.top;
    if (d == 0)
        d = x->box.left - y->box.left;
    return (d > 0) - (d < 0);
}

/* --- columns --------------------------------------------------------------------- */

typedef struct Side {
    isize n, dates, headings, paired; /* paired: another piece stands beside it */
} Side;

static Side side_of(Region r, const Gutter *g, bool right)
{
    Side side = {0};
    for (isize i = g->first; i <= g->last; i++) {
        const Piece *p = r.v[i];
        if ((p->box.left >= g->x - SAME_EDGE) != right)
            continue;
        bool paired = false;
        for (isize k = g->first; k <= g->last && !paired; k++) {
            const Piece *q = r.v[k];
            if (q->box.top > p->box.bottom)
                break; /* they are sorted by their tops */
            paired = (q->box.left >= g->x - SAME_EDGE) != right && same_row(p, q);
        }
        side.n++;
        side.dates += p->is_date;
        side.headings += p->is_heading;
        side.paired += paired;
    }
    return side;
}

/* Dates or labels beside what they belong to are rows of a table, not columns. */
static bool is_table(Side left, Side right)
{
    if (left.headings && right.headings)
        return false;
    if (left.dates * 2 >= left.n || right.dates * 2 >= right.n)
        return true;
    if (left.paired * 10 >= left.n * 8 && left.n * 10 <= right.n * 9)
        return true;
    return right.paired * 10 >= right.n * 8 && right.n * 2 <= left.n;
}

static isize aligned(Region r, const Gutter *g)
{
    isize n = 0;
    for (isize i = g->first; i <= g->last; i++)
        n += fabs(r.v[i]->box.left - g->x) <= SAME_EDGE;
    return n;
}

static void consider(Region r, Gutter g, Gutter *best)
{
    while (g.first <= g.last && r.v[g.first]->box.left < g.x - SAME_EDGE &&
           !r.v[g.first]->is_heading && g.last - g.first > 3 &&
           !same_row(r.v[g.first], r.v[g.first + 1]) &&
           r.v[g.first + 1]->box.left < g.x - SAME_EDGE)
        g.first++; /* what stands alone above both columns is of neither */
    Side left = side_of(r, &g, false), right = side_of(r, &g, true);
    isize on_edge = aligned(r, &g);
    g.score = left.n < right.n ? left.n : right.n;
    if (left.n >= 3 && right.n >= 3 && on_edge >= 3 && on_edge * 5 >= right.n * 2 &&
        g.score > best->score && !is_table(left, right))
        *best = g;
}

/* A gutter left of x, as long as nothing crosses it. */
static void consider_edge(Region r, double x, Gutter *best)
{
    isize first = 0;
    for (isize i = 0; i <= r.n; i++) {
        bool crosses = i < r.n && r.v[i]->box.left < x - SAME_EDGE &&
                       r.v[i]->box.right > x - SAME_EDGE;
        if (!crosses && i < r.n)
            continue;
        if (i - first >= 6)
            consider(r, (Gutter){.x = x, .first = first, .last = i - 1}, best);
        first = i + 1;
    }
}

static Gutter find_gutter(Sorter *s, Region r)
{
    enum { EDGES = 40 };
    Gutter best = {0};
    double edges[EDGES];
    isize n = 0;
    for (isize i = 0; i < r.n && n < EDGES; i++) {
        double x = r.v[i]->box.left;
        bool known = x < s->page->width * 0.15;
        for (isize k = 0; k < n && !known; k++)
            known = fabs(edges[k] - x) <= SAME_EDGE;
        if (known)
            continue;
        edges[n++] = x;
        consider_edge(r, x, &best);
    }
    return best;
}

/* --- rows ------------------------------------------------------------------------ */

static void number_rows(Region r, int group, int column)
{
    int row = 0;
    const Piece *first = NULL;
    for (isize i = 0; i < r.n; i++) {
        Piece *p = r.v[i];
        if (!first || !same_row(first, p)) {
            first = p;
            row++;
        }
        p->group = group;
        p->column = column;
        p->row = row;
    }
}

static Region part(Arena *a, Region r, const Gutter *g, bool right)
{
    Region out = {.v = make_n(a, Piece *, r.n)};
    for (isize i = g->first; i <= g->last; i++)
        if ((r.v[i]->box.left >= g->x - SAME_EDGE) == right)
            out.v[out.n++] = r.v[i];
    return out;
}

/* Columns go on in the columns of the next page, when that begins with such. */
static void sort_region(Sorter *s, Region r, int depth)
{
    if (!r.n)
        return;
    Gutter g = depth < DEEPEST && r.n <= PIECES_MOST ? find_gutter(s, r) : (Gutter){0};
    if (!g.score) {
        number_rows(r, ++s->group, 0);
        s->continues = false;
        return;
    }
    sort_region(s, (Region){r.v, g.first}, depth + 1);
    bool same = s->continues && fabs(s->gutter - g.x) < SAME_GUTTER;
    s->group += !same;
    number_rows(part(s->arena, r, &g, false), s->group, 0);
    number_rows(part(s->arena, r, &g, true), s->group, 1);
    s->gutter = g.x;
    s->continues = true;
    sort_region(s, (Region){r.v + g.last + 1, r.n - g.last - 1}, depth + 1);
}

static int by_order(const void *a, const void *b)
{
    const Piece *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    if (x->page != y->page)
        return x->page < y->page ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    double d = x->box.left - y->box.left;
    return (d > 0) - (d < 0);
}

/* --- what pages repeat ----------------------------------------------------------- */

static bool at_an_end(const Page *page, const Piece *p)
{
    return p->box.bottom < page->height * 0.07 || p->box.top > page->height * 0.92;
}

/* "Page 2/3", "2 of 3", "- 2 -", "Seite 2": a few letters, a number or two. */
static bool is_page_number(Arena *a, Str text)
{
    static const char *const words[] = {"page",   "of", "seite", "von",  "sur",
                                        "pagina", "de", "p",     "sida", "av"};
    Str rest = letters_fold(a, text);
    isize digits = digits_in(rest);
    if (!digits || digits > 6)
        return false;
    for (isize i = 0; i < rest.len;) {
        isize from = i;
        while (i < rest.len && rest.s[i] >= 'a' && rest.s[i] <= 'z')
            i++;
        bool known = i == from;
        for (isize k = 0; k < countof(words) && !known; k++)
            known = str_eq((Str){rest.s + from, i - from}, str_of(words[k]));
        if (!known || (i == from && (unsigned char)rest.s[i++] >= 0x80))
            return false;
    }
    return true;
}

/* The name before it, as in "Ann Arbor · Page 2/3". */
static bool ends_in_page_number(Arena *a, Str text)
{
    for (isize i = text.len - 1; i > 0; i--) {
        Str tail = str_skip(text, i);
        if ((str_starts(tail, S("·")) || str_starts(tail, S("|")) ||
             str_starts(tail, S("—"))) &&
            digits_in(tail))
            return is_page_number(a, trim_marks(tail));
    }
    return is_page_number(a, text);
}

static bool same_but_digits(Str a, Str b)
{
    bool same = a.len == b.len && a.len > 0;
    for (isize i = 0; i < a.len && same; i++)
        same = a.s[i] == b.s[i] || (is_digit(a.s[i]) && is_digit(b.s[i]));
    return same;
}

static void mark_furniture(Arena *a, const Pages *pages, Pieces *all)
{
    const Piece *ends[ENDS_MOST];
    isize n = 0;
    for (isize i = 0; i < all->n; i++) {
        Piece *p = &all->v[i];
        if (!at_an_end(&pages->v[p->page], p))
            continue;
        bool again = ends_in_page_number(a, p->text);
        for (isize k = 0; k < n && !again; k++)
            again = ends[k]->page < p->page && same_but_digits(p->text, ends[k]->text);
        p->is_furniture = again; /* the first of them stays */
        if (n < ENDS_MOST)
            ends[n++] = p;
    }
}

Pieces pieces_in_order(Arena *a, const Pages *pages)
{
    isize words = 0;
    for (isize i = 0; i < pages->n; i++)
        words += pages->v[i].n;
    Pieces all = {.v = make_n(a, Piece, words)};
    for (isize i = 0; i < pages->n; i++)
        all.n += cut_into_pieces(a, &pages->v[i], (int)i, all.v + all.n);
    mark_furniture(a, pages, &all);
    Pieces kept = {.v = make_n(a, Piece, all.n)};
    for (isize i = 0; i < all.n; i++)
        if (!all.v[i].is_furniture)
            kept.v[kept.n++] = all.v[i];
    Sorter s = {.arena = a};
    for (isize i = 0, from = 0; i < pages->n; i++, from = 0) {
        Region r = {.v = make_n(a, Piece *, kept.n)};
        for (; from < kept.n; from++)
            if (kept.v[from].page == i)
                r.v[r.n++] = &kept.v[from];
        s.page = &pages->v[i];
        if (r.n)
            qsort(r.v, (size_t)r.n, sizeof(Piece *), by_top);
        sort_region(&s, r, 0);
    }
    if (kept.n)
        qsort(kept.v, (size_t)kept.n, sizeof(Piece), by_order);
    return kept;
}
