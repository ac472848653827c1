#include "pg/install.h"
#include "pg/cluster_errors.h"

#include "base/buf.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Debian's, then Red Hat's. */
static const char *const places[] = {"/usr/lib/postgresql/*/bin/postgres",
                                     "/usr/pgsql-*/bin/postgres"};

static int major_in(const char *path)
{
    const char *digits = strpbrk(path, "0123456789");
    return digits ? (int)strtol(digits, NULL, 10) : 0;
}

static void take_better(const char *postgres, int version, int wanted, Install *best)
{
    bool fits = wanted ? version == wanted : version >= OLDEST_POSTGRES;
    if (!fits || version <= best->major || access(postgres, X_OK) != 0)
        return;
    const char *slash = strrchr(postgres, '/');
    snprintf(best->bin, sizeof best->bin, "%.*s", (int)(slash - postgres), postgres);
    best->major = version;
}

static void look_in_places(int wanted, Install *best)
{
    for (isize i = 0; i < countof(places); i++) {
        glob_t hits;
        if (glob(places[i], 0, NULL, &hits) == 0) {
            for (size_t n = 0; n < hits.gl_pathc; n++)
                take_better(hits.gl_pathv[n], major_in(hits.gl_pathv[n]), wanted, best);
            globfree(&hits);
        }
    }
}

/* For one built by hand: what pg_config on the PATH says. */
static void ask_pg_config(int wanted, Install *best)
{
    char bin[480], version[128], postgres[512];
    FILE *p = popen("pg_config --bindir --version 2>/dev/null", "re");
    if (!p)
        return;
    bool both = fgets(bin, sizeof bin, p) && fgets(version, sizeof version, p);
    pclose(p);
    if (!both)
        return;
    bin[strcspn(bin, "\n")] = 0;
    snprintf(postgres, sizeof postgres, "%s/postgres", bin);
    take_better(postgres, major_in(version), wanted, best);
}

bool install_find(int major, Install *found, Arena *arena, Error *error)
{
    *found = (Install){0};
    look_in_places(major, found);
    if (!found->major)
        ask_pg_config(major, found);
    if (found->major)
        return true;
    int version = major ? major : OLDEST_POSTGRES;
    Buf message = buf_new(arena), hint = buf_new(arena);
    buf_addf(&message, "PostgreSQL %d%s is not installed on this machine", version,
             major ? "" : " or newer");
    buf_addf(&hint,
             "Install it (on Debian: apt install postgresql-%d), or name one "
             "elsewhere in RUNG_DATABASE_URL.",
             version);
    *error = (Error){.kind = &cluster_no_postgres,
                     .message = buf_str(&message),
                     .hint = buf_str(&hint)};
    return false;
}
