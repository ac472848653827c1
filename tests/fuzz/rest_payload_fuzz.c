/* A payload has names, each once and sorted, or an error; CSV and forms become JSON. */
#include "fuzz.h"
#include "rest/json_text.h"
#include "rest/payload.h"

#include <string.h>

static void check_names(const Payload *p)
{
    for (isize i = 1; i < p->n_keys; i++)
        assert(str_compare(p->keys[i - 1], p->keys[i]) < 0);
}

static void check_json(Arena *a, Str text)
{
    JsonScan s = scan_of(a, text);
    assert(scan_skip_value(&s) && scan_peek(&s) == -1);
}

/* What was written as JSON reads back as the same text. */
static void check_text(Arena *a, Str text)
{
    if (text.len && memchr(text.s, 0, (size_t)text.len))
        return;
    Buf b = buf_new(a);
    add_json_text(&b, text.s ? text : S(""));
    JsonScan s = scan_of(a, buf_str(&b));
    Str back;
    bool ok = scan_string(&s, &back);
    assert(ok && str_eq(back, text));
}

static void one(Arena *a, Str text)
{
    Payload p;
    Error e = {0};
    if (payload_json(a, text, false, false, &p, &e))
        check_names(&p), check_json(a, p.raw);
    else
        assert(e.kind);
    if (payload_csv(a, text, false, &p, &e))
        check_names(&p), check_json(a, p.raw);
    if (payload_form(a, text, true, &p, &e))
        check_names(&p), check_json(a, p.raw);
    check_text(a, text);
}

FUZZ(64 << 20, one)
