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
 */
#include "cases.h"
#include "paper.h"

#include "base/buf.h"

static Arena arena;

static const char *const roles[] = {[ROLE_NAME] = "name",
                                    [ROLE_HEADING] = "heading",
                                    [ROLE_TITLE] = "title",
                                    [ROLE_TEXT] = "text",
                                    [ROLE_ITEM] = "item"};

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

/* The resume is in the case, or in a file that the program carries. */
static Str layout_of(Str text)
{
    Str file = str_cut(case_part(text, "file"), '\n').head;
    Str resume =
        file.s ? file_text(&arena, str_cstr(&arena, file)) : case_part(text, "resume");
    return layout_text(resume, case_part(text, "config"));
}

int main(void)
{
    arena = arena_reserve(256 << 20);
    cases_run(&arena, "tests/cases/paper/*.case", "layout", layout_of);
    arena_release(&arena);
    return done();
}
