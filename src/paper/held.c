#include "paper/held.h"

struct HeldObject {
    void *object;
    void (*release)(void *);
    HeldObject *older;
};

void **held_slot(Held *held, void (*release)(void *))
{
    HeldObject *slot = make(held->arena, HeldObject);
    slot->release = release;
    slot->older = held->newest;
    held->newest = slot;
    return &slot->object;
}

void held_release(Held *held)
{
    for (HeldObject *slot = held->newest; slot; slot = slot->older)
        if (slot->object)
            slot->release(slot->object);
    held->newest = NULL;
}
