/* The end of an arena, and what is kept back for telling so. */
#include "base/arena.h"
#include "test.h"

#include <string.h>

enum { SIZE = 64 << 10, RESERVE = SIZE / 64 };

static bool takes(Arena *a, isize size)
{
    jmp_buf full;
    a->full = &full;
    if (setjmp(full))
        return false;
    memset(arena_alloc(a, 1, 1, size), 1, (size_t)size);
    return true;
}

int main(void)
{
    Arena a = arena_reserve(SIZE);
    check(takes(&a, SIZE));
    check(!takes(&a, 1));
    check(!arena_has_room(&a, 1));
    arena_open_reserve(&a);
    check(arena_has_room(&a, RESERVE));
    arena_open_reserve(&a);
    check(takes(&a, RESERVE));
    check(!takes(&a, 1));
    arena_reset(&a);
    check(takes(&a, SIZE));
    check(!takes(&a, RESERVE));
    arena_open_reserve(&a);
    check(takes(&a, RESERVE));
    arena_release(&a);
    check(a.start == NULL);
    return done();
}
