#include "score/table.h"

#include "base/hash.h"

static isize slot_of(const Table *t, Str key)
{
    isize i = (isize)(hash_of(key).a & (uint64_t)(t->cap - 1));
    while (t->slot[i].key.s && !str_eq(t->slot[i].key, key))
        i = (i + 1) & (t->cap - 1);
    return i;
}

Table table_new(Arena *a, isize expected)
{
    isize cap = 16;
    while (cap < expected * 2)
        cap *= 2;
    return (Table){.slot = make_n(a, TableSlot, cap), .cap = cap, .arena = a};
}

static void grow(Table *t)
{
    Table more = table_new(t->arena, t->cap);
    for (isize i = 0; i < t->cap; i++)
        if (t->slot[i].key.s)
            more.slot[slot_of(&more, t->slot[i].key)] = t->slot[i];
    more.n = t->n;
    *t = more;
}

int *table_put(Table *t, Str key)
{
    assert(key.s);
    if (t->n * 2 >= t->cap)
        grow(t);
    TableSlot *slot = &t->slot[slot_of(t, key)];
    if (!slot->key.s) {
        slot->key = key;
        t->n++;
    }
    return &slot->value;
}

const int *table_find(const Table *t, Str key)
{
    const TableSlot *slot = &t->slot[slot_of(t, key)];
    return slot->key.s ? &slot->value : NULL;
}
