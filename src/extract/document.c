#include "extract/document.h"
#include "extract/dates.h"
#include "extract/letters.h"
#include "extract/order.h"

#include "base/buf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TAB_COLUMNS = 4 };

/* --- from pages ------------------------------------------------------------------ */

/* Of the first word that is no bullet. */
static void take_style(Line *l, const Piece *p)
{
    const Word *first = &p->words[0];
    isize at = 0;
    if (p->n > 1 && bullet_length(p->text) > first->text.len)
        at = first->text.len + 1, first++;
    l->colour = first->colour;
    l->bold = l->all_bold = first->bold;
    l->italic = first->italic;
    for (const Word *w = first; w < p->words + p->n && w->bold; w++) {
        at += w->text.len + (w > first && !w->glued);
        l->bold_len = at;
    }
    for (const Word *w = first; w < p->words + p->n; w++)
        l->all_bold = l->all_bold && w->bold;
}

/* Pieces of one row, with a tab between. */
static Line line_of(Arena *a, const Piece *p, isize n)
{
    Line l = {.page = p->page + 1, .left = p->box.left, .size = p->size};
    take_style(&l, p);
    Buf b = buf_new(a);
    for (isize i = 0; i < n; i++) {
        buf_add(&b, i ? S("\t") : S(""));
        buf_add(&b, p[i].text);
        l.right = fmax(l.right, p[i].box.right);
        l.size = fmax(l.size, p[i].size);
    }
    l.text = buf_str(&b);
    return l;
}

/* Up to the column beside it, or to a margin as wide as the left one. */
static void find_room(const Pages *pages, const Pieces *pieces, Document *d)
{
    enum { BETWEEN = 10 /* points between columns, at least */ };
    double margin[PAGES_MOST], beside[PAGES_MOST] = {0};
    for (isize i = 0; i < pages->n; i++)
        margin[i] = pages->v[i].width;
    for (isize i = 0; i < pieces->n; i++) {
        const Piece *p = &pieces->v[i];
        margin[p->page] = fmin(margin[p->page], p->box.left);
        if (p->column && (!beside[p->page] || p->box.left < beside[p->page]))
            beside[p->page] = p->box.left;
    }
    for (isize i = 0; i < d->n; i++) {
        Line *l = &d->lines[i];
        int page = l->page - 1;
        double column = beside[page];
        bool left = column && l->right < column && l->left < column - BETWEEN;
        l->room = left ? column - BETWEEN : pages->v[page].width - margin[page];
    }
}

static bool in_flow(const Piece *a, const Piece *b)
{
    return a->page == b->page && a->group == b->group && a->column == b->column;
}

static double gap_between(const Piece *above, const Piece *below)
{
    double height = below->box.bottom - below->box.top;
    double gap = below->box.top - above->box.bottom;
    return height > 0 ? fmax(0, gap / height) : 0;
}

/* A bullet in a font of its own may stand apart from its text. */
static void mend_bullet(Line *l)
{
    isize n = bullet_length(l->text);
    for (isize i = 0; i < n; i++)
        if (l->text.s[i] == '\t')
            ((char *)(uintptr_t)l->text.s)[i] = ' ';
}

static void number_lines(Document *d)
{
    int last[PAGES_MOST + 1] = {0};
    for (isize i = 0; i < d->n; i++)
        d->lines[i].number = ++last[d->lines[i].page];
}

static void find_dates(Arena *a, Document *d)
{
    for (isize i = 0; i < d->n; i++) {
        When w;
        Line *l = &d->lines[i];
        l->ends_in_date = when_find(a, l->text, &w) && !w.year_only &&
                          w.at + w.len >= l->text.len - 1;
        l->is_date = when_is_all(a, l->text);
    }
}

