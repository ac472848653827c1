#include "extract/entry.h"
#include "extract/letters.h"

#include <string.h>

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* address = [scheme "://"] host ["/" ...]; host = label ("." label)+, its end a known
 * kind of name or long enough to be one */
bool is_address(Str text)
{
    isize from = 0, dots = 0, label = 0, i;
    text = str_trim(text);
    for (isize k = 0; k < text.len; k++)
        if ((unsigned char)text.s[k] <= ' ' || text.s[k] == '@' || text.s[k] == ',')
            return false;
    bool scheme = str_starts(text, S("http://")) || str_starts(text, S("https://"));
    if (scheme)
        from = text.s[4] == 's' ? 8 : 7;
    for (i = from; i < text.len && !strchr("/?#:", text.s[i]); i++) {
        bool dot = text.s[i] == '.';
        if (!dot && !is_letter(text.s[i]) && !is_digit(text.s[i]) && text.s[i] != '-')
            return false;
        if (dot && label == 0)
            return false;
        dots += dot;
        label = dot ? 0 : label + 1;
    }
    if (dots == 0 || label < 2 || i == from || !is_letter(text.s[i - 1]))
        return false;
    /* "Node.js", "B.Sc", "e.g" are none */
    bool lower = true;
    for (isize k = from; k < i; k++)
        lower = lower && !(text.s[k] >= 'A' && text.s[k] <= 'Z');
    Str end = {text.s + i - label, label};
    static const char *const no[] = {"js", "sc", "eng", "py", "ts", "net"};
    bool odd = false;
    for (isize k = 0; k < countof(no) && i == text.len; k++)
        odd |= str_eq_nocase(end, str_of(no[k])) && dots == 1 && !str_eq(end, S("net"));
    return scheme || i < text.len || (lower && !odd);
}

Str linked_address(const Document *d, Str shown)
{
    Str link = document_link(d, shown);
    return link.s && is_address(link) ? link : shown;
}

/* The mark that parts two pieces, at the begin of `rest`; its length, or 0. */
static isize separator_at(Str rest)
{
    static const char *const marks[] = {"\t",  " · ", " | ", " • ", " — ",
                                        " – ", " - ", " ∙ ", " ⋅ ", " // ",
                                        " @ ", " | ", "| "};
    for (isize i = 0; i < countof(marks); i++)
        if (str_starts(rest, str_of(marks[i])))
            return (isize)strlen(marks[i]);
    return 0;
}

static void add_piece(const Document *d, Head *h, Str text, isize line, bool bold,
                      bool at_end)
{
    bool colon = str_ends(text, S(":")) && !at_end;
    text = trim_marks(text);
    text.len += colon; /* "USENIX ;login:" */
    if (text.len > 1 && text.s[0] == '(' && text.s[text.len - 1] == ')')
        text = str_skip((Str){text.s, text.len - 1}, 1);
    if (!text.len || str_eq(text, S("()")) || str_eq(text, S(")")))
        return;
    bool title = bold && !h->n && !document_link(d, text).s; /* "slowquery.zine" */
    if (!h->url.s && !title && is_address(text)) {
        h->url = linked_address(d, text);
        h->url_line = line;
        return;
    }
    if (h->n < PIECES_OF_HEAD)
        h->v[h->n++] = (HeadPiece){text, line, bold};
}

static void split(const Document *d, Head *h, Str text, isize line, const Line *l)
{
    isize from = 0;
    for (isize i = 0; i < text.len;) {
        isize mark = separator_at(str_skip(text, i));
        bool bold_ends = text.s + i - l->text.s == l->bold_len && i > from;
        if (!mark && bold_ends && (text.s[i] == ' ' || text.s[i] == ','))
            mark = 1;
        if (!mark) {
            i++;
            continue;
        }
        bool bold = (text.s + from) - l->text.s < l->bold_len;
        add_piece(d, h, (Str){text.s + from, i - from}, line, bold, false);
        from = i += mark;
    }
    bool bold = (text.s + from) - l->text.s < l->bold_len;
    add_piece(d, h, str_skip(text, from), line, bold,
              text.s + text.len == l->text.s + l->text.len);
}

static void find_when(Arena *a, const Document *d, const Entry *e, Head *h)
{
    for (isize i = e->from; i < e->body; i++) {
        When w;
        if (!line_dates_head(a, &d->lines[i], &w))
            continue;
        bool better = !h->dated || (w.is_range && !h->when.is_range) ||
                      (h->when.year_only && !w.year_only && !h->when.is_range);
        if (!better)
            continue;
        h->dated = true;
        h->when = w;
        h->when_line = i;
    }
}

void entry_head(Arena *a, const Document *d, const Entry *e, Head *out)
{
    *out = (Head){.when_line = -1};
    find_when(a, d, e, out);
    for (isize i = e->from; i < e->body; i++) {
        const Line *l = &d->lines[i];
        if (i != out->when_line) {
            split(d, out, str_skip(l->text, bullet_length(l->text)), i, l);
            continue;
        }
        Str before = {l->text.s, out->when.at};
        Str after = str_skip(l->text, out->when.at + out->when.len);
        while (before.len && strchr("([", before.s[before.len - 1]))
            before.len--;
        while (after.len && strchr(")]", after.s[0]))
            after = str_skip(after, 1);
        split(d, out, before, i, l);
        split(d, out, after, i, l);
    }
}
