#include "score/text.h"

#include "score/lexicon.h"
#include "score/stem.h"

#include <string.h>

/* --- letters --------------------------------------------------------------------- */

/* The code point at i and its length; a byte that is no UTF-8 is U+FFFD, of length 1.
 */
static uint32_t code_at(Str t, isize i, isize *len)
{
    const unsigned char *s = (const unsigned char *)t.s + i;
    isize left = t.len - i, n = s[0] < 0x80                   ? 1
                                : s[0] >= 0xc2 && s[0] < 0xe0 ? 2
                                : s[0] >= 0xe0 && s[0] < 0xf0 ? 3
                                : s[0] >= 0xf0 && s[0] < 0xf5 ? 4
                                                              : 0;
    *len = 1;
    if (n == 1)
        return s[0];
    if (!n || n > left)
        return 0xfffd;
    uint32_t code = s[0] & (0xffu >> (n + 1));
    for (isize k = 1; k < n; k++) {
        if ((s[k] & 0xc0) != 0x80)
            return 0xfffd;
        code = code << 6 | (s[k] & 0x3f);
    }
    if ((n == 3 && code < 0x800) || (n == 4 && (code < 0x10000 || code > 0x10ffff)) ||
        (code >= 0xd800 && code < 0xe000))
        return 0xfffd;
    *len = n;
    return code;
}

static bool digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* Beyond ASCII everything that is not known as punctuation or a sign is a letter. */
static bool letter(uint32_t c)
{
    static const struct {
        uint32_t from, to;
    } signs[] = {
        {0x80, 0xa9},       {0xab, 0xb4},        {0xb6, 0xb9},     {0xbb, 0xbf},
        {0xd7, 0xd7},       {0xf7, 0xf7},        {0x2000, 0x2bff}, {0x3000, 0x3004},
        {0x3008, 0x3020},   {0xe000, 0xf8ff},    {0xfe00, 0xfe6f}, {0xff00, 0xff0f},
        {0xff1a, 0xff20},   {0xff3b, 0xff40},    {0xff5b, 0xff65}, {0xfff0, 0xffff},
        {0x1f000, 0x1faff}, {0xe0000, 0x10ffff},
    };
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    for (isize i = 0; i < countof(signs); i++)
        if (c >= signs[i].from && c <= signs[i].to)
            return false;
    return true;
}

/* --- words ----------------------------------------------------------------------- */

/* A mark inside a word or number at i, and what it is written as: it's, it’s, 1,000. */
static isize joint_at(Str t, isize i)
{
    isize n, width = t.s[i] == '\'' ? 1 : 3;
    if (t.s[i] == '.' || t.s[i] == ',') {
        bool inside = i + 1 < t.len && digit((unsigned char)t.s[i + 1]) &&
                      digit((unsigned char)t.s[i - 1]);
        return inside ? 1 : 0;
    }
    if (t.s[i] != '\'' && code_at(t, i, &n) != 0x2019)
        return 0;
    return i + width < t.len && letter(code_at(t, i + width, &n)) ? width : 0;
}

/* From `at` to the end of the next word; false when there is none. */
static bool next_word(Text *t, isize at, Word *w)
{
    Str s = t->bytes;
    isize len;
    while (at < s.len) {
        uint32_t c = code_at(s, at, &len);
        if (letter(c) || digit(c))
            break;
        at += len;
    }
    *w = (Word){.start = at, .end = at};
    while (w->end < s.len) {
        uint32_t c = code_at(s, w->end, &len);
        bool is_letter = letter(c);
        if (!is_letter && !digit(c))
            len = w->end > w->start ? joint_at(s, w->end) : 0;
        if (!len)
            break;
        t->letters += is_letter;
        t->foreign_letters += is_letter && c >= 0x250;
        w->end += len;
    }
    return w->end > w->start;
}

