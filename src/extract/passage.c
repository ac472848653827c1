#include "extract/entry.h"
#include "extract/letters.h"

#include <string.h>

enum { LONG_LINE = 55 /* characters of plain text that may have been broken */ };

static bool has_bullet(const Document *d, isize i)
{
    return bullet_length(d->lines[i].text) > 0;
}

/* The right edge that text of this line's column reaches. */
static double right_edge(const Document *d, isize i)
{
    double edge = 0;
    isize from = i, to = i;
    while (from > 0 && !d->lines[from].begins_flow && i - from < 40)
        from--;
    while (to + 1 < d->n && !d->lines[to + 1].begins_flow && to - i < 40)
        to++;
    for (isize k = from; k <= to; k++)
        edge = d->lines[k].right > edge ? d->lines[k].right : edge;
    /* A column of short lines says little about its width. */
    const Line *l = &d->lines[i];
    bool narrow = edge - l->left < (l->room - l->left) * 0.75;
    return narrow ? l->room : edge;
}

/* A sentence that has not come to its end. */
static bool ends_open(Str text)
{
    return text.len && !strchr(".!?:;", text.s[text.len - 1]);
}

/* There was no room for this line's first word on the line above. */
static double first_word(const Line *l)
{
    isize word = 0;
    while (word < l->text.len && l->text.s[word] != ' ')
        word++;
    return (double)characters_in((Str){l->text.s, word}) + 1;
}

static bool no_room(const Document *d, isize above, isize below)
{
    const Line *l = &d->lines[above];
    return l->right + first_word(&d->lines[below]) * l->size * 0.5 >
           right_edge(d, above);
}

static bool was_full(const Document *d, isize above, isize below)
{
    const Line *l = &d->lines[above], *next = &d->lines[below];
    if (!d->styled)
        return l->text.len >= LONG_LINE;
    double edge = right_edge(d, above), need = first_word(next) * l->size * 0.6;
    return l->right + need > edge - 2 * l->size ||
           (ends_open(l->text) && l->right - l->left > (edge - l->left) * 0.7);
}

static bool begins_lower(Str text)
{
    isize at = 0;
    if (!text.len)
        return false;
    uint32_t c = letter_next(text, &at);
    return letter_is_letter(c) && !letter_is_upper(c);
}

bool line_goes_on(const Document *d, isize i)
{
    if (i == 0 || has_bullet(d, i))
        return false;
    const Line *l = &d->lines[i], *above = &d->lines[i - 1];
    if (l->level || above->level || above->ends_in_date || l->is_date ||
        (l->bold && !above->bold) || (above->all_bold && !l->bold) ||
        (l->all_bold != above->all_bold && l->bold_len * 3 > l->text.len * 2))
        return false;
    if (str_has(above->text, '\t') && !begins_lower(l->text))
        return false;
    if (l->begins_flow)
        return begins_lower(l->text) && was_full(d, i - 1, i);
    return l->gap < (d->styled ? 0.28 : 0.5) && was_full(d, i - 1, i);
}

/* Its text is indented, as far as the bullet's own, or it goes on a sentence. */
static bool in_marked(const Document *d, isize i)
{
    isize b = i;
    if (has_bullet(d, i))
        return false;
    while (b > 0 && i - b < 12 && !has_bullet(d, b) && !d->lines[b].level)
        b--;
    if (!has_bullet(d, b) || d->lines[b].level)
        return false;
    for (isize k = b + 1; k <= i; k++) {
        const Line *l = &d->lines[k];
        bool other_flow = l->begins_flow && l->page == d->lines[k - 1].page;
        bool indented = l->left > d->lines[b].left + (d->styled ? 3 : 0);
        double most = d->styled ? 0.6 : 0.5;
        if (other_flow || l->level || (l->gap > most && !l->begins_flow))
            return false;
        if (l->begins_flow ? !begins_lower(l->text) && !indented
                           : !indented && !(line_goes_on(d, k) && !l->bold &&
                                            (!d->styled || begins_lower(l->text))))
            return false;
        if (l->bold && !d->lines[b].bold && l->bold_len > 2)
            return false;
    }
    return true;
}

