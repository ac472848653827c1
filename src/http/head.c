/* head.c — a request's head, line by line; each function reads what it is named after.
 */
#include "http/head.h"
#include "http/errors.h"

#include <string.h>

enum {
    MAX_METHOD = 32,
    MAX_LINE = MAX_METHOD + 1 + HTTP_MAX_TARGET + sizeof(" HTTP/1.1\r\n") - 1,
    MAX_BLANK_LINES = 2, /* some old clients send a CRLF after a body */
};

typedef const ErrorKind *Refusal; /* NULL: all is well */

/* A token's bytes, lowered; NUL for every other byte. */
static const char lowered[256] = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                 "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                 "\0!\0#$%&'\0\0*+\0-.\0"
                                 "0123456789\0\0\0\0\0\0"
                                 "\0abcdefghijklmno"
                                 "pqrstuvwxyz\0\0\0^_"
                                 "`abcdefghijklmno"
                                 "pqrstuvwxyz\0|\0~\0";

bool head_is_token(Str text)
{
    for (isize i = 0; i < text.len; i++)
        if (!lowered[(unsigned char)text.s[i]])
            return false;
    return text.len > 0;
}

/* Eight bytes at a time: tokens of a kilobyte are common. */
bool head_has_control(Str text)
{
    const uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
    isize i = 0;
    for (; i + 8 <= text.len; i += 8) {
        uint64_t x, del;
        memcpy(&x, text.s + i, 8);
        del = x ^ (ones * 0x7f);
        if ((((x - ones * 0x20) & ~x) | ((del - ones) & ~del)) & tops)
            break;
    }
    for (; i < text.len; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if ((c < 0x20 && c != '\t') || c == 0x7f)
            return true;
    }
    return false;
}

static Span span_of(const char *bytes, Str part)
{
    return (Span){(uint32_t)(part.s - bytes), (uint32_t)part.len};
}

static Str trim(Str text)
{
    while (text.len && (text.s[0] == ' ' || text.s[0] == '\t'))
        text = str_skip(text, 1);
    while (text.len && (text.s[text.len - 1] == ' ' || text.s[text.len - 1] == '\t'))
        text.len--;
    return text;
}

static Method method_named(Str name)
{
    static const struct {
        Str name;
        Method method;
    } methods[] = {
        {{"GET", 3}, METHOD_GET},         {{"POST", 4}, METHOD_POST},
        {{"PATCH", 5}, METHOD_PATCH},     {{"DELETE", 6}, METHOD_DELETE},
        {{"HEAD", 4}, METHOD_HEAD},       {{"PUT", 3}, METHOD_PUT},
        {{"OPTIONS", 7}, METHOD_OPTIONS},
    };
    for (isize i = 0; i < countof(methods); i++)
        if (str_eq(methods[i].name, name))
            return methods[i].method;
    return METHOD_OTHER;
}

static Refusal version(Head *h, Str text)
{
    if (text.len != 8 || !str_starts(text, S("HTTP/")) || text.s[6] != '.')
        return &bad_request_line;
    char major = text.s[5], minor = text.s[7];
    if (major < '0' || major > '9' || minor < '0' || minor > '9')
        return &bad_request_line;
    if (major != '1')
        return &unknown_version;
    h->minor = minor - '0';
    return h->minor <= 1 ? NULL : &bad_version;
}

static Refusal target(Head *h, const char *bytes, Str text)
{
    if (text.len > HTTP_MAX_TARGET)
        return &target_too_long;
    for (isize i = 0; i < text.len; i++)
        if (text.s[i] <= ' ' || text.s[i] >= 0x7f || text.s[i] == '#')
            return &bad_target;
    bool absolute = text.len >= 8 && (str_eq_nocase((Str){text.s, 7}, S("http://")) ||
                                      str_eq_nocase((Str){text.s, 8}, S("https://")));
    if (absolute) {
        isize at = str_cut(text, ':').head.len + 3; /* the Host header names us */
        isize start = at;
        while (at < text.len && text.s[at] != '/' && text.s[at] != '?')
            at++;
        if (at == start)
            return &bad_target;
        text = str_skip(text, at);
    } else if (!str_starts(text, S("/")) &&
               !(h->method == METHOD_OPTIONS && str_eq(text, S("*")))) {
        return &bad_target;
    }
    StrPair parts = str_cut(text, '?');
    h->path = span_of(bytes, parts.head);
    if (parts.found)
        h->query = span_of(bytes, parts.tail);
    return NULL;
}

static Refusal request_line(Head *h, const char *bytes, Str line)
{
    StrPair method = str_cut(line, ' ');
    StrPair rest = str_cut(method.tail, ' ');
    if (!rest.found || method.head.len > MAX_METHOD || !head_is_token(method.head))
        return &bad_request_line;
    h->method = method_named(method.head);
    h->method_name = span_of(bytes, method.head);
    Refusal refusal = version(h, rest.tail);
    return refusal ? refusal : target(h, bytes, rest.head);
}

static Refusal host(Head *h, Str value)
{
    for (isize i = 0; i < value.len; i++)
        if (!lowered[(unsigned char)value.s[i]] && !strchr(":[]();=", value.s[i]))
            return &bad_host;
    return h->n_hosts++ ? &bad_host : NULL;
}

