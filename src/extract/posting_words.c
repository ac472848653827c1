#include "extract/dates.h"
#include "extract/entry.h"
#include "extract/letters.h"
#include "extract/lexicon.h"
#include "extract/posting_reader.h"

#include <string.h>

typedef struct Site {
    const char *word, *value;
} Site;

static const Site sites[] = {
    {"linkedin.", "LinkedIn"},
    {"indeed.", "Indeed"},
    {"greenhouse.io", "Greenhouse"},
    {"lever.co", "Lever"},
    {"stepstone.", "StepStone"},
    {"xing.", "XING"},
    {"glassdoor.", "Glassdoor"},
    {"monster.", "Monster"},
    {"ashbyhq.com", "Ashby"},
    {"workable.com", "Workable"},
    {"personio.", "Personio"},
    {"smartrecruiters.com", "SmartRecruiters"},
    {"myworkdayjobs.com", "Workday"},
    {"wellfound.com", "Wellfound"},
    {"ycombinator.com", "Y Combinator"},
    {"recruitee.com", "Recruitee"},
    {"teamtailor.com", "Teamtailor"},
    {"arbeitsagentur.de", "Arbeitsagentur"},
};

Str posting_url_in(Str line)
{
    const char *at = memmem(line.s, (size_t)line.len, "https://", 8);
    if (!at)
        at = memmem(line.s, (size_t)line.len, "http://", 7);
    if (!at)
        return (Str){0};
    isize from = at - line.s, end = from;
    while (end < line.len && (unsigned char)line.s[end] > ' ' &&
           (unsigned char)line.s[end] < 0x7f && !strchr("\"<>\\^`{|}", line.s[end]))
        end++;
    while (end > from && strchr(".,;:!?)]'", line.s[end - 1]))
        end--;
    Str url = {at, end - from};
    return is_address(url) ? url : (Str){0};
}

/* "boards.greenhouse.io/acme/jobs/1", "jobs.lever.co/acme/...": whose board it is. */
void posting_take_board(PostingReader *r, Str url, Str line)
{
    static const char *const boards[] = {"greenhouse.io/", "lever.co/", "ashbyhq.com/",
                                         "apply.workable.com/"};
    for (isize i = 0; i < countof(boards); i++) {
        const char *at = memmem(url.s, (size_t)url.len, boards[i], strlen(boards[i]));
        if (!at)
            continue;
        Str slug = str_skip(url, at - url.s + (isize)strlen(boards[i]));
        slug = str_cut(str_cut(slug, '/').head, '?').head;
        if (slug.len > 1 && !str_eq(slug, S("embed")) && !str_eq(slug, S("j")))
            posting_put(r, POSTING_COMPANY, slug, line, 55);
    }
}

void posting_find_links(PostingReader *r)
{
    for (isize i = 0; i < r->n && !posting_has(r, POSTING_URL); i++) {
        Str url = posting_url_in(r->line[i]);
        if (!url.len)
            continue;
        bool alone = url.len == r->line[i].len || i < 3;
        bool known = false;
        for (isize k = 0; k < countof(sites) && !known; k++) {
            known = str_contains(url, str_of(sites[k].word));
            if (known)
                posting_put(r, POSTING_SOURCE, str_of(sites[k].value), r->line[i], 95);
        }
        if (alone || known)
            posting_put(r, POSTING_URL, url, r->line[i], alone ? 95 : 80);
    }
    for (isize i = 0; i < r->n && !posting_has(r, POSTING_SOURCE); i++) {
        bool linkedin = str_ends(r->line[i], S("| LinkedIn")) ||
                        str_eq(r->line[i], S("Easy Apply"));
        bool indeed = str_ends(r->line[i], S("| Indeed.com")) ||
                      str_ends(r->line[i], S("- Indeed.com"));
        if (linkedin || indeed)
            posting_put(r, POSTING_SOURCE, linkedin ? S("LinkedIn") : S("Indeed"),
                        r->line[i], 70);
    }
}