static bool in_unmarked(const Document *d, isize i)
{
    const Line *l = &d->lines[i];
    return i > 0 && l->indented && d->lines[i - 1].indented && line_goes_on(d, i) &&
           (begins_lower(l->text) || no_room(d, i - 1, i)) &&
           l->left < d->lines[i - 1].left + 2 && l->left > d->lines[i - 1].left - 2;
}

bool line_is_item(const Document *d, isize i)
{
    const Line *l = &d->lines[i];
    return has_bullet(d, i) ||
           (l->indented && !l->bold && !in_marked(d, i) && !in_unmarked(d, i));
}

bool line_in_bullet(const Document *d, isize i)
{
    return in_marked(d, i) || (!has_bullet(d, i) && in_unmarked(d, i));
}

static bool ideographs_meet(const Buf *b, Str line)
{
    isize at = 0, before = b->len - 1;
    while (before > 0 && ((unsigned char)b->s[before] & 0xC0) == 0x80)
        before--;
    if (before < 0 || !line.len || !letter_is_ideograph(letter_next(line, &at)))
        return false;
    return letter_is_ideograph(letter_next(buf_str(b), &before));
}

/* "well-" and "known" are "well-known": the dash stays, but between parts of a word it
 * was never written. */
static void add_line(Buf *b, Str line, bool first)
{
    bool dash = b->len > 1 && b->s[b->len - 1] == '-' && b->s[b->len - 2] != ' ' &&
                begins_lower(line);
    if (!first && !dash && !ideographs_meet(b, line) && b->len &&
        b->s[b->len - 1] != '/')
        buf_add(b, S(" "));
    buf_add(b, line);
}

static Str without_tabs(Arena *a, Str text)
{
    if (!str_has(text, '\t'))
        return text;
    Buf b = buf_new(a);
    for (isize i = 0; i < text.len; i++)
        buf_add(&b, text.s[i] == '\t' ? S(" ") : (Str){text.s + i, 1});
    return buf_str(&b);
}

Passages passages_find(Arena *a, const Document *d, isize from, isize to)
{
    Passages p = {.v = make_n(a, Passage, to - from + 1)};
    Buf b = {0};
    for (isize i = from; i < to; i++) {
        const Line *l = &d->lines[i];
        isize mark = bullet_length(l->text);
        bool item = line_is_item(d, i);
        bool more = i > from && !item &&
                    (p.v[p.n - 1].bullet ? line_in_bullet(d, i) : line_goes_on(d, i));
        if (more) {
            add_line(&b, without_tabs(a, l->text), false);
            p.v[p.n - 1].lines++;
        } else {
            b = buf_new(a);
            add_line(&b, without_tabs(a, str_skip(l->text, mark)), true);
            p.v[p.n++] = (Passage){.line = i,
                                   .lines = 1,
                                   .bullet = item,
                                   .bold = l->bold,
                                   .colour = l->colour,
                                   .gap = l->gap};
        }
        p.v[p.n - 1].text = str_trim(buf_str(&b));
    }
    return p;
}

static bool is_separator(Str rest, isize *n)
{
    static const char *const marks[] = {"·",  "•", "|", ";", ",",
                                        "\t", "⋅", "∙", "◦", "●"};
    for (isize i = 0; i < countof(marks); i++) {
        *n = (isize)strlen(marks[i]);
        if (str_starts(rest, str_of(marks[i])))
            return true;
    }
    return false;
}

Strs list_items(Arena *a, Str text)
{
    Str *v = make_n(a, Str, text.len / 2 + 2);
    isize n = 0, depth = 0, from = 0, mark = 0;
    for (isize i = 0; i <= text.len; i += mark ? mark : 1) {
        Str rest = str_skip(text, i);
        mark = 0;
        if (rest.len && rest.s[0] == '(')
            depth++;
        else if (rest.len && rest.s[0] == ')' && depth)
            depth--;
        bool ends = !rest.len || (depth == 0 && is_separator(rest, &mark));
        /* "1,000" is no list */
        if (ends && mark == 1 && rest.s[0] == ',' && i && rest.len > 1 &&
            is_digit(text.s[i - 1]) && is_digit(rest.s[1]))
            ends = false;
        if (!ends) {
            mark = 0;
            continue;
        }
        Str item = trim_marks((Str){text.s + from, i - from});
        if (item.len)
            v[n++] = item;
        from = i + mark;
    }
    return (Strs){v, n};
}
