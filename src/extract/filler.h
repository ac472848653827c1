/* filler.h — what the rules for entries of every kind share. */
#ifndef EXTRACT_FILLER_H
#define EXTRACT_FILLER_H

#include "extract/entry.h"
#include "extract/fill.h"

typedef struct Filler {
    Draft *d;
    const Section *s;
    const Document *doc;
    Arena *arena;
    int part;
    int votes; /* over all entries: > 0 when what somebody was stands before where */
} Filler;

Spot filler_spot(const Filler *f, isize line, isize lines);
void filler_put_piece(Filler *f, Key key, const HeadPiece *p, int confidence);
void filler_leave_piece(Filler *f, const HeadPiece *p);
void filler_remove_piece(Head *h, isize i);
void filler_put_url(Filler *f, const Head *h);

/* `end` may be N_KEYS: then there is one date only. */
void filler_put_dates(Filler *f, const Head *h, Key start, Key end);

/* "Label: text", when the label is one of these, folded, until NULL: what is behind it.
 */
Str filler_labelled(Arena *a, Str text, const char *const *labels);

void filler_put_list(Filler *f, const Passage *p, Key key, Str text, int confidence);
void filler_put_passages(Filler *f, const Passages *p, isize from, isize to, Key key,
                         int confidence);

/* Paragraphs before bullets describe (`about`; the first of two in two inks is `more`);
 * bullets are highlights; a last list names a project's tools. */
void filler_put_body(Filler *f, const Entry *e, Key about, Key more);

/* One entry of a section, filled into f->d's current one. */
typedef void FillEntry(Filler *f, const Entry *e);
FillEntry fill_job, fill_school, fill_project, fill_award, fill_reference;

/* > 0: this entry says what somebody was before where; < 0: after; 0: cannot tell. */
int job_order(Filler *f, const Entry *e);

#endif
