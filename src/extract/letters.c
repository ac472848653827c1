#include "extract/letters.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <glib.h>

#include <string.h>

static const char *ligature(uint32_t c)
{
    static const char *const letters[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    return c >= 0xFB00 && c <= 0xFB06 ? letters[c - 0xFB00] : NULL;
}

static bool is_invisible(uint32_t c)
{
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xFFFE ||
           (c >= 0x7F && c < 0xA0);
}

static bool is_odd_space(uint32_t c)
{
    return c < ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

uint32_t colour_of(Str text)
{
    uint32_t n = 0;
    for (isize i = 0; i < text.len && i < 6; i++) {
        char c = text.s[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 87 : 0;
        n = n * 16 + (uint32_t)digit;
    }
    return n;
}

uint32_t letter_next(Str text, isize *at)
{
    uint32_t c = g_utf8_get_char(text.s + *at);
    isize n = utf8_first(str_skip(text, *at));
    *at += n ? n : 1;
    return c;
}

Str letters_clean(Arena *a, Str text)
{
    text = utf8_scrub(a, text);
    bool plain = true;
    for (isize i = 0; i < text.len && plain; i++)
        plain = text.s[i] >= ' ' && text.s[i] < 127;
    if (plain)
        return text;
    Buf b = buf_new(a);
    for (isize at = 0; at < text.len;) {
        isize from = at;
        uint32_t c = letter_next(text, &at);
        if (is_invisible(c))
            continue;
        const char *letters = ligature(c);
        if (c == '\t')
            buf_add(&b, S("\t"));
        else if (is_odd_space(c))
            buf_add(&b, S(" "));
        else
            buf_add(&b, letters ? str_of(letters) : (Str){text.s + from, at - from});
    }
    return buf_str(&b);
}

bool letter_is_upper(uint32_t c)
{
    return g_unichar_isupper(c);
}

bool letter_is_letter(uint32_t c)
{
    return g_unichar_isalpha(c);
}

bool letter_is_right_to_left(uint32_t c)
{
    return (c >= 0x590 && c < 0x900) || (c >= 0xFB1D && c < 0xFDFE);
}

/* Latin letters with marks, from U+00C0 on, as the letter alone. */
static char plain_latin(uint32_t c)
{
    if (c == 0x2018 || c == 0x2019 || c == 0x2BC)
        return '\'';
    static const char plain[] = "aaaaaaaceeeeiiiidnooooo*ouuuuyts"
                                "aaaaaaaceeeeiiiidnooooo/ouuuuyty";
    if (c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7)
        return plain[c - 0xC0];
    uint32_t base, mark;
    if (c < 0x250 && g_unichar_decompose(c, &base, &mark) && base < 0x80)
        return (char)g_unichar_tolower(base);
    return 0;
}

Str letters_fold(Arena *a, Str text)
{
    Buf b = buf_new(a);
    for (isize at = 0; at < text.len;) {
        uint32_t c = letter_next(text, &at);
        char plain = c < 0x80 ? (char)g_ascii_tolower((char)c) : plain_latin(c);
        char bytes[6];
        if (plain)
            buf_add(&b, (Str){&plain, 1});
        else
            buf_add(&b, (Str){bytes, g_unichar_to_utf8(g_unichar_tolower(c), bytes)});
    }
    return buf_str(&b);
}

static bool is_bullet(uint32_t c)
{
    static const uint32_t marks[] = {
        0x2022, 0x25CF, 0x25AA, 0x25AB, 0x25A0, 0x25A1, 0x25E6, 0x25CB, 0x2023, 0x2043,
        0x25B8, 0x25BA, 0x27A2, 0x27A4, 0x2756, 0x25C6, 0x25C7, 0x2713, 0x2714, 0x2605,
        0x2606, 0x204C, 0x25B6, 0x2219, 0x2192, 0xB7,   0x2981, 0x2027, 0x30FB, 0x2794};
    for (isize i = 0; i < countof(marks); i++)
        if (c == marks[i])
            return true;
    return c >= 0xF000 && c <= 0xF0FF; /* Symbol and Wingdings */
}

isize bullet_length(Str text)
{
    isize at = 0;
    if (!text.len)
        return 0;
    uint32_t c = letter_next(text, &at);
    bool plain = c == '-' || c == '*' || c == '+' || c == 'o' || c == 0x2013 ||
                 c == 0x2014 || c == '>';
    if (!is_bullet(c) && !plain)
        return 0;
    isize blanks = at;
    while (blanks < text.len && (text.s[blanks] == ' ' || text.s[blanks] == '\t'))
        blanks++;
    return plain && (blanks == at || blanks == text.len) ? 0 : blanks;
}

isize letters_in(Str text)
{
    isize n = 0;
    for (isize at = 0; at < text.len;)
        n += letter_is_letter(letter_next(text, &at));
    return n;
}

bool letter_is_ideograph(uint32_t c)
{
    return (c >= 0x2E80 && c < 0xA4D0) || (c >= 0xF900 && c < 0xFB00) ||
           (c >= 0xFF00 && c < 0xFFF0) || (c >= 0x20000 && c < 0x32000);
}

isize characters_in(Str text)
{
    isize n = 0;
    for (isize i = 0; i < text.len; i++)
        n += ((unsigned char)text.s[i] & 0xC0) != 0x80;
    return n;
}

isize words_in(Str text)
{
    isize n = 0;
    bool inside = false;
    for (isize i = 0; i < text.len; i++) {
        bool blank = text.s[i] == ' ' || text.s[i] == '\t' || text.s[i] == '\n';
        n += !blank && !inside;
        inside = !blank;
    }
    return n;
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

isize digits_in(Str text)
{
    isize n = 0;
    for (isize i = 0; i < text.len; i++)
        n += is_digit(text.s[i]);
    return n;
}

bool is_all_upper(Str text)
{
    isize upper = 0;
    for (isize at = 0; at < text.len;) {
        uint32_t c = letter_next(text, &at);
        if (g_unichar_islower(c))
            return false;
        upper += g_unichar_isupper(c);
    }
    return upper > 1;
}

static bool is_mark(Str text, isize *n, bool at_end)
{
    static const char *const marks[] = {" ", "\t", "\n", ",", ";", "|", ":", "·", "•",
                                        "–", "—",  "-",  "/", "⋄", "◦", "*", "_"};
    for (isize i = 0; i < countof(marks); i++) {
        Str mark = str_of(marks[i]);
        *n = mark.len;
        if (at_end ? str_ends(text, mark) : str_starts(text, mark))
            return true;
    }
    return false;
}

Str trim_marks(Str text)
{
    isize n;
    while (text.len && is_mark(text, &n, false))
        text = str_skip(text, n);
    while (text.len && is_mark(text, &n, true))
        text.len -= n;
    return text;
}
