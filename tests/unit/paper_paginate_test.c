/* Page breaks: the rules of lines_paginate() alone, then a sweep over real resumes. */
#include "paper.h"

#include "base/buf.h"

#include <math.h>

static Arena arena;

/* Each letter is a line 10 high with a gap of 2 above; "k" keeps the next. */
static const struct {
    const char *lines;
    double bottom;
    const char *pages; /* the page of each */
} cases[] = {
    {"", 100, ""},
    {"aaaa", 58, "0000"},
    {"aaaa", 46, "0000"},
    {"aaaa", 45, "0001"},
    {"aaka", 45, "0011"},
    {"akka", 45, "0111"},
    {"kkkk", 45, "0001"},   /* all keep each other: then it breaks where it is full */
    {"kkkkk", 10, "01234"}, /* not even two fit */
    {"aaaaaaa", 34, "0001112"},
    {"aakaaka", 34, "0011122"},
};

static void test_rules(void)
{
    for (isize i = 0; i < countof(cases); i++) {
        Str letters = str_of(cases[i].lines);
        Line *lines = make_n(&arena, Line, letters.len);
        char *pages = make_n(&arena, char, letters.len + 1);
        for (isize n = 0; n < letters.len; n++)
            lines[n] =
                (Line){.above = 2, .height = 10, .keeps_next = letters.s[n] == 'k'};
        int count = lines_paginate(lines, letters.len, 0, cases[i].bottom);
        for (isize n = 0; n < letters.len; n++)
            pages[n] = (char)('0' + lines[n].page);
        check_str(str_of(pages), str_of(cases[i].pages));
        check(count == (letters.len ? lines[letters.len - 1].page + 1 : 1));
        arena_reset(&arena);
    }
}

/* `n` such lines: a last page with little on it goes, if it can. */
static void test_fit(void)
{
    static const struct {
        isize n;
        double bottom;
        int pages;
        double last_bottom;
    } fits[] = {
        {0, 100, 1, 0},     {8, 100, 1, 94}, /* as they are */
        {9, 100, 1, 97.6},                   /* 106 high, drawn up */
        {17, 100, 2, 86.6},                  /* so on each page */
        {9, 97, 2, 10},                      /* nothing helps: as they were */
        {10, 100, 2, 22},                    /* two lines are more than little */
    };
    for (isize i = 0; i < countof(fits); i++) {
        isize n = fits[i].n;
        Line *lines = make_n(&arena, Line, n + 1);
        for (isize line = 0; line < n; line++)
            lines[line] = (Line){.above = 2, .height = 10, .leading = 10};
        check(lines_fit(&arena, lines, n, 0, fits[i].bottom) == fits[i].pages);
        double bottom = n ? lines[n - 1].top + lines[n - 1].height : 0;
        check(fabs(bottom - fits[i].last_bottom) < 0.01);
        arena_reset(&arena);
    }
}

/* A resume of `jobs` jobs; `words` stretches the texts so that breaks fall everywhere.
 */
static Str resume_of(int jobs, int words)
{
    Buf b = buf_new(&arena);
    buf_add(&b, S("{\"basics\": {\"name\": \"Ann Lee\", \"label\": \"Engineer\"}, "
                  "\"work\": ["));
    for (int job = 0; job < jobs; job++) {
        buf_addf(&b,
                 "%s{\"name\": \"Employer %d\", \"position\": \"Position %d\","
                 "\"startDate\": \"2010\", \"summary\": \"",
                 job ? "," : "", job, job);
        for (int i = 0; i < (job * 7 + words) % 60; i++)
            buf_add(&b, S("word "));
        buf_add(&b, S("\", \"highlights\": ["));
        for (int i = 0; i < (job * 5 + words) % 7; i++) {
            buf_addf(&b, "%s\"item", i ? "," : "");
            for (int n = 0; n < (job * 11 + i * 13 + words) % 50; n++)
                buf_add(&b, S(" more"));
            buf_add(&b, S("\""));
        }
        buf_add(&b, S("]}"));
    }
    buf_add(&b, S("], \"skills\": [{\"name\": \"C\"}, {\"name\": \"SQL\"}],"
                  "\"references\": [{\"name\": \"Bo\", \"reference\": \"Good.\"}]}"));
    return buf_str(&b);
}

typedef struct Faults {
    int headings, titles, orphans, widows, outside, backwards, overlaps, loose;
} Faults;

static void look_at(const Document *d, isize i, Faults *f)
{
    const Line *line = &d->lines[i], *next = i + 1 < d->n ? line + 1 : NULL;
    bool ends_page = next && next->page > line->page;
    f->outside += line->top < d->t->margin_y - 0.01 ||
                  line->top + line->height > document_bottom(d->t) + 0.01;
    f->backwards += next && next->page < line->page;
    f->overlaps +=
        next && next->page == line->page && next->top < line->top + line->height - 0.01;
    if (!ends_page)
        return;
    bool goes_on = next->paragraph == line->paragraph;
    f->headings += line->paragraph->role == ROLE_HEADING;
    f->titles += line->paragraph->role == ROLE_TITLE && line->paragraph->entry != 0 &&
                 next->paragraph->entry == line->paragraph->entry;
    f->orphans += goes_on && line->first;
    f->widows += goes_on && next->last;
    /* The foot may stay empty for what is kept together, which is never a whole page.
     */
    f->loose += document_bottom(d->t) - (line->top + line->height) > 200;
}

static void test_sweep(void)
{
    Faults f = {0};
    int most_pages = 0, documents = 0;
    for (int jobs = 0; jobs < 24; jobs++)
        for (int words = jobs % 3; words < 60; words += 3) {
            Held held = {.arena = &arena};
            Document d = {0};
            Error error;
            documents += lay_out(&held, resume_of(jobs, words), (Str){0}, &d, &error);
            for (isize i = 0; i < d.n; i++)
                look_at(&d, i, &f);
            most_pages = d.pages > most_pages ? d.pages : most_pages;
            held_release(&held);
            arena_reset(&arena);
        }
    check(documents == 24 * 20);
    check(most_pages >= 4);
    check(f.headings == 0);
    check(f.titles == 0);
    check(f.orphans == 0);
    check(f.widows == 0);
    check(f.outside == 0);
    check(f.backwards == 0);
    check(f.overlaps == 0);
    check(f.loose == 0);
}

static void test_length(void)
{
    Held held = {.arena = &arena};
    Document d = {0};
    Error error;
    check(lay_out(&held, resume_of(70, 40), (Str){0}, &d, &error));
    check(d.pages >= 12);
    check(!lay_out(&held, resume_of(480, 40), (Str){0}, &d, &error));
    check(paper_error_is(&error, &paper_too_large));
    held_release(&held);
    arena_reset(&arena);
}

int main(void)
{
    arena = arena_reserve(256 << 20);
    test_rules();
    test_fit();
    test_sweep();
    test_length();
    arena_release(&arena);
    return done();
}
