#include "rest/json_text.h"

#include <string.h>

enum { MAX_JSON_DEPTH = 256 };

static const char *escape_of(unsigned char c)
{
    switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\b': return "\\b";
    case '\f': return "\\f";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: return NULL;
    }
}

/* Where the first byte is that must be escaped: eight at a time, as words. */
static isize plain_run(Str text)
{
    const uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
    isize i = 0;
    for (; i + 8 <= text.len; i += 8) {
        uint64_t w;
        memcpy(&w, text.s + i, 8);
        uint64_t quote = w ^ (ones * '"'), slash = w ^ (ones * '\\');
        uint64_t special =
            ((w - ones * ' ') | (quote - ones) | (slash - ones)) & ~w & tops;
        if (special)
            break; /* a false alarm costs only the slow way */
    }
    while (i < text.len && (unsigned char)text.s[i] >= ' ' && text.s[i] != '"' &&
           text.s[i] != '\\')
        i++;
    return i;
}

void add_json_text(Buf *b, Str text)
{
    isize plain = plain_run(text);
    if (text.s && plain == text.len) {
        char *to = buf_room(b, plain + 2);
        to[0] = '"';
        memcpy(to + 1, text.s, (size_t)plain);
        to[plain + 1] = '"';
        b->len += plain + 2;
        return;
    }

    if (!text.s) {
        buf_add(b, S("null"));
        return;
    }
    buf_add(b, S("\""));
    isize from = 0;
    for (isize i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if (c >= ' ' && c != '"' && c != '\\')
            continue;
        buf_add(b, (Str){text.s + from, i - from});
        const char *escaped = escape_of(c);
        if (escaped)
            buf_add(b, (Str){escaped, 2});
        else
            buf_addf(b, "\\u%04x", c);
        from = i + 1;
    }
    buf_add(b, str_skip(text, from));
    buf_add(b, S("\""));
}

JsonScan scan_of(Arena *a, Str text)
{
    return (JsonScan){.at = text.s, .end = text.s + text.len, .arena = a};
}

void scan_skip_space(JsonScan *s)
{
    while (s->at < s->end &&
           (*s->at == ' ' || *s->at == '\n' || *s->at == '\t' || *s->at == '\r'))
        s->at++;
}

int scan_peek(JsonScan *s)
{
    scan_skip_space(s);
    return s->at < s->end ? (unsigned char)*s->at : -1;
}

bool scan_take(JsonScan *s, char c)
{
    if (scan_peek(s) != (unsigned char)c)
        return false;
    s->at++;
    return true;
}

static bool hex4(JsonScan *s, unsigned *code)
{
    if (s->end - s->at < 4)
        return false;
    *code = 0;
    for (int i = 0; i < 4; i++) {
        char c = *s->at++;
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                         : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
                                                : 16;
        if (digit == 16)
            return false;
        *code = *code * 16 + digit;
    }
    return true;
}

static char *put_utf8(char *to, unsigned c)
{
    if (c < 0x80) {
        *to++ = (char)c;
    } else if (c < 0x800) {
        *to++ = (char)(0xC0 | c >> 6);
        *to++ = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        *to++ = (char)(0xE0 | c >> 12);
        *to++ = (char)(0x80 | (c >> 6 & 0x3F));
        *to++ = (char)(0x80 | (c & 0x3F));
    } else {
        *to++ = (char)(0xF0 | c >> 18);
        *to++ = (char)(0x80 | (c >> 12 & 0x3F));
        *to++ = (char)(0x80 | (c >> 6 & 0x3F));
        *to++ = (char)(0x80 | (c & 0x3F));
    }
    return to;
}

