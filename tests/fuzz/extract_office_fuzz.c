/* The readers of DOCX and ODT, here without their walls: whatever they write, ours can
 * read, and it ends with its last line. And whatever a child that a stranger has taken
 * over may write. The first byte says which of them. */
#include "../unit/zip_made.h"

#include "extract/flow.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Str zip_of(Arena *a, const char *name, Str xml)
{
    ZipMade z = zip_new(a);
    zip_add(&z, name, xml);
    return zip_end(&z);
}

static void read_flow(Arena *a, Str text)
{
    Document d;
    Error error = {0};
    bool read = flow_read(a, text, &d, &error);
    assert(read == !error.kind);
    for (isize i = 0; read && i < d.n; i++) {
        const Line *l = &d.lines[i];
        assert(l->text.len && l->bold_len <= l->text.len && l->gap >= 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.start)
        arena = arena_reserve(256 << 20);
    if (!size)
        return 0;
    Str bytes = {(const char *)data + 1, (isize)size - 1};
    int which = data[0] % 5;
    char *flow = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&flow, &n);
    assert(out);
    if (which < 2)
        bytes = zip_of(&arena, which ? "content.xml" : "word/document.xml", bytes);
    if (which == 4)
        fwrite(bytes.s, 1, (size_t)bytes.len, out);
    else
        (which % 2 ? odt_write_flow : docx_write_flow)(bytes, out);
    fclose(out);
    Str text = {flow, (isize)n};
    assert(which == 4 || str_ends(text, S("E\n")));
    jmp_buf full;
    arena.full = &full;
    if (setjmp(full) == 0)
        read_flow(&arena, text);
    arena.full = NULL;
    arena_reset(&arena);
    free(flow);
    return 0;
}
