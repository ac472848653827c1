/* A range lies within its file, whatever is asked for; a date that parses, prints. */
#include "http/range.h"

#include "http/date.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.start)
        arena = arena_reserve(8 << 20);
    uint32_t length = 0;
    if (size < sizeof length)
        return 0;
    memcpy(&length, data, sizeof length);
    Str text = {(const char *)data + sizeof length, (isize)(size - sizeof length)};
    Range r = range_of(text, length);
    switch (r.outcome) {
    case RANGE_WHOLE: assert(r.first == 0 && r.count == length); break;
    case RANGE_PART:
        assert(r.first >= 0 && r.count > 0 && r.first + r.count <= length);
        break;
    case RANGE_NONE: break;
    }
    bool listed = etag_listed(text, S("\"tag\""));
    assert(!listed || memmem(text.s, (size_t)text.len, "\"tag\"", 5) ||
           memchr(text.s, '*', (size_t)text.len));
    int64_t at, again;
    if (http_date_parse(text, &at) && at >= 0) {
        bool round_trip = http_date_parse(http_date(&arena, at), &again) && again == at;
        assert(round_trip);
    }
    arena_reset(&arena);
    return 0;
}
