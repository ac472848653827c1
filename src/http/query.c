/* query.c — asking a request for a header or a parameter. */
#include "http/http.h"

#include <string.h>

Str header_get(const Request *req, Str lower_case_name)
{
    for (int i = 0; i < req->n_headers; i++)
        if (str_eq(req->headers[i].name, lower_case_name))
            return req->headers[i].value;
    return (Str){0};
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool decode(Str text, bool plus, char *out, isize *len)
{
    *len = 0;
    for (isize i = 0; i < text.len; i++) {
        char c = text.s[i];
        if (c == '%') {
            int high = text.len - i > 2 ? hex_digit(text.s[i + 1]) : -1;
            int low = text.len - i > 2 ? hex_digit(text.s[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            c = (char)(high << 4 | low);
            i += 2;
        } else if (plus && c == '+') {
            c = ' ';
        }
        out[(*len)++] = c;
    }
    return true;
}

bool url_decode(Arena *a, Str text, bool plus, Str *out)
{
    char *p = make_n(a, char, text.len + 1);
    isize len;
    if (!decode(text, plus, p, &len))
        return false;
    p[len] = 0;
    *out = (Str){p, len};
    return true;
}

Str query_get(Arena *a, const Request *req, Str name)
{
    StrPair rest = {.tail = req->query, .found = true};
    while (rest.found) {
        rest = str_cut(rest.tail, '&');
        StrPair pair = str_cut(rest.head, '=');
        Str key, value;
        if (url_decode(a, pair.head, true, &key) && str_eq(key, name) &&
            url_decode(a, pair.found ? pair.tail : S(""), true, &value))
            return value;
    }
    return (Str){0};
}
