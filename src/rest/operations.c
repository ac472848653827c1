/* operations.c — the grammar of several operations in one request. */
#include "rest/operations.h"
#include "rest/errors.h"
#include "rest/json_text.h"
#include "rest/reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef struct Parsing {
    Arena *arena;
    Error *error;
    Operation *op;
    int number;
    Reference *references; /* of the query or the body, whichever is read */
    isize n;
} Parsing;

bool operations_fail(Arena *a, Error *error, const ErrorKind *kind, const char *format,
                     ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    char *text = make_n(a, char, n + 1);
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    va_end(args);
    *error = (Error){.kind = kind, .details = {text, n}};
    return false;
}

#define bad(p, kind, ...) operations_fail((p)->arena, (p)->error, (kind), __VA_ARGS__)

static const struct {
    const char *name;
    Method method;
} methods[] = {
    {"GET", METHOD_GET}, {"HEAD", METHOD_HEAD},   {"POST", METHOD_POST},
    {"PUT", METHOD_PUT}, {"PATCH", METHOD_PATCH}, {"DELETE", METHOD_DELETE},
};

static bool set_method(Parsing *p, Str name)
{
    p->op->method_name = name;
    for (isize i = 0; i < countof(methods); i++)
        if (str_eq(name, str_of(methods[i].name)))
            p->op->method = methods[i].method;
    return p->op->method ||
           bad(p, &bad_operations, "\"%" STR_FMT "\" is no method of an operation",
               STR_ARG(name));
}

/* reference = number ("." (name | "*"))* */
static bool add_reference(Parsing *p, Str text, isize from, isize to)
{
    StrPair head = str_cut(text, '.');
    int64_t number;
    if (p->n == MAX_REFERENCES)
        return bad(p, &bad_reference, "%" STR_FMT ": there are too many of them",
                   STR_ARG(text));
    if (!str_to_int(head.head, &number) || (head.found && !head.tail.len))
        return bad(p, &bad_reference,
                   "\"%" STR_FMT "\" is no operation's number and path", STR_ARG(text));
    if (number >= p->number)
        return bad(p, &bad_reference, "\"%" STR_FMT "\" is no earlier operation",
                   STR_ARG(text));
    Reference *r = &p->references[p->n++];
    *r = (Reference){(int)number, {0}, text, from, to};
    if (p->op->needs <= number)
        p->op->needs = (int)number + 1;
    Reader reader = reader_of(p->arena, head.tail);
    Str *steps = make_n(p->arena, Str, head.tail.len / 2 + 1);
    while (!reader_done(&reader)) {
        Str *step = &steps[r->steps.n++];
        if (read_char(&reader, '*'))
            *step = S("*");
        else if (!read_name(&reader, step))
            break;
        if (reader_done(&reader))
            break;
        if (!read_char(&reader, '.') || reader_done(&reader))
            return bad(p, &bad_reference, "\"%" STR_FMT "\" is no path", STR_ARG(text));
    }
    r->steps.v = steps;
    return reader_done(&reader) ||
           bad(p, &bad_reference, "\"%" STR_FMT "\" is no path", STR_ARG(text));
}

static Reference *references_new(Parsing *p)
{
    p->references = make_n(p->arena, Reference, MAX_REFERENCES);
    p->n = 0;
    return p->references;
}

static bool has_mark_byte(Str text)
{
    for (isize i = 0; i < text.len; i++)
        if (text.s[i] == 1 || (i + 2 < text.len && !memcmp(text.s + i, "%01", 3)))
            return true;
    return false;
}

/* {$0.id} becomes a mark. */
static bool set_query(Parsing *p, Str text)
{
    p->op->query = text;
    if (!str_contains(text, S("{$")))
        return true;
    if (has_mark_byte(text))
        return bad(p, &bad_reference, "A control character stands beside it");
    const Reference *v = references_new(p);
    Buf b = buf_new(p->arena);
    for (isize at = 0; at < text.len;) {
        Str rest = str_skip(text, at);
        const char *open = memmem(rest.s, (size_t)rest.len, "{$", 2);
        isize before = open ? open - rest.s : rest.len;
        buf_add(&b, (Str){rest.s, before});
        if (!open)
            break;
        StrPair cut = str_cut(str_skip(rest, before + 2), '}');
        if (!cut.found)
            return bad(p, &bad_reference, "\"%" STR_FMT "\" does not end",
                       STR_ARG(rest));
        if (!add_reference(p, cut.head, 0, 0))
            return false;
        Str mark = reference_mark(p->arena, p->n - 1);
        buf_add(&b, mark);
        at += before + cut.head.len + 3;
    }
    p->op->query = str_copy(p->arena, buf_str(&b));
    p->op->in_query = (References){v, p->n};
    return true;
}

