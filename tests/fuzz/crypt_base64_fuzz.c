/* What decodes encodes to the same text, padding aside; and so each text has one
 * spelling.
 */
#include "crypt/crypt.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.start)
        arena = arena_reserve(8 << 20);
    Str text = str_copy(&arena, (Str){(const char *)data, (isize)size}), bytes, again;
    if (base64url_decode(&arena, text, &bytes)) {
        Str bare = base64url_encode(&arena, bytes);
        assert(bytes.s[bytes.len] == 0 && str_starts(text, bare));
        assert(text.len - bare.len <= 2);
        for (isize i = bare.len; i < text.len; i++)
            assert(text.s[i] == '=');
    }
    if (base64_decode(&arena, text, &bytes))
        assert(bytes.len <= text.len / 4 * 3 + 2);
    bool round_trip =
        base64url_decode(&arena, base64url_encode(&arena, text), &again) &&
        str_eq(again, text);
    assert(round_trip);
    arena_reset(&arena);
    return 0;
}
