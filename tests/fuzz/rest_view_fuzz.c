/* Any text for a view's rule: only columns that can be, and no more than there is room.
 */
#include "rest/schema_load.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { ROOM = 8 };
    ViewColumn found[ROOM];
    isize n = parse_view_rule((Str){(const char *)data, (isize)size}, 7, found, ROOM);
    assert(n >= 0 && n <= ROOM);
    for (isize i = 0; i < n; i++)
        assert(found[i].view == 7 && found[i].table && found[i].origin > 0);
    return 0;
}
