#include "extract/dates.h"
#include "extract/entry.h"
#include "extract/letters.h"
#include "extract/lexicon.h"
#include "extract/posting_reader.h"

#include <string.h>

static bool about_pay(Str folded)
{
    static const char *const words[] = {
        "salary", "pay",          "compensation", "gehalt", "vergutung",
        "base",   "jahresgehalt", "salaire",      "rate",   "lohn",
        "wage",   "remuneration", "ote"};
    for (isize i = 0; i < countof(words); i++)
        if (posting_word_in(folded, words[i]))
            return true;
    return false;
}

static Str decimal(Arena *a, int64_t hundredths)
{
    Buf b = buf_new(a);
    buf_addf(&b, "%jd", (intmax_t)(hundredths / 100));
    if (hundredths % 100)
        buf_addf(&b, ".%02d", (int)(hundredths % 100));
    return buf_str(&b);
}

void posting_find_pay(PostingReader *r)
{
    for (int about = 1; about >= 0; about--)
        for (isize i = 0; i < r->n; i++) {
            Pay pay;
            Str line = r->line[i];
            bool said = about_pay(letters_fold(r->arena, line)) ||
                        (i && words_in(r->line[i - 1]) <= 4 &&
                         about_pay(letters_fold(r->arena, r->line[i - 1])));
            if (said != (about == 1) || line.len > 600 ||
                !pay_read(r->arena, line, said, &pay))
                continue;
            int sure = said ? 90 : 80;
            posting_put(r, POSTING_SALARY_MIN, decimal(r->arena, pay.min), line, sure);
            if (pay.max)
                posting_put(r, POSTING_SALARY_MAX, decimal(r->arena, pay.max), line,
                            sure);
            posting_put(r, POSTING_CURRENCY, str_of(pay.currency), line, sure);
            if (pay.period)
                posting_put(r, POSTING_PERIOD, str_of(pay.period), line, sure - 10);
            return;
        }
}

void posting_find_deadline(PostingReader *r)
{
    static const char *const words[] = {"deadline",           "apply by",
                                        "applications close", "closing date",
                                        "bewerbungsfrist",    "bewerben bis",
                                        "bewirb dich bis",    "bewerbungsschluss",
                                        "applications by",    "sista ansokningsdag",
                                        "date limite",        "apply before"};
    for (isize i = 0; i < r->n; i++) {
        Str folded = letters_fold(r->arena, r->line[i]);
        bool says = false;
        When w;
        for (isize k = 0; k < countof(words) && !says; k++)
            says = posting_word_in(folded, words[k]);
        if (says && when_find(r->arena, r->line[i], &w) && !w.is_range &&
            w.start.len == 10)
            posting_put(r, POSTING_DEADLINE, w.start, r->line[i], 90);
    }
}

void posting_find_description(PostingReader *r)
{
    static const char *const marks[] = {"about the job",   "full job description",
                                        "job description", "stellenbeschreibung",
                                        "description",     "about the role",
                                        "about this role", "description du poste"};
    for (isize i = 0; i < r->n; i++) {
        Str folded = letters_fold(r->arena, trim_marks(r->line[i]));
        for (isize k = 0; k < countof(marks); k++)
            if (str_eq(folded, str_of(marks[k])) && i + 1 < r->n) {
                Str rest = {r->line[i + 1].s,
                            r->text.s + r->text.len - r->line[i + 1].s};
                posting_put(r, POSTING_DESCRIPTION, rest, r->line[i], 90);
            }
    }
    posting_put(r, POSTING_DESCRIPTION, r->text, r->n ? r->line[0] : r->text, 70);
}
