/*
 * paper.h — a resume in, a document out: JSON Resume 1.0 to PDF or PNG.  What the
 * resume's meta.layout says lies over its template (docs/templates.md).
 *
 * A pure engine: no server, no database, no clock, no locale.  The same job gives
 * the same bytes, in every process and every thread.  Any number of threads may
 * render at once; each keeps its fonts warm between jobs.
 *
 * The rule about longjmp: the arena leaves by longjmp, and Pango, Cairo and jansson
 * hold memory that only they can free.  So paper_render() takes the arena's way out
 * for the length of one job, lists every foreign object in a slot made beforehand
 * (held.h), frees the list, and only then leaves by the caller's way out.  No
 * callback of ours that such a library calls allocates in an arena, so that no jump
 * crosses a frame of theirs.
 */
#ifndef PAPER_PAPER_H
#define PAPER_PAPER_H

#include "base/error.h"

typedef enum PaperFormat { PAPER_PDF, PAPER_PNG } PaperFormat;

typedef struct PaperJob {
    Str resume_json;
    Str template_slug;   /* null: "modern-professional" */
    Str template_config; /* JSON object over the template's own values; may be null */
    Str paper;           /* "A4" or "Letter"; null: the template's */
    PaperFormat format;
    int page;  /* PNG: from 1; 0 is 1 */
    int dpi;   /* PNG: 36 to 400; 0 is 144 */
    int width; /* PNG: pixels, 100 to 3000, in place of dpi; 0: as dpi says */
} PaperJob;

typedef struct PaperFile {
    char *data; /* on the heap; paper_file_free() */
    isize size;
    int pages;      /* of the whole document, also for a PNG of one */
    int last_lines; /* on the last page */
} PaperFile;

/* False: `error` says what, where and what to do, and `out` is empty. */
bool paper_render(Arena *a, const PaperJob *job, PaperFile *out,
                  Error *error) MUST_CHECK;
void paper_file_free(PaperFile *file);

#endif
