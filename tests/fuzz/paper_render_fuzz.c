/*
 * Whatever a person or a template row has: an error with a kind and its details, or a
 * whole PDF of one page or more.  The input is a resume, and settings after a NUL.
 */
#include "paper/paper.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* No leaks: tests/lsan.supp says why. */
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\nleak:libcairo.so\n";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.start)
        arena = arena_reserve(64 << 20);
    jmp_buf full;
    arena.full = &full;
    if (setjmp(full) == 0) {
        StrPair parts = str_cut((Str){(const char *)data, (isize)size}, '\0');
        PaperJob job = {.resume_json = parts.head, .template_config = parts.tail};
        PaperFile file;
        Error error;
        bool done = paper_render(&arena, &job, &file, &error);
        assert(done == !error.kind);
        if (done) {
            assert(file.pages >= 1 && file.size > 8);
            assert(memcmp(file.data, "%PDF-", 5) == 0);
            assert(memcmp(file.data + file.size - 6, "%%EOF\n", 6) == 0);
        } else {
            assert(error.details.len > 0 && error.kind->status >= 400);
            assert(error.kind->status < 500 && !file.data);
        }
        paper_file_free(&file);
    }
    arena_reset(&arena);
    return 0;
}
