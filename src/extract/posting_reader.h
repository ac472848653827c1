/* posting_reader.h — what the rules for postings share: lines, and where values go. */
#ifndef EXTRACT_POSTING_READER_H
#define EXTRACT_POSTING_READER_H

#include "extract/posting.h"

enum {
    LINES_READ = 600,
    HEAD_LINES = 14, /* where title, company and place stand */
    TITLE_WORDS = 14,
};

typedef struct PostingReader {
    Arena *arena;
    Str text;
    Str line[LINES_READ]; /* no empty ones */
    isize n;
    isize title; /* its line; -1 */
    Posting *out;
} PostingReader;

bool posting_has(const PostingReader *r, PostingColumn c);
/* The first value of a column stays: rules come surest first. */
void posting_put(PostingReader *r, PostingColumn c, Str value, Str source,
                 int confidence);
bool posting_word_in(Str folded, const char *word); /* whole words */
Str posting_url_in(Str line);

/* What a short text says; NULL for nothing, and for two things at once. */
const char *posting_workplace(Arena *a, Str text);
const char *posting_employment(Arena *a, Str text);

/* The rules, in the order in which they are asked. */
void posting_find_labels(PostingReader *r);
void posting_find_title(PostingReader *r);
void posting_find_parts(PostingReader *r);
void posting_find_company(PostingReader *r);
void posting_find_about(PostingReader *r);
void posting_find_links(PostingReader *r);
void posting_find_place(PostingReader *r);
void posting_find_meanings(PostingReader *r);
void posting_find_pay(PostingReader *r);
void posting_find_deadline(PostingReader *r);
void posting_find_description(PostingReader *r);
void posting_take_board(PostingReader *r, Str url, Str line);

#endif
