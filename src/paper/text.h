/* text.h — a person's text made fit for a line: spaces, line ends, invisible
 * characters. */
#ifndef PAPER_TEXT_H
#define PAPER_TEXT_H

#include "base/str.h"

/*
 * Valid UTF-8 in without NUL, valid UTF-8 out, composed (NFC).  Runs of spaces become
 * one, ends are trimmed; control, formatting and bidi override characters go; line ends
 * become one "\n" when `keeps_lines`, else a space.  Null stays null.
 */
Str text_clean(Arena *a, Str text, bool keeps_lines);

/* The character at *at, which moves past it.  `text` is valid UTF-8. */
uint32_t text_next(Str text, isize *at);

/* Joiners shape their neighbours and have no shape of their own. */
bool text_is_joiner(uint32_t c);

#endif
