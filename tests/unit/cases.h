/*
 * cases.h — golden files: tests/cases/<module>/NAME.case has parts, and its last one is
 * what comes of the others.
 *
 *   what the case is for
 *   --- input
 *   ...
 *   --- output
 *   ...
 *
 * RUNG_UPDATE_CASES=1 writes the last parts anew; read the difference before you commit
 * it.
 */
#ifndef UNIT_CASES_H
#define UNIT_CASES_H

#include "test.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

enum { CASE_MOST = 1 << 20 };

/* Below "--- name", with the line end before the next part; null when there is none. */
static inline Str case_part(Str text, const char *name)
{
    char mark[64];
    snprintf(mark, sizeof mark, "--- %s\n", name);
    const char *start = strstr(text.s, mark);
    if (!start)
        return (Str){0};
    start += strlen(mark);
    const char *end = strstr(start, "\n--- ");
    return (Str){start, end ? end + 1 - start : text.s + text.len - start};
}

/* The same without its last line end, as a person would type it into a field. */
static inline Str case_line(Str text, const char *name)
{
    Str part = case_part(text, name);
    if (part.len && part.s[part.len - 1] == '\n')
        part.len--;
    return part;
}

static inline Str case_read(Arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    char *text = make_n(a, char, CASE_MOST + 1);
    size_t n = f ? fread(text, 1, CASE_MOST, f) : 0;
    if (f)
        fclose(f);
    return (Str){text, (isize)n};
}

static inline void case_write(const char *path, Str head, const char *last, Str result)
{
    FILE *f = fopen(path, "wb");
    if (!f)
        return;
    fwrite(head.s, 1, (size_t)head.len, f);
    fprintf(f, "--- %s\n", last);
    fwrite(result.s, 1, (size_t)result.len, f);
    fclose(f);
}

/* `result` gets a case's whole text; `last` is the part that it should give. */
typedef Str CaseResult(Str text);

static inline void cases_run(Arena *a, const char *pattern, const char *last,
                             CaseResult *result)
{
    glob_t found;
    char mark[64];
    snprintf(mark, sizeof mark, "--- %s\n", last);
    if (!check(glob(pattern, 0, NULL, &found) == 0))
        return;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        const char *path = found.gl_pathv[i];
        Str text = case_read(a, path);
        const char *at = strstr(text.s, mark);
        Str head = {text.s, at ? at - text.s : text.len};
        printf("# %s\n", path);
        Str got = result(text);
        if (getenv("RUNG_UPDATE_CASES"))
            case_write(path, head, last, got);
        else
            check_str_at(got, case_part(text, last), path, __FILE__, __LINE__);
        arena_reset(a);
    }
    globfree(&found);
}

#endif