/* --- words that mean a value ----------------------------------------------------- */

typedef struct Meaning {
    const char *word, *value;
} Meaning;

static const Meaning workplaces[] = {
    {"hybrid", "hybrid"},
    {"hybrides arbeiten", "hybrid"},
    {"teilweise homeoffice", "hybrid"},
    {"teilweise remote", "hybrid"},
    {"remote", "remote"},
    {"fully remote", "remote"},
    {"work from home", "remote"},
    {"on-site", "onsite"},
    {"onsite", "onsite"},
    {"on site", "onsite"},
    {"in-office", "onsite"},
    {"in office", "onsite"},
    {"vor ort", "onsite"},
    {"homeoffice", "remote"},
    {"home office", "remote"},
    {"teletravail", "remote"},
};
static const Meaning employments[] = {
    {"internship", "internship"},   {"praktikum", "internship"},
    {"intern", "internship"},       {"stage", "internship"},
    {"full-time", "full_time"},     {"full time", "full_time"},
    {"fulltime", "full_time"},      {"vollzeit", "full_time"},
    {"temps plein", "full_time"},   {"heltid", "full_time"},
    {"part-time", "part_time"},     {"part time", "part_time"},
    {"teilzeit", "part_time"},      {"werkstudent", "part_time"},
    {"temps partiel", "part_time"}, {"deltid", "part_time"},
    {"contract", "contract"},       {"contractor", "contract"},
    {"freelance", "contract"},      {"temporary", "temporary"},
    {"befristet", "temporary"},     {"zeitarbeit", "temporary"},
};

/* One value, or nothing when the words differ: "remote or on-site". */
static const char *meaning_of(Str folded, const Meaning *m, isize n)
{
    const char *found = NULL;
    for (isize i = 0; i < n; i++) {
        if (!posting_word_in(folded, m[i].word) ||
            (found && strcmp(found, m[i].value) == 0))
            continue;
        bool german_both = found && strcmp(found, "full_time") == 0;
        if (found)
            return german_both ? found : NULL;
        found = m[i].value;
    }
    return found;
}

static bool denies(Str folded)
{
    static const char *const words[] = {"not", "no",    "kein",  "keine",
                                        "non", "never", "unable"};
    for (isize i = 0; i < countof(words); i++)
        if (posting_word_in(folded, words[i]))
            return true;
    return false;
}

/* Short lines say what is so; sentences say what may be. */
void posting_find_meanings(PostingReader *r)
{
    for (isize i = 0; i < r->n; i++) {
        Str line = r->line[i], folded = letters_fold(r->arena, line);
        bool brief = words_in(line) <= 14 && !str_ends(line, S("."));
        if (!brief || denies(folded))
            continue;
        const char *place = meaning_of(folded, workplaces, countof(workplaces));
        const char *kind = meaning_of(folded, employments, countof(employments));
        bool near = i < HEAD_LINES || str_cut(line, ':').found;
        if (place && near)
            posting_put(r, POSTING_WORKPLACE, str_of(place), line,
                        i < HEAD_LINES ? 88 : 70);
        if (kind && near && i != r->title)
            posting_put(r, POSTING_EMPLOYMENT, str_of(kind), line,
                        i < HEAD_LINES ? 88 : 70);
    }
    if (r->title < 0)
        return;
    Str title = r->line[r->title], folded = letters_fold(r->arena, title);
    const char *kind = meaning_of(folded, employments, countof(employments));
    if (kind)
        posting_put(r, POSTING_EMPLOYMENT, str_of(kind), title, 80);
}

const char *posting_workplace(Arena *a, Str text)
{
    return meaning_of(letters_fold(a, text), workplaces, countof(workplaces));
}

const char *posting_employment(Arena *a, Str text)
{
    return meaning_of(letters_fold(a, text), employments, countof(employments));
}
