#include "extract/dates.h"
#include "extract/entry.h"
#include "extract/letters.h"
#include "extract/lexicon.h"
#include "extract/posting_reader.h"

#include <string.h>

static const struct {
    const char *label;
    PostingColumn column;
} labels[] = {
    {"job title", POSTING_TITLE},      {"position", POSTING_TITLE},
    {"title", POSTING_TITLE},          {"role", POSTING_TITLE},
    {"stelle", POSTING_TITLE},         {"stellenbezeichnung", POSTING_TITLE},
    {"company", POSTING_COMPANY},      {"employer", POSTING_COMPANY},
    {"organization", POSTING_COMPANY}, {"organisation", POSTING_COMPANY},
    {"firma", POSTING_COMPANY},        {"unternehmen", POSTING_COMPANY},
    {"arbeitgeber", POSTING_COMPANY},  {"company name", POSTING_COMPANY},
    {"location", POSTING_LOCATION},    {"job location", POSTING_LOCATION},
    {"standort", POSTING_LOCATION},    {"arbeitsort", POSTING_LOCATION},
    {"einsatzort", POSTING_LOCATION},  {"ort", POSTING_LOCATION},
    {"lieu", POSTING_LOCATION},        {"office", POSTING_LOCATION},
    {"locations", POSTING_LOCATION},
};

void posting_find_labels(PostingReader *r)
{
    for (isize i = 0; i < r->n && i < 60; i++) {
        StrPair cut = str_cut(r->line[i], ':');
        Str label = letters_fold(r->arena, str_trim(cut.head));
        Str value = trim_marks(cut.tail), source = r->line[i];
        for (isize k = 0; k < countof(labels); k++) {
            if (!str_eq(label, str_of(labels[k].label)))
                continue;
            if (!value.len && i + 1 < r->n && words_in(r->line[i + 1]) <= 8)
                value = source = r->line[i + 1];
            bool fits = words_in(value) <= TITLE_WORDS && !str_ends(value, S("."));
            if (value.len && fits &&
                (cut.found || labels[k].column == POSTING_LOCATION))
                posting_put(r, labels[k].column, value, source, 92);
        }
    }
}

/* --- title, company, place ------------------------------------------------------- */

static bool is_gender_mark(Str folded)
{
    static const char *const marks[] = {
        "(m/w/d)", "(w/m/d)", "(d/m/w)", "(f/m/d)", "(m/f/d)",
        "(m/f/x)", "(f/m/x)", "(gn)",    "(h/f)",   "(all genders)",
        "(m/f)",   "(d/w/m)", "(m/w/x)", "m/w/d"};
    for (isize i = 0; i < countof(marks); i++)
        if (str_contains(folded, str_of(marks[i])))
            return true;
    return false;
}

static bool is_noise(Arena *a, Str line)
{
    static const char *const words[] = {"apply",
                                        "easy apply",
                                        "save",
                                        "share",
                                        "show more",
                                        "about the job",
                                        "promoted",
                                        "skip to main content",
                                        "sign in",
                                        "home",
                                        "jobs",
                                        "back to jobs",
                                        "show more options",
                                        "apply now",
                                        "apply for this job",
                                        "report job",
                                        "job details",
                                        "jetzt bewerben",
                                        "merken",
                                        "speichern",
                                        "teilen",
                                        "logo",
                                        "company logo",
                                        "view all jobs",
                                        "job type",
                                        "follow",
                                        "see more jobs like this",
                                        "full job description",
                                        "postuler",
                                        "job description",
                                        "overview",
                                        "description",
                                        "&nbsp;",
                                        "job post",
                                        "new"};
    Str folded = letters_fold(a, trim_marks(line));
    for (isize i = 0; i < countof(words); i++)
        if (str_eq(folded, str_of(words[i])))
            return true;
    return str_ends(folded, S(" logo")) || str_starts(folded, S("save ")) ||
           str_starts(folded, S("share ")) || str_starts(folded, S("posted")) ||
           posting_word_in(folded, "applicants") || posting_word_in(folded, "ago") ||
           posting_word_in(folded, "stars") ||
           (digits_in(line) && characters_in(line) <= 4);
}

static bool may_be_title(PostingReader *r, Str line)
{
    Str folded = letters_fold(r->arena, line);
    bool position = names_position(r->arena, line) || is_gender_mark(folded);
    return position && words_in(line) <= TITLE_WORDS && !str_ends(line, S(".")) &&
           !str_ends(line, S(":")) && !str_ends(line, S("?")) &&
           !posting_url_in(line).len && !is_noise(r->arena, line);
}