static int by_gap(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* What every two lines have between them is no gap. */
static void level_gaps(Arena *a, Document *d)
{
    double *gaps = make_n(a, double, d->n + 1);
    isize n = 0;
    for (isize i = 1; i < d->n; i++)
        if (!d->lines[i].begins_flow && d->lines[i].size == d->lines[i - 1].size)
            gaps[n++] = d->lines[i].gap;
    if (n < 4)
        return;
    qsort(gaps, (size_t)n, sizeof *gaps, by_gap);
    double usual = gaps[n / 5];
    for (isize i = 0; i < d->n; i++)
        d->lines[i].gap = fmax(0, d->lines[i].gap - usual);
}

/* Lists whose bullets are drawings show by their indent alone. */
static void find_indents(Document *d)
{
    double edge = 0;
    for (isize i = 0; i < d->n; i++) {
        Line *l = &d->lines[i];
        if (l->begins_flow && (i == 0 || l->page == d->lines[i - 1].page))
            edge = l->left;
        l->indented = l->left > edge + 5 && l->left < edge + 32;
        if (!l->indented)
            edge = l->left;
    }
}

static void find_body_size(Document *d)
{
    enum { SIZES = 400 }; /* quarters of a point */
    isize letters[SIZES] = {0}, most = 0;
    for (isize i = 0; i < d->n; i++) {
        double quarters = d->lines[i].size * 4;
        if (quarters < SIZES)
            letters[(int)quarters] += d->lines[i].text.len;
    }
    for (int s = 0; s < SIZES; s++)
        if (letters[s] > most) {
            most = letters[s];
            d->body_size = s / 4.0;
        }
}

static bool covers(const Link *l, const Word *w)
{
    double x = (w->box.left + w->box.right) / 2, y = (w->box.top + w->box.bottom) / 2;
    return x >= l->box.left && x <= l->box.right && y >= l->box.top &&
           y <= l->box.bottom;
}

static Str text_under(Arena *a, const Page *page, const Link *l)
{
    Buf b = buf_new(a);
    for (isize i = 0; i < page->n; i++)
        if (covers(l, &page->words[i]))
            buf_add(&b, page->words[i].text);
    return buf_str(&b);
}

static void find_links(Arena *a, const Pages *pages, Document *d)
{
    enum { LINKS_MOST = 200 };
    d->links = make_n(a, LinkText, LINKS_MOST);
    for (isize i = 0; i < pages->n; i++)
        for (isize k = 0; k < pages->v[i].n_links && d->n_links < LINKS_MOST; k++) {
            const Link *l = &pages->v[i].links[k];
            LinkText t = {text_under(a, &pages->v[i], l), l->address};
            if (t.text.len)
                d->links[d->n_links++] = t;
        }
}

void document_of_pages(Arena *a, const Pages *pages, Document *out)
{
    Pieces pieces = pieces_in_order(a, pages);
    isize room = pieces.n < LINES_MOST ? pieces.n : LINES_MOST;
    *out = (Document){.lines = make_n(a, Line, room),
                      .pages = (int)pages->n,
                      .total_pages = pages->total,
                      .styled = true};
    for (isize i = 0, n = 0; i < pieces.n && out->n < room; i += n) {
        const Piece *p = &pieces.v[i];
        isize bytes = p->text.len;
        for (n = 1; i + n < pieces.n && in_flow(p, p + n) && p[n].row == p->row &&
                    bytes < LINE_MOST;
             n++)
            bytes += p[n].text.len;
        Line *l = &out->lines[out->n++];
        *l = line_of(a, p, n);
        l->begins_flow = i == 0 || !in_flow(p - 1, p);
        l->gap = l->begins_flow ? 0 : gap_between(p - 1, p);
        mend_bullet(l);
    }
    out->cut = pages->cut || pieces.n > LINES_MOST;
    out->unmapped = pages->unmapped;
    number_lines(out);
    find_dates(a, out);
    level_gaps(a, out);
    find_room(pages, &pieces, out);
    find_indents(out);
    find_body_size(out);
    find_links(a, pages, out);
}

/* --- from paragraphs ------------------------------------------------------------- */

void document_of_lines(Arena *a, Document *d)
{
    if (d->n)
        d->lines[0].begins_flow = true;
    for (isize i = 0; i < d->n; i++) {
        Line *l = &d->lines[i];
        l->gap = l->begins_flow ? 0 : l->gap;
        mend_bullet(l);
    }
    number_lines(d);
    find_dates(a, d);
    level_gaps(a, d);
    find_body_size(d);
}

/* --- from plain text ------------------------------------------------------------- */

/* Leading blanks as a typewriter counts them. */
static Str indent_of(Str text, double *columns)
{
    *columns = 0;
    while (text.len && (text.s[0] == ' ' || text.s[0] == '\t')) {
        *columns += text.s[0] == '\t' ? TAB_COLUMNS : 1;
        text = str_skip(text, 1);
    }
    return text;
}

/* Three blanks and more within a line are a tab; fewer are one. */
static Str squeeze(Arena *a, Str text)
{
    Buf b = buf_new(a);
    for (isize i = 0; i < text.len;) {
        isize n = 0;
        bool tab = false;
        for (; i + n < text.len && (text.s[i + n] == ' ' || text.s[i + n] == '\t'); n++)
            tab |= text.s[i + n] == '\t';
        if (n)
            buf_add(&b, tab || n > 2 ? S("\t") : S(" "));
        else
            buf_add(&b, (Str){text.s + i, n = 1});
        i += n;
    }
    return str_trim(buf_str(&b));
}

static bool is_rule(Str text)
{
    for (isize i = 0; i < text.len; i++)
        if (!strchr("-=_*~#─", text.s[i]) && (unsigned char)text.s[i] < 0x80)
            return false;
    return text.len >= 3 && (unsigned char)text.s[0] < 0x80;
}

/* [shown](address) is what it shows, and a link. */
static Str take_links(Arena *a, Str text, Document *d, isize room)
{
    Buf b = buf_new(a);
    for (isize i = 0; i < text.len;) {
        Str rest = str_skip(text, i);
        isize n = rest.s[0] == '[' ? str_find(rest, ']') : -1;
        Str target = n > 0 && n + 1 < rest.len && rest.s[n + 1] == '('
                         ? str_skip(rest, n + 2)
                         : (Str){0};
        StrPair address = str_cut(target, ')');
        if (!address.found) {
            buf_add(&b, (Str){rest.s, 1});
            i++;
            continue;
        }
        Str shown = {rest.s + 1, n - 1};
        buf_add(&b, shown);
        if (d->n_links < room && shown.len)
            d->links[d->n_links++] = (LinkText){shown, address.head};
        i += n + 2 + address.head.len + 1;
    }
    return buf_str(&b);
}

/* Pairs of * and _ that stand for weight go; "snake_case" and "a * b" stay. */
static Str take_emphasis(Arena *a, Str text, Line *l)
{
    Buf b = buf_new(a);
    bool whole = str_starts(text, S("**")) || str_starts(text, S("__"));
    l->bold = whole;
    if (whole) {
        const char *mark = memmem(text.s + 2, (size_t)text.len - 2, text.s, 2);
        l->bold_len = mark ? mark - text.s - 2 : 0;
    }
    l->italic = !whole && text.len > 1 && (text.s[0] == '*' || text.s[0] == '_') &&
                text.s[1] != ' ';
    l->all_bold = whole && (str_ends(text, S("**")) || str_ends(text, S("__")));
    for (isize i = 0; i < text.len; i++) {
        char c = text.s[i], before = i ? text.s[i - 1] : ' ';
        char after = i + 1 < text.len ? text.s[i + 1] : ' ';
        bool inside = c == '_' && before != ' ' && after != ' ' && before != '_' &&
                      after != '_' && before != '*' && after != '*';
        bool alone = before == ' ' && after == ' ';
        if ((c != '*' && c != '_' && c != '`') || inside || alone)
            buf_add(&b, (Str){&text.s[i], 1});
    }
    return buf_str(&b);
}

static Str read_markdown(Arena *a, Str text, Line *l, Document *d)
{
    enum { LINKS_MOST = 200 };
    if (!d->links)
        d->links = make_n(a, LinkText, LINKS_MOST);
    isize marks = 0;
    while (marks < text.len && text.s[marks] == '#')
        marks++;
    if (marks && marks <= 6 && marks < text.len && text.s[marks] == ' ') {
        l->level = (int)marks;
        text = str_trim(str_skip(text, marks));
        while (text.len && text.s[text.len - 1] == '#')
            text = str_trim((Str){text.s, text.len - 1});
    }
    isize bullet = bullet_length(text);
    Str mark = {text.s, bullet};
    text = take_links(a, str_skip(text, bullet), d, LINKS_MOST);
    text = take_emphasis(a, text, l);
    if (!bullet)
        return text;
    l->bold = l->all_bold = false;
    Buf b = buf_new(a);
    buf_add(&b, mark);
    buf_add(&b, text);
    return buf_str(&b);
}

/* A row of marks below a line makes a heading of it, in Markdown and in letters. */
static void underline(Document *d, double gap)
{
    if (d->n && gap == 0 && d->lines[d->n - 1].text.len < 60)
        d->lines[d->n - 1].level =
            d->lines[d->n - 1].level ? d->lines[d->n - 1].level : 2;
}

/* The next line; of one that is longer than any that a person writes, its begin. */
static StrPair cut_line(Str text)
{
    StrPair cut = str_cut(text, '\n');
    if (cut.head.len <= LINE_MOST)
        return cut;
    isize n = LINE_MOST;
    while (n > LINE_MOST / 2 && text.s[n] != ' ')
        n--;
    while (n > 0 && ((unsigned char)text.s[n] & 0xC0) == 0x80)
        n--;
    return (StrPair){{text.s, n}, str_skip(text, n), true};
}

void document_of_text(Arena *a, Str text, bool markdown, Document *out)
{
    *out =
        (Document){.lines = make_n(a, Line, LINES_MOST), .pages = 1, .total_pages = 1};
    int number = 0;
    double gap = 0;
    while (text.len && out->n < LINES_MOST) {
        StrPair cut = cut_line(text);
        Line l = {.page = 1, .number = ++number, .begins_flow = out->n == 0};
        Str line = letters_clean(a, cut.head);
        line = indent_of(line, &l.left);
        line = squeeze(a, line);
        text = cut.tail;
        if (is_rule(line)) {
            underline(out, gap);
            gap += 0.5;
            continue;
        }
        if (line.len)
            line = markdown ? read_markdown(a, line, &l, out) : line;
        if (!line.len) {
            gap += 1;
            continue;
        }
        l.text = line;
        l.gap = out->n ? gap : 0;
        l.right = l.left + (double)line.len;
        gap = 0;
        out->lines[out->n++] = l;
    }
    out->cut = text.len > 0;
    find_dates(a, out);
}

/* --- for both -------------------------------------------------------------------- */

Str document_text(Arena *a, const Document *d)
{
    Buf b = buf_new(a);
    for (isize i = 0; i < d->n; i++) {
        if (i)
            buf_add(&b, d->lines[i].gap > 0.8 || d->lines[i].begins_flow ? S("\n\n")
                                                                         : S("\n"));
        buf_add(&b, d->lines[i].text);
    }
    return buf_str(&b);
}

/* Without blanks, for a shown address may be broken or spaced. */
static bool same_letters(Str a, Str b)
{
    isize i = 0, k = 0;
    for (;;) {
        while (i < a.len && (a.s[i] == ' ' || a.s[i] == '\t'))
            i++;
        while (k < b.len && (b.s[k] == ' ' || b.s[k] == '\t'))
            k++;
        if (i == a.len || k == b.len)
            return i == a.len && k == b.len;
        if (a.s[i++] != b.s[k++])
            return false;
    }
}

Str document_link(const Document *d, Str shown)
{
    for (isize i = 0; i < d->n_links; i++)
        if (same_letters(d->links[i].text, shown))
            return d->links[i].address;
    return (Str){0};
}
