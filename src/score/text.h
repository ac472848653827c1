/*
 * text.h — an answer as sentences and words, each with its place.
 *
 * Fillers and hedges are recognised as phrases on the whole text, counted, and taken
 * out: whatever is judged afterwards is judged on the words that are left, so that
 * padding can never win a point.
 */
#ifndef SCORE_TEXT_H
#define SCORE_TEXT_H

#include "score/table.h"

typedef struct Word {
    isize start, end; /* bytes in the text */
    Str lower;        /* ASCII lower case, ’ as ' */
    int stem;         /* its number in the vocabulary, after synonyms */
    int sentence;
    uint32_t cues; /* lexicon.h: of phrases that begin here */
    bool number;   /* begins with a digit */
    bool measured; /* a percentage or money: the sign stands beside it */
    bool capital;  /* but not at the start of a sentence, and not I */
} Word;

typedef struct Sentence {
    isize start, end;    /* bytes, without blanks around */
    isize first, behind; /* its words: from first up to behind */
    int fillers, hedges, corrections, undersells;
    isize words; /* behind - first */
} Sentence;

typedef struct Vocabulary {
    Table numbers; /* stem -> number + 1 */
    Str *stems;
    isize n, cap;
    Arena *arena;
} Vocabulary;

typedef struct Text {
    Str bytes;
    Word *word;
    isize n_words;
    Sentence *sentence;
    isize n_sentences;
    isize fillers, hedges;
    isize letters, foreign_letters; /* foreign: beyond Latin */
    isize english;                  /* words that English sentences cannot do without */
} Text;

Vocabulary vocabulary_new(Arena *a);
int vocabulary_number(Vocabulary *v, Str stem);

Text text_read(Vocabulary *v, Str bytes);

isize text_sentences(const Text *t); /* those that have words */

/* How often a cue stands in a sentence's words. */
int sentence_cues(const Text *t, isize sentence, uint32_t cue);

#endif
