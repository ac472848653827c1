/* Whatever text is taken for a resume: each field's text stands in it, what is written
 * is JSON, and the same text gives the same fields.  The first byte says what the file
 * is called. */
#include "../unit/extract_check.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.start)
        arena = arena_reserve(256 << 20);
    Str text = {(const char *)data, (isize)size};
    Str name = size && data[0] % 2 ? S("cv.md") : S("cv.txt");
    Str bytes = str_skip(text, size > 0);
    jmp_buf full;
    arena.full = &full;
    if (!memmem(data, size, "%PDF-", 5) && setjmp(full) == 0) {
        Extract e, again;
        Error error;
        if (extract_resume(&arena, bytes, name, &e, &error)) {
            const char *broken = extract_broken(&arena, &e);
            if (broken)
                fprintf(stderr, "%s\n", broken);
            assert(!broken);
            assert(extract_resume(&arena, bytes, name, &again, &error));
            assert(str_eq(e.resume, again.resume));
        } else {
            assert(error.kind && error.kind->status == 422 && error.hint.len);
        }
    }
    arena_reset(&arena);
    return 0;
}
