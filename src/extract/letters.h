/* letters.h — characters and words as documents have them, whatever their language. */
#ifndef EXTRACT_LETTERS_H
#define EXTRACT_LETTERS_H

#include "base/str.h"

/* Valid UTF-8 without controls, soft hyphens and invisible characters; ligatures become
 * their letters, odd spaces a space. */
Str letters_clean(Arena *a, Str text);

uint32_t colour_of(Str hex); /* 0xRRGGBB of "1f2937" */

uint32_t letter_next(Str text, isize *at); /* `text` is valid UTF-8 */
bool letter_is_upper(uint32_t c);
bool letter_is_letter(uint32_t c); /* of any script, as far as resumes have them */
bool letter_is_right_to_left(uint32_t c);

/* Lower case, letters without their accents as far as Latin has them: "Éducation" is
 * "education". For comparing with dictionaries only. */
Str letters_fold(Arena *a, Str text);

/* The mark that a list's item begins with: its bytes and the blanks behind; 0: none. */
isize bullet_length(Str text);

isize letters_in(Str text);
bool letter_is_ideograph(uint32_t c); /* words of these need no blank between */
isize characters_in(Str text);
isize words_in(Str text); /* between blanks */
isize digits_in(Str text);
bool is_digit(char c);
bool is_all_upper(Str text); /* two letters or more, none of them lower */
Str trim_marks(Str text);    /* without blanks, separators and colons at its ends */

#endif
