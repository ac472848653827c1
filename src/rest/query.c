#include "rest/query.h"
#include "rest/errors.h"

#include "base/buf.h"

#include <string.h>

enum { MAX_PATH = MAX_EMBED_DEPTH + 1 };

typedef struct Parsing {
    Arena *arena;
    UrlQuery *q;
    Error *error;
    Asked **filters, **logic, **orders;
    Pair *arguments;
    Str *names;
    bool takes_arguments;
    int n_terms; /* over all parameters */
} Parsing;

Window window_meet(Window a, Window b)
{
    return (Window){a.first > b.first ? a.first : b.first,
                    a.last < b.last ? a.last : b.last};
}

static Reader reader(Parsing *p, Str text)
{
    Reader r = reader_of(p->arena, text);
    r.n_terms = p->n_terms;
    return r;
}

/* path = name ("." name)*; the last one apart */
static bool key_path(Reader *r, Strs *path, Str *last, bool with_json, JsonStep **json)
{
    Str *v = make_n(r->arena, Str, MAX_PATH);
    isize n = 0;
    do {
        if (n == MAX_PATH || !read_name(r, &v[n]))
            return false;
        n++;
    } while (read_char(r, '.'));
    *last = v[n - 1];
    *path = (Strs){v, n - 1};
    return !with_json || parse_json_path(r, json);
}

static Asked *asked(Parsing *p, Asked ***tail)
{
    Asked *a = make(p->arena, Asked);
    **tail = a;
    *tail = &a->next;
    return a;
}

static bool filter_parameter(Parsing *p, Pair kv)
{
    Reader k = reader(p, kv.key);
    Strs path;
    Field field = {0};
    if (!key_path(&k, &path, &field.name, true, &field.path))
        return reader_fail(&k, p->error, "tree path", kv.key);
    p->names[p->q->filter_names.n++] = kv.key;
    Reader r = reader(p, kv.value);
    Filter *f = parse_condition(&r);
    if (!f && p->takes_arguments && r.at == 0) {
        p->arguments[p->q->n_arguments++] = (Pair){field.name, kv.value};
        return true;
    }
    if (!f)
        return reader_fail(&r, p->error, "filter", kv.value);
    p->n_terms = r.n_terms;
    f->field = field;
    Asked *a = asked(p, &p->filters);
    a->path = path;
    a->filter = f;
    return true;
}

static bool order_parameter(Parsing *p, Pair kv)
{
    Reader k = reader(p, kv.key), r = reader(p, kv.value);
    Strs path;
    Str last;
    if (!key_path(&k, &path, &last, false, NULL))
        return reader_fail(&k, p->error, "tree path", kv.key);
    Order *o = parse_order(&r);
    if (!o)
        return reader_fail(&r, p->error, "order", kv.value);
    p->n_terms = r.n_terms;
    Asked *a = asked(p, &p->orders);
    a->path = path;
    a->order = o;
    return true;
}

/* "rel.not.or": a "not" anywhere in the path negates the group. */
static bool logic_parameter(Parsing *p, Pair kv)
{
    Reader k = reader(p, kv.key);
    Strs path;
    Str op;
    if (!key_path(&k, &path, &op, false, NULL))
        return reader_fail(&k, p->error, "logic path", kv.key);
    Str *kept = make_n(p->arena, Str, MAX_PATH);
    isize n = 0;
    for (isize i = 0; i < path.n; i++)
        if (!str_eq(path.v[i], S("not")))
            kept[n++] = path.v[i];
    Buf b = buf_new(p->arena);
    buf_add(&b, n < path.n ? S("not.") : S(""));
    buf_add(&b, op);
    buf_add(&b, kv.value);
    Reader r = reader(p, buf_str(&b));
    Filter *f = parse_logic(&r);
    if (!f)
        return reader_fail(&r, p->error, "logic tree", kv.value);
    p->n_terms = r.n_terms;
    Asked *a = asked(p, &p->logic);
    a->path = (Strs){kept, n};
    a->filter = f;
    return true;
}

static bool signed_int(Str s, int64_t *n)
{
    bool minus = s.len && s.s[0] == '-';
    if (!str_to_int(minus ? str_skip(s, 1) : s, n))
        return false;
    if (minus)
        *n = -*n;
    return true;
}

/* limit and offset of one embed meet in one window, which keeps what was said of each
 * until both are known: last holds the limit's count. */
static bool window_parameter(Parsing *p, Pair kv, bool is_limit)
{
    Reader k = reader(p, kv.key);
    Strs path;
    Str last;
    if (!key_path(&k, &path, &last, false, NULL))
        return reader_fail(&k, p->error, "tree path", kv.key);
    Asked *a = p->q->windows;
    for (; a; a = a->next) {
        bool same = a->path.n == path.n;
        for (isize i = 0; same && i < path.n; i++)
            same = str_eq(a->path.v[i], path.v[i]);
        if (same)
            break;
    }
    if (!a) {
        a = make(p->arena, Asked);
        *a = (Asked){.path = path, .window = ALL_ROWS, .next = p->q->windows};
        p->q->windows = a;
    }
    int64_t n;
    if (!signed_int(kv.value, &n))
        return true;
    if (is_limit)
        a->window.last = n;
    else
        a->window.first = n;
    return true;
}

