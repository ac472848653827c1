/*
 * Golden resumes: tests/cases/extract/NAME.case has a text, or Markdown, and the fields
 * that it gives; tests/cases/posting/NAME.case a posting and its columns.
 *
 *   what the case is for
 *   --- text (or markdown, or posting)
 *   ...
 *   --- fields
 *   line confidence path = value
 *   left over: line text
 */
#include "cases.h"
#include "extract_check.h"

static Arena arena;

static void add_line(Buf *b, Str text)
{
    for (isize i = 0; i < text.len; i++)
        buf_add(b, text.s[i] == '\n' ? S(" / ") : (Str){text.s + i, 1});
    buf_add(b, S("\n"));
}

static Str fields_of(Str text)
{
    Str plain = case_part(text, "text"), marked = case_part(text, "markdown");
    Extract e;
    Error error;
    Buf b = buf_new(&arena);
    if (!extract_resume(&arena, plain.s ? plain : marked,
                        plain.s ? S("cv.txt") : S("cv.md"), &e, &error)) {
        buf_addf(&b, "error %s\n", error.kind->code);
        return buf_str(&b);
    }
    const char *broken = extract_broken(&arena, &e);
    if (!check(!broken))
        printf("# %s\n", broken);
    for (isize i = 0; i < e.n_fields; i++) {
        const ExtractField *f = &e.fields[i];
        buf_addf(&b, "%d %d%% %" STR_FMT " = ", f->line, f->confidence,
                 STR_ARG(f->path));
        add_line(&b, f->value);
    }
    for (isize i = 0; i < e.n_rest; i++) {
        buf_addf(&b, "left over: %d ", e.rest[i].line);
        add_line(&b, e.rest[i].text);
    }
    for (isize i = 0; i < e.warnings.n; i++) {
        buf_add(&b, S("note: "));
        add_line(&b, e.warnings.v[i]);
    }
    return buf_str(&b);
}

static Str columns_of(Str text)
{
    Posting p;
    Error error;
    Buf b = buf_new(&arena);
    if (!posting_read(&arena, case_part(text, "posting"), &p, &error)) {
        buf_addf(&b, "error %s\n", error.kind->code);
        return buf_str(&b);
    }
    const char *broken = posting_broken(&arena, &p);
    if (!check(!broken))
        printf("# %s\n", broken);
    for (int c = 0; c < N_POSTING; c++) {
        PostingField *f = &p.v[c];
        if (!f->value.s)
            continue;
        Str shown = str_cut(f->value, '\n').head;
        buf_addf(&b, "%d%% %s = %" STR_FMT "%s\n", f->confidence,
                 posting_column((PostingColumn)c), STR_ARG(shown),
                 shown.len < f->value.len ? " ..." : "");
    }
    return buf_str(&b);
}

int main(void)
{
    arena = arena_reserve(256 << 20);
    cases_run(&arena, "tests/cases/extract/*.case", "fields", fields_of);
    cases_run(&arena, "tests/cases/posting/*.case", "columns", columns_of);
    arena_release(&arena);
    return done();
}
