#include "pg/conninfo.h"

#include "base/buf.h"

#include <libpq-fe.h>

/* A connection attempt, seconds; then how soon a peer that vanished is given up. */
static const struct {
    const char *keyword, *value;
} patience[] = {
    {"connect_timeout", "5"},
    {"keepalives_idle", "30"},
    {"tcp_user_timeout", "15000"},
};

/* In the arena, so that it may leave while libpq's own copy is gone already. */
static Str take(Arena *a, const char *text)
{
    return str_copy(a, str_of(text));
}

typedef struct Word {
    const char *keyword;
    Str value;
} Word;

enum { MAX_WORDS = 64 };

/* -1: it does not parse.  At start-up the arena is large: it does not leave here. */
static int words_of(Arena *a, const char *conninfo, Word words[MAX_WORDS])
{
    int n = 0;
    PQconninfoOption *all = PQconninfoParse(conninfo, NULL);
    if (!all)
        return -1;
    for (const PQconninfoOption *o = all; o->keyword && n < MAX_WORDS; o++)
        if (o->val)
            words[n++] = (Word){take(a, o->keyword).s, take(a, o->val)};
    PQconninfoFree(all);
    return n;
}

static void add_word(Buf *b, const char *keyword, Str value)
{
    buf_addf(b, "%s='", keyword);
    for (isize i = 0; i < value.len; i++)
        buf_addf(b, value.s[i] == '\'' || value.s[i] == '\\' ? "\\%c" : "%c",
                 value.s[i]);
    buf_add(b, S("' "));
}

Str conninfo_get(Arena *a, const char *conninfo, const char *keyword)
{
    Word words[MAX_WORDS];
    int n = words_of(a, conninfo, words);
    for (int i = 0; i < n; i++)
        if (str_eq(str_of(words[i].keyword), str_of(keyword)))
            return words[i].value;
    return (Str){0};
}

const char *conninfo_set(Arena *a, const char *conninfo, const char *keyword, Str value)
{
    Word words[MAX_WORDS];
    int n = words_of(a, conninfo, words);
    if (n < 0)
        return NULL;
    Buf b = buf_new(a);
    for (int i = 0; i < n; i++)
        if (!str_eq(str_of(words[i].keyword), str_of(keyword)))
            add_word(&b, words[i].keyword, words[i].value);
    add_word(&b, keyword, value);
    return str_cstr(a, buf_str(&b));
}

const char *conninfo_limit(Arena *a, const char *conninfo, int statement_seconds)
{
    Buf options = buf_new(a);
    buf_addf(&options, "-c statement_timeout=%ds", statement_seconds);
    Str own = conninfo_get(a, conninfo, "options");
    if (own.len)
        buf_addf(&options, " %" STR_FMT, STR_ARG(own));
    conninfo = conninfo_set(a, conninfo, "options", buf_str(&options));
    for (isize i = 0; i < countof(patience) && conninfo; i++)
        if (!conninfo_get(a, conninfo, patience[i].keyword).s)
            conninfo = conninfo_set(a, conninfo, patience[i].keyword,
                                    str_of(patience[i].value));
    return conninfo;
}
