/* The reader of PDFs, here without its walls: whatever it writes, ours can read, and it
 * ends with its last line. */
#include "extract/pdf.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.start)
        arena = arena_reserve(256 << 20);
    char *words = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&words, &n);
    assert(out);
    pdf_write_words((Str){(const char *)data, (isize)size}, out);
    fclose(out);
    Str text = {words, (isize)n};
    Pages pages;
    Error error = {0};
    assert(str_ends(text, S("E\n")));
    bool read = pdf_read_words(&arena, text, &pages, &error);
    assert(read == !error.kind);
    arena_reset(&arena);
    free(words);
    return 0;
}
