#include "http/head.h"
#include "test.h"

#include <string.h>

#define GET  "GET / HTTP/1.1\r\n"
#define HOST "Host: a\r\n"

static const struct {
    const char *head;
    int status; /* 0: whole; -1: more is needed */
} cases[] = {
    {GET HOST "\r\n", 0},
    {"\r\n\r\n" GET HOST "\r\n", 0},
    {"\r\n\r\n\r\n" GET HOST "\r\n", 400},
    {GET HOST, -1},
    {GET HOST "\r", -1},
    {"", -1},
    {"GET  / HTTP/1.1\r\n" HOST "\r\n", 400},
    {"GET /  HTTP/1.1\r\n" HOST "\r\n", 400},
    {"GET / HTTP/1.1 \r\n" HOST "\r\n", 400},
    {" GET / HTTP/1.1\r\n" HOST "\r\n", 400},
    {"GET /\r\n" HOST "\r\n", 400},
    {"G=T / HTTP/1.1\r\n" HOST "\r\n", 400},
    {"get / HTTP/1.1\r\n" HOST "\r\n", 0},
    {"GET a HTTP/1.1\r\n" HOST "\r\n", 400},
    {"GET /\x01 HTTP/1.1\r\n" HOST "\r\n", 400},
    {"GET /\x7f HTTP/1.1\r\n" HOST "\r\n", 400},
    {"GET /\xc3\xa9 HTTP/1.1\r\n" HOST "\r\n", 400},
    {"GET /#a HTTP/1.1\r\n" HOST "\r\n", 400},
    {"GET http://other/x?y HTTP/1.1\r\n" HOST "\r\n", 0},
    {"GET HTTPS://other HTTP/1.1\r\n" HOST "\r\n", 0},
    {"GET http:///x HTTP/1.1\r\n" HOST "\r\n", 400},
    {"GET ftp://other/x HTTP/1.1\r\n" HOST "\r\n", 400},
    {"CONNECT other:443 HTTP/1.1\r\n" HOST "\r\n", 400},
    {"OPTIONS * HTTP/1.1\r\n" HOST "\r\n", 0},
    {"GET * HTTP/1.1\r\n" HOST "\r\n", 400},
    {"GET / HTTP/1.0\r\n\r\n", 0},
    {"GET / HTTP/1.2\r\n" HOST "\r\n", 400},
    {"GET / HTTP/9.9\r\n" HOST "\r\n", 505},
    {"PRI * HTTP/2.0\r\n\r\n", 505},
    {"GET / HTTP/11.1\r\n" HOST "\r\n", 400},
    {"GET / http/1.1\r\n" HOST "\r\n", 400},
    {"GET / HTTP/1.1\n" HOST "\r\n", 400},
    {GET "Host: a\n\r\n", 400},
    {GET HOST "\n", 400},
    {GET "Host: a\rb\r\n\r\n", 400},
    {GET HOST "\rX: y\r\n\r\n", 400},
    {GET HOST "X: \x01\r\n\r\n", 400},
    {GET HOST "X: \x7f\r\n\r\n", 400},
    {GET HOST "X: a\tb\r\n\r\n", 0},
    {GET HOST "X: a long value with one tab\tin its middle\r\n\r\n", 0},
    {GET HOST "X: a long value with a control\x1f in its middle\r\n\r\n", 400},
    {GET HOST "X: \xff\xfe\r\n\r\n", 0},
    {GET HOST "X:\r\n\r\n", 0},
    {GET HOST "X : y\r\n\r\n", 400},
    {GET HOST ": y\r\n\r\n", 400},
    {GET HOST "X\r\n\r\n", 400},
    {GET HOST "X(: y\r\n\r\n", 400},
    {GET HOST "X\xc3\xa9: y\r\n\r\n", 400},
    {GET HOST "X: y\r\n z\r\n\r\n", 400},
    {GET HOST "X: y\r\n\tz: a\r\n\r\n", 400},
    {GET " " HOST "\r\n", 400},
    {GET "\r\n", 400},
    {GET HOST HOST "\r\n", 400},
    {GET HOST "Host: b\r\n\r\n", 400},
    {"GET / HTTP/1.0\r\n" HOST HOST "\r\n", 400},
    {GET "Host: a,b\r\n\r\n", 400},
    {GET "Host: a/b\r\n\r\n", 400},
    {GET "Host: a b\r\n\r\n", 400},
    {GET "Host: u@a\r\n\r\n", 400},
    {GET "Host: [::1]:80\r\n\r\n", 0},
    {GET "Host:\r\n\r\n", 0},
    {GET HOST "Content-Length: 5\r\n\r\n", 0},
    {GET HOST "Content-Length: 007\r\n\r\n", 0},
    {GET HOST "Content-Length: +5\r\n\r\n", 400},
    {GET HOST "Content-Length: -1\r\n\r\n", 400},
    {GET HOST "Content-Length: 0x5\r\n\r\n", 400},
    {GET HOST "Content-Length: 5 5\r\n\r\n", 400},
    {GET HOST "Content-Length: 5, 5\r\n\r\n", 400},
    {GET HOST "Content-Length:\r\n\r\n", 400},
    {GET HOST "Content-Length: 5\r\nContent-Length: 6\r\n\r\n", 400},
    {GET HOST "Content-Length: 5\r\nContent-Length: 5\r\n\r\n", 400},
    {GET HOST "Content-Length: 9223372036854775808\r\n\r\n", 400},
    {GET HOST "Content-Length: 18446744073709551617\r\n\r\n", 400},
    {GET HOST "Transfer-Encoding: chunked\r\n\r\n", 0},
    {GET HOST "Transfer-Encoding: CHUNKED\r\n\r\n", 0},
    {GET HOST "Transfer-Encoding: gzip\r\n\r\n", 501},
    {GET HOST "Transfer-Encoding: gzip, chunked\r\n\r\n", 501},
    {GET HOST "Transfer-Encoding: chunked, chunked\r\n\r\n", 501},
    {GET HOST "Transfer-Encoding: xchunked\r\n\r\n", 501},
    {GET HOST "Transfer-Encoding:\r\n\r\n", 501},
    {GET HOST "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n\r\n", 400},
    {GET HOST "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", 400},
    {GET HOST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
    {GET HOST "Content-Length: 0\r\nTransfer-Encoding: gzip\r\n\r\n", 400},
    {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
    {GET HOST "Expect: 100-continue\r\n\r\n", 0},
    {GET HOST "Expect: 200-ok\r\n\r\n", 417},
    {"GET / HTTP/1.0\r\nExpect: 200-ok\r\n\r\n", 0},
};

static char bytes[2 * HTTP_MAX_HEAD];
static Head head;

static int outcome(const char *text, isize len)
{
    memcpy(bytes, text, (size_t)len);
    head_begin(&head);
    switch (head_read(&head, bytes, len)) {
    case HEAD_WHOLE: return 0;
    case HEAD_REFUSED: return head.refusal->status;
    case HEAD_MORE: break;
    }
    return -1;
}

#define outcome_of(literal) outcome((literal), (isize)sizeof(literal) - 1)

static void outcomes(void)
{
    for (isize i = 0; i < countof(cases); i++) {
        int got = outcome(cases[i].head, (isize)strlen(cases[i].head));
        if (!check(got == cases[i].status))
            printf("# case %td got %d: %s\n", i, got, cases[i].head);
    }
    check(outcome_of("GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n") == 400);
    check(outcome_of("GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
    check(outcome_of("GET / HTTP/1.1\r\nHost: a\r\nX\0: b\r\n\r\n") == 400);
}

static isize repeat(char *at, const char *what, isize n)
{
    for (isize i = 0; i < n; i++)
        memcpy(at + i * (isize)strlen(what), what, strlen(what));
    return n * (isize)strlen(what);
}

/* A request with `n` headers and a target and a value of these sizes. */
static int sized(isize target, isize n, isize value)
{
    static char text[2 * HTTP_MAX_HEAD];
    char *at = text;
    at += repeat(at, "GET /", 1);
    at += repeat(at, "t", target - 1);
    at += repeat(at, " HTTP/1.1\r\nHost: a\r\nV: ", 1);
    at += repeat(at, "v", value);
    at += repeat(at, "\r\n", 1);
    at += repeat(at, "X: y\r\n", n - 2);
    at += repeat(at, "\r\n", 1);
    return outcome(text, at - text);
}

static void limits(void)
{
    check(sized(1, 100, 1) == 0);
    check(sized(1, 101, 1) == 431);
    check(sized(HTTP_MAX_TARGET, 2, 1) == 0);
    check(sized(HTTP_MAX_TARGET + 1, 2, 1) == 414);
    check(sized(60000, 2, 1) == 414);
    isize rest = (isize)strlen("GET / HTTP/1.1\r\nHost: a\r\nV: \r\n\r\n");
    check(sized(1, 2, HTTP_MAX_HEAD - rest) == 0);
    check(head.size == HTTP_MAX_HEAD);
    check(sized(1, 2, HTTP_MAX_HEAD - rest + 1) == 431);
    memset(bytes, 'x', sizeof bytes);
    check(outcome(bytes, 2 * HTTP_MAX_TARGET) == 414); /* no line end in sight */
}

static Request request_of(const char *text, Header *headers)
{
    Request req = {0};
    check(outcome(text, (isize)strlen(text)) == 0);
    head_request(&head, bytes, headers, &req);
    return req;
}

static void what_is_read(void)
{
    Header h[HTTP_MAX_HEADERS];
    Request req = request_of("PATCH /a%20b?c=d&e?f HTTP/1.1\r\nHOST: a\r\n"
                             "X-Some_Thing:  two words \t\r\nEmpty:\r\n"
                             "Content-Length: 12\r\n\r\nbody",
                             h);
    check(req.method == METHOD_PATCH);
    check_str(req.method_name, S("PATCH"));
    check_str(req.path, S("/a%20b"));
    check_str(req.query, S("c=d&e?f"));
    check(req.n_headers == 4 && req.content_length == 12 && req.has_body);
    check(req.keep_alive && !req.expects_continue);
    check_str(header_get(&req, S("host")), S("a"));
    check_str(header_get(&req, S("x-some_thing")), S("two words"));
    check(header_get(&req, S("empty")).s && header_get(&req, S("empty")).len == 0);
    check(!header_get(&req, S("absent")).s);
    check(memcmp(bytes + head.size, "body", 4) == 0);

    req = request_of("GET http://other:80?q HTTP/1.1\r\nHost: a\r\n"
                     "Connection: x, Close\r\n\r\n",
                     h);
    check_str(req.path, S("/"));
    check_str(req.query, S("q"));
    check(!req.keep_alive && !req.has_body && req.content_length == 0);

    req = request_of("POST http://other/p/q HTTP/1.1\r\nHost: a\r\n"
                     "Transfer-Encoding: chunked\r\nExpect: 100-Continue\r\n\r\n",
                     h);
    check_str(req.path, S("/p/q"));
    check(req.has_body && req.content_length == -1 && req.expects_continue);

    req = request_of("GET / HTTP/1.0\r\n\r\n", h);
    check(!req.keep_alive);
    req = request_of("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", h);
    check(req.keep_alive);
    req = request_of("BREW /?a HTTP/1.1\r\nHost: a\r\n\r\n", h);
    check(req.method == METHOD_OTHER && str_eq(req.method_name, S("BREW")));
}

int main(void)
{
    outcomes();
    limits();
    what_is_read();
    return done();
}