static bool set_path(Parsing *p, Str text)
{
    if (text.len && text.s[0] == '/')
        text = str_skip(text, 1);
    StrPair cut = str_cut(text, '?');
    if (!cut.head.len)
        return bad(p, &bad_operations, "\"%" STR_FMT "\" is no table or function",
                   STR_ARG(text));
    p->op->path = cut.head;
    return set_query(p, cut.found ? cut.tail : S(""));
}

static bool is_token(Str s)
{
    for (isize i = 0; i < s.len; i++)
        if (s.s[i] <= ' ' || s.s[i] == 0x7F || strchr("\"(),/:;<=>?@[\\]{}", s.s[i]))
            return false;
    return s.len > 0;
}

static bool is_printable(Str s)
{
    for (isize i = 0; i < s.len; i++)
        if (((unsigned char)s.s[i] < ' ' && s.s[i] != '\t') || s.s[i] == 0x7F)
            return false;
    return true;
}

/* Who asks is the whole request's to say. */
static bool set_header(Parsing *p, Header *headers, Str name, Str value)
{
    Str key = str_lower(p->arena, name);
    if (!is_token(key) || !is_printable(value) ||
        p->op->n_headers == MAX_OPERATION_HEADERS)
        return bad(p, &bad_operations, "\"%" STR_FMT "\" is no header", STR_ARG(name));
    if (str_eq(key, S("authorization")) || str_eq(key, S("apikey")))
        return bad(p, &bad_operations,
                   "\"%" STR_FMT "\" belongs to the request, not to an operation",
                   STR_ARG(key));
    headers[p->op->n_headers++] = (Header){key, value};
    return true;
}

static bool set_headers(Parsing *p, JsonScan *s)
{
    Header *headers = make_n(p->arena, Header, MAX_OPERATION_HEADERS);
    p->op->headers = headers;
    if (!scan_take(s, '{'))
        return bad(p, &bad_operations, "Its headers are no object");
    if (scan_take(s, '}'))
        return true;
    do {
        Str name, value;
        if (!scan_string(s, &name) || !scan_take(s, ':') || !scan_string(s, &value))
            return bad(p, &bad_operations, "A header is no text");
        if (!set_header(p, headers, name, value))
            return false;
    } while (scan_take(s, ','));
    return scan_take(s, '}') || bad(p, &bad_operations, "Its headers do not end");
}

/* --- references in a body ----------------------------------------------------------
 */

static bool find_in_value(Parsing *p, JsonScan *s, const char *start);

/* {"$from": "0.id"}: that member and no other; not *is: `s` stands where it stood. */
static bool find_reference(Parsing *p, JsonScan *s, const char *start, bool *is)
{
    JsonScan ahead = *s;
    isize from = ahead.at - start;
    Str key, text;
    *is = scan_take(&ahead, '{') && scan_peek(&ahead) == '"' &&
          scan_string(&ahead, &key) && str_eq(key, S("$from")) &&
          scan_take(&ahead, ':') && scan_peek(&ahead) == '"' &&
          scan_string(&ahead, &text) && scan_take(&ahead, '}');
    if (!*is)
        return true;
    *s = ahead;
    return add_reference(p, text, from, ahead.at - start);
}

static bool find_in_members(Parsing *p, JsonScan *s, const char *start, bool keyed)
{
    char close = keyed ? '}' : ']';
    s->at++;
    if (scan_take(s, close))
        return true;
    do {
        Str key;
        if (keyed && (!scan_string(s, &key) || !scan_take(s, ':')))
            return false;
        if (!find_in_value(p, s, start))
            return false;
    } while (scan_take(s, ','));
    return scan_take(s, close);
}

