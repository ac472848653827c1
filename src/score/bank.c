#include "score/bank.h"

#include "base/buf.h"
#include "base/embedded.h"
#include "score/lexicon.h"
#include "score/score.h"

#include <pthread.h>
#include <string.h>

enum { ROOM = 64 << 20, MOST_DOCUMENTS = 4096, SHORTEST_TEXT = 20 };

const ScoreBank *score_bank_of(Arena *a, Strs documents)
{
    ScoreBank *bank = make(a, ScoreBank);
    bank->documents_with = table_new(a, 4096);
    bank->documents = (int)documents.n;
    for (isize d = 0; d < documents.n; d++) {
        Vocabulary v = vocabulary_new(a);
        text_read(&v, documents.v[d]);
        for (isize i = 0; i < v.n; i++)
            ++*table_put(&bank->documents_with, v.stems[i]);
    }
    return bank;
}

/* The next SQL text literal from *at on, its quotes undoubled; comments are skipped. */
static bool next_literal(Arena *a, Str sql, isize *at, Str *out)
{
    isize i = *at;
    while (i < sql.len && sql.s[i] != '\'') {
        if (str_starts(str_skip(sql, i), S("--")))
            while (i < sql.len && sql.s[i] != '\n')
                i++;
        else
            i++;
    }
    if (i >= sql.len)
        return false;
    Buf text = buf_new(a);
    for (i++; i < sql.len; i++) {
        if (sql.s[i] == '\'' && (i + 1 >= sql.len || sql.s[++i] != '\''))
            break;
        buf_add(&text, (Str){sql.s + i, 1});
    }
    *at = i;
    *out = buf_str(&text);
    return true;
}

static void read_seed(Arena *a, Str sql, Str *documents, isize *n)
{
    Str text, question = {0};
    for (isize at = 0; next_literal(a, sql, &at, &text);) {
        if (text.len < SHORTEST_TEXT || text.s[0] == '{')
            continue; /* a category, tags */
        if (!question.s) {
            question = text;
            continue;
        }
        assert(*n < MOST_DOCUMENTS);
        Buf both = buf_new(a);
        buf_add(&both, question);
        buf_add(&both, S("\n\n"));
        buf_add(&both, text);
        documents[(*n)++] = buf_str(&both);
        question = (Str){0};
    }
}

static const ScoreBank *of_program;

static void read_program(void)
{
    static Arena arena;
    arena = arena_reserve(ROOM);
    Str *documents = make_n(&arena, Str, MOST_DOCUMENTS);
    isize n = 0;
    EmbeddedFiles seeds = embedded_in(S("db/seeds/"));
    for (isize i = 0; i < seeds.n; i++) {
        const EmbeddedFile *f = &seeds.v[i];
        if (strstr(f->path, "questions"))
            read_seed(&arena, (Str){f->data, (isize)f->size}, documents, &n);
    }
    of_program = score_bank_of(&arena, (Strs){documents, n});
}

const ScoreBank *bank_of_program(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, read_program);
    return of_program;
}

/* log2 of x / 65536 in thousandths, bit by bit: the same on every machine. */
static int log2_thousandths(uint64_t x)
{
    int whole = 0;
    while (x >= 2 << 16)
        x >>= 1, whole++;
    int part = 0;
    for (int bit = 512; bit; bit >>= 1) {
        x = x * x >> 16;
        if (x >= 2 << 16)
            x >>= 1, part += bit;
    }
    return whole * 1000 + part * 1000 / 1024;
}

int bank_documents_with(const ScoreBank *b, Str stem)
{
    const int *n = table_find(&b->documents_with, stem);
    return n ? *n : 0;
}

int bank_weight(const ScoreBank *b, Str stem)
{
    uint64_t all = (uint64_t)b->documents + 1;
    uint64_t with = (uint64_t)bank_documents_with(b, stem) + 1;
    return with >= all ? 0 : log2_thousandths((all << 16) / with);
}
