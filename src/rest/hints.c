/*
 * hints.c — which name somebody probably meant.
 *
 * As fuzzy sets do it: names that share two- and three-letter pieces, by the cosine of
 * their counts, then ordered by edit distance.
 */
#include "rest/plan.h"

#include <math.h>
#include <string.h>

enum { MAX_NAME = 128, MAX_GRAMS = MAX_NAME + 2, MAX_CLOSE = 50 };

typedef struct Grams {
    char text[MAX_NAME + 2];
    int n, size; /* grams of `size` bytes begin at 0 .. n-1 */
} Grams;

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == ',' ||
           c == ' ' || (unsigned char)c >= 0x80;
}

static Grams grams_of(Arena *a, Str name, int size)
{
    Grams g = {.size = size};
    Str low = str_lower(a, name);
    int n = 0;
    g.text[n++] = '-';
    for (isize i = 0; i < low.len && n < MAX_NAME; i++)
        if (is_word(low.s[i]))
            g.text[n++] = low.s[i];
    g.text[n++] = '-';
    g.n = n - size + 1 > 0 ? n - size + 1 : 0;
    return g;
}

static int count_of(const Grams *g, const char *gram)
{
    int count = 0;
    for (int i = 0; i < g->n; i++)
        count += memcmp(g->text + i, gram, (size_t)g->size) == 0;
    return count;
}

/* The sum of squares of counts is the sum, over every place, of its gram's count. */
static double norm(const Grams *g)
{
    double sum = 0;
    for (int i = 0; i < g->n; i++)
        sum += count_of(g, g->text + i);
    return sqrt(sum);
}

static double cosine(const Grams *x, const Grams *y)
{
    double dot = 0;
    for (int i = 0; i < x->n; i++)
        dot += count_of(y, x->text + i);
    double norms = norm(x) * norm(y);
    return norms > 0 ? dot / norms : 0;
}

/* 1 for the same, 0 for nothing in common. */
static double similarity(Str x, Str y)
{
    isize longest = x.len > y.len ? x.len : y.len;
    return longest ? 1.0 - (double)str_distance(x, y) / (double)longest : 0;
}

static Str closest_by(Arena *a, const Str *names, isize n, Str wanted, double least,
                      int size)
{
    Grams goal = grams_of(a, wanted, size);
    Str low = str_lower(a, wanted), best = {0};
    double best_score = 0, cosines[MAX_CLOSE] = {0};
    isize close[MAX_CLOSE] = {0}, n_close = 0;
    for (isize i = 0; i < n; i++) {
        Grams g = grams_of(a, names[i], size);
        double score = cosine(&goal, &g);
        if (score <= 0)
            continue;
        isize at = n_close < MAX_CLOSE ? n_close++ : MAX_CLOSE;
        if (at == MAX_CLOSE && cosines[--at] >= score)
            continue;
        for (; at > 0 && cosines[at - 1] < score; at--)
            cosines[at] = cosines[at - 1], close[at] = close[at - 1];
        cosines[at] = score, close[at] = i;
    }
    for (isize k = 0; k < n_close; k++) {
        double score = similarity(low, str_lower(a, names[close[k]]));
        if (score >= least && score > best_score)
            best_score = score, best = names[close[k]];
    }
    return best;
}

Str closest_name(Arena *a, const Str *names, isize n, Str wanted, double least)
{
    for (isize i = 0; i < n; i++)
        if (str_eq_nocase(names[i], wanted))
            return names[i];
    Str best = closest_by(a, names, n, wanted, least, 3);
    return best.s ? best : closest_by(a, names, n, wanted, least, 2);
}
