/* A payload has names, each once and sorted, or an error; CSV and forms become JSON. */
#include "rest/json_text.h"
#include "rest/payload.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.start)
        arena = arena_reserve(64 << 20);
    jmp_buf full;
    arena.full = &full;
    if (setjmp(full) == 0) {
        Str text = str_copy(&arena, (Str){(const char *)data, (isize)size});
        Payload p;
        Error e = {0};
        if (payload_json(&arena, text, false, false, &p, &e))
            check_names(&p), check_json(&arena, p.raw);
        else
            assert(e.kind);
        if (payload_csv(&arena, text, false, &p, &e))
            check_names(&p), check_json(&arena, p.raw);
        if (payload_form(&arena, text, true, &p, &e))
            check_names(&p), check_json(&arena, p.raw);
        check_text(&arena, text);
    }
    arena_reset(&arena);
    return 0;
}
