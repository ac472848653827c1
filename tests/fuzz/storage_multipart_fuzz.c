/*
 * However a form is cut into pieces, its parts are the same; and each is followed by
 * the delimiter and does not contain it.  The first byte chooses the pieces.
 */
#include "storage/multipart.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read_form(Multipart *m, Arena *a, Str form, isize step)
{
    bool begun = multipart_begin(m, a, S("multipart/form-data; boundary=b"));
    assert(begun);
    for (isize i = 0; i < form.len; i += step)
        if (!multipart_feed(
                m, (Str){form.s + i, step < form.len - i ? step : form.len - i}))
            break;
    return multipart_end(m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.start)
        arena = arena_reserve(8 << 20);
    if (size < 1)
        return 0;
    Str form = {(const char *)data + 1, (isize)size - 1};
    Multipart *whole = make(&arena, Multipart), *cut = make(&arena, Multipart);
    bool ok = read_form(whole, &arena, form, form.len ? form.len : 1);
    bool same = read_form(cut, &arena, form, 1 + data[0] % 7) == ok;
    assert(same && whole->n == cut->n);
    assert(ok == !whole->wrong &&
           (!whole->wrong || strcmp(whole->wrong, cut->wrong) == 0));
    for (isize i = 0; i < whole->n; i++) {
        Part p = whole->parts[i], q = cut->parts[i];
        assert(p.offset == q.offset && p.size == q.size && str_eq(p.name, q.name) &&
               str_eq(p.filename, q.filename) &&
               str_eq(p.content_type, q.content_type));
        assert(p.offset >= 0 && p.size >= 0 && p.offset + p.size <= form.len);
        if (!ok && i == whole->n - 1)
            break; /* it may not have ended */
        Str text = {form.s + p.offset, p.size};
        assert(str_starts(str_skip(form, p.offset + p.size), S("\r\n--b")));
        assert(!memmem(text.s, (size_t)text.len, "\r\n--b", 5));
    }
    Str param = header_param(&arena, form, S("name"));
    assert(param.len <= form.len);
    arena_reset(&arena);
    return 0;
}
