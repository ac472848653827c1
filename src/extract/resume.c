#include "extract/extract.h"
#include "extract/filler.h"
#include "extract/letters.h"
#include "extract/read.h"

#include <stdlib.h>

static void fill_section(Draft *d, const Section *s, int votes)
{
    static FillEntry *const fills[N_KINDS] = {
        [KIND_WORK] = fill_job,           [KIND_VOLUNTEER] = fill_job,
        [KIND_EDUCATION] = fill_school,   [KIND_PROJECTS] = fill_project,
        [KIND_AWARDS] = fill_award,       [KIND_CERTIFICATES] = fill_award,
        [KIND_PUBLICATIONS] = fill_award, [KIND_REFERENCES] = fill_reference,
    };
    Filler f = {.d = d,
                .s = s,
                .doc = d->document,
                .arena = d->arena,
                .part = (int)s->kind,
                .votes = votes};
    Entries entries = entries_find(d->arena, d->document, s);
    for (isize i = 0; i < entries.n; i++) {
        fills[s->kind](&f, &entries.v[i]);
        draft_next(d, f.part);
    }
    draft_use(d, s->from, s->to - s->from);
}

/* Whether documents like this say what somebody was before where, or after. */
static int job_votes(Draft *d, const Sections *all)
{
    int votes = 0;
    for (isize i = 0; i < all->n; i++) {
        const Section *s = &all->v[i];
        if (s->kind != KIND_WORK && s->kind != KIND_VOLUNTEER)
            continue;
        Filler f = {.d = d, .s = s, .doc = d->document, .arena = d->arena};
        Entries entries = entries_find(d->arena, d->document, s);
        for (isize k = 0; k < entries.n; k++)
            votes += job_order(&f, &entries.v[k]);
    }
    return votes;
}

static void fill(Draft *d, const Sections *all)
{
    int votes = job_votes(d, all);
    for (isize i = 0; i < all->n; i++) {
        const Section *s = &all->v[i];
        if (s->heading >= 0)
            draft_use(d, s->heading, 1);
        switch (s->kind) {
        case KIND_CONTACT: fill_contact(d, s, all->name); break;
        case KIND_SUMMARY: fill_summary(d, s); break;
        case KIND_SKILLS: fill_skills(d, s); break;
        case KIND_LANGUAGES: fill_languages(d, s); break;
        case KIND_INTERESTS: fill_interests(d, s); break;
        case KIND_WORK:
        case KIND_VOLUNTEER:
        case KIND_EDUCATION:
        case KIND_AWARDS:
        case KIND_CERTIFICATES:
        case KIND_PUBLICATIONS:
        case KIND_REFERENCES:
        case KIND_PROJECTS: fill_section(d, s, votes); break;
        case KIND_NONE:
        case KIND_OTHER:
        case N_KINDS:
            if (s->heading >= 0)
                d->used[s->heading] = false; /* it says what its lines are */
        }
    }
}

/* --- what is handed on ----------------------------------------------------------- */

static Str source_of(Arena *a, const Document *d, isize line, isize lines)
{
    if (lines == 1)
        return d->lines[line].text;
    Buf b = buf_new(a);
    for (isize i = line; i < line + lines; i++) {
        buf_add(&b, i > line ? S("\n") : S(""));
        buf_add(&b, d->lines[i].text);
    }
    return buf_str(&b);
}

static void take_fields(Arena *a, const Draft *d, Extract *out)
{
    out->fields = make_n(a, ExtractField, d->n + 1);
    for (isize i = 0; i < d->n; i++) {
        const Found *f = &d->v[i];
        const Line *l = &d->document->lines[f->line];
        out->fields[out->n_fields++] =
            (ExtractField){.path = draft_path(a, f),
                           .value = f->value,
                           .source = source_of(a, d->document, f->line, f->lines),
                           .confidence = f->confidence,
                           .page = l->page,
                           .line = l->number};
    }
}

static int by_line(const void *a, const void *b)
{
    const Rest *x = a, *y = b;
    return (x->line > y->line) - (x->line < y->line);
}

static void take_rest(Arena *a, Draft *d, Extract *out)
{
    for (isize i = 0; i < d->document->n; i++)
        if (!d->used[i])
            draft_leave(d, i, d->document->lines[i].text);
    if (d->n_rest)
        qsort(d->rest, (size_t)d->n_rest, sizeof(Rest), by_line);
    out->rest = make_n(a, ExtractRest, d->n_rest + 1);
    for (isize i = 0; i < d->n_rest; i++) {
        const Line *l = &d->document->lines[d->rest[i].line];
        out->rest[out->n_rest++] = (ExtractRest){d->rest[i].text, l->page, l->number};
    }
}

static void take_resume(Arena *a, const Draft *d, Extract *out)
{
    Str *rest = make_n(a, Str, out->n_rest + 1);
    for (isize i = 0; i < out->n_rest; i++)
        rest[i] = out->rest[i].text;
    Buf b = buf_new(a);
    draft_write(&b, d, (Strs){rest, out->n_rest});
    out->resume = buf_str(&b);
}

static void warn(Arena *a, const Draft *d, Extract *out)
{
    enum { WARNINGS_MOST = 8 };
    Str *v = make_n(a, Str, WARNINGS_MOST);
    isize n = 0;
    const Document *doc = d->document;
    if (doc->total_pages > doc->pages) {
        Buf b = buf_new(a);
        buf_addf(&b, "Only the first %d of %d pages were read.", doc->pages,
                 doc->total_pages);
        v[n++] = buf_str(&b);
    }
    if (doc->cut)
        v[n++] = S("It is too long for a resume: what comes at its end was not read.");
    if (doc->unmapped)
        v[n++] =
            S("Some Chinese, Japanese or Korean text is missing: its font is not in "
              "the file, nor what its letters mean.");
    if (!draft_has(d, PART_BASICS, 0, KEY_NAME))
        v[n++] = S("No name was found.");
    if (!draft_has(d, PART_BASICS, 0, KEY_EMAIL))
        v[n++] = S("No e-mail address was found.");
    if (!d->entries[KIND_WORK] && !d->entries[KIND_EDUCATION])
        v[n++] = S("Neither work nor education was found: are there headings, such as "
                   "Experience?");
    if (out->n_rest) {
        Buf b = buf_new(a);
        buf_addf(&b, "%td pieces could not be placed; they are under left_over.",
                 out->n_rest);
        v[n++] = buf_str(&b);
    }
    out->warnings = (Strs){v, n};
}

void resume_of_document(Arena *a, const Document *doc, Extract *out)
{
    Draft d = draft_new(a, doc);
    Sections sections = sections_find(a, doc);
    fill(&d, &sections);
    out->pages = doc->total_pages;
    out->text = document_text(a, doc);
    take_rest(a, &d, out);
    warn(a, &d, out);
    draft_sort(&d);
    take_fields(a, &d, out);
    take_resume(a, &d, out);
}
