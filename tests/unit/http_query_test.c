#include "http/compress.h"
#include "http/date.h"
#include "http/response.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

static Arena arena;

static void decoding(void)
{
    static const struct {
        const char *text;
        bool plus;
        const char *decoded; /* NULL: malformed */
    } cases[] = {
        {"", true, ""},        {"a%20b", false, "a b"}, {"a+b", false, "a+b"},
        {"a+b", true, "a b"},  {"%2b%2B", true, "++"},  {"%C3%A9", false, "\xc3\xa9"},
        {"%", false, NULL},    {"%2", false, NULL},     {"%2g", false, NULL},
        {"%%20", false, NULL}, {"a%2", true, NULL},
    };
    for (isize i = 0; i < countof(cases); i++) {
        Str out;
        bool ok = url_decode(&arena, str_of(cases[i].text), cases[i].plus, &out);
        if (check(ok == (cases[i].decoded != NULL)) && ok)
            check_str(out, str_of(cases[i].decoded));
    }
    Str out;
    check(url_decode(&arena, S("a%00b"), false, &out) && out.len == 3);
}

static void parameters(void)
{
    Request req = {.query = S("a=1&b=x+y&&c&d=&a%62=%C3%A9&bad=%zz&a=2&e=f=g")};
    check_str(query_get(&arena, &req, S("a")), S("1"));
    check_str(query_get(&arena, &req, S("b")), S("x y"));
    check(query_get(&arena, &req, S("c")).s &&
          query_get(&arena, &req, S("c")).len == 0);
    check(query_get(&arena, &req, S("d")).s &&
          query_get(&arena, &req, S("d")).len == 0);
    check_str(query_get(&arena, &req, S("ab")), S("\xc3\xa9"));
    check_str(query_get(&arena, &req, S("e")), S("f=g"));
    check(!query_get(&arena, &req, S("bad")).s);
    check(!query_get(&arena, &req, S("none")).s);
}

static Str head_of(const Response *res, const Framing *framing)
{
    static char text[4096];
    assert(response_head_bound(res) <= (isize)sizeof text);
    return (Str){text, response_head(res, framing, S("now"), text)};
}

static void heads(void)
{
    Framing framing = {.length = 3, .connection = S("close")};
    Response res = {.status = 201, .content_type = S("text/plain")};
    check(header_add(&res, S("X-A"), S("b\r\nSet-Cookie: c")));
    check(header_add(&res, S("X\r\nB"), S("c")));
    check(header_add(&res, S("Content-Length"), S("9")));
    check(header_add(&res, S("transfer-encoding"), S("chunked")));
    check_str(head_of(&res, &framing),
              S("HTTP/1.1 201 Created\r\nDate: now\r\nContent-Type: text/plain\r\n"
                "X-A: b  Set-Cookie: c\r\nContent-Length: 3\r\nConnection: close\r\n"
                "\r\n"));
    res = (Response){.status = 200};
    framing = (Framing){.length = -1, .varies = true, .gzipped = true};
    header_add(&res, S("etag"), S("\"x\""));
    header_add(&res, S("vary"), S("Origin"));
    check_str(head_of(&res, &framing),
              S("HTTP/1.1 200 OK\r\nDate: now\r\netag: W/\"x\"\r\n"
                "vary: Accept-Encoding, Origin\r\nContent-Encoding: gzip\r\n\r\n"));
    while (res.n_headers < HTTP_MAX_RESPONSE_HEADERS)
        check(header_add(&res, S("X"), S("y")));
    check(!header_add(&res, S("X"), S("y")));
    char date[HTTP_DATE_SIZE];
    http_date_write(784111777, date);
    check_str(str_of(date), S("Sun, 06 Nov 1994 08:49:37 GMT"));
    check_str(str_of(http_reason(404)), S("Not Found"));
}

static void encodings(void)
{
    static const struct {
        const char *accepts;
        bool gzip;
    } cases[] = {
        {"gzip", true},
        {"deflate, gzip;q=0.5", true},
        {"gzip;q=0", false},
        {"gzip; q=0.000", false},
        {"*", true},
        {"*;q=0", false},
        {"*;q=1, gzip;q=0", false},
        {"identity, gzip ; q=0.1", true},
        {"br", false},
        {"", false},
        {"GZIP", true},
        {"x-gzip", true},
        {"xgzip", false},
    };
    for (isize i = 0; i < countof(cases); i++)
        check(coding_accepted(str_of(cases[i].accepts), S("gzip")) == cases[i].gzip);
    static char text[2000];
    memset(text, 'a', sizeof text);
    Response res = {.status = 200,
                    .content_type = S("application/json; charset=utf-8"),
                    .body = {text, sizeof text}};
    check(compress_is_worth_it(&res));
    Compressor *z = NULL;
    Str packed = compress_body(&z, res.body);
    check(packed.len > 20 && packed.len < 200 && packed.s[0] == '\x1f');
    free((void *)(uintptr_t)packed.s);
    compress_free(z);
    res.body.len = 500;
    check(!compress_is_worth_it(&res));
    res.body.len = sizeof text;
    res.content_type = S("image/png");
    check(!compress_is_worth_it(&res));
    res.content_type = S("text/html");
    header_add(&res, S("Content-Encoding"), S("br"));
    check(!compress_is_worth_it(&res));
}

int main(void)
{
    arena = arena_reserve(1 << 20);
    decoding();
    parameters();
    heads();
    encodings();
    arena_release(&arena);
    return done();
}
