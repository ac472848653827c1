/* embedded.c — finding what the program carries. */
#include "base/embedded.h"

EmbeddedFiles embedded_in(Str folder)
{
    EmbeddedFiles found = {0};
    for (int64_t i = 0; i < embedded_count; i++) {
        if (!str_starts(str_of(embedded_files[i].path), folder))
            continue;
        if (!found.n)
            found.v = &embedded_files[i];
        found.n++;
    }
    return found;
}
