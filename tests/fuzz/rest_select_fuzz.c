/* A select is a tree within its limits or a fault; an order and a name likewise. */
#include "rest_invariant.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int depth_of(const SelectItem *first)
{
    int deepest = 0;
    for (const SelectItem *i = first; i; i = i->next) {
        int depth = i->first ? 1 + depth_of(i->first) : 1;
        deepest = depth > deepest ? depth : deepest;
        assert(i->field.name.s);
        assert(i->kind == ITEM_FIELD || (!i->cast.s && !i->aggregate));
    }
    return deepest;
}

static void select_of(Arena *a, Str text)
{
    Reader r = reader_of(a, text);
    SelectItem *first = NULL;
    Error error = {0};
    if (parse_select(&r, &first) && read_end(&r))
        assert(depth_of(first) <= MAX_NESTING);
    else
        assert(!reader_fail(&r, &error, "select parameter", text) && error.details.s);
}

static void order_of(Arena *a, Str text)
{
    Reader r = reader_of(a, text);
    Sql q = sql_new(a);
    Scope s = {.name = S("t")};
    Order *o = parse_order(&r);
    for (Order *term = o; term; term = term->next)
        term->relation = (Str){0}; /* no embeds here for it to name */
    sql_order(&q, &s, o);
    Str sql = sql_text(&q);
    assert_sql_is_ours(sql, sql_params(&q));
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
        select_of(&arena, text);
        order_of(&arena, text);
    }
    arena_reset(&arena);
    return 0;
}
