/*
 * reader.h — a cursor over what a client typed, which remembers the best complaint.
 *
 * Every primitive either consumes what it names or leaves the cursor alone and notes
 * what it wanted.  The notes at the furthest place reached make the error, in the words
 * that PostgREST's clients match on: unexpected "x" expecting "a", "b" or end of input.
 */
#ifndef REST_READER_H
#define REST_READER_H

#include "base/buf.h"
#include "base/error.h"

enum { MAX_WANTED = 16, MAX_NESTING = 32, MAX_TERMS = 256 };

typedef struct Wanted {
    Str text;
    bool quoted; /* a literal, shown in quotes */
} Wanted;

typedef struct Fault {
    isize at;    /* -1: nothing noted yet */
    bool strong; /* shown as 'x': something that must not follow did */
    isize shown; /* offset of the character to show; the text's length: its end */
    Wanted wanted[MAX_WANTED];
    int n;
} Fault;

typedef struct Reader {
    Str text;
    isize at;
    Arena *arena;
    Fault fault;
    int depth;   /* of nesting, by whoever recurses */
    int n_terms; /* fields and filters read so far */
} Reader;

Reader reader_of(Arena *a, Str text);
bool reader_done(const Reader *r);
int reader_peek(const Reader *r); /* the next byte, or -1 */

bool read_char(Reader *r, char c);
bool read_word(Reader *r, Str word);
bool read_end(Reader *r);
bool sees_word(Reader *r, Str word);   /* looks, consumes nothing */
bool sees_none_of(Reader *r, Str set); /* the next byte, if any, is in the set */
void read_spaces(Reader *r);           /* blanks and tabs */

/* One or more letters, digits, "_", "$" or blanks; trimmed. */
bool read_identifier(Reader *r, Str *out);
/* An identifier with dashes, or anything in double quotes. */
bool read_name(Reader *r, Str *out);
/* "text" with \" and \\ inside. */
bool read_quoted(Reader *r, Str *out);
/* Zero or more bytes that are not in the set. */
Str read_until(Reader *r, Str set);

/* Says what a construct is called, when it failed at its very beginning. */
typedef struct Mark {
    isize at, fault_at;
    int n;
} Mark;
Mark reader_mark(const Reader *r);
void reader_label(Reader *r, Mark start, Str label);
void reader_want(Reader *r, Str label); /* note it here */

/* An alternative that consumed something answers for itself: what was noted before it
 * counts only when it failed where it began. */
void reader_merge(Reader *r, const Fault *before);

/* The fault as PGRST100; `what` and `text` name the parameter: "filter", "eq.1". */
bool reader_fail(const Reader *r, Error *error, const char *what, Str text);

/* True while the limits hold; false has noted the fault. */
bool reader_enter(Reader *r);
void reader_leave(Reader *r);
bool reader_count(Reader *r);

#endif
