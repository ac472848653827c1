/* Whatever is pasted as a posting: values are text, pay goes up and has a currency, a
 * deadline is a day. */
#include "../unit/extract_check.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.start)
        arena = arena_reserve(256 << 20);
    Posting p;
    Error error;
    if (posting_read(&arena, (Str){(const char *)data, (isize)size}, &p, &error)) {
        const char *broken = posting_broken(&arena, &p);
        if (broken)
            fprintf(stderr, "%s\n", broken);
        assert(!broken);
    } else {
        assert(error.kind && error.hint.len);
    }
    arena_reset(&arena);
    return 0;
}
