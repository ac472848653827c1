#include "extract/entry.h"
#include "extract/letters.h"

#include <string.h>

enum {
    HEAD_MOST = 4, /* lines */
    PROSE = 70,    /* characters: longer lines without a date are sentences */
};

typedef struct Cutter {
    Arena *arena;
    const Document *d;
    const Section *s;
    bool *dated;      /* by line from s->from on: a date that belongs to a head */
    bool *body;       /* a bullet, or in one, or prose */
    bool styled;      /* titles look other than the rest */
    bool compact;     /* entries of a line or two */
    isize first_date; /* lines from an entry's begin to its date */
} Cutter;

bool line_dates_head(Arena *a, const Line *l, When *out)
{
    When w;
    if (bullet_length(l->text) || !when_find(a, l->text, &w))
        return false;
    *out = w;
    Str after = trim_marks(str_skip(l->text, w.at + w.len));
    Str before = trim_marks((Str){l->text.s, w.at});
    bool bracket = after.len == 1 && (after.s[0] == ')' || after.s[0] == ']');
    bool ends = !after.len || bracket;
    bool tab = w.at > 0 && l->text.s[w.at - 1] == '\t';
    if (w.year_only)
        return ends && l->text.len < 90 &&
               (!before.len || bracket || tab || str_ends(before, S("(")) ||
                (before.s + before.len < l->text.s + w.at - 1)) &&
               !str_ends(before, S(" in")) && !str_ends(before, S(" of"));
    return ends || !before.len || tab || (w.is_range && l->text.len < 140);
}

static bool has_parts(const Line *l)
{
    return str_has(l->text, '\t') || str_contains(l->text, S(" · ")) ||
           str_contains(l->text, S(" | "));
}

static bool is_prose(const Document *d, isize i)
{
    const Line *l = &d->lines[i];
    if (l->bold || l->level || has_parts(l))
        return false;
    bool stop = str_ends(l->text, S(".")) && words_in(l->text) >= 4;
    return characters_in(l->text) > PROSE || stop || line_goes_on(d, i);
}

static bool same_title(const Line *a, const Line *b)
{
    return a->bold == b->bold && a->italic == b->italic && a->level == b->level &&
           a->size > b->size - 0.4 && a->size < b->size + 0.4 && a->colour == b->colour;
}

static bool is_title(const Cutter *c, isize i)
{
    return c->styled && same_title(&c->d->lines[i], &c->d->lines[c->s->from]);
}

/* "Courses: ..." with its label in bold: a part of the entry's body. */
static bool is_labelled(const Line *l)
{
    StrPair cut = str_cut(l->text, ':');
    bool bold_label = l->bold_len >= cut.head.len && l->bold_len <= cut.head.len + 1;
    return cut.found && cut.tail.len && !l->all_bold && words_in(cut.head) <= 4 &&
           bold_label;
}

static void classify(Cutter *c)
{
    const Section *s = c->s;
    c->dated = make_n(c->arena, bool, s->to - s->from + 1);
    c->body = make_n(c->arena, bool, s->to - s->from + 1);
    for (isize i = s->from; i < s->to; i++) {
        const Line *l = &c->d->lines[i];
        When when;
        bool marked =
            bullet_length(l->text) > 0 || (i > s->from && line_in_bullet(c->d, i));
        bool bullet = marked || (line_is_item(c->d, i) && i > s->from &&
                                 !line_dates_head(c->arena, l, &when));
        c->dated[i - s->from] = !bullet && line_dates_head(c->arena, l, &when);
        c->body[i - s->from] = bullet ||
                               (!c->dated[i - s->from] && is_prose(c->d, i)) ||
                               (i > s->from && is_labelled(l));
    }
    isize plain = 0, loud = 0;
    for (isize i = s->from + 1; i < s->to; i++)
        if (same_title(&c->d->lines[i], &c->d->lines[s->from]))
            loud++;
        else
            plain++;
    const Line *first = &c->d->lines[s->from];
    c->styled = (first->bold || first->level || first->size > c->d->body_size + 0.4 ||
                 first->italic) &&
                (plain > 0 || c->compact);
    c->first_date = 0;
    for (isize i = s->from; i < s->to && i < s->from + HEAD_MOST; i++) {
        if (c->dated[i - s->from]) {
            c->first_date = i - s->from;
            break;
        }
        if (c->body[i - s->from])
            break;
    }
}

