/*
 * Any bytes, in any pieces: the head's fate is that of the whole; what is accepted lies
 * within its bytes, has no byte that it may not have, and says the same when it is
 * written out and read again.
 */
#include "http/head.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Parsed {
    HeadStep step;
    Head head;
    Request req;
    Header headers[HTTP_MAX_HEADERS];
} Parsed;

static void request(Parsed *p, const char *bytes)
{
    p->req = (Request){0};
    if (p->step == HEAD_WHOLE)
        head_request(&p->head, bytes, p->headers, &p->req);
}

static bool same_words(const Request *a, const Request *b)
{
    bool same = a->method == b->method && str_eq(a->method_name, b->method_name) &&
                str_eq(a->path, b->path) && str_eq(a->query, b->query) &&
                a->n_headers == b->n_headers && a->has_body == b->has_body &&
                a->content_length == b->content_length &&
                a->keep_alive == b->keep_alive &&
                a->expects_continue == b->expects_continue;
    for (int i = 0; same && i < a->n_headers; i++)
        same = str_eq(a->headers[i].name, b->headers[i].name) &&
               str_eq(a->headers[i].value, b->headers[i].value);
    return same;
}

static void check_within(Str part, const char *bytes, isize size)
{
    assert(part.len == 0 || (part.s >= bytes && part.s + part.len <= bytes + size));
}

static void check_words(const Parsed *p, const char *bytes)
{
    isize size = p->head.size;
    assert(size >= 4 && memcmp(bytes + size - 4, "\r\n\r\n", 4) == 0);
    assert(head_is_token(p->req.method_name));
    assert(str_starts(p->req.path, S("/")) || p->req.method == METHOD_OPTIONS);
    if (p->head.path.len)
        check_within(p->req.path, bytes, size);
    check_within(p->req.query, bytes, size);
    for (int i = 0; i < p->req.n_headers; i++) {
        Header h = p->req.headers[i];
        check_within(h.name, bytes, size);
        check_within(h.value, bytes, size);
        assert(head_is_token(h.name) && !head_has_control(h.value));
        for (isize j = 0; j < h.name.len; j++)
            assert(h.name.s[j] < 'A' || h.name.s[j] > 'Z');
        for (isize j = 0; j < h.value.len; j++)
            assert(h.value.s[j] != '\r' && h.value.s[j] != '\n' && h.value.s[j] != 0);
    }
}

static void add(char **at, Str text)
{
    if (text.len)
        memcpy(*at, text.s, (size_t)text.len);
    *at += text.len;
}

static isize write_out(const Parsed *p, char *to)
{
    char *at = to;
    add(&at, p->req.method_name);
    add(&at, S(" "));
    add(&at, p->req.path);
    add(&at, p->req.query.len ? S("?") : S(""));
    add(&at, p->req.query);
    add(&at, p->head.minor ? S(" HTTP/1.1\r\n") : S(" HTTP/1.0\r\n"));
    for (int i = 0; i < p->req.n_headers; i++) {
        add(&at, p->req.headers[i].name);
        add(&at, S(": "));
        add(&at, p->req.headers[i].value);
        add(&at, S("\r\n"));
    }
    add(&at, S("\r\n"));
    return at - to;
}

/* The first byte says where to split; each later piece is as long again plus one. */
static void read_in_pieces(Parsed *p, char *bytes, isize size, isize piece)
{
    head_begin(&p->head);
    p->step = HEAD_MORE;
    for (isize len = piece; p->step == HEAD_MORE; len += piece) {
        bool all = len >= size;
        char *moved = malloc((size_t)(all ? size : len) + 1); /* ASan guards its end */
        if (!moved)
            abort();
        isize n = all ? size : len;
        memcpy(moved, bytes, (size_t)n);
        p->step = head_read(&p->head, moved, n);
        memcpy(bytes, moved, (size_t)n);
        free(moved);
        if (all)
            break;
    }
    request(p, bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Parsed whole, split, again;
    static char bytes[4 * HTTP_MAX_HEAD], copy[4 * HTTP_MAX_HEAD],
        out[4 * HTTP_MAX_HEAD];
    if (size < 1 || size > 2 * HTTP_MAX_HEAD)
        return 0;
    isize n = (isize)size - 1;
    memcpy(bytes, data + 1, (size_t)n);
    memcpy(copy, data + 1, (size_t)n);
    read_in_pieces(&whole, bytes, n, n + 1);
    read_in_pieces(&split, copy, n, 1 + data[0] + n / 64);
    assert(whole.step == split.step && whole.head.refusal == split.head.refusal);
    if (whole.step != HEAD_WHOLE)
        return 0;
    assert(whole.head.size == split.head.size && same_words(&whole.req, &split.req));
    check_words(&whole, bytes);
    isize n_out = write_out(&whole, out);
    if (n_out > HTTP_MAX_HEAD)
        return 0; /* ": " may be longer than what was sent */
    read_in_pieces(&again, out, n_out, n_out + 1);
    assert(again.step == HEAD_WHOLE && again.head.size == n_out);
    assert(same_words(&whole.req, &again.req));
    return 0;
}
