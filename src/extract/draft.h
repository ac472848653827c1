/*
 * draft.h — a resume while rules find its fields: what, where from, how sure.
 *
 * A field's value is text of the document; only dates are written anew (ISO 8601), and
 * an address may come from the link under the text. Confidence is in percent: 95 and
 * more where the form alone says it (an e-mail address), about 80 where heading, place
 * and form agree, 50 where it is the likelier of two.
 */
#ifndef EXTRACT_DRAFT_H
#define EXTRACT_DRAFT_H

#include "extract/document.h"
#include "extract/heading.h"

#include "base/buf.h"

typedef enum Key {
    KEY_NAME,
    KEY_LABEL,
    KEY_EMAIL,
    KEY_PHONE,
    KEY_POSITION,
    KEY_ORGANIZATION,
    KEY_INSTITUTION,
    KEY_LANGUAGE,
    KEY_TITLE,
    KEY_LOCATION,
    KEY_ENTITY,
    KEY_TYPE,
    KEY_ROLES,
    KEY_AREA,
    KEY_STUDY_TYPE,
    KEY_FLUENCY,
    KEY_LEVEL,
    KEY_NETWORK,
    KEY_USERNAME,
    KEY_AWARDER,
    KEY_ISSUER,
    KEY_PUBLISHER,
    KEY_URL,
    KEY_START,
    KEY_END,
    KEY_DATE,
    KEY_RELEASE_DATE,
    KEY_SCORE,
    KEY_DESCRIPTION,
    KEY_SUMMARY,
    KEY_REFERENCE,
    KEY_HIGHLIGHTS,
    KEY_COURSES,
    KEY_KEYWORDS,
    KEY_ADDRESS,
    KEY_POSTAL_CODE,
    KEY_CITY,
    KEY_REGION,
    KEY_COUNTRY,
    N_KEYS,
} Key;

/* Parts of JSON Resume beside the sections that headings name. */
enum { PART_BASICS = KIND_CONTACT, PART_PROFILES = N_KINDS, PART_PLACE, N_PARTS };

typedef struct Found {
    int part;  /* a SectionKind, or one of the parts above */
    int index; /* of its entry; 0 of basics and place */
    Key key;
    int item; /* of a list; -1 otherwise */
    Str value;
    int confidence;
    isize line, lines; /* of the document, where it was found */
} Found;

typedef struct Rest {
    isize line;
    Str text;
} Rest;

typedef struct Draft {
    Arena *arena;
    const Document *document;
    Found *v;
    isize n, room;
    bool *used; /* by line: a rule has placed it */
    Rest *rest; /* pieces of used lines that no rule could place */
    isize n_rest, room_rest;
    int entries[N_PARTS]; /* so far */
} Draft;

/* Where rules put what they find: an entry of a part, found on these lines. */
typedef struct Spot {
    int part, index;
    isize line, lines;
} Spot;

Draft draft_new(Arena *a, const Document *d);
void draft_add(Draft *d, Spot at, Key key, Str value, int confidence);
void draft_add_item(Draft *d, Spot at, Key key, Str value, int confidence);
bool draft_has(const Draft *d, int part, int index, Key key);
/* The entry that was being filled is whole, when it has a field; then the next begins.
 */
bool draft_next(Draft *d, int part);
void draft_use(Draft *d, isize line, isize lines);
void draft_leave(Draft *d, isize line, Str text); /* a piece that no rule could place */

/* Sorted as JSON Resume is written: parts, entries, keys. */
void draft_sort(Draft *d);
void draft_write(Buf *b, const Draft *d, Strs unplaced); /* JSON Resume */
Str draft_path(Arena *a, const Found *f); /* a JSON pointer: "/work/0/position" */

#endif
