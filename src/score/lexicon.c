#include "score/lexicon.h"

#include "score/stem.h"

#include <pthread.h>

/* One phrase; those that begin with the same word hang on each other. */
typedef struct Phrase {
    Str word[6];
    int n_words;
    uint32_t cue;
    int next; /* number + 1, 0 ends */
} Phrase;

enum { MOST_PHRASES = 2400, ROOM = 8 << 20 };

/* Made once, at first use, and then only read. */
static struct {
    Arena arena;
    Phrase phrase[MOST_PHRASES];
    int n;
    Table first;    /* a phrase's first word -> number + 1 */
    Table by_stem;  /* stem -> cues */
    Table synonyms; /* stem -> group + 1 */
    Str *group;     /* the stem that stands for the group */
} known;

static void add_phrase(Str text, uint32_t cue)
{
    assert(known.n < MOST_PHRASES);
    Phrase *p = &known.phrase[known.n];
    *p = (Phrase){.cue = cue};
    for (StrPair cut = {.tail = text, .found = true}; cut.found;) {
        cut = str_cut(cut.tail, ' ');
        assert(p->n_words < countof(p->word));
        p->word[p->n_words++] = cut.head;
    }
    int *first = table_put(&known.first, p->word[0]);
    p->next = *first;
    *first = ++known.n;
}

static void add_list(const Phrases *list)
{
    for (StrPair cut = {.tail = str_of(list->list), .found = true}; cut.found;) {
        cut = str_cut(cut.tail, '|');
        if (list->by_stem)
            *table_put(&known.by_stem, stem_of(&known.arena, cut.head)) |=
                (int)list->cue;
        else
            add_phrase(cut.head, list->cue);
    }
}

static void learn(void)
{
    known.arena = arena_reserve(ROOM);
    known.first = table_new(&known.arena, 1024);
    known.by_stem = table_new(&known.arena, 1024);
    known.synonyms = table_new(&known.arena, 512);
    known.group = make_n(&known.arena, Str, synonym_group_count);
    for (isize i = 0; i < word_list_count; i++)
        add_list(&word_lists[i]);
    for (isize i = 0; i < synonym_group_count; i++) {
        for (StrPair cut = {.tail = str_of(synonym_groups[i]), .found = true};
             cut.found;) {
            cut = str_cut(cut.tail, ' ');
            Str stem = stem_of(&known.arena, cut.head);
            if (!known.group[i].s)
                known.group[i] = stem;
            *table_put(&known.synonyms, stem) = (int)i + 1;
        }
    }
}

static void know(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, learn);
}

Str lexicon_synonym(Str stem)
{
    know();
    const int *group = table_find(&known.synonyms, stem);
    return group ? known.group[*group - 1] : stem;
}

static bool begins(const Phrase *p, const Word *words, isize left)
{
    if (p->n_words > left)
        return false;
    for (int k = 0; k < p->n_words; k++)
        if (!str_eq(p->word[k], words[k].lower))
            return false;
    return true;
}

void lexicon_mark(Word *words, isize n, uint32_t wanted, const Vocabulary *v,
                  isize *length)
{
    know();
    bool stems = wanted & (CUE_VERB | CUE_CHANGE);
    for (isize i = 0; i < n; i++) {
        const int *cues =
            stems ? table_find(&known.by_stem, stem_of(v->arena, words[i].lower))
                  : NULL;
        words[i].cues |= cues ? (uint32_t)*cues & wanted : 0;
        const int *first = table_find(&known.first, words[i].lower);
        for (int at = first ? *first : 0; at; at = known.phrase[at - 1].next) {
            const Phrase *p = &known.phrase[at - 1];
            if (!(p->cue & wanted) || !begins(p, &words[i], n - i))
                continue;
            words[i].cues |= p->cue;
            if (length && p->n_words > length[i])
                length[i] = p->n_words;
        }
    }
}
