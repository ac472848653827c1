/* base64.c — bytes as text in RFC 4648's two alphabets, read strictly. */
#include "crypt/crypt.h"

static const char url_alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

Str base64url_encode(Arena *a, Str bytes)
{
    isize len = bytes.len / 3 * 4 + (bytes.len % 3 ? bytes.len % 3 + 1 : 0);
    char *text = make_n(a, char, len + 1);
    isize at = 0;
    uint32_t bits = 0;
    int held = 0;
    for (isize i = 0; i < bytes.len; i++) {
        bits = bits << 8 | (unsigned char)bytes.s[i];
        for (held += 8; held >= 6; held -= 6)
            text[at++] = url_alphabet[bits >> (held - 6) & 63];
    }
    if (held)
        text[at++] = url_alphabet[bits << (6 - held) & 63];
    assert(at == len);
    return (Str){text, len};
}

static int value_of(char c, char c62, char c63)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == c62 ? 62 : c == c63 ? 63 : -1;
}

static bool drop_padding(Str *text)
{
    isize len = text->len;
    while (len > 0 && text->len - len < 2 && text->s[len - 1] == '=')
        len--;
    bool whole = len == text->len || text->len % 4 == 0;
    text->len = len;
    return whole && len % 4 != 1;
}

static bool decode(Arena *a, Str text, char c62, char c63, Str *bytes)
{
    if (!drop_padding(&text))
        return false;
    isize len = text.len / 4 * 3 + (text.len % 4 ? text.len % 4 - 1 : 0);
    char *out = make_n(a, char, len + 1);
    isize at = 0;
    uint32_t bits = 0;
    int held = 0;
    for (isize i = 0; i < text.len; i++) {
        int value = value_of(text.s[i], c62, c63);
        if (value < 0)
            return false;
        bits = bits << 6 | (uint32_t)value;
        held += 6;
        if (held >= 8) {
            held -= 8;
            out[at++] = (char)(bits >> held & 255);
        }
    }
    if (bits & ((1u << held) - 1))
        return false;
    *bytes = (Str){out, len};
    return true;
}

bool base64url_decode(Arena *a, Str text, Str *bytes)
{
    return decode(a, text, '-', '_', bytes);
}

bool base64_decode(Arena *a, Str text, Str *bytes)
{
    return decode(a, text, '+', '/', bytes);
}