/* What follows "\u"; a lone surrogate and a NUL are no text. */
static bool unicode(JsonScan *s, char **to)
{
    unsigned code, low;
    if (!hex4(s, &code) || code == 0 || (code >= 0xDC00 && code < 0xE000))
        return false;
    if (code >= 0xD800 && code < 0xDC00) {
        if (s->end - s->at < 2 || s->at[0] != '\\' || s->at[1] != 'u')
            return false;
        s->at += 2;
        if (!hex4(s, &low) || low < 0xDC00 || low >= 0xE000)
            return false;
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    *to = put_utf8(*to, code);
    return true;
}

static bool escape(JsonScan *s, char **to)
{
    static const char from[] = "\"\\/bfnrt", into[] = "\"\\/\b\f\n\r\t";
    if (s->at == s->end)
        return false;
    char c = *s->at++;
    if (c == 'u')
        return unicode(s, to);
    const char *found = c ? strchr(from, c) : NULL;
    if (!found)
        return false;
    *(*to)++ = into[found - from];
    return true;
}

/* At the byte after the opening quote. */
static bool skip_string(JsonScan *s)
{
    char decoded[4], *to;
    for (; s->at < s->end && *s->at != '"';) {
        if ((unsigned char)*s->at < ' ')
            return false;
        if (*s->at++ == '\\' && (to = decoded, !escape(s, &to)))
            return false;
    }
    return s->at < s->end && *s->at++ == '"';
}

/* The same, decoded. */
static bool string_rest(JsonScan *s, Str *out)
{
    if (!out)
        return skip_string(s);
    const char *start = s->at;
    while (s->at < s->end && *s->at != '"' && *s->at != '\\' &&
           (unsigned char)*s->at >= ' ')
        s->at++;
    if (s->at < s->end && *s->at == '"') {
        *out = (Str){start, s->at++ - start};
        return true;
    }
    isize room = s->end - start;
    const char *close = s->at;
    while (close < s->end && *close != '"')
        close += *close == '\\' && close + 1 < s->end ? 2 : 1;
    if (close < s->end)
        room = close - start;
    char *text = make_n(s->arena, char, room + 1), *to = text;
    memcpy(to, start, (size_t)(s->at - start));
    to += s->at - start;
    while (s->at < s->end && *s->at != '"') {
        if ((unsigned char)*s->at < ' ')
            return false;
        if (*s->at != '\\')
            *to++ = *s->at++;
        else if (s->at++, !escape(s, &to))
            return false;
    }
    if (s->at == s->end)
        return false;
    s->at++;
    *out = (Str){text, to - text};
    return true;
}

bool scan_string(JsonScan *s, Str *out)
{
    return scan_take(s, '"') && string_rest(s, out);
}

static bool word(JsonScan *s, Str w)
{
    if (s->end - s->at < w.len || memcmp(s->at, w.s, (size_t)w.len) != 0)
        return false;
    s->at += w.len;
    return true;
}

static bool digits(JsonScan *s)
{
    const char *start = s->at;
    while (s->at < s->end && *s->at >= '0' && *s->at <= '9')
        s->at++;
    return s->at > start;
}

static bool number(JsonScan *s)
{
    if (s->at < s->end && *s->at == '-')
        s->at++;
    if (s->at < s->end && *s->at == '0')
        s->at++;
    else if (!digits(s))
        return false;
    if (s->at < s->end && *s->at == '.' && (s->at++, !digits(s)))
        return false;
    if (s->at < s->end && (*s->at == 'e' || *s->at == 'E')) {
        s->at++;
        if (s->at < s->end && (*s->at == '+' || *s->at == '-'))
            s->at++;
        return digits(s);
    }
    return true;
}

static bool members(JsonScan *s, char close, bool keyed)
{
    s->at++;
    if (scan_take(s, close))
        return true;
    do {
        if (keyed && (!scan_string(s, NULL) || !scan_take(s, ':')))
            return false;
        if (!scan_skip_value(s))
            return false;
    } while (scan_take(s, ','));
    return scan_take(s, close);
}

static bool value(JsonScan *s)
{
    switch (scan_peek(s)) {
    case '{': return members(s, '}', true);
    case '[': return members(s, ']', false);
    case '"': return scan_string(s, NULL);
    case 't': return word(s, S("true"));
    case 'f': return word(s, S("false"));
    case 'n': return word(s, S("null"));
    default: return number(s);
    }
}

bool scan_skip_value(JsonScan *s)
{
    if (s->depth == MAX_JSON_DEPTH)
        return false;
    s->depth++;
    if (s->kept)
        text_let_go(&s->kept, s->at);
    bool ok = value(s);
    s->depth--;
    return ok;
}
