/*
 * fuzz.h — what a target is: one input, in an arena that the next finds empty.
 *
 * An input that needs more room than there is leaves as a request would, with 413.
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef void FuzzOne(Arena *a, Str text);

static inline int fuzz(const uint8_t *data, size_t size, isize room, FuzzOne *one)
{
    static Arena arena;
    if (!arena.start)
        arena = arena_reserve(room);
    jmp_buf full;
    arena.full = &full;
    if (setjmp(full) == 0)
        one(&arena, str_copy(&arena, (Str){(const char *)data, (isize)size}));
    arena_reset(&arena);
    return 0;
}

#define FUZZ(room, one)                                                                \
    int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)                       \
    {                                                                                  \
        return fuzz(data, size, (room), (one));                                        \
    }

/* A head never has another control character than a tab: http_head_fuzz holds it. */
static inline Str header_text(Arena *a, Str line)
{
    char *to = make_n(a, char, line.len + 1);
    for (isize i = 0; i < line.len; i++) {
        unsigned char c = (unsigned char)line.s[i];
        to[i] = c < ' ' || c == 0x7F ? '\t' : line.s[i];
    }
    return str_trim((Str){to, line.len});
}

#endif
