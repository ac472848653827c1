#include "extract/errors.h"
#include "extract/letters.h"
#include "extract/pdf.h"

#include "base/buf.h"

#include <math.h>
#include <string.h>

enum { LINKS_MOST = 2000, MOST_HUNDREDTHS = 10000000 };

typedef struct Reader {
    Arena *arena;
    Pages *pages;
    isize words, links, bytes; /* read so far, of all pages */
    isize room_words, room_links;
    Error *error;
} Reader;

/* The number that *text begins with, and past the blank behind it. */
static bool take_number(Str *text, double *out)
{
    StrPair cut = str_cut(*text, ' ');
    bool minus = cut.head.len && cut.head.s[0] == '-';
    int64_t n = 0;
    if (!str_to_int(minus ? str_skip(cut.head, 1) : cut.head, &n) ||
        n > MOST_HUNDREDTHS)
        return false;
    *out = (double)(minus ? -n : n) / 100;
    *text = cut.tail;
    return true;
}

static bool take_box(Str *text, Box *box)
{
    return take_number(text, &box->left) && take_number(text, &box->top) &&
           take_number(text, &box->right) && take_number(text, &box->bottom) &&
           box->left <= box->right && box->top <= box->bottom;
}

static Page *page_now(Reader *r)
{
    return r->pages->n ? &r->pages->v[r->pages->n - 1] : NULL;
}

static bool read_page(Reader *r, Str rest)
{
    double width, height;
    if (r->pages->n == PAGES_MOST || !take_number(&rest, &width) ||
        !take_number(&rest, &height))
        return false;
    Page *last = page_now(r);
    r->pages->v[r->pages->n++] =
        (Page){.width = width,
               .height = height,
               .words = last ? last->words + last->n : r->pages->v[0].words,
               .links = last ? last->links + last->n_links : r->pages->v[0].links};
    return true;
}

static bool runs_left(Str text)
{
    isize at = 0;
    return text.len && letter_is_right_to_left(letter_next(text, &at));
}

/* Letters of such scripts come one by one, as they stand: the last one first. */
static void add_before(Arena *a, Word *w, const Word *next)
{
    Buf b = buf_new(a);
    buf_add(&b, next->text);
    buf_add(&b, w->text);
    w->text = buf_str(&b);
    w->box.right = fmax(w->box.right, next->box.right);
    w->box.top = fmin(w->box.top, next->box.top);
    w->box.bottom = fmax(w->box.bottom, next->box.bottom);
}

static bool read_word(Reader *r, Str rest)
{
    Word w = {0};
    Page *page = page_now(r);
    if (!page || !take_box(&rest, &w.box) || !take_number(&rest, &w.size) || w.size < 0)
        return false;
    if (r->words == r->room_words || r->bytes > TEXT_MOST)
        return r->pages->cut = true; /* nobody reads so long a resume */
    StrPair style = str_cut(rest, ' '), colour = str_cut(style.tail, ' ');
    w.bold = str_has(style.head, 'b');
    w.italic = str_has(style.head, 'i');
    w.glued = str_has(style.head, 'g');
    w.colour = colour_of(colour.head);
    w.text = letters_clean(r->arena, colour.tail);
    if (w.glued && page->n && runs_left(w.text) &&
        runs_left(page->words[page->n - 1].text)) {
        add_before(r->arena, &page->words[page->n - 1], &w);
        return true;
    }
    if (w.size <= 0)
        w.size = w.box.bottom - w.box.top;
    r->bytes += w.text.len;
    if (w.text.len) {
        page->words[page->n++] = w;
        r->words++;
    }
    return true;
}

static bool read_link(Reader *r, Str rest)
{
    Link l = {0};
    Page *page = page_now(r);
    if (!page || !take_box(&rest, &l.box))
        return false;
    if (r->links == r->room_links)
        return true;
    l.address = letters_clean(r->arena, rest);
    page->links[page->n_links++] = l;
    r->links++;
    return true;
}