static Refusal content_length(Head *h, Str value)
{
    if (h->content_length >= 0 || !str_to_int(value, &h->content_length))
        return &bad_content_length;
    return NULL;
}

static Refusal transfer_encoding(Head *h, Str value)
{
    h->chunked = str_eq_nocase(value, S("chunked"));
    return h->n_codings++ ? &bad_coding : NULL;
}

static Refusal connection(Head *h, Str value)
{
    for (StrPair list = {.tail = value, .found = true}; list.found;) {
        list = str_cut(list.tail, ',');
        Str word = trim(list.head);
        h->close |= str_eq_nocase(word, S("close"));
        h->keep_alive |= str_eq_nocase(word, S("keep-alive"));
    }
    return NULL;
}

static Refusal expect(Head *h, Str value)
{
    bool known = str_eq_nocase(value, S("100-continue"));
    h->expects_continue |= known;
    h->expects_other |= !known;
    return NULL;
}

/* The headers that say where a message ends; no two have names of one length. */
static const struct {
    const char *name;
    Refusal (*read)(Head *h, Str value);
} framing[] = {
    [4] = {"host", host},
    [6] = {"expect", expect},
    [10] = {"connection", connection},
    [14] = {"content-length", content_length},
    [17] = {"transfer-encoding", transfer_encoding},
};

static Refusal field(Head *h, char *bytes, isize start, isize end)
{
    isize at = start;
    for (; at < end && lowered[(unsigned char)bytes[at]]; at++)
        bytes[at] = lowered[(unsigned char)bytes[at]];
    Str name = {bytes + start, at - start};
    if (name.len == 0 || at == end || bytes[at] != ':')
        return bytes[start] == ' ' || bytes[start] == '\t' ? &folded_header
                                                           : &bad_header_name;
    if (h->n_fields == HTTP_MAX_HEADERS)
        return &too_many_headers;
    Str value = trim((Str){bytes + at + 1, end - at - 1});
    if (head_has_control(value))
        return &bad_header_value;
    h->fields[h->n_fields++] = (Field){span_of(bytes, name), span_of(bytes, value)};
    if (name.len < countof(framing) && framing[name.len].name &&
        memcmp(framing[name.len].name, name.s, (size_t)name.len) == 0)
        return framing[name.len].read(h, value);
    return NULL;
}

/* What only the whole head can tell. */
static Refusal whole(const Head *h)
{
    if (h->n_codings && h->content_length >= 0)
        return &length_and_coding;
    if (h->n_codings && h->minor == 0)
        return &bad_coding;
    if (h->n_codings && !h->chunked)
        return &unknown_coding;
    if (h->n_hosts == 0 && h->minor == 1)
        return &bad_host;
    return h->expects_other && h->minor == 1 ? &bad_expectation : NULL;
}

/* `end`: how far the line reaches, or all that has come of it. */
static Refusal over_limit(const Head *h, isize end)
{
    if (h->n_lines == 0 && end - h->line > MAX_LINE)
        return &target_too_long;
    return end > HTTP_MAX_HEAD ? &head_too_large : NULL;
}

static Refusal one_line(Head *h, char *bytes, isize end)
{
    isize start = h->line, len = end - start - 2;
    if (len < 0 || bytes[end - 2] != '\r')
        return &bad_line_end;
    h->line = end;
    if (len == 0 && h->n_lines == 0)
        return h->blank_lines++ < MAX_BLANK_LINES ? NULL : &bad_request_line;
    if (h->n_lines++ == 0)
        return request_line(h, bytes, (Str){bytes + start, len});
    if (len > 0)
        return field(h, bytes, start, end - 2);
    h->size = end;
    return whole(h);
}

void head_begin(Head *h)
{
    memset(h, 0, offsetof(Head, fields));
    h->content_length = -1;
}

HeadStep head_read(Head *h, char *bytes, isize len)
{
    while (!h->refusal && !h->size) {
        char *lf = memchr(bytes + h->scanned, '\n', (size_t)(len - h->scanned));
        isize end = lf ? lf - bytes + 1 : len;
        h->scanned = end;
        h->refusal = over_limit(h, end);
        if (!h->refusal && !lf)
            return HEAD_MORE;
        if (!h->refusal)
            h->refusal = one_line(h, bytes, end);
    }
    return h->refusal ? HEAD_REFUSED : HEAD_WHOLE;
}

static Str view(const char *bytes, Span span)
{
    return (Str){bytes + span.at, span.len};
}

void head_request(const Head *h, const char *bytes, Header *headers, Request *req)
{
    bool chunked = h->chunked;
    req->method = h->method;
    req->method_name = view(bytes, h->method_name);
    req->path = h->path.len ? view(bytes, h->path) : S("/");
    req->query = h->query.len ? view(bytes, h->query) : S("");
    for (int i = 0; i < h->n_fields; i++)
        headers[i] =
            (Header){view(bytes, h->fields[i].name), view(bytes, h->fields[i].value)};
    req->headers = headers;
    req->n_headers = h->n_fields;
    req->content_length = chunked ? -1 : h->content_length > 0 ? h->content_length : 0;
    req->has_body = chunked || h->content_length > 0;
    req->keep_alive = h->minor == 1 ? !h->close : h->keep_alive && !h->close;
    req->expects_continue = h->expects_continue && h->minor == 1;
}