/* Where the entry begins whose date is on line i: some lines above, if they are free.
 */
static isize back_from(const Cutter *c, isize i, isize after)
{
    isize start = i;
    const Section *s = c->s;
    while (start - 1 > after && i - start < c->first_date &&
           !c->body[start - 1 - s->from] && !c->dated[start - 1 - s->from])
        start--;
    return start;
}

/* As far below this line as in the first entry, with nothing else between. */
static bool date_follows(const Cutter *c, isize i)
{
    const Section *s = c->s;
    for (isize k = i; k < i + c->first_date; k++)
        if (k >= s->to || c->dated[k - s->from] || c->body[k - s->from])
            return false;
    isize at = i + c->first_date;
    return c->first_date > 0 && at < s->to && c->dated[at - s->from];
}

static bool begins(const Cutter *c, isize i, isize last, bool had_date, isize *start)
{
    const Section *s = c->s;
    const Line *l = &c->d->lines[i];
    bool after_body = c->body[i - 1 - s->from];
    bool dated = c->dated[i - s->from], body = c->body[i - s->from];
    bool gap = l->gap >= (c->d->styled ? 0.3 : 1) || l->begins_flow;
    *start = i;
    if (body)
        return false;
    if (had_date && !dated && date_follows(c, i) && (!c->styled || is_title(c, i)))
        return true;
    if (c->styled && l->level && l->level == c->d->lines[s->from].level)
        return true;
    if (is_title(c, i) &&
        (after_body || (had_date && (dated || (gap && l->gap > 0.6))) ||
         (c->compact && gap)))
        return true;
    if (dated && had_date &&
        (after_body || !c->styled || is_title(c, i) || c->compact)) {
        *start = back_from(c, i, last);
        return true;
    }
    if (dated && had_date && !after_body)
        return i - last > 1;
    /* Nothing is dated: blank lines part entries. */
    return !c->styled && !dated && gap && l->gap >= 0.9 && (after_body || c->compact) &&
           !c->dated[i - s->from] && c->first_date == 0 && !had_date;
}

/* Names and dates, until bullets or sentences begin. */
static isize end_of_head(const Cutter *c, isize from, isize to)
{
    isize i = from + 1, pieces = 1;
    bool dated = c->dated[from - c->s->from];
    for (; i < to && i - from < HEAD_MOST; i++) {
        const Line *l = &c->d->lines[i];
        if (c->body[i - c->s->from])
            break;
        bool parts = has_parts(l);
        bool date = c->dated[i - c->s->from];
        bool loud = l->bold || l->italic;
        bool near = l->gap < (c->d->styled ? 0.28 : 0.5) || l->begins_flow;
        bool wanted = pieces < 2 && near && characters_in(l->text) <= PROSE;
        if (!(date && !dated) && !parts && !loud && !wanted && !is_address(l->text))
            break;
        if (loud && !near && dated && pieces >= 2)
            break;
        dated |= date;
        pieces += !is_address(l->text);
    }
    return i;
}

Entries entries_find(Arena *a, const Document *d, const Section *s)
{
    Cutter c = {.arena = a,
                .d = d,
                .s = s,
                .compact = s->kind == KIND_AWARDS || s->kind == KIND_CERTIFICATES ||
                           s->kind == KIND_PUBLICATIONS || s->kind == KIND_REFERENCES};
    Entries out = {.v = make_n(a, Entry, s->to - s->from + 1)};
    if (s->from >= s->to)
        return out;
    classify(&c);
    out.v[out.n++] = (Entry){.from = s->from};
    bool had_date = c.dated[0];
    for (isize i = s->from + 1; i < s->to; i++) {
        isize start, last = out.v[out.n - 1].from;
        if (begins(&c, i, last, had_date, &start) && start > last) {
            out.v[out.n - 1].to = start;
            out.v[out.n++] = (Entry){.from = start};
            had_date = false;
        }
        had_date |= c.dated[i - s->from];
    }
    out.v[out.n - 1].to = s->to;
    for (isize i = 0; i < out.n; i++)
        out.v[i].body = end_of_head(&c, out.v[i].from, out.v[i].to);
    return out;
}