static Str between(Str text, const char *from, const char *to)
{
    const char *a =
        from ? memmem(text.s, (size_t)text.len, from, strlen(from)) : text.s;
    if (!a)
        return (Str){0};
    Str rest = str_skip(text, a - text.s + (from ? (isize)strlen(from) : 0));
    const char *b = to ? memmem(rest.s, (size_t)rest.len, to, strlen(to)) : NULL;
    if (to && !b)
        return (Str){0};
    return str_trim(b ? (Str){rest.s, b - rest.s} : rest);
}

/* "Job Application for X at Y", "Y hiring X in Z | LinkedIn", "X at Y", "X bei Y" */
static bool take_sentence_title(PostingReader *r, isize i)
{
    Str line = r->line[i];
    Str for_this = between(line, "Job Application for ", " at ");
    Str hired = between(line, " hiring ", " in ");
    if (for_this.len) {
        posting_put(r, POSTING_TITLE, for_this, line, 95);
        posting_put(r, POSTING_COMPANY, between(line, " at ", NULL), line, 93);
    } else if (hired.len && str_ends(line, S("| LinkedIn"))) {
        Str place = between(str_skip(line, hired.s + hired.len - line.s), " in ", " |");
        posting_put(r, POSTING_COMPANY, between(line, NULL, " hiring "), line, 95);
        posting_put(r, POSTING_TITLE, hired, line, 95);
        posting_put(r, POSTING_LOCATION, place, line, 90);
    } else {
        return false;
    }
    return true;
}

static bool part_title(PostingReader *r, Str line)
{
    static const char *const marks[] = {" at ", " bei ", " chez ", " @ ",
                                        " | ",  " – ",   " — ",    " - "};
    for (isize i = 0; i < countof(marks); i++) {
        Str head = between(line, NULL, marks[i]), tail = between(line, marks[i], NULL);
        bool mark = i > 3;
        if (!head.len || !tail.len || words_in(tail) > 5 ||
            (mark && !names_organization(r->arena, tail)) ||
            names_position(r->arena, tail) || names_place(r->arena, tail))
            continue;
        posting_put(r, POSTING_TITLE, head, line, 88);
        posting_put(r, POSTING_COMPANY, tail, line, mark ? 70 : 88);
        return true;
    }
    return false;
}

/* --- lines of several things ------------------------------------------------------ */

typedef enum Says {
    SAYS_WHAT, /* a name, of whom or of what */
    SAYS_PLACE,
    SAYS_WORKPLACE,
    SAYS_EMPLOYMENT,
    SAYS_POSITION,
    SAYS_NOTHING,
} Says;

typedef struct LinePart {
    Str text;
    Says says;
} LinePart;

enum { PARTS_MOST = 8, PART_LINE_WORDS = 22 };

static bool is_department(Arena *a, Str text)
{
    static const char *const words[] = {
        "engineering", "product",  "design",   "sales",   "marketing", "operations",
        "finance",     "people",   "legal",    "support", "data",      "it",
        "research",    "payments", "platform", "growth",  "security",  "hr"};
    Str folded = letters_fold(a, text);
    for (isize i = 0; i < countof(words); i++)
        if (str_eq(folded, str_of(words[i])))
            return true;
    return posting_word_in(folded, "team") || posting_word_in(folded, "department") ||
           posting_word_in(folded, "level");
}

static Says what_it_says(PostingReader *r, Str text)
{
    Arena *a = r->arena;
    Pay pay;
    if (is_noise(a, text) || posting_url_in(text).len || letters_in(text) < 2 ||
        is_department(a, text) || pay_read(a, text, true, &pay))
        return SAYS_NOTHING;
    if (words_in(text) <= 3 && posting_workplace(a, text))
        return SAYS_WORKPLACE;
    if (words_in(text) <= 3 && posting_employment(a, text))
        return SAYS_EMPLOYMENT;
    if (names_place(a, text))
        return SAYS_PLACE;
    if (names_position(a, text) || is_gender_mark(letters_fold(a, text)))
        return SAYS_POSITION;
    return SAYS_WHAT;
}

/* The mark that parts two things, at the begin of `rest`; its length, or 0. In brackets
 * is a thing of its own when it says where, or how: "Oslo (Hybrid)", not "(m/w/d)". */
static isize mark_at(PostingReader *r, Str rest)
{
    static const char *const marks[] = {" · ", " • ", " | ", " – ", " — ", " - ", "\t"};
    for (isize i = 0; i < countof(marks); i++)
        if (str_starts(rest, str_of(marks[i])))
            return (isize)strlen(marks[i]);
    StrPair inside = str_cut(str_skip(rest, str_starts(rest, S(" (")) ? 2 : 0), ')');
    if (!str_starts(rest, S(" (")) || !inside.found)
        return str_eq(rest, S(")")) || str_starts(rest, S(") ")) ? 1 : 0;
    Says says = what_it_says(r, inside.head);
    return says == SAYS_WORKPLACE || says == SAYS_EMPLOYMENT || says == SAYS_PLACE ? 2
                                                                                   : 0;
}

