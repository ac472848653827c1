/* Whatever a file is called: a header that says so is one line of ASCII, and an encoded
 * path decodes to the same; a key that passes has no way out of its bucket. */
#include "storage/names.h"

#include "http/http.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.start)
        arena = arena_reserve(8 << 20);
    Str text = str_copy(&arena, (Str){(const char *)data, (isize)size}), again;
    Str header = attachment_of(&arena, text);
    assert(header_safe(header));
    isize quotes = 0;
    for (isize i = 0; i < header.len; i++)
        quotes += header.s[i] == '"';
    assert(quotes == 2);
    bool round_trip = url_decode(&arena, path_encode(&arena, text), false, &again) &&
                      str_eq(again, text);
    assert(round_trip || memchr(text.s, 0, (size_t)text.len));
    if (key_valid(text)) {
        assert(utf8_valid(text) && text.len <= KEY_MAX && text.s[0] != '/');
        assert(!memmem(text.s, (size_t)text.len, "//", 2) && !strstr(text.s, "/../"));
        assert(!str_starts(text, S("../")) && !str_ends(text, S("/..")));
    }
    if (mime_valid(text))
        assert(header_safe(text) && memchr(text.s, '/', (size_t)text.len));
    arena_reset(&arena);
    return 0;
}
