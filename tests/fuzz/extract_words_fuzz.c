/* What a child that a stranger has taken over may write: words and boxes, or an error;
 * and whatever the layout, each word is read once. */
#include "../unit/extract_check.h"

#include "extract/document.h"
#include "extract/pdf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static isize letters_of(const Pages *pages)
{
    isize n = 0;
    for (isize i = 0; i < pages->n; i++)
        for (isize k = 0; k < pages->v[i].n; k++)
            for (isize c = 0; c < pages->v[i].words[k].text.len; c++)
                n += !strchr(" \t", pages->v[i].words[k].text.s[c]);
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.start)
        arena = arena_reserve(256 << 20);
    Pages pages;
    Document d;
    Error error = {0};
    jmp_buf full;
    arena.full = &full;
    Str text = {(const char *)data, (isize)size};
    if (setjmp(full) == 0 && pdf_read_words(&arena, text, &pages, &error)) {
        document_of_pages(&arena, &pages, &d);
        isize letters = 0;
        for (isize i = 0; i < d.n; i++) {
            assert(d.lines[i].page >= 1 && d.lines[i].page <= pages.n);
            letters += squeezed(&arena, d.lines[i].text).len;
        }
        assert(letters <= letters_of(&pages)); /* page numbers go */
    }
    arena_reset(&arena);
    return 0;
}
