/*
 * entry.h — a section cut into entries, and an entry into head and body.
 *
 *   entry = head body        head = 1 to 4 lines of pieces, one of them a date
 *   body  = (paragraph | bullet)*
 */
#ifndef EXTRACT_ENTRY_H
#define EXTRACT_ENTRY_H

#include "extract/dates.h"
#include "extract/draft.h"
#include "extract/section.h"

enum { PIECES_OF_HEAD = 24 };

/* What stands between separators on the lines of a head. */
typedef struct HeadPiece {
    Str text;
    isize line;
    bool bold;
} HeadPiece;

typedef struct Head {
    HeadPiece v[PIECES_OF_HEAD];
    isize n;
    When when;
    bool dated;
    isize when_line;
    Str url;
    isize url_line;
} Head;

typedef struct Entry {
    isize from, to; /* lines */
    isize body;     /* where the head ends */
} Entry;

typedef struct Entries {
    Entry *v;
    isize n;
} Entries;

Entries entries_find(Arena *a, const Document *d, const Section *s);
void entry_head(Arena *a, const Document *d, const Entry *e, Head *out);

/* The date ends the line, begins it, or stands apart; a year in a sentence does not. */
bool line_dates_head(Arena *a, const Line *l, When *out);

/* A paragraph, or an item of a list, of one line or several. */
typedef struct Passage {
    Str text;
    isize line, lines;
    bool bullet;
    bool bold; /* it begins so */
    uint32_t colour;
    double gap; /* above it */
} Passage;

typedef struct Passages {
    Passage *v;
    isize n;
} Passages;

Passages passages_find(Arena *a, const Document *d, isize from, isize to);

/* For lines that belong to no list: the line goes on a sentence from the line above. */
bool line_goes_on(const Document *d, isize line);
/* The line is in a bullet's text, behind its first line. */
bool line_in_bullet(const Document *d, isize line);

/* Texts between commas, semicolons, dots and bars, outside of brackets. */
Strs list_items(Arena *a, Str text);

/* An address of the web without blanks; `link`: with the help of the document's links.
 */
bool is_address(Str text);
Str linked_address(const Document *d, Str shown);

#endif