static void close_windows(UrlQuery *q)
{
    for (Asked *a = q->windows; a; a = a->next) {
        Window *w = &a->window;
        if (w->last == LAST_ROW)
            continue;
        if (w->last == 0)
            *w = NO_ROWS;
        else
            w->last += w->first - 1;
    }
}

static bool names_parameter(Parsing *p, Pair kv, const char *what, Strs *out)
{
    Reader r = reader(p, kv.value);
    Str *names = make_n(p->arena, Str, kv.value.len / 2 + 1);
    do {
        read_spaces(&r);
        if (!read_name(&r, &names[out->n]))
            return reader_fail(&r, p->error, what, kv.value);
        out->n++;
        read_spaces(&r);
    } while (read_char(&r, ','));
    out->v = names;
    return true;
}

static bool select_parameter(Parsing *p, Pair kv)
{
    Reader r = reader(p, kv.value);
    if (!parse_select(&r, &p->q->select) || !read_end(&r))
        return reader_fail(&r, p->error, "select parameter", kv.value);
    p->n_terms = r.n_terms;
    return true;
}

static Str last_part(Str key)
{
    for (isize i = key.len; i > 0; i--)
        if (key.s[i - 1] == '.')
            return str_skip(key, i);
    return key;
}

static bool parameter(Parsing *p, Pair kv)
{
    Str last = last_part(kv.key);
    if (str_eq(last, S("order")))
        return order_parameter(p, kv);
    if (str_eq(last, S("limit")) || str_eq(last, S("offset")))
        return window_parameter(p, kv, str_eq(last, S("limit")));
    if (str_eq(last, S("and")) || str_eq(last, S("or")))
        return logic_parameter(p, kv);
    if (str_eq(kv.key, S("select")) || str_eq(kv.key, S("columns")) ||
        str_eq(kv.key, S("on_conflict")))
        return true;
    return filter_parameter(p, kv);
}

static const Pair *first_named(const Pair *pairs, isize n, Str key)
{
    for (isize i = 0; i < n; i++)
        if (str_eq(pairs[i].key, key))
            return pairs[i].value.s ? &pairs[i] : NULL;
    return NULL;
}

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '_' || c == '.' || c == '~';
}

Str encode_component(Arena *a, Str text)
{
    assert(text.s || text.len == 0);
    static const char digits[] = "0123456789ABCDEF";
    char *to = make_n(a, char, text.len * 3 + 1);
    isize n = 0;
    assert(text.s || text.len == 0);
    for (isize i = 0; i < text.len; i++) {
        char c = text.s[i];
        if (is_unreserved(c)) {
            to[n++] = c;
            continue;
        }
        to[n++] = '%';
        to[n++] = digits[(unsigned char)c >> 4];
        to[n++] = digits[(unsigned char)c & 15];
    }
    return (Str){to, n};
}

/* Sorted by name; the values of one name joined by commas. */
static Str canonical(Arena *a, const Pair *pairs, isize n)
{
    isize *order = make_n(a, isize, n + 1);
    for (isize i = 0; i < n; i++) {
        isize at = i;
        for (; at > 0 && str_compare(pairs[order[at - 1]].key, pairs[i].key) > 0; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    Buf b = buf_new(a);
    for (isize i = 0; i < n; i++) {
        const Pair *p = &pairs[order[i]];
        if (i && str_eq(pairs[order[i - 1]].key, p->key)) {
            buf_add(&b, S(","));
        } else {
            buf_add(&b, i ? S("&") : S(""));
            buf_add(&b, encode_component(a, p->key));
            buf_add(&b, S("="));
        }
        buf_add(&b, encode_component(a, p->value));
    }
    return buf_str(&b);
}

static bool special_parameters(Parsing *p, const Pair *pairs, isize n)
{
    const Pair *select = first_named(pairs, n, S("select"));
    const Pair *columns = first_named(pairs, n, S("columns"));
    const Pair *conflict = first_named(pairs, n, S("on_conflict"));
    p->q->has_columns = columns != NULL;
    p->q->has_on_conflict = conflict != NULL;
    if (columns && !names_parameter(p, *columns, "columns parameter", &p->q->columns))
        return false;
    if (!select_parameter(p, select ? *select : (Pair){S("select"), S("*")}))
        return false;
    return !conflict ||
           names_parameter(p, *conflict, "on_conflict parameter", &p->q->on_conflict);
}

bool parse_query(Arena *a, Str text, bool takes_arguments, UrlQuery *out, Error *error)
{
    const Pair *pairs;
    isize n;
    if (!parse_pairs(a, text, &pairs, &n)) {
        *error = (Error){.kind = &bad_query,
                         .details = S("The query string has a NUL byte")};
        return false;
    }
    *out = (UrlQuery){0};
    Parsing p = {.arena = a,
                 .q = out,
                 .error = error,
                 .filters = &out->filters,
                 .logic = &out->logic,
                 .orders = &out->orders,
                 .arguments = make_n(a, Pair, n + 1),
                 .names = make_n(a, Str, n + 1),
                 .takes_arguments = takes_arguments};
    out->arguments = p.arguments;
    out->filter_names.v = p.names;
    if (!special_parameters(&p, pairs, n))
        return false;
    for (isize i = 0; i < n; i++)
        if (pairs[i].value.s && !parameter(&p, pairs[i]))
            return false;
    close_windows(out);
    out->canonical = n ? canonical(a, pairs, n) : (Str){0};
    return true;
}
