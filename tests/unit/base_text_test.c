/* Numbers as text: what a printf would say, without one. */
#include "base/buf.h"

#include "test.h"

#include <inttypes.h>
#include <stdio.h>

int main(void)
{
    static const int64_t numbers[] = {
        0,   1,        -1,        9,         10,        -10,       99,
        100, 12345678, -87654321, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN};
    Arena arena = arena_reserve(1 << 16);
    Buf all = buf_new(&arena), wanted = buf_new(&arena);
    for (isize i = 0; i < countof(numbers); i++) {
        char said[32];
        snprintf(said, sizeof said, "%" PRId64, numbers[i]);
        check_str(str_of_int(&arena, numbers[i]), str_of(said));
        buf_add_int(&all, numbers[i]);
        buf_addf(&wanted, "%s", said);
    }
    check_str(buf_str(&all), buf_str(&wanted));
    arena_release(&arena);
    return done();
}
