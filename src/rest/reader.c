#include "rest/reader.h"
#include "rest/errors.h"

#include <string.h>

Reader reader_of(Arena *a, Str text)
{
    return (Reader){.text = text, .arena = a, .fault = {.at = -1}};
}

bool reader_done(const Reader *r)
{
    return r->at == r->text.len;
}

int reader_peek(const Reader *r)
{
    return reader_done(r) ? -1 : (unsigned char)r->text.s[r->at];
}

/* True when the fault at `at` is worth adding to. */
static bool note(Reader *r, isize at, isize shown, bool strong)
{
    Fault *f = &r->fault;
    if (at < f->at)
        return false;
    if (at > f->at)
        *f = (Fault){.at = at, .shown = shown, .strong = strong};
    else if (strong && !f->strong)
        f->strong = true, f->shown = shown;
    return true;
}

static void want(Reader *r, isize at, isize shown, Wanted w)
{
    Fault *f = &r->fault;
    if (!note(r, at, shown, false) || !w.text.len)
        return;
    for (int i = 0; i < f->n; i++)
        if (f->wanted[i].quoted == w.quoted && str_eq(f->wanted[i].text, w.text))
            return;
    if (f->n < MAX_WANTED)
        f->wanted[f->n++] = w;
}

void reader_want(Reader *r, Str label)
{
    want(r, r->at, r->at, (Wanted){label, false});
}

bool read_word(Reader *r, Str word)
{
    isize n = 0;
    while (n < word.len && r->at + n < r->text.len && r->text.s[r->at + n] == word.s[n])
        n++;
    if (n == word.len) {
        r->at += n;
        return true;
    }
    want(r, r->at, r->at + n, (Wanted){word, true});
    return false;
}

bool sees_word(Reader *r, Str word)
{
    isize at = r->at;
    bool seen = read_word(r, word);
    r->at = at;
    return seen;
}

bool read_char(Reader *r, char c)
{
    if (reader_peek(r) == (unsigned char)c) {
        r->at++;
        return true;
    }
    if (r->at < r->fault.at)
        return false;
    char *text = make(r->arena, char);
    *text = c;
    want(r, r->at, r->at, (Wanted){{text, 1}, true});
    return false;
}

bool read_end(Reader *r)
{
    if (reader_done(r))
        return true;
    if (note(r, r->at, r->at, true))
        want(r, r->at, r->at, (Wanted){S("end of input"), false});
    return false;
}

static bool in_set(int c, Str set)
{
    return c > 0 && str_has(set, (char)c);
}

bool sees_none_of(Reader *r, Str set)
{
    if (reader_done(r) || in_set(reader_peek(r), set))
        return true;
    note(r, r->at + 1, r->at, true);
    return false;
}

void read_spaces(Reader *r)
{
    while (reader_peek(r) == ' ' || reader_peek(r) == '\t')
        r->at++;
}

