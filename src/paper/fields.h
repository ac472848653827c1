/* fields.h — which member of an Entry each field of each section of JSON Resume fills.
 */
#ifndef PAPER_FIELDS_H
#define PAPER_FIELDS_H

#include "paper/model.h"

typedef enum Shape {
    TEXT,  /* one line */
    LINES, /* a text whose line ends mean something */
    START, /* a date */
    END,   /* a date, or "Present" */
    LIST,  /* of texts of one line */
} Shape;

typedef struct Field {
    const char *name;
    size_t offset; /* in Entry: of a Str, a Date or a TextList, as the shape says */
    SectionKey section;
    Shape shape;
} Field;

extern const Field resume_fields[];
extern const isize resume_fields_count;

#endif
