#include "extract/dates.h"
#include "extract/letters.h"

#include "base/buf.h"

#include <glib.h>

#include <string.h>

enum { TOKENS_MOST = 300, FIRST_YEAR = 1940, LAST_YEAR = 2059, WORD_MOST = 24 };

typedef enum TokenKind { NUMBER, WORD, DASH, SEPARATOR, COMMA, QUOTE, OTHER } TokenKind;

typedef struct Token {
    TokenKind kind;
    isize at, end;
    int number, digits;
    char word[WORD_MOST]; /* folded; longer ones are no month's name */
    char mark;
} Token;

typedef struct Tokens {
    Token v[TOKENS_MOST];
    int n;
} Tokens;

typedef struct Day {
    int year, month, day;
} Day;

/* Folded, in the languages of English, German, French, Spanish, Italian, Portuguese,
 * Dutch, Swedish; three letters of one are enough. */
static const char *const months[12][9] = {
    {"january", "januar", "janvier", "enero", "gennaio", "janeiro", "januari"},
    {"february", "februar", "fevrier", "febrero", "febbraio", "fevereiro", "februari"},
    {"march", "marz", "mars", "marzo", "marco", "maart", "mrz", "maerz"},
    {"april", "avril", "abril", "aprile"},
    {"may", "mai", "mayo", "maggio", "maio", "mei", "maj"},
    {"june", "juni", "juin", "junio", "giugno", "junho"},
    {"july", "juli", "juillet", "julio", "luglio", "julho"},
    {"august", "aout", "agosto", "augustus", "augusti"},
    {"september", "septembre", "septiembre", "settembre", "setembro"},
    {"october", "oktober", "octobre", "octubre", "ottobre", "outubro"},
    {"november", "novembre", "noviembre", "novembro"},
    {"december", "dezember", "decembre", "diciembre", "dicembre", "dezembro"},
};

static const char *const present_words[] = {
    "present",   "now",     "current",      "currently", "today",
    "ongoing",   "heute",   "aktuell",      "jetzt",     "laufend",
    "gegenwart", "actuel",  "actualidad",   "presente",  "actual",
    "attuale",   "oggi",    "atual",        "heden",     "nu",
    "hoy",       "aujourd", "actuellement", "date",      "nuvarande"};
static const char *const since_words[] = {"since", "seit", "depuis", "desde", "sinds",
                                          "sedan", "ab",   "dal",    "from"};
static const char *const dash_words[] = {"to", "bis", "until", "till", "a",
                                         "al", "au",  "tot",   "til",  "hasta"};
static const char *const season_words[] = {"spring", "summer", "fall",   "autumn",
                                           "winter", "sommer", "herbst", "fruhjahr"};