static bool is_letter(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

static bool is_identifier(int c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == ' ' || c == '$';
}

static Str trimmed(Str s)
{
    while (s.len && (s.s[0] == ' ' || s.s[0] == '\t'))
        s = str_skip(s, 1);
    while (s.len && (s.s[s.len - 1] == ' ' || s.s[s.len - 1] == '\t'))
        s.len--;
    return s;
}

bool read_identifier(Reader *r, Str *out)
{
    isize start = r->at;
    while (is_identifier(reader_peek(r)))
        r->at++;
    want(r, r->at, r->at, (Wanted){S("letter"), false});
    want(r, r->at, r->at, (Wanted){S("digit"), false});
    *out = trimmed((Str){r->text.s + start, r->at - start});
    return r->at > start;
}

bool read_quoted(Reader *r, Str *out)
{
    isize start = r->at;
    if (!read_char(r, '"'))
        return false;
    char *to = make_n(r->arena, char, r->text.len - r->at + 1);
    isize n = 0;
    while (!reader_done(r) && reader_peek(r) != '"') {
        if (reader_peek(r) == '\\' && r->at + 1 < r->text.len)
            r->at++;
        to[n++] = r->text.s[r->at++];
    }
    if (!read_char(r, '"')) {
        r->at = start;
        return false;
    }
    *out = (Str){to, n};
    return true;
}

/* A "-" that is not the beginning of "->". */
static bool dash(Reader *r)
{
    if (reader_peek(r) != '-')
        return read_char(r, '-');
    if (r->at + 1 < r->text.len && r->text.s[r->at + 1] == '>') {
        note(r, r->at + 2, r->at + 1, true);
        return false;
    }
    r->at++;
    return true;
}

static bool dashed(Reader *r, Str *out)
{
    isize start = r->at;
    if (!read_identifier(r, out))
        return false;
    while (dash(r)) {
        Str part;
        if (!read_identifier(r, &part)) {
            r->at = start;
            return false;
        }
        *out = trimmed((Str){r->text.s + start, r->at - start});
    }
    return true;
}

bool read_name(Reader *r, Str *out)
{
    Mark start = reader_mark(r);
    if (reader_peek(r) == '"' ? read_quoted(r, out) : dashed(r, out))
        return true;
    reader_label(r, start, S("field name (* or [a..z0..9_$])"));
    return false;
}

Str read_until(Reader *r, Str set)
{
    isize start = r->at;
    while (!reader_done(r) && !in_set(reader_peek(r), set))
        r->at++;
    return (Str){r->text.s + start, r->at - start};
}

Mark reader_mark(const Reader *r)
{
    return (Mark){r->at, r->fault.at, r->fault.n};
}

void reader_label(Reader *r, Mark start, Str label)
{
    Fault *f = &r->fault;
    bool noted_nothing = f->at == start.fault_at && f->n == start.n;
    if (f->at < start.at || (f->at > start.at && noted_nothing))
        return;
    f->n = f->at == start.fault_at ? start.n : 0;
    want(r, f->at, f->shown, (Wanted){label, false});
}

void reader_merge(Reader *r, const Fault *before)
{
    Fault own = r->fault;
    if (before->at < own.at)
        return;
    r->fault = *before;
    for (int i = 0; before->at == own.at && i < own.n; i++)
        want(r, own.at, own.shown, own.wanted[i]);
}

bool reader_enter(Reader *r)
{
    if (r->depth == MAX_NESTING) {
        note(r, r->text.len + 1, r->at, false);
        want(r, r->text.len + 1, r->at, (Wanted){S("less nesting"), false});
        return false;
    }
    r->depth++;
    return true;
}

void reader_leave(Reader *r)
{
    r->depth--;
}

bool reader_count(Reader *r)
{
    if (r->n_terms++ < MAX_TERMS)
        return true;
    note(r, r->text.len + 1, r->at, false);
    want(r, r->text.len + 1, r->at, (Wanted){S("fewer terms"), false});
    return false;
}

/* Characters, not bytes, and lines, as a person counts them. */
static void add_position(Buf *b, Str text, isize at)
{
    int line = 1, column = 1;
    for (isize i = 0; i < at && i < text.len; i++) {
        if (text.s[i] == '\n')
            line++, column = 1;
        else if (((unsigned char)text.s[i] & 0xC0) != 0x80)
            column++;
    }
    if (at > text.len)
        column++;
    buf_addf(b, "(line %d, column %d)", line, column);
}

static void add_shown(Buf *b, const Fault *f, Str text)
{
    if (f->shown >= text.len) {
        buf_add(b, S("end of input"));
        return;
    }
    isize n = 1;
    while (f->shown + n < text.len &&
           ((unsigned char)text.s[f->shown + n] & 0xC0) == 0x80)
        n++;
    Str one = {text.s + f->shown, n};
    buf_add(b, f->strong ? S("'") : S("\""));
    if (str_eq(one, S("\"")) && !f->strong)
        buf_add(b, S("\\"));
    buf_add(b, one);
    buf_add(b, f->strong ? S("'") : S("\""));
}

bool reader_fail(const Reader *r, Error *error, const char *what, Str text)
{
    const Fault *f = &r->fault;
    Buf m = buf_new(r->arena);
    buf_addf(&m, "\"failed to parse %s (%" STR_FMT ")\" ", what, STR_ARG(text));
    add_position(&m, r->text, f->at);
    Str message = buf_str(&m);

    Buf d = buf_new(r->arena);
    buf_add(&d, S("unexpected "));
    add_shown(&d, f, r->text);
    for (int i = 0; i < f->n; i++) {
        const Wanted *w = &f->wanted[i];
        buf_add(&d, i == 0 ? S(" expecting ") : i == f->n - 1 ? S(" or ") : S(", "));
        buf_add(&d, w->quoted ? S("\"") : S(""));
        buf_add(&d, w->text);
        buf_add(&d, w->quoted ? S("\"") : S(""));
    }
    *error = (Error){.kind = &bad_query, .message = message, .details = buf_str(&d)};
    return false;
}
