#include "extract/letters.h"
#include "extract/posting.h"

#include <glib.h>

#include <string.h>

enum { LEAST_YEAR = 1000000 /* hundredths: less in a year nobody pays */ };

/*
 * pay    = amount [dash amount] [period]
 * amount = [currency] number ["k"] [currency]      one of a pay's amounts has the
 * currency
 */
typedef struct Amount {
    int64_t hundredths;
    const char *currency;
    bool thousands; /* written with "k" */
    isize end;
} Amount;

static const struct {
    const char *mark, *code;
} currencies[] = {
    {"US$", "USD"},  {"CA$", "CAD"}, {"C$", "CAD"},  {"A$", "AUD"},  {"AU$", "AUD"},
    {"$", "USD"},    {"€", "EUR"},   {"£", "GBP"},   {"₹", "INR"},   {"¥", "JPY"},
    {"CHF", "CHF"},  {"EUR", "EUR"}, {"USD", "USD"}, {"GBP", "GBP"}, {"CAD", "CAD"},
    {"AUD", "AUD"},  {"SEK", "SEK"}, {"NOK", "NOK"}, {"DKK", "DKK"}, {"PLN", "PLN"},
    {"INR", "INR"},  {"JPY", "JPY"}, {"SGD", "SGD"}, {"NZD", "NZD"}, {"BRL", "BRL"},
    {"Euro", "EUR"},
};

static const struct {
    const char *word, *period;
} periods[] = {
    {"year", "year"},        {"yr", "year"},           {"annum", "year"},
    {"annual", "year"},      {"annually", "year"},     {"p.a", "year"},
    {"pa", "year"},          {"yearly", "year"},       {"jahr", "year"},
    {"jahrlich", "year"},    {"jahresgehalt", "year"}, {"month", "month"},
    {"monthly", "month"},    {"mo", "month"},          {"monat", "month"},
    {"monatlich", "month"},  {"day", "day"},           {"daily", "day"},
    {"tag", "day"},          {"tagessatz", "day"},     {"hour", "hour"},
    {"hr", "hour"},          {"hourly", "hour"},       {"stunde", "hour"},
    {"stundenlohn", "hour"}, {"std", "hour"},          {"annuel", "year"},
    {"ano", "year"},         {"anno", "year"},         {"mois", "month"},
    {"heure", "hour"},
};

static isize blanks_at(Str text, isize at)
{
    isize n = at;
    while (n < text.len && (text.s[n] == ' ' || text.s[n] == '\t'))
        n++;
    if (str_starts(str_skip(text, n), S("\xc2\xa0")))
        n += 2;
    return n;
}

static const char *take_currency(Str text, isize *at)
{
    Str rest = str_skip(text, *at);
    for (isize i = 0; i < countof(currencies); i++) {
        Str mark = str_of(currencies[i].mark);
        bool word = g_ascii_isalpha(mark.s[mark.len - 1]);
        if (!str_starts(rest, mark) ||
            (word && rest.len > mark.len && g_ascii_isalpha(rest.s[mark.len])))
            continue;
        *at += mark.len;
        return currencies[i].code;
    }
    return NULL;
}

/* Digits with marks between thousands, and two behind the last mark for cents. */
static bool take_digits(Str text, isize *at, int64_t *hundredths)
{
    int64_t n = 0;
    isize i = *at, digits = 0, group = 0;
    char last = 0;
    for (; i < text.len; i++) {
        char c = text.s[i];
        if (is_digit(c)) {
            if (++digits > 12)
                return false;
            n = n * 10 + (c - '0');
            group++;
            continue;
        }
        bool mark = strchr(",.' ", c) && i + 1 < text.len && is_digit(text.s[i + 1]);
        bool spaced = c == ' ' && !(i + 3 < text.len && is_digit(text.s[i + 2]) &&
                                    is_digit(text.s[i + 3]) && digits <= 3);
        if (!mark || spaced)
            break;
        last = c;
        group = 0;
    }
    if (!digits)
        return false;
    bool cents = last && group <= 2;
    *hundredths = !cents ? n * 100 : group == 2 ? n : n * 10;
    *at = i;
    return true;
}

