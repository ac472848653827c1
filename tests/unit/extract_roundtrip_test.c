/* What `rung render` has set, `rung import` reads: the fields of our own samples, in
 * every template and paper. What a page does not show (a day, "http://") is not asked.
 */
#include "extract.h"

#include "paper/paper.h"

static const char *const samples[] = {"tests/data/resume-sample.json",
                                      "tests/data/resume-senior.json",
                                      "tests/data/resume-world.json"};
static const char *const templates[] = {"modern-professional", "classic-elegant"};
static const char *const papers[] = {"A4", "Letter"};

static Arena arena;

static Str without_blanks(Arena *a, Str text)
{
    Buf b = buf_new(a);
    for (isize i = 0; i < text.len; i++)
        if (text.s[i] != ' ' && text.s[i] != '\n')
            buf_add(&b, (Str){text.s + i, 1});
    return buf_str(&b);
}

static Str bare_address(Str url)
{
    static const char *const before[] = {"https://", "http://", "www."};
    for (isize i = 0; i < countof(before); i++)
        if (str_starts(url, str_of(before[i])))
            url = str_skip(url, (isize)strlen(before[i]));
    while (url.len && url.s[url.len - 1] == '/')
        url.len--;
    return url;
}

static bool same(Arena *a, Str path, Str wanted, Str got)
{
    bool date = str_ends(path, S("Date")) || str_ends(path, S("/date"));
    if (str_ends(path, S("/url")))
        return str_eq(bare_address(wanted), bare_address(got));
    if (date && wanted.len > 7)
        wanted.len = 7;
    return str_eq(without_blanks(a, wanted), without_blanks(a, got));
}

static Leaves *shown_of(Str json)
{
    Leaves *all = leaves_of(&arena, json), *shown = make(&arena, Leaves);
    for (isize i = 0; i < all->n; i++) {
        Str path = all->v[i].path;
        if (!str_eq(path, S("/$schema")) && !str_starts(path, S("/meta")))
            shown->v[shown->n++] = all->v[i];
    }
    return shown;
}

static Leaves *read_back(Str json, const char *slug, const char *paper)
{
    PaperJob job = {
        .resume_json = json, .template_slug = str_of(slug), .paper = str_of(paper)};
    PaperFile file;
    Extract e;
    Error error;
    bool set = paper_render(&arena, &job, &file, &error);
    check(set);
    bool ok = set && extract_resume(&arena, (Str){file.data, file.size}, S("cv.pdf"),
                                    &e, &error);
    check(ok);
    paper_file_free(&file);
    for (isize i = 0; ok && i < e.n_rest; i++)
        printf("# left over: %" STR_FMT "\n", STR_ARG(e.rest[i].text));
    return ok ? shown_of(e.resume) : make(&arena, Leaves);
}

int main(int argc, char **argv)
{
    if (guard_is_child(argc, argv))
        return guard_child();
    arena = arena_reserve(512 << 20);
    Tally all = {0};
    for (isize i = 0; i < countof(samples); i++)
        for (isize k = 0; k < countof(templates) * countof(papers); k++) {
            const char *slug = templates[k / countof(papers)];
            const char *paper = papers[k % countof(papers)];
            printf("# %s as %s on %s\n", samples[i], slug, paper);
            Str json = extract_file(&arena, samples[i]);
            Tally t = leaves_compare(&arena, shown_of(json),
                                     read_back(json, slug, paper), same);
            printf("# recall %td/%td, precision %td/%td\n", t.matched, t.wanted,
                   t.matched, t.got);
            check(share(t.matched, t.wanted) >= 0.95);
            all.wanted += t.wanted;
            all.got += t.got;
            all.matched += t.matched;
            arena_reset(&arena);
        }
    printf("# all: recall %.4f, precision %.4f\n", share(all.matched, all.wanted),
           share(all.matched, all.got));
    check(share(all.matched, all.wanted) >= 0.99);
    check(share(all.matched, all.got) >= 0.99);
    arena_release(&arena);
    return done();
}