static bool among(const char *word, const char *const *words, isize n)
{
    for (isize i = 0; i < n; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

static int month_named(const char *word)
{
    size_t n = strlen(word);
    for (int m = 0; m < 12 && n >= 3; m++)
        for (int i = 0; i < 9 && months[m][i]; i++)
            if (strncmp(months[m][i], word, n) == 0)
                return m + 1;
    return strcmp(word, "sept") == 0 ? 9 : 0;
}

/* --- tokens ---------------------------------------------------------------------- */

static bool take_mark(Str rest, Token *t)
{
    static const struct {
        const char *text;
        TokenKind kind;
    } marks[] = {{"–", DASH},  {"—", DASH},      {"−", DASH},      {"‒", DASH},
                 {"-", DASH},  {"/", SEPARATOR}, {".", SEPARATOR}, {",", COMMA},
                 {"'", QUOTE}, {"’", QUOTE}};
    for (isize i = 0; i < countof(marks); i++)
        if (str_starts(rest, str_of(marks[i].text))) {
            t->kind = marks[i].kind;
            t->end = t->at + (isize)strlen(marks[i].text);
            t->mark = marks[i].text[0];
            return true;
        }
    return false;
}

static void take_number(Str text, Token *t)
{
    t->kind = NUMBER;
    for (t->end = t->at; t->end < text.len && is_digit(text.s[t->end]); t->end++)
        if (++t->digits <= 4)
            t->number = t->number * 10 + (text.s[t->end] - '0');
}

static void take_word(Arena *a, Str text, Token *t)
{
    isize end = t->at;
    while (end < text.len) {
        isize next = end;
        if (!letter_is_letter(letter_next(text, &next)))
            break;
        end = next;
    }
    if (end == t->at) { /* neither letter nor digit */
        letter_next(text, &end);
        t->kind = OTHER;
        t->mark = text.s[t->at];
        t->end = end;
        return;
    }
    t->kind = WORD;
    t->end = end;
    if (end - t->at >= WORD_MOST)
        return;
    Str folded = letters_fold(a, (Str){text.s + t->at, end - t->at});
    if (folded.len < WORD_MOST)
        memcpy(t->word, folded.s, (size_t)folded.len);
}

static void tokenize(Arena *a, Str text, Tokens *out)
{
    out->n = 0;
    for (isize at = 0; at < text.len && out->n < TOKENS_MOST;) {
        if (text.s[at] == ' ' || text.s[at] == '\t' || text.s[at] == '\n') {
            at++;
            continue;
        }
        Token *t = &out->v[out->n++];
        *t = (Token){.at = at};
        if (is_digit(text.s[at]))
            take_number(text, t);
        else if (!take_mark(str_skip(text, at), t))
            take_word(a, text, t);
        at = t->end;
    }
}

/* --- the grammar ----------------------------------------------------------------- */

static const Token *at(const Tokens *t, int i)
{
    static const Token none = {.kind = OTHER};
    return i >= 0 && i < t->n ? &t->v[i] : &none;
}

static bool is_year(const Token *t)
{
    return t->kind == NUMBER && t->digits == 4 && t->number >= FIRST_YEAR &&
           t->number <= LAST_YEAR;
}

static bool touches(const Tokens *t, int i)
{
    return at(t, i)->end == at(t, i + 1)->at;
}

/* A year that stands alone: no part of a longer number, an amount, a version. */
static bool is_lone_year(const Tokens *t, int i)
{
    const Token *before = at(t, i - 1), *after = at(t, i + 1);
    if (!is_year(at(t, i)))
        return false;
    if (i > 0 && touches(t, i - 1) &&
        (before->kind == NUMBER || before->kind == WORD || before->kind == SEPARATOR ||
         before->mark == '$' || before->mark == '#' || before->mark == '+'))
        return false;
    return !(i + 1 < t->n && touches(t, i) &&
             (after->kind == WORD || after->mark == '%' || after->mark == '+'));
}

static bool is_month_number(const Token *t)
{
    return t->kind == NUMBER && t->digits <= 2 && t->number >= 1 && t->number <= 12;
}

static bool is_day(const Token *t)
{
    return t->kind == NUMBER && t->digits <= 2 && t->number >= 1 && t->number <= 31;
}

static bool joins(const Tokens *t, int i)
{
    const Token *s = at(t, i);
    return (s->kind == SEPARATOR || (s->kind == DASH && s->mark == '-')) &&
           touches(t, i - 1) && touches(t, i);
}

/* DD sep MM sep YYYY, MM sep YYYY, YYYY sep MM [sep DD]: tokens taken, 0 for none */
static int numeric(const Tokens *t, int i, Day *d)
{
    const Token *x = at(t, i), *y = at(t, i + 2), *z = at(t, i + 4);
    if (!joins(t, i + 1) || x->kind != NUMBER || y->kind != NUMBER)
        return 0;
    bool third = joins(t, i + 3) && z->kind == NUMBER;
    if (third && is_day(x) && is_day(y) && is_year(z)) {
        bool german = at(t, i + 1)->mark == '.' || x->number > 12;
        if (german ? y->number > 12 : x->number > 12)
            return 0;
        *d = (Day){.year = z->number, .month = german ? y->number : x->number};
        if (german || y->number > 12)
            d->day = german ? x->number : y->number;
        return 5;
    }
    if (is_year(x) && is_month_number(y) && y->digits == 2) {
        *d = (Day){x->number, y->number, third && is_day(z) ? z->number : 0};
        return d->day ? 5 : 3;
    }
    if (is_month_number(x) && is_year(y)) {
        *d = (Day){y->number, x->number, 0};
        return 3;
    }
    return 0;
}

/* Behind a month's name: [day] [","] year, or a year of two digits with a quote. */
static int year_behind(const Tokens *t, int i, Day *d)
{
    int from = i;
    i += at(t, i)->kind == SEPARATOR; /* "Mar." */
    if (is_day(at(t, i)) && at(t, i)->digits <= 2 &&
        (is_year(at(t, i + 1)) ||
         (at(t, i + 1)->kind == COMMA && is_year(at(t, i + 2)))))
        d->day = at(t, i++)->number;
    i += at(t, i)->kind == COMMA || at(t, i)->kind == SEPARATOR ||
         strcmp(at(t, i)->word, "de") == 0 || strcmp(at(t, i)->word, "of") == 0;
    if (at(t, i)->kind == QUOTE && at(t, i + 1)->digits == 2) {
        d->year = 2000 + at(t, i + 1)->number;
        d->year -= d->year > LAST_YEAR - 10 ? 100 : 0;
        return i + 2 - from;
    }
    if (!is_year(at(t, i)))
        return 0;
    d->year = at(t, i)->number;
    return i + 1 - from;
}

static int single(const Tokens *t, int i, Day *d)
{
    *d = (Day){0};
    int n = numeric(t, i, d);
    if (n)
        return n;
    int day = is_day(at(t, i)) ? 1 : 0; /* "14. März 2019" */
    int dot = day && at(t, i + 1)->kind == SEPARATOR ? 1 : 0;
    const Token *name = at(t, i + day + dot);
    if (name->kind == WORD && (d->month = month_named(name->word)) != 0) {
        n = year_behind(t, i + day + dot + 1, d);
        if (n && day)
            d->day = at(t, i)->number;
        return n ? day + dot + 1 + n : 0;
    }
    if (at(t, i)->kind == WORD &&
        among(at(t, i)->word, season_words, countof(season_words)) &&
        is_lone_year(t, i + 1)) {
        d->year = at(t, i + 1)->number;
        return 2;
    }
    if (!is_lone_year(t, i))
        return 0;
    d->year = at(t, i)->number;
    return 1;
}

static bool is_dash(const Token *t)
{
    return t->kind == DASH ||
           (t->kind == WORD && among(t->word, dash_words, countof(dash_words)));
}

static bool is_present(const Token *t)
{
    return t->kind == WORD && among(t->word, present_words, countof(present_words));
}

static Str iso(Arena *a, Day d)
{
    Buf b = buf_new(a);
    buf_addf(&b, "%04d", d.year);
    if (d.month)
        buf_addf(&b, "-%02d", d.month);
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (d.year % 4 == 0 && d.year % 100 != 0) || d.year % 400 == 0;
    if (d.month && d.day && d.day <= days[d.month - 1] - (d.month == 2 && !leap))
        buf_addf(&b, "-%02d", d.day);
    return buf_str(&b);
}

/* Behind the start: a dash and what ends it; tokens taken. */
static int range_end(Arena *a, const Tokens *t, int i, When *w)
{
    int dash = i;
    while (is_dash(at(t, dash)) && dash < i + 2)
        dash++;
    if (dash == i)
        return 0;
    if (is_present(at(t, dash))) {
        w->ongoing = w->is_range = true;
        return dash + 1 - i;
    }
    Day d;
    int n = single(t, dash, &d);
    if (n && d.year && (!w->start.s || d.year >= FIRST_YEAR)) {
        w->end = iso(a, d);
        w->is_range = true;
        return dash + n - i;
    }
    return 0;
}

/* "Mar - Jun 2019", "03 - 06/2019": the year is said once. */
static int shared_year(Arena *a, const Tokens *t, int i, When *w)
{
    Day d;
    int month = at(t, i)->kind == WORD ? month_named(at(t, i)->word) : 0;
    int dot = at(t, i + 1)->kind == SEPARATOR ? 1 : 0;
    if (!month || !is_dash(at(t, i + 1 + dot)))
        return 0;
    int n = single(t, i + 2 + dot, &d);
    if (!n || !d.month)
        return 0;
    w->start = iso(a, (Day){d.year, month, 0});
    w->end = iso(a, d);
    w->is_range = true;
    return 2 + dot + n;
}

static int range(Arena *a, const Tokens *t, int i, When *w)
{
    Day d;
    *w = (When){0};
    bool since = at(t, i)->kind == WORD &&
                 among(at(t, i)->word, since_words, countof(since_words));
    int n = shared_year(a, t, i + since, w);
    if (n)
        return since + n;
    n = single(t, i + since, &d);
    if (!n)
        return 0;
    w->start = iso(a, d);
    w->year_only = n == 1 && !since;
    w->ongoing = since;
    int more = range_end(a, t, i + since + n, w);
    w->year_only = w->year_only && !more;
    if (more)
        w->ongoing = !w->end.s;
    return since + n + more;
}

bool when_find(Arena *a, Str text, When *out)
{
    Tokens *t = make(a, Tokens);
    tokenize(a, text, t);
    bool found = false;
    for (int i = 0; i < t->n;) {
        When w;
        int n = range(a, t, i, &w);
        if (!n) {
            i++;
            continue;
        }
        w.at = t->v[i].at;
        w.len = t->v[i + n - 1].end - w.at;
        bool better = !found || (w.is_range && !out->is_range) ||
                      (w.is_range == out->is_range && !w.year_only && out->year_only);
        if (better)
            *out = w;
        found = true;
        i += n;
    }
    return found;
}

bool when_is_all(Arena *a, Str text)
{
    When w;
    if (text.len > 60 || !digits_in(text) || !when_find(a, text, &w))
        return false;
    for (isize i = 0; i < text.len; i++)
        if ((i < w.at || i >= w.at + w.len) &&
            ((unsigned char)text.s[i] >= 0x80 || is_digit(text.s[i]) ||
             g_ascii_isalpha(text.s[i])))
            return false;
    return true;
}
