/* Resumes that other programs have written (tests/data/extract): how many of the fields
 * that a person reads in them are found, and how many of those found are right. */
#include "extract.h"

static const char *const people[] = {"ruth", "jonas",  "amelie", "priya",
                                     "tom",  "marcus", "lucia",  "harriet"};

static const struct {
    const char *kind;
    isize people; /* the first ones have it */
} kinds[] = {{"pdf", countof(people)}, {"docx", 4}, {"odt", 4}};

static Arena arena;

static bool same(Arena *a, Str path, Str wanted, Str got)
{
    (void)a, (void)path;
    return str_eq(wanted, got);
}

static Leaves *read_file(const char *path)
{
    Extract e;
    Error error;
    bool ok =
        extract_resume(&arena, extract_file(&arena, path), str_of(path), &e, &error);
    if (!check(ok)) {
        printf("# %s: %s\n", path, error.kind->code);
        return make(&arena, Leaves);
    }
    for (isize i = 0; i < e.n_rest; i++)
        printf("# left over: %" STR_FMT "\n", STR_ARG(e.rest[i].text));
    Leaves *all = leaves_of(&arena, e.resume), *fields = make(&arena, Leaves);
    for (isize i = 0; i < all->n; i++)
        if (!str_starts(all->v[i].path, S("/meta")))
            fields->v[fields->n++] = all->v[i];
    return fields;
}

static Tally read_person(const char *name, const char *kind)
{
    char path[80], json[80];
    snprintf(path, sizeof path, "tests/data/extract/%s.%s", name, kind);
    snprintf(json, sizeof json, "tests/data/extract/%s.json", name);
    printf("# %s\n", path);
    Leaves *wanted = leaves_of(&arena, extract_file(&arena, json));
    Tally t = leaves_compare(&arena, wanted, read_file(path), same);
    printf("# recall %td/%td, precision %td/%td\n", t.matched, t.wanted, t.matched,
           t.got);
    check(share(t.matched, t.wanted) >= 0.9);
    check(share(t.matched, t.got) >= 0.9);
    arena_reset(&arena);
    return t;
}

int main(int argc, char **argv)
{
    if (guard_is_child(argc, argv))
        return guard_child();
    arena = arena_reserve(512 << 20);
    for (isize k = 0; k < countof(kinds); k++) {
        Tally all = {0};
        for (isize i = 0; i < kinds[k].people; i++) {
            Tally t = read_person(people[i], kinds[k].kind);
            all.wanted += t.wanted;
            all.got += t.got;
            all.matched += t.matched;
        }
        printf("# all %s: recall %.3f, precision %.3f\n", kinds[k].kind,
               share(all.matched, all.wanted), share(all.matched, all.got));
        check(share(all.matched, all.wanted) >= 0.97);
        check(share(all.matched, all.got) >= 0.97);
    }
    arena_release(&arena);
    return done();
}
