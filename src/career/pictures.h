/*
 * pictures.h — pictures that anybody may see, kept in memory under their addresses.
 *
 * Any thread may call.  What find and keep return stays until picture_release(), also
 * when newer ones have taken its place.
 */
#ifndef CAREER_PICTURES_H
#define CAREER_PICTURES_H

#include "paper/paper.h"

enum { PICTURES_MOST = 64, PICTURES_BYTES = 8 << 20 };

typedef struct Pictures Pictures;

typedef struct Picture {
    Str address, bytes;
    Str etag;
} Picture;

Pictures *pictures_new(void);
void pictures_free(Pictures *pictures);

Picture *pictures_find(Pictures *pictures, Str address); /* NULL: not kept */

/* Takes what is in `file`.  Of two for one address the first is kept, and returned. */
Picture *pictures_keep(Pictures *pictures, Str address, Str etag, PaperFile *file);

void picture_release(void *picture);

/* For a thread that will draw: opens the fonts that its first document would wait for.
 */
void template_warm_up(void);

#endif
