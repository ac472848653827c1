#include "storage/names.h"

#include <string.h>

/* The length of the UTF-8 sequence that `text` begins with; 0 when it is none. */
static isize utf8_length(Str text)
{
    const unsigned char *p = (const unsigned char *)text.s;
    if (p[0] < 0x80)
        return 1;
    isize n = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
    if (p[0] < 0xc2 || p[0] > 0xf4 || text.len < n)
        return 0;
    for (isize i = 1; i < n; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    bool overlong = (p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xf0 && p[1] < 0x90);
    bool surrogate = p[0] == 0xed && p[1] > 0x9f;
    bool beyond = p[0] == 0xf4 && p[1] > 0x8f;
    return overlong || surrogate || beyond ? 0 : n;
}

bool utf8_valid(Str text)
{
    while (text.len) {
        isize n = utf8_length(text);
        if (!n)
            return false;
        text = str_skip(text, n);
    }
    return true;
}

/* C0, DEL, and C1, which is two bytes in UTF-8. */
static bool has_control(Str text)
{
    for (isize i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if (c < ' ' || c == 0x7f ||
            (c == 0xc2 && i + 1 < text.len && (unsigned char)text.s[i + 1] < 0xa0))
            return true;
    }
    return false;
}

bool key_valid(Str key)
{
    if (key.len < 1 || key.len > KEY_MAX || !utf8_valid(key) || has_control(key) ||
        str_has(key, '\\'))
        return false;
    StrPair cut;
    do {
        cut = str_cut(key, '/');
        if (!cut.head.len || str_eq(cut.head, S(".")) || str_eq(cut.head, S("..")))
            return false;
        key = cut.tail;
    } while (cut.found);
    return true;
}

static bool alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* As the check on storage.buckets has it. */
bool bucket_name_valid(Str name)
{
    if (name.len < 1 || name.len > BUCKET_MAX || name.s[0] == ' ' ||
        str_eq(name, S(".")) || str_eq(name, S("..")))
        return false;
    for (isize i = 0; i < name.len; i++)
        if (!name.s[i] || (!alphanumeric(name.s[i]) && !strchr("_.- ", name.s[i])))
            return false;
    return true;
}

bool header_safe(Str text)
{
    for (isize i = 0; i < text.len; i++)
        if (text.s[i] < ' ' || text.s[i] > '~')
            return false;
    return text.len > 0;
}

static Str without_params(Str type)
{
    return str_trim(str_cut(type, ';').head);
}

bool mime_valid(Str type)
{
    StrPair halves = str_cut(without_params(type), '/');
    if (type.len > 255 || !header_safe(type) || !halves.head.len || !halves.tail.len)
        return false;
    Str whole = without_params(type);
    for (isize i = 0; i < whole.len; i++)
        if (!alphanumeric(whole.s[i]) && !strchr("/!#$&-^_.+", whole.s[i]))
            return false;
    return !str_has(halves.tail, '/');
}

static bool mime_matches(Str pattern, Str type)
{
    if (str_eq(pattern, S("*")) || str_eq(pattern, S("*/*")))
        return true;
    if (!str_ends(pattern, S("/*")))
        return str_eq_nocase(pattern, type);
    Str kind = {pattern.s, pattern.len - 1};
    return type.len > kind.len && str_eq_nocase((Str){type.s, kind.len}, kind);
}

bool mime_allowed(Str patterns, Str type)
{
    if (!patterns.s)
        return true;
    StrPair line;
    do {
        line = str_cut(patterns, '\n');
        if (mime_matches(line.head, without_params(type)))
            return true;
        patterns = line.tail;
    } while (line.found);
    return false;
}

static void encode(Buf *b, Str text, const char *also_safe)
{
    for (isize i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if (alphanumeric(text.s[i]) || (c && strchr(also_safe, c)))
            buf_add(b, (Str){text.s + i, 1});
        else
            buf_addf(b, "%%%02X", c);
    }
}

Str path_encode(Arena *a, Str path)
{
    Buf b = buf_new(a);
    encode(&b, path, "-._~/");
    return buf_str(&b);
}

/* Both forms: the first for old clients, with "_" for what it cannot say. */
Str attachment_of(Arena *a, Str filename)
{
    char *plain = make_n(a, char, filename.len + 1);
    for (isize i = 0; i < filename.len; i++) {
        plain[i] = filename.s[i];
        if (plain[i] < ' ' || plain[i] > '~' || strchr("\"\\/%;", plain[i]))
            plain[i] = '_';
    }
    Buf b = buf_new(a);
    buf_add(&b, S("attachment; filename=\""));
    buf_add(&b, (Str){plain, filename.len});
    buf_add(&b, S("\"; filename*=UTF-8''"));
    encode(&b, filename, "-._~");
    return buf_str(&b);
}

Str key_filename(Str key)
{
    isize at = key.len;
    while (at > 0 && key.s[at - 1] != '/')
        at--;
    return str_skip(key, at);
}