/* Millions are somebody's funding. */
static bool is_too_much(Str rest)
{
    static const char *const words[] = {"M",        "m ",   "B",    "bn",  "million",
                                        "billion",  "Mio",  "Mrd",  " M ", " million",
                                        " billion", " Mio", " Mrd", "%",   "+ million"};
    for (isize i = 0; i < countof(words); i++)
        if (str_starts(rest, str_of(words[i])))
            return true;
    return false;
}

static bool take_amount(Str text, isize at, Amount *out)
{
    *out = (Amount){.currency = take_currency(text, &at)};
    at = blanks_at(text, at);
    if (at >= text.len || !is_digit(text.s[at]) ||
        !take_digits(text, &at, &out->hundredths))
        return false;
    if (at < text.len && (text.s[at] == 'k' || text.s[at] == 'K')) {
        out->thousands = true;
        out->hundredths *= 1000;
        at++;
    }
    if (is_too_much(str_skip(text, at)))
        return false;
    isize behind = blanks_at(text, at);
    const char *currency = out->currency ? NULL : take_currency(text, &behind);
    if (currency) {
        out->currency = currency;
        at = behind;
    }
    out->end = at;
    return at >= text.len || !is_digit(text.s[at]);
}

static bool take_dash(Str text, isize *at)
{
    static const char *const dashes[] = {"-", "–", "—", "to ", "bis ", "and ", "und "};
    isize i = blanks_at(text, *at);
    for (isize k = 0; k < countof(dashes); k++) {
        if (!str_starts(str_skip(text, i), str_of(dashes[k])))
            continue;
        *at = blanks_at(text, i + (isize)strlen(dashes[k]));
        return true;
    }
    return false;
}

static const char *period_in(Arena *a, Str text)
{
    Str folded = letters_fold(a, text);
    for (isize i = 0; i < folded.len;) {
        isize from = i;
        while (i < folded.len &&
               (g_ascii_isalpha(folded.s[i]) ||
                (folded.s[i] == '.' && i > from && i + 1 < folded.len &&
                 g_ascii_isalpha(folded.s[i + 1]))))
            i++;
        for (isize k = 0; k < countof(periods) && i > from; k++)
            if (str_eq((Str){folded.s + from, i - from}, str_of(periods[k].word)))
                return periods[k].period;
        i += i == from;
    }
    return NULL;
}

static bool is_pay(const Pay *p, bool about_pay, bool range)
{
    if (p->max && (p->max < p->min || p->max > p->min * 10))
        return false;
    if (p->period)
        return about_pay || range || p->currency;
    return p->min >= LEAST_YEAR && p->currency && (range || about_pay);
}

bool pay_read(Arena *a, Str line, bool about_pay, Pay *out)
{
    for (isize i = 0; i < line.len; i++) {
        Amount x, y = {0};
        bool inside = i && (is_digit(line.s[i - 1]) || g_ascii_isalpha(line.s[i - 1]) ||
                            strchr(".,'", line.s[i - 1]));
        if (inside || !take_amount(line, i, &x))
            continue;
        isize at = x.end;
        bool range = take_dash(line, &at) && take_amount(line, at, &y);
        isize end = range ? y.end : x.end;
        if (range && y.thousands && !x.thousands && x.hundredths < 100000)
            x.hundredths *= 1000; /* "60-75k" */
        const char *currency = x.currency ? x.currency : y.currency;
        Str behind = str_skip(line, end);
        behind.len = behind.len > 40 ? 40 : behind.len;
        Str before = {line.s, i > 40 ? 40 : i};
        const char *period = period_in(a, behind);
        if (!period && about_pay)
            period = period_in(a, before);
        *out = (Pay){x.hundredths, range ? y.hundredths : 0, currency, period};
        if (currency && is_pay(out, about_pay, range)) {
            if (!period && out->min >= LEAST_YEAR)
                out->period = "year";
            return true;
        }
        i = end - 1;
    }
    return false;
}