static Str lower_of(Arena *a, Str text)
{
    char *p = make_n(a, char, text.len + 1);
    isize n = 0;
    for (isize i = 0; i < text.len; i++) {
        char c = text.s[i];
        if (c == '\xe2' && i + 2 < text.len && text.s[i + 1] == '\x80' &&
            text.s[i + 2] == '\x99')
            c = '\'', i += 2;
        p[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (Str){p, n};
}

/* Without 's: a customer's is about a customer. */
static Str bare(Str lower)
{
    return str_ends(lower, S("'s")) ? (Str){lower.s, lower.len - 2} : lower;
}

static bool money_before(Str t, isize at)
{
    assert(t.s);
    return (at >= 1 && t.s[at - 1] == '$') ||
           (at >= 3 && !memcmp(t.s + at - 3, "\xe2\x82\xac", 3)) ||
           (at >= 2 && !memcmp(t.s + at - 2, "\xc2\xa3", 2));
}

static bool unit_after(Str t, isize at)
{
    Str rest = str_skip(t, at);
    return str_starts(rest, S("%")) || str_starts(rest, S(" %")) ||
           str_starts(rest, S("\xe2\x82\xac")) || str_starts(rest, S(" \xe2\x82\xac"));
}

static void read_words(Text *t, Vocabulary *v)
{
    isize n = 0;
    Word w;
    for (isize at = 0; next_word(t, at, &w); at = w.end)
        n++;
    t->letters = t->foreign_letters = 0;
    t->word = make_n(v->arena, Word, n + 1);
    for (isize at = 0; next_word(t, at, &w); at = w.end) {
        w.lower = lower_of(v->arena, (Str){t->bytes.s + w.start, w.end - w.start});
        Str stem = stem_of(v->arena, bare(w.lower));
        w.stem = vocabulary_number(v, lexicon_synonym(stem));
        w.number = digit((unsigned char)t->bytes.s[w.start]);
        w.measured = w.number &&
                     (money_before(t->bytes, w.start) || unit_after(t->bytes, w.end));
        t->word[t->n_words++] = w;
    }
}

/* --- sentences ------------------------------------------------------------------- */

static bool abbreviation(Str t, const Word *w)
{
    static const char *const known[] = {"mr",  "mrs", "ms",    "dr", "prof",
                                        "st",  "vs",  "eg",    "ie", "inc",
                                        "ltd", "no",  "approx"};
    if (w->lower.len == 1 && w->start && t.s[w->start - 1] == '.')
        return true; /* e.g., i.e. */
    if (w->lower.len == 1 && w->end + 1 < t.len &&
        letter((unsigned char)t.s[w->end + 1]))
        return true;
    bool no = str_eq(w->lower, S("no")); /* No. 3, but: he said no. */
    for (isize i = 0; i < countof(known); i++)
        if (str_eq(w->lower, str_of(known[i])))
            return !no || (w->end + 2 < t.len && digit((unsigned char)t.s[w->end + 2]));
    return false;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool closes(Str t, isize i, isize *len)
{
    uint32_t c = code_at(t, i, len);
    return c == '"' || c == '\'' || c == ')' || c == 0x201d || c == 0x2019 || c == ']';
}

/* A line that begins a new paragraph or list item. */
static bool breaks_line(Str t, isize i)
{
    for (i++; i < t.len && (t.s[i] == ' ' || t.s[i] == '\t' || t.s[i] == '\r'); i++)
        ;
    if (i >= t.len || t.s[i] == '\n' || t.s[i] == '-' || t.s[i] == '*')
        return true;
    isize n = i;
    while (n < t.len && digit((unsigned char)t.s[n]))
        n++;
    return str_starts(str_skip(t, i), S("\xe2\x80\xa2")) ||
           (n > i && n < t.len && (t.s[n] == '.' || t.s[n] == ')'));
}

/* Where the sentence ends between word w and `next`, or -1. A semicolon ends one: the
 * listener may breathe. */
static isize end_between(Str t, const Word *w, isize next)
{
    isize len;
    for (isize i = w->end; i < next; i += len) {
        uint32_t c = code_at(t, i, &len);
        if (c == '\n' && breaks_line(t, i))
            return i;
        bool stop = c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xff01 ||
                    c == 0xff1f || c == ';' ||
                    (c == '.' && !(i == w->end && abbreviation(t, w)));
        if (!stop)
            continue;
        isize end = i + len, more;
        while (end < next && (t.s[end] == '.' || t.s[end] == '!' || t.s[end] == '?'))
            end++;
        while (end < next && closes(t, end, &more))
            end += more;
        if (end == t.len || blank(t.s[end]) || c >= 0x3000)
            return end;
    }
    return -1;
}

/* The first byte of a sentence: after blanks and the mark of a list item. */
static isize begin_of(Str t, isize at, isize word)
{
    while (at < word && (blank(t.s[at]) || t.s[at] == '-' || t.s[at] == '*'))
        at++;
    if (at + 3 <= word && str_starts(str_skip(t, at), S("\xe2\x80\xa2")))
        at += 3;
    while (at < word && (blank(t.s[at]) || (t.s[at] & 0xc0) == 0x80))
        at++;
    return at;
}

static isize trimmed_end(Str t, isize end)
{
    while (end > 0 && blank(t.s[end - 1]))
        end--;
    return end;
}

static void read_sentences(Text *t, Arena *a)
{
    t->sentence = make_n(a, Sentence, t->n_words + 1);
    isize from = 0;
    Sentence *s = NULL;
    for (isize i = 0; i < t->n_words; i++) {
        Word *w = &t->word[i];
        if (!s) {
            s = &t->sentence[t->n_sentences++];
            *s = (Sentence){.start = begin_of(t->bytes, from, w->start), .first = i};
        }
        w->sentence = (int)t->n_sentences - 1;
        char c = t->bytes.s[w->start];
        w->capital = c >= 'A' && c <= 'Z' && i > s->first && w->lower.s[0] != 'i';
        w->capital |=
            c == 'I' && i > s->first && w->lower.len > 1 && w->lower.s[1] != '\'';
        bool last = i + 1 == t->n_words;
        isize next = last ? t->bytes.len : t->word[i + 1].start;
        isize end = end_between(t->bytes, w, next);
        if (end < 0 && !last)
            continue;
        s->end = end < 0 ? trimmed_end(t->bytes, next) : end;
        s->behind = i + 1;
        from = s->end;
        s = NULL;
    }
}

/* --- fillers, hedges ------------------------------------------------------------- */

enum { MOST_PASSES = 8 }; /* of taking out: "you um know" needs two */

static bool first_of_sentence(const Text *t, isize i)
{
    return i == 0 || t->word[i - 1].sentence != t->word[i].sentence;
}

/* "it was, like, big": a comma on both sides; "well, we": one after it, in front. */
static bool filler_by_commas(const Text *t, isize i)
{
    const Word *w = &t->word[i];
    if (w->end >= t->bytes.len || t->bytes.s[w->end] != ',')
        return false;
    isize before = w->start;
    while (before > 0 && blank(t->bytes.s[before - 1]))
        before--;
    bool comma = before > 0 && t->bytes.s[before - 1] == ',';
    return (comma && str_eq(w->lower, S("like"))) ||
           (first_of_sentence(t, i) && str_eq(w->lower, S("well")));
}

/* Which words to take out, and how often that is for a filler and for a hedge. */
static isize find_padding(Text *t, const isize *length, bool *out)
{
    isize covered = 0, found = 0;
    for (isize i = 0; i < t->n_words; i++) {
        Word *w = &t->word[i];
        Sentence *s = &t->sentence[w->sentence];
        bool filler = w->cues & CUE_FILLER || filler_by_commas(t, i);
        bool hedge = w->cues & CUE_HEDGE;
        if (i >= covered) {
            s->fillers += filler;
            s->hedges += hedge;
            s->corrections += filler && w->cues & CUE_CORRECTION; /* I mean */
        }
        isize end = !(filler || hedge) ? 0 : i + (length[i] > 0 ? length[i] : 1);
        covered = end > covered ? end : covered;
        out[i] = i < covered;
        found += out[i];
    }
    return found;
}

/* Moves the other words together. */
static void take_out(Text *t, const bool *out)
{
    isize kept = 0;
    for (isize i = 0; i < t->n_words; i++) {
        if (out[i])
            continue;
        t->word[kept] = t->word[i];
        t->word[kept++].cues = 0;
    }
    t->n_words = kept;
}

static void take_out_padding(Text *t, const Vocabulary *v)
{
    isize *length = make_n(v->arena, isize, t->n_words + 1);
    bool *out = make_n(v->arena, bool, t->n_words + 1);
    for (int pass = 0; pass < MOST_PASSES; pass++) {
        memset(length, 0, (size_t)t->n_words * sizeof *length);
        lexicon_mark(t->word, t->n_words, CUE_FILLER | CUE_HEDGE | CUE_CORRECTION, v,
                     length);
        isize found = find_padding(t, length, out);
        take_out(t, out);
        if (!found)
            break;
    }
}

/* A sentence's words, now that padding is out; its first one is no name for its
 * capital. */
static void find_words(Text *t)
{
    isize i = 0;
    for (isize k = 0; k < t->n_sentences; k++) {
        Sentence *s = &t->sentence[k];
        s->first = i;
        for (; i < t->n_words && t->word[i].sentence == k; i++) {
            const Word *w = &t->word[i];
            s->corrections += (w->cues & CUE_CORRECTION) != 0;
            s->undersells += (w->cues & CUE_UNDERSELL) != 0;
            t->english += (w->cues & CUE_ENGLISH) != 0;
        }
        s->behind = i;
        s->words = s->behind - s->first;
        if (s->words)
            t->word[s->first].capital = false;
        t->fillers += s->fillers;
        t->hedges += s->hedges;
    }
}

Text text_read(Vocabulary *v, Str bytes)
{
    Text t = {.bytes = bytes};
    read_words(&t, v);
    read_sentences(&t, v->arena);
    take_out_padding(&t, v);
    lexicon_mark(t.word, t.n_words, ~(uint32_t)(CUE_FILLER | CUE_HEDGE), v, NULL);
    find_words(&t);
    return t;
}

isize text_sentences(const Text *t)
{
    isize n = 0;
    for (isize s = 0; s < t->n_sentences; s++)
        n += t->sentence[s].words > 0;
    return n;
}

int sentence_cues(const Text *t, isize sentence, uint32_t cue)
{
    const Sentence *s = &t->sentence[sentence];
    int n = 0;
    for (isize i = s->first; i < s->behind; i++)
        n += (t->word[i].cues & cue) != 0;
    return n;
}

/* --- vocabulary ------------------------------------------------------------------ */

Vocabulary vocabulary_new(Arena *a)
{
    enum { FIRST = 512 };
    return (Vocabulary){.numbers = table_new(a, FIRST),
                        .stems = make_n(a, Str, FIRST),
                        .cap = FIRST,
                        .arena = a};
}

int vocabulary_number(Vocabulary *v, Str stem)
{
    int *number = table_put(&v->numbers, stem);
    if (*number)
        return *number - 1;
    if (v->n == v->cap) {
        Str *more = make_n(v->arena, Str, v->cap * 2);
        memcpy(more, v->stems, (size_t)v->n * sizeof *more);
        v->stems = more;
        v->cap *= 2;
    }
    v->stems[v->n++] = stem;
    *number = (int)v->n;
    return *number - 1;
}
