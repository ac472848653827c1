/* embedded.h — files that the program carries: the web app, migrations, functions,
 * seeds, a resume. */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include "base/str.h"

typedef struct EmbeddedFile {
    const char *path; /* as in the repository: "db/migrations/0001_roles.sql" */
    const char *data; /* not text to write to; ends with a NUL that `size` leaves out */
    int64_t size;
} EmbeddedFile;

typedef struct EmbeddedFiles {
    const EmbeddedFile *v; /* by path */
    isize n;
} EmbeddedFiles;

EmbeddedFiles embedded_in(Str folder); /* "db/": all below it, which lie together */

extern const EmbeddedFile embedded_files[]; /* all; made by tools/embed */
extern const int64_t embedded_count;

#endif
