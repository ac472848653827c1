#include "extract/errors.h"
#include "extract/flow.h"
#include "extract/heading.h"
#include "extract/letters.h"

#include "base/buf.h"

#include <math.h>
#include <string.h>

enum {
    SIZE_MOST = 100000, /* hundredths of a point */
    ROWS_MOST = 16,     /* tables in tables */
    SHORT_LINES = 2,    /* of a cell that stands beside another one's first lines */
    SHORT_LINE = 60,    /* bytes */
    FLOW_LINKS_MOST = 200,
};

/* A row's cells: where each begins, among the lines. */
typedef struct Row {
    isize from, cells;
    isize cell[8];
} Row;

typedef struct Reader {
    Arena *arena;
    Document *d;
    Line *line; /* the one that is being read, or NULL */
    Buf text;
    isize blanks; /* that the text has behind it, and may have to show */
    bool tab, styled;
    Row rows[ROWS_MOST];
    int depth;
    Str address; /* of the link that has begun */
    isize link_from;
} Reader;

static bool take_int(Str *text, int64_t most, int64_t *out)
{
    StrPair cut = str_cut(*text, ' ');
    *text = cut.tail;
    return str_to_int(cut.head, out) && *out <= most;
}

/* --- lines ------------------------------------------------------------------------ */

static void end_line(Reader *r)
{
    Line *l = r->line;
    r->line = NULL;
    if (!l)
        return;
    l->text = buf_str(&r->text);
    l->all_bold = l->bold && l->bold_len == l->text.len;
    if (!l->text.len)
        r->d->n--;
}

static void begin_line(Reader *r, double gap, int level)
{
    end_line(r);
    if (r->d->n == LINES_MOST) {
        r->d->cut = true;
        return;
    }
    r->line = &r->d->lines[r->d->n++];
    *r->line = (Line){.page = 1, .gap = gap, .level = level, .room = HUGE_VAL};
    r->text = buf_new(r->arena);
    r->blanks = 0;
    r->tab = r->styled = false;
    r->link_from = 0;
}

/* Three blanks and more within a line are a tab; fewer are one. */
static void add_letter(Reader *r, char c)
{
    if (c == ' ' || c == '\t') {
        r->blanks++;
        r->tab |= c == '\t';
        return;
    }
    if (r->blanks && r->text.len)
        buf_add(&r->text, r->tab || r->blanks > 2 ? S("\t") : S(" "));
    r->blanks = 0;
    r->tab = false;
    buf_add(&r->text, (Str){&c, 1});
}

/* The first words that are no bullet say how the line looks. */
static void take_style(Reader *r, Str style, double size, uint32_t colour, bool bullet)
{
    Line *l = r->line;
    bool bold = str_has(style, 'b');
    l->size = fmax(l->size, size);
    if (!r->styled && !bullet) {
        l->bold = bold;
        l->italic = str_has(style, 'i');
        l->colour = colour;
        r->styled = true;
    }
}

/* A line of more than any person writes in one goes on in a new one. */
static bool has_room(Reader *r, char next)
{
    isize n = r->text.len;
    bool full = (n > LINE_MOST - 200 && next == ' ') ||
                (n >= LINE_MOST && ((unsigned char)next & 0xC0) != 0x80);
    if (full)
        begin_line(r, 0, r->line->level);
    return r->line != NULL;
}

static bool read_run(Reader *r, Str rest)
{
    int64_t size;
    if (!take_int(&rest, SIZE_MOST, &size))
        return false;
    StrPair style = str_cut(rest, ' '), colour = str_cut(style.tail, ' ');
    Str text = letters_clean(r->arena, colour.tail);
    if (!r->line)
        return r->d->cut; /* a line must have begun, or be one too many */
    isize before = r->text.len;
    const Line *first = r->line;
    for (isize i = 0; i < text.len; i++) {
        if (!has_room(r, text.s[i]))
            return true;
        add_letter(r, text.s[i]);
    }
    before = first == r->line ? before : 0;
    if (r->text.len == before)
        return true; /* blanks look like nothing */
    bool bullet = !before && bullet_length(text) == text.len;
    bool went_on = bullet || !r->styled || r->line->bold_len == before;
    take_style(r, style.head, (double)size / 100, colour_of(colour.head), bullet);
    if (r->line->bold && went_on && str_has(style.head, 'b'))
        r->line->bold_len = r->text.len;
    return true;
}

/* --- rows of tables --------------------------------------------------------------- */

static bool is_short(Reader *r, isize from, isize to)
{
    for (isize i = from; i < to; i++) {
        const Line *l = &r->d->lines[i];
        if (l->text.len > SHORT_LINE)
            return false;
    }
    return to - from <= SHORT_LINES;
}

/* A heading that stands beside all of its section. */
static bool is_heading(Reader *r, const Line *l, const Line *beside)
{
    bool louder = l->size > beside->size + 0.4 || l->level ||
                  l->all_bold != beside->bold || l->colour != beside->colour ||
                  is_all_upper(l->text);
    return louder && section_named(r->arena, l->text) != KIND_NONE;
}

