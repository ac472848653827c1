/* held.h — what a job owes to libraries: objects freed on every way out, newest first.
 */
#ifndef PAPER_HELD_H
#define PAPER_HELD_H

#include "base/arena.h"

typedef struct HeldObject HeldObject;

typedef struct Held {
    Arena *arena;
    HeldObject *newest;
} Held;

/*
 * A place for one object, made before the object so that no allocation can come
 * between.  What the place holds at the end, if anything, goes to `release`.
 */
void **held_slot(Held *held, void (*release)(void *));
void held_release(Held *held);

#endif
