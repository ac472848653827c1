/* response.c — writing an answer's head. */
#include "http/response.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const struct {
    int status;
    const char *reason;
} reasons[] = {
    {100, "Continue"},
    {101, "Switching Protocols"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {204, "No Content"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {407, "Proxy Authentication Required"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {423, "Locked"},
    {425, "Too Early"},
    {426, "Upgrade Required"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {507, "Insufficient Storage"},
};

const char *http_reason(int status)
{
    for (isize i = 0; i < countof(reasons); i++)
        if (reasons[i].status == status)
            return reasons[i].reason;
    return "Unknown";
}

bool header_add(Response *res, Str name, Str value)
{
    if (res->n_headers == HTTP_MAX_RESPONSE_HEADERS)
        return false;
    res->headers[res->n_headers++] = (Header){name, value};
    return true;
}

/* What frames a message is the server's alone to say. */
static bool is_framing(Str name)
{
    static const Str ours[] = {{"content-length", 14},
                               {"transfer-encoding", 17},
                               {"connection", 10},
                               {"keep-alive", 10},
                               {"date", 4}};
    for (isize i = 0; i < countof(ours); i++)
        if (str_eq_nocase(name, ours[i]))
            return true;
    return false;
}

isize response_head_bound(const Response *res)
{
    isize n = 512 + res->content_type.len;
    for (int i = 0; i < res->n_headers; i++)
        n += res->headers[i].name.len + res->headers[i].value.len + 24;
    return n;
}

static char *put(char *at, Str text)
{
    if (text.len)
        memcpy(at, text.s, (size_t)text.len);
    return at + text.len;
}

/* No text of ours or the application's may begin a line of its own. */
static char *put_value(char *at, Str value)
{
    char *from = at;
    at = put(at, value);
    if (head_has_control(value))
        for (; from < at; from++)
            if (((unsigned char)*from < 0x20 && *from != '\t') || *from == 0x7f)
                *from = ' ';
    return put(at, S("\r\n"));
}

static char *put_number(char *at, int64_t n)
{
    char room[INT_ROOM];
    return put(at, int_text(room, n));
}

static char *put_status(char *at, int status)
{
    at = put(at, S("HTTP/1.1 "));
    at = put_number(at, status);
    at = put(at, S(" "));
    at = put(at, str_of(http_reason(status)));
    return put(at, S("\r\n"));
}

static bool lists(Str list, Str word)
{
    for (isize i = 0; i + word.len <= list.len; i++)
        if (str_eq_nocase((Str){list.s + i, word.len}, word))
            return true;
    return str_eq(list, S("*"));
}

static char *put_header(char *at, const Header *h, const Framing *framing, bool *varied)
{
    bool vary = str_eq_nocase(h->name, S("vary"));
    at = put(put(at, h->name), S(": "));
    if (vary && framing->varies && !*varied && !lists(h->value, S("accept-encoding")))
        at = put(at, S("Accept-Encoding, "));
    if (framing->gzipped && str_eq_nocase(h->name, S("etag")) &&
        !str_starts(h->value, S("W/")))
        at = put(at, S("W/"));
    *varied |= vary;
    return put_value(at, h->value);
}

isize response_head(const Response *res, const Framing *framing, Str date, char *to)
{
    assert(res->status >= 100 && res->status <= 999);
    bool varied = !framing->varies;
    char *at = put_status(to, res->status);
    at = put(put(at, S("Date: ")), date);
    at = put(at, S("\r\n"));
    if (res->content_type.len)
        at = put_value(put(at, S("Content-Type: ")), res->content_type);
    for (int i = 0; i < res->n_headers; i++)
        if (head_is_token(res->headers[i].name) && !is_framing(res->headers[i].name))
            at = put_header(at, &res->headers[i], framing, &varied);
    if (!varied)
        at = put(at, S("Vary: Accept-Encoding\r\n"));
    if (framing->gzipped)
        at = put(at, S("Content-Encoding: gzip\r\n"));
    if (framing->chunked)
        at = put(at, S("Transfer-Encoding: chunked\r\n"));
    if (framing->length >= 0)
        at =
            put(put_number(put(at, S("Content-Length: ")), framing->length), S("\r\n"));
    if (framing->connection.len)
        at = put(put(put(at, S("Connection: ")), framing->connection), S("\r\n"));
    return put(at, S("\r\n")) - to;
}
