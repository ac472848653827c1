#include "paper/text.h"

#include <glib.h>

#include <string.h>

enum { NO_BREAK_SPACE = 0xA0 };

typedef enum Class { KEPT, DROPPED, SPACE, LINE_END } Class;

uint32_t text_next(Str text, isize *at)
{
    const char *p = text.s + *at;
    uint32_t c = g_utf8_get_char(p);
    *at += g_utf8_skip[*(const unsigned char *)p];
    assert(*at <= text.len);
    return c;
}

bool text_is_joiner(uint32_t c)
{
    return c == 0x200C || c == 0x200D;
}

static Class class_of(uint32_t c)
{
    if (c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 ||
        c == 0x2029)
        return LINE_END;
    if (c == NO_BREAK_SPACE || text_is_joiner(c))
        return KEPT;
    if (c == '\t' || g_unichar_type(c) == G_UNICODE_SPACE_SEPARATOR)
        return SPACE;
    bool selects_a_variant =
        (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    bool arabic_sign = (c >= 0x600 && c <= 0x605) || c == 0x6DD;
    GUnicodeType type = g_unichar_type(c);
    bool invisible = type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT;
    return selects_a_variant || (invisible && !arabic_sign) ? DROPPED : KEPT;
}

/* U+202F and U+2007 are spaces that do not break; few fonts have them. */
static bool is_no_break(uint32_t c)
{
    return c == 0x202F || c == 0x2007;
}

/* Letters and their marks as one character where there is one, as fonts have them. */
static Str composed(Arena *a, Str text)
{
    enum { MOST_GROWTH = 3 }; /* of UTF-8 under NFC, says Unicode */
    bool has_marks = false;
    for (isize at = 0; at < text.len && !has_marks;)
        has_marks = g_unichar_type(text_next(text, &at)) == G_UNICODE_NON_SPACING_MARK;
    if (!has_marks)
        return text;
    char *out = make_n(a, char, MOST_GROWTH *text.len); /* before what must be freed */
    char *nfc = g_utf8_normalize(text.s, text.len, G_NORMALIZE_NFC);
    if (!nfc)
        return text;
    isize n = (isize)strlen(nfc);
    assert(n <= MOST_GROWTH * text.len);
    memcpy(out, nfc, (size_t)n);
    g_free(nfc);
    return (Str){out, n};
}

Str text_clean(Arena *a, Str text, bool keeps_lines)
{
    if (!text.s)
        return text;
    text = composed(a, text);
    char *out = make_n(a, char, text.len + 1); /* nothing below grows */
    isize n = 0;
    char gap = 0; /* owed before the next character that is kept */
    for (isize at = 0; at < text.len;) {
        isize from = at;
        uint32_t c = text_next(text, &at);
        Class class = is_no_break(c) ? KEPT : class_of(c);
        if (class == DROPPED)
            continue;
        if (class != KEPT) {
            bool ends_line = class == LINE_END && keeps_lines;
            gap = ends_line || gap == '\n' ? '\n' : ' ';
            continue;
        }
        if (gap && n)
            out[n++] = gap;
        gap = 0;
        Str kept = is_no_break(c) ? S("\xC2\xA0") : (Str){text.s + from, at - from};
        memcpy(out + n, kept.s, (size_t)kept.len);
        n += kept.len;
    }
    return (Str){out, n};
}
