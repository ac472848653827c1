#include "paper/link.h"

#include "base/buf.h"

#include <string.h>

enum { MAX_URI = 2000, LEAST_DIGITS = 5 };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Visible ASCII without what would end the address in a PDF or an HTML attribute. */
static bool is_plain(Str text)
{
    for (isize i = 0; i < text.len; i++)
        if (text.s[i] <= ' ' || text.s[i] > '~' || strchr("\"'<>\\^`{|}", text.s[i]))
            return false;
    return text.len > 0 && text.len <= MAX_URI;
}

static Str without(Str text, Str prefix)
{
    return str_starts(text, prefix) ? str_skip(text, prefix.len) : text;
}

/* host = label ("." label)+, ending in letters */
static bool is_host(Str host)
{
    isize dots = 0, at_label = 0;
    for (isize i = 0; i < host.len; i++) {
        char c = host.s[i];
        bool dot = c == '.';
        if (!is_letter(c) && !is_digit(c) && c != '-' && !dot)
            return false;
        if (dot && at_label == 0)
            return false;
        at_label = dot ? 0 : at_label + 1;
        dots += dot;
    }
    return dots > 0 && at_label > 1 && is_letter(host.s[host.len - 1]);
}

/* Where host[:port] ends. */
static Str host_of(Str rest)
{
    isize n = 0;
    while (n < rest.len && !strchr("/?#:", rest.s[n]))
        n++;
    return (Str){rest.s, n};
}

const char *link_to(Arena *a, Str url)
{
    if (!is_plain(url))
        return NULL;
    Str rest = without(url, S("https://"));
    bool bare = rest.len == url.len;
    Str host = host_of(rest);
    bool has_port = host.len < rest.len && rest.s[host.len] == ':';
    if (!is_host(host) || (bare && has_port))
        return NULL;
    Buf b = buf_new(a);
    buf_addf(&b, "https://%" STR_FMT, STR_ARG(rest));
    return str_cstr(a, buf_str(&b));
}

const char *link_to_mail(Arena *a, Str address)
{
    StrPair at = str_cut(address, '@');
    if (!is_plain(address) || !at.found || !at.head.len || !is_host(at.tail) ||
        str_has(address, '?') || str_has(address, '%'))
        return NULL;
    Buf b = buf_new(a);
    buf_addf(&b, "mailto:%" STR_FMT, STR_ARG(address));
    return str_cstr(a, buf_str(&b));
}

/* number = ["+"] digits, with spaces and ( ) - . / between */
const char *link_to_phone(Arena *a, Str number)
{
    Buf b = buf_new(a);
    isize digits = 0;
    buf_add(&b, S("tel:"));
    for (isize i = 0; i < number.len; i++) {
        char c = number.s[i];
        bool plus = c == '+' && digits == 0;
        if (is_digit(c) || plus)
            buf_add(&b, (Str){number.s + i, 1});
        else if (!c || !strchr(" ()-./", c))
            return NULL;
        digits += is_digit(c);
    }
    return digits >= LEAST_DIGITS ? str_cstr(a, buf_str(&b)) : NULL;
}

Str link_shown(Str url)
{
    Str text = without(without(url, S("https://")), S("http://"));
    if (text.len == url.len)
        return url;
    text = without(text, S("www."));
    if (text.len && text.s[text.len - 1] == '/')
        text.len--;
    return text.len ? text : url;
}

bool link_names(Arena *a, Str url, Str network)
{
    return strstr(str_cstr(a, str_lower(a, url)), str_cstr(a, str_lower(a, network))) !=
           NULL;
}