static isize parts_of(PostingReader *r, Str line, LinePart *parts)
{
    isize n = 0, from = 0;
    for (isize i = 0, mark = 0; i <= line.len && n < PARTS_MOST; i += mark ? mark : 1) {
        Str rest = str_skip(line, i);
        mark = rest.len ? mark_at(r, rest) : 0;
        if (rest.len && !mark)
            continue;
        Str text = trim_marks((Str){line.s + from, i - from});
        if (text.len && !str_eq(text, S(")")))
            parts[n++] = (LinePart){text, what_it_says(r, text)};
        from = i + mark;
    }
    return n;
}

static isize first_of(const LinePart *parts, isize n, Says says)
{
    for (isize i = 0; i < n; i++)
        if (parts[i].says == says)
            return i;
    return -1;
}

/* A name before the place is whose job it is; behind it, it is a department's. */
static isize company_in(PostingReader *r, const LinePart *parts, isize n, bool title)
{
    isize place = first_of(parts, n, SAYS_PLACE);
    isize position = first_of(parts, n, SAYS_POSITION);
    for (isize i = 0; i < n; i++) {
        bool named = names_organization(r->arena, parts[i].text);
        bool before = place >= 0 && i < place;
        bool beside = title && n > 2 && i == position + 1;
        if (parts[i].says == SAYS_WHAT && words_in(parts[i].text) <= 6 &&
            (named || before || beside))
            return i;
    }
    return -1;
}

/* "Halden & Sons · Oslo, Norway (Hybrid)"; of the title's line, the title as well. */
static bool take_parts(PostingReader *r, isize line, bool title)
{
    LinePart parts[PARTS_MOST];
    Str text = r->line[line];
    isize n = words_in(text) <= PART_LINE_WORDS ? parts_of(r, text, parts) : 0;
    isize place = first_of(parts, n, SAYS_PLACE);
    isize position = first_of(parts, n, SAYS_POSITION);
    isize where = first_of(parts, n, SAYS_WORKPLACE);
    isize how = first_of(parts, n, SAYS_EMPLOYMENT);
    isize company = company_in(r, parts, n, title);
    if (n < 2 || str_ends(text, S(".")) || (title && position < 0) ||
        (place < 0 && where < 0 && how < 0))
        return false;
    if (title)
        posting_put(r, POSTING_TITLE, parts[position].text, text, 88);
    if (company >= 0)
        posting_put(r, POSTING_COMPANY, parts[company].text, text, 80);
    if (place >= 0)
        posting_put(r, POSTING_LOCATION, parts[place].text, text, 85);
    if (where >= 0)
        posting_put(r, POSTING_WORKPLACE,
                    str_of(posting_workplace(r->arena, parts[where].text)), text, 88);
    if (how >= 0)
        posting_put(r, POSTING_EMPLOYMENT,
                    str_of(posting_employment(r->arena, parts[how].text)), text, 88);
    return true;
}

/* Around the title, or where it should be. */
void posting_find_parts(PostingReader *r)
{
    isize from = r->title > 3 ? r->title - 3 : 0;
    isize to = r->title < 0 ? 6 : r->title + 5;
    for (isize i = from; i < r->n && i < to; i++)
        if (i != r->title)
            take_parts(r, i, false);
}

void posting_find_title(PostingReader *r)
{
    r->title = -1;
    for (isize i = 0; i < r->n && i < HEAD_LINES && r->title < 0; i++)
        if (take_sentence_title(r, i))
            r->title = i;
    for (isize i = 0; i < r->n && i < HEAD_LINES && r->title < 0; i++)
        if (may_be_title(r, r->line[i]))
            r->title = i;
    if (r->title < 0)
        return;
    Str line = r->line[r->title];
    bool sure = is_gender_mark(letters_fold(r->arena, line));
    if (!posting_has(r, POSTING_TITLE) && !take_parts(r, r->title, true) &&
        !part_title(r, line))
        posting_put(r, POSTING_TITLE, line, line, sure ? 92 : r->title < 4 ? 85 : 65);
}

static bool may_be_company(PostingReader *r, Str line)
{
    return words_in(line) <= 6 && characters_in(line) <= 60 &&
           (!str_ends(line, S(".")) || names_organization(r->arena, line)) &&
           !str_ends(line, S(":")) && !str_cut(line, ':').found &&
           !str_cut(line, '/').found && !is_noise(r->arena, line) &&
           !names_place(r->arena, line) && !names_position(r->arena, line) &&
           !posting_url_in(line).len && digits_in(line) < 4 && letters_in(line) > 1 &&
           !posting_workplace(r->arena, line) && !posting_employment(r->arena, line);
}

