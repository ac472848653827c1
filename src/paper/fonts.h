/*
 * fonts.h — which font shows which character, and Pango set up to use only those.
 *
 * The system's own choice of fonts is never asked: it replaces what is missing in
 * silence.  The fonts are the rows of one table in fonts.c; a family is loaded when a
 * character asks for it (the Chinese, Japanese and Korean faces cost 50 ms).
 */
#ifndef PAPER_FONTS_H
#define PAPER_FONTS_H

#include "base/error.h"

#include <pango/pango.h>

typedef uint64_t FontSet; /* bit n: row n of the table */

/* The table's row that `name` names and that a template may use for its text, or -1. */
int fonts_text_family(Str name);

/*
 * Adds to `need` what shows `text` beside the text family `family`.  False when no
 * font can show the character at text[*at], or a font is not installed: `error` then
 * says which (but not where the text stands: *at is for that).
 */
bool fonts_cover(Arena *a, int family, Str text, FontSet *need, isize *at,
                 Error *error) MUST_CHECK;

typedef struct Fonts {
    PangoContext *context;
    const char *families; /* for a font description, in the order of fallback */
} Fonts;

/*
 * This thread's fonts, holding at least `need`; they live until the thread ends.
 * `language` decides between Chinese, Japanese and Korean forms: "ja", "zh-TW", ...
 */
bool fonts_of_thread(Arena *a, int family, FontSet need, Str language, Fonts *out,
                     Error *error) MUST_CHECK;

#endif
