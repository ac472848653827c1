#include "score/stem.h"

#include <string.h>

/* The paper's b[0..k]: the word as far as it is still there. */
typedef struct Stem {
    char *s;
    isize len;
} Stem;

static bool consonant(const Stem *w, isize i)
{
    switch (w->s[i]) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u': return false;
    case 'y': return i == 0 || !consonant(w, i - 1);
    default: return true;
    }
}

/* m of the first n letters: how many times a vowel is followed by a consonant. */
static int measure(const Stem *w, isize n)
{
    int m = 0;
    bool vowel = false;
    for (isize i = 0; i < n; i++) {
        bool c = consonant(w, i);
        m += c && vowel;
        vowel = !c;
    }
    return m;
}

static bool has_vowel(const Stem *w, isize n)
{
    for (isize i = 0; i < n; i++)
        if (!consonant(w, i))
            return true;
    return false;
}

static bool doubled(const Stem *w)
{
    isize n = w->len;
    return n >= 2 && w->s[n - 1] == w->s[n - 2] && consonant(w, n - 1);
}

/* *o: the first n letters end consonant, vowel, consonant, and that is not w, x or y.
 */
static bool short_end(const Stem *w, isize n)
{
    return n >= 3 && consonant(w, n - 3) && !consonant(w, n - 2) &&
           consonant(w, n - 1) && !strchr("wxy", w->s[n - 1]);
}

static bool ends(const Stem *w, const char *suffix)
{
    return str_ends((Str){w->s, w->len}, str_of(suffix));
}

static void replace(Stem *w, const char *suffix, const char *with)
{
    w->len -= (isize)strlen(suffix);
    memcpy(w->s + w->len, with, strlen(with));
    w->len += (isize)strlen(with);
}

typedef struct Rule {
    const char *suffix, *with;
} Rule;

/* The first suffix that fits decides, whether or not its condition holds. */
static void apply(Stem *w, const Rule *rules, isize n, int least)
{
    for (isize i = 0; i < n; i++) {
        if (!ends(w, rules[i].suffix))
            continue;
        if (measure(w, w->len - (isize)strlen(rules[i].suffix)) > least)
            replace(w, rules[i].suffix, rules[i].with);
        return;
    }
}

static void step_1a(Stem *w)
{
    if (ends(w, "sses") || ends(w, "ies"))
        w->len -= 2;
    else if (ends(w, "s") && !ends(w, "ss"))
        w->len--;
}

static void step_1b(Stem *w)
{
    if (ends(w, "eed")) {
        if (measure(w, w->len - 3) > 0)
            w->len--;
        return;
    }
    isize cut = ends(w, "ed") ? 2 : ends(w, "ing") ? 3 : 0;
    if (!cut || !has_vowel(w, w->len - cut))
        return;
    w->len -= cut;
    bool lost_e = ends(w, "at") || ends(w, "bl") || ends(w, "iz");
    if (!lost_e && doubled(w) && !strchr("lsz", w->s[w->len - 1]))
        w->len--;
    else if (lost_e || (!doubled(w) && measure(w, w->len) == 1 && short_end(w, w->len)))
        w->s[w->len++] = 'e';
}

static void step_1c(Stem *w)
{
    if (ends(w, "y") && has_vowel(w, w->len - 1))
        w->s[w->len - 1] = 'i';
}

static void steps_2_and_3(Stem *w)
{
    static const Rule second[] = {
        {"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"},   {"anci", "ance"},
        {"izer", "ize"},    {"abli", "able"},   {"alli", "al"},     {"entli", "ent"},
        {"eli", "e"},       {"ousli", "ous"},   {"ization", "ize"}, {"ation", "ate"},
        {"ator", "ate"},    {"alism", "al"},    {"iveness", "ive"}, {"fulness", "ful"},
        {"ousness", "ous"}, {"aliti", "al"},    {"iviti", "ive"},   {"biliti", "ble"},
    };
    static const Rule third[] = {
        {"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"},
        {"ical", "ic"},  {"ful", ""},   {"ness", ""},
    };
    apply(w, second, countof(second), 0);
    apply(w, third, countof(third), 0);
}

static void step_4(Stem *w)
{
    static const Rule fourth[] = {
        {"al", ""},   {"ance", ""},  {"ence", ""},  {"er", ""},    {"ic", ""},
        {"able", ""}, {"ible", ""},  {"ant", ""},   {"ement", ""}, {"ment", ""},
        {"ent", ""},  {"sion", "s"}, {"tion", "t"}, {"ou", ""},    {"ism", ""},
        {"ate", ""},  {"iti", ""},   {"ous", ""},   {"ive", ""},   {"ize", ""},
    };
    for (isize i = 0; i < countof(fourth); i++) {
        if (!ends(w, fourth[i].suffix))
            continue;
        isize left =
            w->len - (isize)strlen(fourth[i].suffix) + (isize)strlen(fourth[i].with);
        if (measure(w, left) > 1)
            w->len = left;
        return;
    }
}

static void step_5(Stem *w)
{
    if (ends(w, "e")) {
        int m = measure(w, w->len - 1);
        if (m > 1 || (m == 1 && !short_end(w, w->len - 1)))
            w->len--;
    }
    if (ends(w, "ll") && measure(w, w->len) > 1)
        w->len--;
}

enum { LONGEST = 40 }; /* what is longer is no word; and a row of y's asks deeply */

Str stem_of(Arena *a, Str word)
{
    if (word.len <= 2 || word.len > LONGEST)
        return word;
    for (isize i = 0; i < word.len; i++)
        if (word.s[i] < 'a' || word.s[i] > 'z')
            return word;
    Stem w = {make_n(a, char, word.len + 1), word.len}; /* a step may add an e */
    memcpy(w.s, word.s, (size_t)word.len);
    step_1a(&w);
    step_1b(&w);
    step_1c(&w);
    steps_2_and_3(&w);
    step_4(&w);
    step_5(&w);
    return (Str){w.s, w.len};
}
