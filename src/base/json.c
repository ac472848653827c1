#include "base/json.h"
#include "base/utf8.h"

static void comma(Buf *b)
{
    char last = '[';
    if (b->len)
        last = b->s[b->len - 1];
    if (last != '{' && last != '[')
        buf_add(b, S(","));
}

static void name_of(Buf *b, const char *name)
{
    comma(b);
    if (name)
        buf_addf(b, "\"%s\":", name);
}

void json_open(Buf *b)
{
    comma(b);
    buf_add(b, S("{"));
}

void json_open_named(Buf *b, const char *name)
{
    name_of(b, name);
    buf_add(b, S("{"));
}

void json_close(Buf *b)
{
    buf_add(b, S("}"));
}

void json_open_array(Buf *b, const char *name)
{
    name_of(b, name);
    buf_add(b, S("["));
}

void json_close_array(Buf *b)
{
    buf_add(b, S("]"));
}

void json_str(Buf *b, const char *name, Str value)
{
    name_of(b, name);
    if (value.s)
        json_quote(b, value);
    else
        buf_add(b, S("null"));
}

void json_int(Buf *b, const char *name, int64_t value)
{
    name_of(b, name);
    buf_addf(b, "%jd", (intmax_t)value);
}

void json_bool(Buf *b, const char *name, bool value)
{
    name_of(b, name);
    buf_add(b, value ? S("true") : S("false"));
}

void json_raw(Buf *b, const char *name, Str json)
{
    name_of(b, name);
    buf_add(b, json.s ? json : S("null"));
}

static void quote_odd(Buf *b, unsigned char c)
{
    switch (c) {
    case '"': buf_add(b, S("\\\"")); break;
    case '\\': buf_add(b, S("\\\\")); break;
    case '\n': buf_add(b, S("\\n")); break;
    case '\r': buf_add(b, S("\\r")); break;
    case '\t': buf_add(b, S("\\t")); break;
    default: buf_addf(b, "\\u%04x", c);
    }
}

void json_quote(Buf *b, Str text)
{
    buf_add(b, S("\""));
    isize plain = 0, i = 0;
    while (i < text.len) {
        unsigned char c = (unsigned char)text.s[i];
        isize n = c < 0x80 ? 1 : utf8_first(str_skip(text, i));
        if (n && c >= 0x20 && c != '"' && c != '\\') {
            i += n;
            continue;
        }
        buf_add(b, (Str){text.s + plain, i - plain});
        if (n)
            quote_odd(b, c);
        else
            buf_add(b, S("\xef\xbf\xbd"));
        plain = ++i;
    }
    buf_add(b, (Str){text.s + plain, text.len - plain});
    buf_add(b, S("\""));
}
