#include "rest/order.h"
#include "rest/select.h"
#include "test.h"

static const struct {
    const char *text, *tree, *details;
} selects[] = {
    {"", "", NULL},
    {"*", "*", NULL},
    {" id , name ", "id name", NULL},
    {"n:name::text", "n:name::text", NULL},
    {"data->a->>0", "data/a/+0", NULL},
    {"a,b:rel!hint!inner(c,d(*))", "a b:rel!hint+(c d(*))", NULL},
    {"...rel(a)", "^rel(a)", NULL},
    {"rel()", "rel()", NULL},
    {"count()", "*.count", NULL},
    {"total:price.sum()::int", "total:price.sum::int", NULL},
    {"\"a b,c\"", "a b,c", NULL},
    {"tag-line", "tag-line", NULL},
    {"when!x", NULL,
     "unexpected '!' expecting letter, digit, \"-\", \"->>\", \"->\", \"::\", \".\", "
     "\")\", \",\" or end of input"},
    {"when::", NULL, "unexpected end of input expecting letter or digit"},
    {"blob->>-1y", NULL,
     "unexpected 'y' expecting digit, \"->\", \"::\", \".\", \",\" or end of input"},
    {"blob->>--1", NULL, "unexpected \"-\" expecting digit"},
};

static const struct {
    const char *text, *details;
} orders[] = {
    {"a.desc.nullsfirst,b,rel(c).asc", NULL},
    {"a.de", "unexpected \"d\" expecting \"asc\", \"desc\", \"nullsfirst\" or "
             "\"nullslast\""},
    {"a.ascx", "unexpected 'x' expecting delimiter (.), \",\" or end of input"},
    {"a.asc.nullx", "unexpected \"x\" expecting \"nullsfirst\" or \"nullslast\""},
};

static Arena arena;

static void show(Buf *b, const SelectItem *first)
{
    for (const SelectItem *i = first; i; i = i->next) {
        buf_addf(b, "%s%s", i == first ? "" : " ", i->kind == ITEM_SPREAD ? "^" : "");
        if (i->alias.s)
            buf_addf(b, "%" STR_FMT ":", STR_ARG(i->alias));
        buf_add(b, i->field.name);
        for (const JsonStep *s = i->field.path; s; s = s->next)
            buf_addf(b, "/%" STR_FMT, STR_ARG(s->key));
        if (i->aggregate)
            buf_addf(b, ".%s", aggregate_names[i->aggregate]);
        if (i->hint.s)
            buf_addf(b, "!%" STR_FMT, STR_ARG(i->hint));
        if (i->join == JOIN_INNER)
            buf_add(b, S("+"));
        Str cast = i->aggregate ? i->aggregate_cast : i->cast;
        if (cast.s)
            buf_addf(b, "::%" STR_FMT, STR_ARG(cast));
        if (i->kind == ITEM_FIELD)
            continue;
        buf_add(b, S("("));
        show(b, i->first);
        buf_add(b, S(")"));
    }
}

static void complaint(const Reader *r, const char *what, const char *details)
{
    Error error = {0};
    reader_fail(r, &error, what, r->text);
    check_str(error.details, str_of(details));
}

int main(void)
{
    arena = arena_reserve(16 << 20);
    for (isize i = 0; i < countof(selects); i++) {
        Reader r = reader_of(&arena, str_of(selects[i].text));
        SelectItem *first = NULL;
        bool ok = parse_select(&r, &first) && read_end(&r);
        check_at(ok == !selects[i].details, selects[i].text, __FILE__, __LINE__);
        if (!ok && selects[i].details) {
            complaint(&r, "select parameter", selects[i].details);
            continue;
        }
        Buf b = buf_new(&arena);
        show(&b, first);
        check_str(buf_str(&b), str_of(selects[i].tree));
    }
    for (isize i = 0; i < countof(orders); i++) {
        Reader r = reader_of(&arena, str_of(orders[i].text));
        bool ok = parse_order(&r) != NULL;
        check_at(ok == !orders[i].details, orders[i].text, __FILE__, __LINE__);
        if (!ok && orders[i].details)
            complaint(&r, "order", orders[i].details);
    }
    arena_release(&arena);
    return done();
}