static bool read_line(Reader *r, Str line)
{
    Str rest = line.len > 2 ? str_skip(line, 2) : S("");
    int64_t total = 0;
    switch (line.len > 1 && line.s[1] == ' ' ? line.s[0] : 0) {
    case 'T':
        if (!str_to_int(rest, &total) || total > INT32_MAX)
            return false;
        r->pages->total = (int)total;
        return true;
    case 'P': return read_page(r, rest);
    case 'W': return read_word(r, rest);
    case 'L': return read_link(r, rest);
    case 'M': return r->pages->unmapped = true;
    default: return false;
    }
}

static bool damaged(Error *error)
{
    *error = (Error){.kind = &extract_damaged,
                     .details = S("It begins as a PDF, but what follows is none."),
                     .hint = S("Export it from your editor again.")};
    return false;
}

static bool encrypted(Error *error)
{
    *error = (Error){.kind = &extract_encrypted,
                     .hint = S("Save it without a password, then send that.")};
    return false;
}

static isize lines_that_begin(Str text, char kind)
{
    isize n = 0;
    bool begins = true;
    for (isize i = 0; i < text.len; i++) {
        n += begins && text.s[i] == kind;
        begins = text.s[i] == '\n';
    }
    return n;
}

/* --- fonts that lie about their size
 * -------------------------------------------------- */

/* Words of one size and style, which are likely of one font. */
typedef struct Face {
    double size, width; /* width: of all its letters, in points */
    isize letters;
    bool bold, italic;
} Face;

enum { FACES_MOST = 64 };

static Face *face_of(Face *faces, isize *n, const Word *w)
{
    for (isize i = 0; i < *n; i++)
        if (fabs(faces[i].size - w->size) < 0.05 && faces[i].bold == w->bold &&
            faces[i].italic == w->italic)
            return &faces[i];
    if (*n == FACES_MOST)
        return NULL;
    faces[*n] = (Face){.size = w->size, .bold = w->bold, .italic = w->italic};
    return &faces[(*n)++];
}

/* Latin letters are half as wide as their size; where they are a quarter, the font (one
 * of drawings, "Type 3") has a measure of its own. The base line stays in its place. */
static void mend_word(Word *w, double scale)
{
    double height = w->box.bottom - w->box.top;
    double base = w->box.top + height * 0.73;
    w->size *= scale;
    w->box.top = base - height * 0.73 * scale;
    w->box.bottom = base + height * 0.27 * scale;
}

static void mend_sizes(Arena *a, Pages *pages)
{
    Face *faces = make_n(a, Face, FACES_MOST);
    isize n = 0;
    for (int pass = 0; pass < 2; pass++)
        for (isize i = 0; i < pages->n; i++)
            for (isize k = 0; k < pages->v[i].n; k++) {
                Word *w = &pages->v[i].words[k];
                Face *f = face_of(faces, &n, w);
                if (f && pass == 0) {
                    f->letters += characters_in(w->text);
                    f->width += w->box.right - w->box.left;
                } else if (f && f->letters) {
                    double share = f->width / ((double)f->letters * w->size);
                    if (share < 0.34 && share > 0.02)
                        mend_word(w, share / 0.52);
                }
            }
}

bool pdf_read_words(Arena *a, Str text, Pages *out, Error *error)
{
    isize words = lines_that_begin(text, 'W'), links = lines_that_begin(text, 'L');
    Reader r = {.arena = a,
                .pages = out,
                .error = error,
                .room_words = words < WORDS_MOST ? words : WORDS_MOST,
                .room_links = links < LINKS_MOST ? links : LINKS_MOST};
    *out = (Pages){.v = make_n(a, Page, PAGES_MOST)};
    out->v[0].words = make_n(a, Word, r.room_words);
    out->v[0].links = make_n(a, Link, r.room_links);
    if (str_starts(text, S("X ")))
        return str_starts(text, S("X encrypted\n")) ? encrypted(error) : damaged(error);
    while (text.len && !str_eq(text, S("E\n"))) {
        StrPair line = str_cut(text, '\n');
        if (!line.found || !read_line(&r, line.head))
            return damaged(error);
        text = line.tail;
    }
    mend_sizes(a, out);
    return out->n > 0 || damaged(error);
}