/* The value is JSON and not too deep: it has been skipped before. */
static bool find_in_value(Parsing *p, JsonScan *s, const char *start)
{
    int first = scan_peek(s);
    bool is;
    if (first == '{') {
        if (!find_reference(p, s, start, &is))
            return false;
        return is || find_in_members(p, s, start, true);
    }
    return first == '[' ? find_in_members(p, s, start, false) : scan_skip_value(s);
}

static bool set_body(Parsing *p, JsonScan *s)
{
    scan_peek(s);
    const char *start = s->at;
    if (!scan_skip_value(s))
        return bad(p, &bad_operations, "Its body is no JSON");
    Str text = {start, s->at - start};
    if (str_eq(text, S("null")))
        return true;
    p->op->body = str_copy(p->arena, text);
    if (!str_contains(text, S("\"$from\"")))
        return true;
    const Reference *v = references_new(p);
    JsonScan again = scan_of(p->arena, text);
    if (!find_in_value(p, &again, text.s))
        return false;
    p->op->in_body = (References){v, p->n};
    return true;
}

/* A body of another type is the text that a JSON string holds. */
static bool use_content_type(Parsing *p)
{
    Request req = {.headers = p->op->headers, .n_headers = p->op->n_headers};
    Str type = header_get(&req, S("content-type"));
    if (!type.s || !p->op->body.s || p->op->body.s[0] != '"' ||
        str_starts(type, S("application/json")) ||
        str_starts(type, S("application/vnd.pgrst")))
        return true;
    JsonScan s = scan_of(p->arena, p->op->body);
    Str text;
    if (!scan_string(&s, &text))
        return bad(p, &bad_operations, "Its body is no text");
    p->op->body = str_copy(p->arena, text);
    return true;
}

/* --- operations --------------------------------------------------------------------
 */

static bool text_member(Parsing *p, JsonScan *s, Str name,
                        bool (*set)(Parsing *, Str text))
{
    Str text;
    if (scan_peek(s) != '"' || !scan_string(s, &text))
        return bad(p, &bad_operations, "Its \"%" STR_FMT "\" is no text",
                   STR_ARG(name));
    return set(p, text);
}

static bool member(Parsing *p, JsonScan *s, Str name)
{
    if (str_eq(name, S("method")) && !p->op->method)
        return text_member(p, s, name, set_method);
    if (str_eq(name, S("path")) && !p->op->path.s)
        return text_member(p, s, name, set_path);
    if (str_eq(name, S("headers")) && !p->op->headers)
        return set_headers(p, s);
    if (str_eq(name, S("body")) && !p->op->body.s)
        return set_body(p, s);
    return bad(p, &bad_operations, "\"%" STR_FMT "\" is no member of an operation",
               STR_ARG(name));
}

static bool operation(Parsing *p, JsonScan *s)
{
    if (!scan_take(s, '{'))
        return bad(p, &bad_operations, "It is no object");
    do {
        Str name;
        if (!scan_string(s, &name) || !scan_take(s, ':'))
            return bad(p, &bad_operations, "It is no JSON");
        if (!member(p, s, name))
            return false;
    } while (scan_take(s, ','));
    if (!scan_take(s, '}'))
        return bad(p, &bad_operations, "It is no JSON");
    if (!p->op->method || !p->op->path.s)
        return bad(p, &bad_operations, "It needs a \"%" STR_FMT "\"",
                   STR_ARG(p->op->method ? S("path") : S("method")));
    return use_content_type(p);
}

bool parse_operations(Arena *a, Str body, Operations *out, int *wrong, Error *error)
{
    JsonScan s = scan_of(a, body);
    Parsing p = {.arena = a, .error = error};
    *out = (Operations){make_n(a, Operation, MAX_OPERATIONS), 0};
    *wrong = -1;
    if (!scan_take(&s, '[') || scan_peek(&s) == ']')
        return bad(&p, &bad_operations, "There is no operation in it");
    do {
        if (out->n == MAX_OPERATIONS)
            return bad(&p, &bad_operations, "There are more than 50 in it");
        p.number = *wrong = out->n;
        p.op = &out->v[out->n++];
        if (!operation(&p, &s))
            return false;
    } while (scan_take(&s, ','));
    *wrong = -1;
    return (scan_take(&s, ']') && scan_peek(&s) == -1) ||
           bad(&p, &bad_operations, "It is no JSON array");
}
