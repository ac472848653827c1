/* stem.h — the stem of an English word: M. F. Porter, "An algorithm for suffix
 * stripping", Program 14 (1980). */
#ifndef SCORE_STEM_H
#define SCORE_STEM_H

#include "base/str.h"

/* Of a lower-case word; what is not all a-z stays as it is. A copy unless unchanged. */
Str stem_of(Arena *a, Str word);

#endif