/* "About Acme", "Über Acme", "Life at Acme": whose page this is. */
void posting_find_about(PostingReader *r)
{
    static const char *const before[] = {"About ", "Über ", "Life at ", "Why ",
                                         "Join "};
    static const char *const not_these[] = {"the",  "us",  "you", "uns",  "this", "our",
                                            "dich", "sie", "die", "role", "your"};
    for (isize i = 0; i < r->n && !posting_has(r, POSTING_COMPANY); i++)
        for (isize k = 0; k < countof(before); k++) {
            Str name = trim_marks(str_starts(r->line[i], str_of(before[k]))
                                      ? str_skip(r->line[i], (isize)strlen(before[k]))
                                      : S(""));
            Str first = letters_fold(r->arena, str_cut(name, ' ').head);
            bool ours = name.len && words_in(name) <= 4 && !str_ends(name, S("?"));
            for (isize m = 0; m < countof(not_these); m++)
                ours = ours && !str_eq(first, str_of(not_these[m]));
            if (ours && k < 3)
                posting_put(r, POSTING_COMPANY, name, r->line[i], 75);
        }
}

/* Next to the title: below it as Indeed has it, above as LinkedIn does. */
static Str without_careers(Str line)
{
    static const char *const before[] = {"Careers at ", "Jobs at ", "Work at ",
                                         "Karriere bei ", "Jobs bei "};
    for (isize i = 0; i < countof(before); i++)
        if (str_starts(line, str_of(before[i])))
            return str_skip(line, (isize)strlen(before[i]));
    return line;
}

void posting_find_company(PostingReader *r)
{
    if (r->title < 0 || posting_has(r, POSTING_COMPANY))
        return;
    isize below = r->title + 1, above = r->title - 1;
    while (above >= 0 && is_noise(r->arena, r->line[above]))
        above--;
    while (below < r->n && is_noise(r->arena, r->line[below]))
        below++;
    bool is_below =
        below < r->n && below <= r->title + 3 && may_be_company(r, r->line[below]);
    bool is_above = above >= 0 && may_be_company(r, r->line[above]);
    if (is_below && str_starts(r->line[below], S("at ")))
        posting_put(r, POSTING_COMPANY, str_skip(r->line[below], 3), r->line[below],
                    90);
    if (is_below && is_above) /* whichever says so itself */
        is_above = names_organization(r->arena, r->line[above]) &&
                   !names_organization(r->arena, r->line[below]);
    if (is_above)
        posting_put(r, POSTING_COMPANY, without_careers(r->line[above]), r->line[above],
                    is_below ? 60 : 75);
    if (is_below)
        posting_put(r, POSTING_COMPANY, r->line[below], r->line[below], 72);
}

/* "Hybrid work in Austin, TX 78701", "Remote in Berlin" */
static Str behind_words(Str line)
{
    static const char *const before[] = {
        "Hybrid work in ", "Hybrid remote in ", "Remote - ",  "Remote, ",
        "Remote – ",       "Remote in ",        "Hybrid in ", "On-site in "};
    for (isize i = 0; i < countof(before); i++)
        if (str_starts(line, str_of(before[i])))
            return str_skip(line, (isize)strlen(before[i]));
    return line;
}

static bool is_workplace(Arena *a, Str text)
{
    return words_in(text) <= 2 && posting_workplace(a, text) != NULL;
}

static Str without_code(Str text)
{
    isize end = text.len;
    while (end > 0 && is_digit(text.s[end - 1]))
        end--;
    return text.len - end >= 4 && end > 1 ? str_trim((Str){text.s, end}) : text;
}

/* The piece of a line that is a place: "Berlin, Germany · 2 weeks ago". */
void posting_find_place(PostingReader *r)
{
    isize from = r->title < 0 ? 0 : r->title > 3 ? r->title - 3 : 0;
    for (isize i = from; i < r->n && i < from + HEAD_LINES; i++) {
        Str line = r->line[i];
        static const char *const marks[] = {" · ", " • ", " | ", " / ", " (", " – "};
        Str piece = line;
        for (isize k = 0; k < countof(marks); k++) {
            Str head = between(piece, NULL, marks[k]);
            piece = head.len ? head : piece;
        }
        Str named = behind_words(piece), place = without_code(named);
        bool sure = names_place(r->arena, place) && !is_workplace(r->arena, place);
        bool after_mark = piece.len < line.len && i > r->title &&
                          words_in(place) <= 3 && may_be_company(r, place) &&
                          !str_eq(place, r->out->v[POSTING_COMPANY].value) &&
                          posting_workplace(r->arena, line);
        if (i != r->title && words_in(place) <= 7 &&
            (sure || after_mark || named.len < piece.len))
            posting_put(r, POSTING_LOCATION, place, line, sure ? 85 : 65);
    }
}
