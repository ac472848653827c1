#include "base/utf8.h"

#include "base/buf.h"

isize utf8_first(Str text)
{
    static const struct {
        unsigned char from, to, first_low, first_high;
        isize len;
    } forms[] = {
        {0x00, 0x7f, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xbf, 2},
        {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
        {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
        {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4},
        {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    const unsigned char *s = (const unsigned char *)text.s;
    for (isize i = 0; text.len && i < countof(forms); i++) {
        if (s[0] < forms[i].from || s[0] > forms[i].to)
            continue;
        if (text.len < forms[i].len)
            return 0;
        if (forms[i].len > 1 &&
            (s[1] < forms[i].first_low || s[1] > forms[i].first_high))
            return 0;
        for (isize k = 2; k < forms[i].len; k++)
            if ((s[k] & 0xc0) != 0x80)
                return 0;
        return forms[i].len;
    }
    return 0;
}

Str utf8_scrub(Arena *a, Str text)
{
    isize good = 0;
    while (good < text.len && text.s[good]) {
        isize n = utf8_first(str_skip(text, good));
        if (!n)
            break;
        good += n;
    }
    if (good == text.len)
        return text;

    Buf b = buf_new(a);
    buf_add(&b, (Str){text.s, good});
    for (Str rest = str_skip(text, good); rest.len;) {
        isize n = rest.s[0] ? utf8_first(rest) : 0;
        buf_add(&b, n ? (Str){rest.s, n} : S("\xef\xbf\xbd"));
        rest = str_skip(rest, n ? n : 1);
    }
    return buf_str(&b);
}