static void join(Reader *r, Line *l, const Line *beside)
{
    Buf b = buf_new(r->arena);
    buf_add(&b, l->text);
    buf_add(&b, S("\t"));
    buf_add(&b, beside->text);
    if (l->all_bold)
        l->bold_len =
            beside->bold_len ? l->text.len + 1 + beside->bold_len : l->text.len;
    l->all_bold = l->all_bold && beside->all_bold;
    l->text = buf_str(&b);
    l->size = fmax(l->size, beside->size);
}

/* As they stand beside each other: the first lines, then the second ones, ... */
static void side_by_side(Reader *r, const Row *row, const isize *end)
{
    Line *all = r->d->lines;
    isize n = r->d->n - row->from, out = row->from;
    Line *copy = make_n(r->arena, Line, n);
    memcpy(copy, all + row->from, (size_t)n * sizeof *copy);
    for (isize k = 0, more = 1; more; k++) {
        more = 0;
        for (isize c = 0; c < row->cells; c++) {
            if (row->cell[c] + k >= end[c])
                continue;
            const Line *l = &copy[row->cell[c] + k - row->from];
            if (more++ && all[out - 1].text.len + l->text.len < LINE_MOST)
                join(r, &all[out - 1], l);
            else
                all[out++] = *l;
        }
    }
    r->d->n = out;
}

static void end_row(Reader *r, Row *row)
{
    isize end[countof(row->cell)], kept = 0, long_ones = 0;
    for (isize c = 0; c < row->cells; c++) {
        isize to = c + 1 < row->cells ? row->cell[c + 1] : r->d->n;
        if (to == row->cell[c])
            continue; /* an empty one */
        row->cell[kept] = row->cell[c];
        end[kept++] = to;
        long_ones += !is_short(r, row->cell[kept - 1], to);
    }
    row->cells = kept;
    const Line *all = r->d->lines;
    if (kept > 1 && long_ones <= 1 &&
        !is_heading(r, &all[row->cell[0]], &all[row->cell[1]]))
        side_by_side(r, row, end);
    else
        for (isize c = 1; c < kept; c++)
            r->d->lines[row->cell[c]].begins_flow = true;
}

static bool read_mark(Reader *r, char mark)
{
    end_line(r);
    Row *row = r->depth ? &r->rows[r->depth - 1] : NULL;
    if (mark == '{') {
        if (r->depth == ROWS_MOST)
            return false;
        r->rows[r->depth++] = (Row){.from = r->d->n};
    } else if (!row) {
        return false;
    } else if (mark == '|') {
        if (row->cells < countof(row->cell))
            row->cell[row->cells++] = r->d->n;
    } else {
        end_row(r, row);
        r->depth--;
    }
    return true;
}

/* --- all of it -------------------------------------------------------------------- */

static void end_link(Reader *r)
{
    isize from = r->line && r->link_from <= r->text.len ? r->link_from : 0;
    Str shown = r->line ? str_trim(str_skip(buf_str(&r->text), from)) : (Str){0};
    if (shown.len && r->address.len && r->d->n_links < FLOW_LINKS_MOST)
        r->d->links[r->d->n_links++] =
            (LinkText){str_copy(r->arena, shown), r->address};
    r->address = (Str){0};
}

static bool read_line(Reader *r, Str line)
{
    Str rest = line.len > 2 ? str_skip(line, 2) : S("");
    int64_t gap, level;
    switch (line.len > 1 && line.s[1] != ' ' ? 0 : line.len ? line.s[0] : 0) {
    case 'P':
        if (!take_int(&rest, SIZE_MOST, &gap) || !take_int(&rest, 6, &level))
            return false;
        begin_line(r, (double)gap / 100, (int)level);
        return true;
    case 'R': return read_run(r, rest);
    case 'A':
        r->address = letters_clean(r->arena, rest);
        r->link_from = r->line ? r->text.len : 0;
        return true;
    case 'Z': end_link(r); return true;
    case 'C': r->d->cut = true; return true;
    case '{':
    case '|':
    case '}': return read_mark(r, line.s[0]);
    default: return false;
    }
}

static bool refuse(Str why, Error *error)
{
    if (str_eq(why, S("encrypted")))
        *error = (Error){.kind = &extract_encrypted,
                         .hint = S("Save it without a password, then send that.")};
    else if (str_eq(why, S("large")))
        *error =
            (Error){.kind = &extract_too_much,
                    .details = S("What is packed in it is larger than any resume."),
                    .hint = S("Export it as PDF and send that.")};
    else
        *error = (Error){.kind = &extract_damaged,
                         .details = S("It begins as a text document, but what follows "
                                      "is none."),
                         .hint = S("Save it in your editor again.")};
    return false;
}

bool flow_read(Arena *a, Str text, Document *out, Error *error)
{
    *out = (Document){.lines = make_n(a, Line, LINES_MOST),
                      .links = make_n(a, LinkText, FLOW_LINKS_MOST),
                      .pages = 1,
                      .total_pages = 1,
                      .styled = true};
    Reader r = {.arena = a, .d = out};
    while (text.len && !str_eq(text, S("E\n"))) {
        StrPair line = str_cut(text, '\n');
        if (str_starts(line.head, S("X ")))
            return refuse(str_skip(line.head, 2), error);
        if (!line.found || !read_line(&r, line.head))
            return refuse(S("damaged"), error);
        text = line.tail;
    }
    end_line(&r);
    while (r.depth)
        end_row(&r, &r.rows[--r.depth]);
    document_of_lines(a, out);
    return true;
}
