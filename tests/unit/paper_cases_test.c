/*
 * Golden layouts: tests/cases/paper/NAME.case has a resume and what stands where.
 *
 *   what the case is for
 *   --- resume
 *   {"basics": ...}            (or "--- file", and its path)
 *   --- config
 *   {"accent": ...}            (may be left out)
 *   --- layout
 *   page top role  text  [=> dates]
 *
 * RUNG_UPDATE_CASES=1 writes the layouts anew; read the difference before you commit
 * it.
 */
#include "paper.h"

#include "base/buf.h"

#include <glob.h>
#include <string.h>

static Arena arena;

static const char *const roles[] = {[ROLE_NAME] = "name",
                                    [ROLE_HEADING] = "heading",
                                    [ROLE_TITLE] = "title",
                                    [ROLE_TEXT] = "text",
                                    [ROLE_ITEM] = "item"};

/* The part of the case below "--- name", without the line end before the next part. */
static Str part_of(Str text, const char *name)
{
    Buf b = buf_new(&arena);
    buf_addf(&b, "--- %s\n", name);
    const char *mark = str_cstr(&arena, buf_str(&b));
    const char *start = strstr(text.s, mark);
    if (!start)
        return (Str){0};
    start += strlen(mark);
    const char *end = strstr(start, "\n--- ");
    return (Str){start, end ? end + 1 - start : text.s + text.len - start};
}

static Str layout_text(Str json, Str config)
{
    Held held = {.arena = &arena};
    Document d = {0};
    Error error;
    Buf b = buf_new(&arena);
    if (!lay_out(&held, json, config, &d, &error))
        buf_addf(&b, "error %s: %" STR_FMT "\n", error.kind->code,
                 STR_ARG(error.details));
    for (isize i = 0; i < d.n; i++) {
        const Line *line = &d.lines[i];
        buf_addf(&b, "%d %3.0f %-7s %" STR_FMT, line->page + 1, line->top,
                 roles[line->paragraph->role], STR_ARG(line_text(line)));
        if (line->aside)
            buf_addf(&b, " => %s", pango_layout_get_text(line->aside));
        buf_add(&b, S("\n"));
    }
    held_release(&held);
    return buf_str(&b);
}

static void update(const char *path, Str head, Str layout)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return;
    fwrite(head.s, 1, (size_t)head.len, file);
    fwrite(layout.s, 1, (size_t)layout.len, file);
    fclose(file);
}

int main(void)
{
    arena = arena_reserve(256 << 20);
    glob_t found;
    check(glob("tests/cases/paper/*.case", 0, NULL, &found) == 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        Str text = file_text(&arena, found.gl_pathv[i]);
        Str want = part_of(text, "layout");
        Str file = str_cut(part_of(text, "file"), '\n').head;
        Str resume = file.s ? file_text(&arena, str_cstr(&arena, file))
                            : part_of(text, "resume");
        Str got = layout_text(resume, part_of(text, "config"));
        printf("# %s\n", found.gl_pathv[i]);
        if (getenv("RUNG_UPDATE_CASES") && want.s)
            update(found.gl_pathv[i], (Str){text.s, want.s - text.s}, got);
        else
            check_str(got, want);
        arena_reset(&arena);
    }
    globfree(&found);
    arena_release(&arena);
    return done();
}
