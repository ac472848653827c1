/* references.c — values of earlier answers, put where later operations want them. */
#include "rest/errors.h"
#include "rest/json_text.h"
#include "rest/operations.h"
#include "rest/query.h"

#include "base/buf.h"

enum { MARK = 3 }; /* bytes: \1 and two digits of 16 */

static const char digits[] = "0123456789abcdef";

Str reference_mark(Arena *a, isize n)
{
    char *mark = make_n(a, char, MARK);
    mark[0] = 1;
    mark[1] = digits[n >> 4 & 15];
    mark[2] = digits[n & 15];
    return (Str){mark, MARK};
}

isize count_marks(Str text)
{
    isize n = 0;
    for (isize i = 0; i < text.len; i++)
        n += text.s[i] == 1;
    return n;
}

static isize digit(char c)
{
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* --- finding -----------------------------------------------------------------------
 */

typedef struct Finding {
    Arena *arena;
    Error *error;
    const Reference *reference;
} Finding;

static bool fails(Finding *f, const char *why)
{
    return operations_fail(f->arena, f->error, &bad_reference, "\"%" STR_FMT "\": %s",
                           STR_ARG(f->reference->text), why);
}

static bool find(Finding *f, Str json, isize step, Str *out);

/* The elements of an array as texts of JSON. */
static Strs elements(Arena *a, Str json)
{
    JsonScan s = scan_of(a, json);
    isize most = 1;
    for (isize i = 0; i < json.len; i++)
        most += json.s[i] == ',';
    Str *v = make_n(a, Str, most);
    isize n = 0;
    if (!scan_take(&s, '[') || scan_take(&s, ']'))
        return (Strs){v, 0};
    do {
        scan_peek(&s);
        const char *start = s.at;
        if (!scan_skip_value(&s))
            break;
        v[n++] = (Str){start, s.at - start};
    } while (scan_take(&s, ','));
    return (Strs){v, n};
}

static bool find_all(Finding *f, Strs rows, isize step, Str *out)
{
    Str *found = make_n(f->arena, Str, rows.n + 1);
    for (isize i = 0; i < rows.n; i++)
        if (!find(f, rows.v[i], step, &found[i]))
            return false;
    Buf b = buf_new(f->arena);
    buf_add(&b, S("["));
    for (isize i = 0; i < rows.n; i++) {
        buf_add(&b, i ? S(",") : S(""));
        buf_add(&b, found[i]);
    }
    buf_add(&b, S("]"));
    *out = buf_str(&b);
    return true;
}

static bool find_in_array(Finding *f, Str json, isize step, Str *out)
{
    Strs rows = elements(f->arena, json);
    Str name = f->reference->steps.v[step];
    int64_t index;
    if (str_eq(name, S("*")))
        return find_all(f, rows, step + 1, out);
    if (str_to_int(name, &index))
        return index < rows.n ? find(f, rows.v[index], step + 1, out)
                              : fails(f, "there is no such row");
    if (rows.n != 1)
        return fails(f, rows.n ? "there are several rows" : "there is no row");
    return find(f, rows.v[0], step, out);
}

static bool find_in_object(Finding *f, Str json, isize step, Str *out)
{
    JsonScan s = scan_of(f->arena, json);
    bool more = scan_take(&s, '{') && scan_peek(&s) != '}';
    while (more) {
        Str key;
        if (!scan_string(&s, &key) || !scan_take(&s, ':'))
            break;
        scan_peek(&s);
        const char *start = s.at;
        if (!scan_skip_value(&s))
            break;
        if (str_eq(key, f->reference->steps.v[step]))
            return find(f, (Str){start, s.at - start}, step + 1, out);
        more = scan_take(&s, ',');
    }
    return fails(f, "the answer has nothing of that name");
}

/* As deep as there are steps, and one more for each only row of an array. */
static bool find(Finding *f, Str json, isize step, Str *out)
{
    *out = json;
    if (step == f->reference->steps.n)
        return true;
    JsonScan s = scan_of(f->arena, json);
    switch (scan_peek(&s)) {
    case '[': return find_in_array(f, json, step, out);
    case '{': return find_in_object(f, json, step, out);
    default: return fails(f, "the answer has nothing there");
    }
}

bool reference_value(Arena *a, const Reference *r, Str answer, Str *json, Error *error)
{
    Finding f = {a, error, r};
    if (!answer.len)
        return fails(&f, "there was no answer");
    return find(&f, answer, 0, json);
}

/* --- filling -----------------------------------------------------------------------
 */

static bool as_text(Arena *a, Str json, Str *out)
{
    JsonScan s = scan_of(a, json);
    *out = json;
    if (scan_peek(&s) == '"')
        return scan_string(&s, out);
    return !str_eq(json, S("null"));
}

static bool fails_null(Arena *a, const Values *values, isize n, Error *error)
{
    return operations_fail(a, error, &bad_reference,
                           "\"%" STR_FMT "\" is null, which equals nothing",
                           STR_ARG(values->of.v[n].text));
}

/* Which reference's mark it is: clients have none of their own, and no grammar cuts
 * one.
 */
static isize mark_number(const Values *values, const char *digits_of)
{
    isize n = digit(digits_of[0]) * 16 + digit(digits_of[1]);
    assert(n >= 0 && n < values->of.n);
    return n;
}

static isize mark_at(const Values *values, Str text, isize at)
{
    assert(at + MARK <= text.len);
    return mark_number(values, text.s + at + 1);
}

bool fill_text(Arena *a, const Values *values, Str text, Str *out, Error *error)
{
    *out = text;
    Str *parts = make_n(a, Str, 2 * count_marks(text) + 1);
    isize n = 0, from = 0;
    for (isize i = 0; i < text.len; i++) {
        if (text.s[i] != 1)
            continue;
        isize which = mark_at(values, text, i);
        parts[n++] = (Str){text.s + from, i - from};
        if (!as_text(a, values->json[which], &parts[n++]))
            return fails_null(a, values, which, error);
        from = i + MARK;
        i = from - 1;
    }
    if (!n)
        return true;
    parts[n++] = str_skip(text, from);
    Buf b = buf_new(a);
    for (isize i = 0; i < n; i++)
        buf_add(&b, parts[i]);
    *out = buf_str(&b);
    return true;
}

/* How many elements a list's element becomes: of an array all, else itself. */
static Strs element_values(Arena *a, const Values *values, Str text, bool *expands)
{
    *expands = text.len == MARK && text.s[0] == 1 &&
               values->json[mark_at(values, text, 0)].s[0] == '[';
    return *expands ? elements(a, values->json[mark_at(values, text, 0)]) : (Strs){0};
}

bool fill_list(Arena *a, const Values *values, Strs list, Strs *out, Error *error)
{
    isize room = 1;
    bool expands;
    for (isize i = 0; i < list.n; i++)
        room += element_values(a, values, list.v[i], &expands).n + 1;
    Str *v = make_n(a, Str, room);
    isize n = 0;
    for (isize i = 0; i < list.n; i++) {
        Strs all = element_values(a, values, list.v[i], &expands);
        if (!expands && !fill_text(a, values, list.v[i], &v[n++], error))
            return false;
        for (isize k = 0; k < all.n; k++)
            if (!as_text(a, all.v[k], &v[n++]))
                return fails_null(a, values, mark_at(values, list.v[i], 0), error);
    }
    *out = (Strs){v, n};
    return true;
}

Str fill_encoded(Arena *a, const Values *values, Str text)
{
    Buf b = buf_new(a);
    isize from = 0;
    for (isize i = 0; i + 4 < text.len; i++) { /* %01 and two digits */
        if (text.s[i] != '%' || text.s[i + 1] != '0' || text.s[i + 2] != '1')
            continue;
        isize which = mark_number(values, text.s + i + 3);
        Str value;
        if (!as_text(a, values->json[which], &value))
            value = S("");
        Str encoded = encode_component(a, value);
        buf_add(&b, (Str){text.s + from, i - from});
        buf_add(&b, encoded);
        from = i + 5;
        i = from - 1;
    }
    buf_add(&b, str_skip(text, from));
    return buf_str(&b);
}

Str references_fill_body(Arena *a, const Values *values, Str body)
{
    Buf b = buf_new(a);
    isize from = 0;
    for (isize i = 0; i < values->of.n; i++) {
        const Reference *r = &values->of.v[i];
        buf_add(&b, (Str){body.s + from, r->from - from});
        buf_add(&b, values->json[i]);
        from = r->to;
    }
    buf_add(&b, str_skip(body, from));
    return str_copy(a, buf_str(&b));
}
