/*
 * flow.h — the paragraphs of a text document (DOCX, ODT): written by the child, read by
 * us.
 *
 * One line for each thing; a line "E" is the last:
 *
 *   P gap level               a line of its own begins: the room above it in hundredths
 *                             of a line, and a heading's level, or 0
 *   R size style colour text  of it, what looks so: hundredths of a point, letters of
 *                             "bi" or "-"
 *   A address                 what is shown until Z leads there
 *   Z
 *   {  |  }                   a table's row begins; one of its cells; the row ends
 *   C                         there is more, which nobody wants to read
 *   X word                    nothing can be read: "encrypted", "damaged", "large"
 */
#ifndef EXTRACT_FLOW_H
#define EXTRACT_FLOW_H

#include "extract/document.h"
#include "extract/look.h"

#include <stdio.h>

/* --- in the child ----------------------------------------------------------------- */

void docx_write_flow(Str docx, FILE *out);
void odt_write_flow(Str odt, FILE *out);

enum { NESTED_MOST = 16 /* text boxes in paragraphs in text boxes */ };

typedef struct Flow {
    FILE *out;
    Look open[NESTED_MOST]; /* the paragraphs that have begun, one inside the other */
    int n;
    bool begun; /* the line has a word */
    double after, empty;
    isize bytes;
} Flow;

void flow_paragraph(Flow *f, Look look);
void flow_paragraph_end(Flow *f);
void flow_text(Flow *f, Look look, Str text); /* tabs count, other blanks are blanks */
void flow_line(Flow *f);                      /* the paragraph goes on in a new line */
void flow_link(Flow *f, Str address);
void flow_link_end(Flow *f);
void flow_mark(Flow *f, char mark); /* of a table: '{', '|' or '}' */
void flow_refuse(Flow *f, const char *word);
void flow_end(Flow *f);

/* --- in the parent ---------------------------------------------------------------- */

/* `text` comes from a process that a stranger may have taken over. */
bool flow_read(Arena *a, Str text, Document *out, Error *error) MUST_CHECK;

#endif
