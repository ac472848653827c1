/* A select is a tree within its limits or a fault. */
#include "fuzz.h"
#include "rest/select.h"

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

FUZZ(64 << 20, select_of)
