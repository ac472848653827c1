/*
 * lexicon.h — the words that the rules look for, and finding them.
 *
 * A cue is a class of phrases; words.c lists them. Phrases are compared by words, so
 * that punctuation between words does not matter; verbs are compared by stem.
 */
#ifndef SCORE_LEXICON_H
#define SCORE_LEXICON_H

#include "score/text.h"

enum {
    CUE_FILLER = 1 << 0,
    CUE_HEDGE = 1 << 1,
    CUE_CORRECTION = 1 << 2,
    CUE_UNDERSELL = 1 << 3,
    CUE_STOP = 1 << 4,    /* says nothing about the subject */
    CUE_ENGLISH = 1 << 5, /* and is in no neighbouring language */
    CUE_SITUATION = 1 << 6,
    CUE_TASK = 1 << 7,
    CUE_STEP = 1 << 8, /* what one did, without a verb of its own */
    CUE_RESULT = 1 << 9,
    CUE_LEARNED = 1 << 10,
    CUE_SEQUENCE = 1 << 11,
    CUE_REASON = 1 << 12,
    CUE_CONTRAST = 1 << 13,
    CUE_EXAMPLE = 1 << 14,
    CUE_CLOSE = 1 << 15,
    CUE_PLAN = 1 << 16,
    CUE_VAGUE = 1 << 17,
    CUE_WEAK = 1 << 18, /* was responsible for, was involved in */
    CUE_TIME = 1 << 19,
    CUE_UNIT = 1 << 20,
    CUE_QUANTITY = 1 << 21, /* measures by itself: halved, twice */
    CUE_COUNT = 1 << 22,    /* two, three, ... */
    CUE_TOOL = 1 << 23,
    CUE_VERB = 1 << 24,   /* a concrete action, by stem */
    CUE_CHANGE = 1 << 25, /* what results do: rose, fell, saved; by stem */
    CUE_PAST = 1 << 26,   /* an irregular past */
    CUE_I = 1 << 27,
    CUE_WE = 1 << 28,
    CUE_JOIN = 1 << 29, /* and, but, so: what run-ons are made of */
};

typedef struct Phrases {
    uint32_t cue;
    bool by_stem;     /* single words only */
    const char *list; /* separated by "|" */
} Phrases;

extern const Phrases word_lists[];
extern const isize word_list_count;
extern const char
    *const synonym_groups[]; /* the first word stands for all; blanks between */
extern const isize synonym_group_count;
extern const char *const themes[];
extern const isize theme_count;

/* Sets the cues of words[0..n]; only those in `wanted`. `length` (may be NULL) gets,
 * for each word, how many words the longest phrase that begins there has. */
void lexicon_mark(Word *words, isize n, uint32_t wanted, const Vocabulary *v,
                  isize *length);

/* A stem, or the stem that stands for it. */
Str lexicon_synonym(Str stem);

#endif
