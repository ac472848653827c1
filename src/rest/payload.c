#include "rest/errors.h"
#include "rest/json_text.h"
#include "rest/payload_csv.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

static bool bad(Error *error, Str message)
{
    *error = (Error){.kind = &invalid_body, .message = message};
    return false;
}

static int compare_names(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

void sort_names(Str *v, isize n)
{
    if (n > 1)
        qsort(v, (size_t)n, sizeof *v, compare_names);
}

isize unique_names(Str *v, isize n)
{
    isize kept = 0;
    for (isize i = 0; i < n; i++)
        if (!kept || !str_eq(v[kept - 1], v[i]))
            v[kept++] = v[i];
    return kept;
}

bool names_have(const Str *v, isize n, Str name)
{
    for (isize i = 0; i < n; i++)
        if (str_eq(v[i], name))
            return true;
    return false;
}

/* object = "{" [key ":" value ("," key ":" value)*] "}"; keys sorted, each once */
static bool object_keys(JsonScan *s, Str *keys, isize *n)
{
    *n = 0;
    if (!scan_take(s, '{'))
        return false;
    if (scan_take(s, '}'))
        return true;
    do {
        Str key;
        if (*n == MAX_PAYLOAD_KEYS || !scan_string(s, &key) || !scan_take(s, ':') ||
            !scan_skip_value(s))
            return false;
        keys[(*n)++] = key;
    } while (scan_take(s, ','));
    if (!scan_take(s, '}'))
        return false;
    sort_names(keys, *n);
    *n = unique_names(keys, *n);
    return true;
}

typedef struct KeyCheck {
    Str *first, *other;
    isize n, n_other;
} KeyCheck;

static bool same_keys(const KeyCheck *k)
{
    if (k->n != k->n_other)
        return false;
    for (isize i = 0; i < k->n; i++)
        if (!str_eq(k->first[i], k->other[i]))
            return false;
    return true;
}

/* The rest of an array whose "[" has been taken.  *uniform: objects of one shape. */
static bool array_keys(JsonScan *s, KeyCheck *k, bool *uniform)
{
    *uniform = true;
    for (bool first = true; first || scan_take(s, ','); first = false) {
        bool is_object = scan_peek(s) == '{';
        if (!is_object || !*uniform) {
            *uniform = false;
            if (!scan_skip_value(s))
                return false;
        } else if (first) {
            if (!object_keys(s, k->first, &k->n))
                return false;
        } else {
            if (!object_keys(s, k->other, &k->n_other))
                return false;
            *uniform = same_keys(k);
        }
    }
    return scan_take(s, ']');
}

static bool at_end(JsonScan *s)
{
    return scan_peek(s) == -1;
}

bool payload_json(Arena *a, Str body, bool mapped, bool trusted_columns, Payload *out,
                  Error *error)
{
    JsonScan s = scan_of(a, body);
    s.kept = mapped ? body.s : NULL;
    *out = (Payload){PAYLOAD_JSON, .raw = body, .is_object = scan_peek(&s) == '{',
                     .in_pieces = mapped};
    if (trusted_columns)
        return true;
    KeyCheck k = {make_n(a, Str, MAX_PAYLOAD_KEYS), make_n(a, Str, MAX_PAYLOAD_KEYS)};
    bool ok = true, uniform = true;
    if (out->is_object) {
        ok = object_keys(&s, k.first, &k.n);
    } else if (scan_peek(&s) == '[') {
        scan_take(&s, '[');
        if (!scan_take(&s, ']'))
            ok = array_keys(&s, &k, &uniform);
    } else {
        ok = scan_skip_value(&s);
        out->raw = S("[]");
        out->in_pieces = false;
    }
    if (!ok || !at_end(&s))
        return bad(error, S("Empty or invalid json"));
    if (!uniform)
        return bad(error, S("All object keys must match"));
    out->keys = k.first;
    out->n_keys = k.n;
    return true;
}

bool text_has_nul(Str text, bool mapped)
{
    const char *kept = text.s;
    for (Str rest = text; mapped && rest.len > TEXT_KEPT;) {
        if (str_has((Str){rest.s, TEXT_KEPT}, 0))
            return true;
        rest = str_skip(rest, TEXT_KEPT);
        text_let_go(&kept, rest.s);
        text = rest;
    }
    return str_has(text, 0);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    int low = c | ' ';
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* Percent-decoding and "+" for a blank; what is no escape stands for itself. */
static Str decoded(Arena *a, Str text)
{
    char *to = make_n(a, char, text.len + 1);
    isize n = 0;
    for (isize i = 0; i < text.len; i++) {
        char c = text.s[i];
        if (c == '%' && i + 2 < text.len && hex_digit(text.s[i + 1]) >= 0 &&
            hex_digit(text.s[i + 2]) >= 0) {
            to[n++] = (char)(hex_digit(text.s[i + 1]) << 4 | hex_digit(text.s[i + 2]));
            i += 2;
        } else {
            to[n++] = c == '+' ? ' ' : c;
        }
    }
    return (Str){to, n};
}

bool parse_pairs(Arena *a, Str text, const Pair **out, isize *n)
{
    isize most = 1;
    for (isize i = 0; i < text.len; i++)
        most += text.s[i] == '&';
    Pair *pairs = make_n(a, Pair, most);
    *n = 0;
    for (StrPair rest = str_cut(text, '&');; rest = str_cut(rest.tail, '&')) {
        if (rest.head.len) {
            StrPair kv = str_cut(rest.head, '=');
            Pair *p = &pairs[(*n)++];
            p->key = decoded(a, kv.head);
            if (kv.found)
                p->value = decoded(a, kv.tail);
            if (str_has(p->key, 0) || str_has(p->value, 0))
                return false;
        }
        if (!rest.found)
            break;
    }
    *out = pairs;
    return true;
}

static void pairs_to_json(Arena *a, Payload *p)
{
    Buf b = buf_new(a);
    Str *keys = make_n(a, Str, p->n_pairs + 1);
    buf_add(&b, S("{"));
    isize n = 0;
    for (isize i = p->n_pairs - 1; i >= 0; i--) { /* the last of a name counts */
        Pair pair = p->pairs[i];
        if (names_have(keys, n, pair.key))
            continue;
        buf_add(&b, n ? S(",") : S(""));
        add_json_text(&b, pair.key);
        buf_add(&b, S(":"));
        add_json_text(&b, pair.value.s ? pair.value : S(""));
        keys[n++] = pair.key;
    }
    buf_add(&b, S("}"));
    p->raw = str_copy(a, buf_str(&b));
    p->kind = PAYLOAD_JSON;
    p->is_object = true;
    sort_names(keys, n);
    p->keys = keys;
    p->n_keys = n;
}

bool payload_form(Arena *a, Str body, bool as_json, Payload *out, Error *error)
{
    *out = (Payload){PAYLOAD_FORM};
    if (!parse_pairs(a, body, &out->pairs, &out->n_pairs) ||
        out->n_pairs > MAX_PAYLOAD_KEYS)
        return bad(error, S("Form data is malformed or has too many fields"));
    if (as_json) {
        pairs_to_json(a, out);
        return true;
    }
    Str *keys = make_n(a, Str, out->n_pairs + 1);
    for (isize i = 0; i < out->n_pairs; i++)
        keys[i] = out->pairs[i].key;
    sort_names(keys, out->n_pairs);
    out->keys = keys;
    out->n_keys = unique_names(keys, out->n_pairs);
    return true;
}

bool payload_csv(Arena *a, Str body, bool mapped, Payload *out, Error *error)
{
    Csv c;
    if (text_has_nul(body, mapped))
        return bad(error, S("The body has a NUL byte"));
    if (!csv_begin(&c, a, body, mapped))
        return bad(error, S("not enough input"));
    Buf b = buf_new(a);
    buf_add(&b, S("["));
    CsvLine line;
    while ((line = csv_next(&c)) == CSV_ROW) {
        if (mapped)
            continue; /* only to see whether it is well-formed */
        buf_add(&b, b.len > 1 ? S(",") : S(""));
        csv_add_row(&c, &b);
    }
    if (line == CSV_BROKEN)
        return bad(error, S("parse error (Failed reading: conversion error)"));
    if (line == CSV_UNEVEN)
        return bad(error, S("All lines must have same number of fields"));
    buf_add(&b, S("]"));
    sort_names(c.names, c.n);
    *out = (Payload){PAYLOAD_JSON,     .raw = mapped ? body : str_copy(a, buf_str(&b)),
                     .is_csv = mapped, .in_pieces = mapped,
                     .keys = c.names,  .n_keys = unique_names(c.names, c.n)};
    return true;
}
