/* slots.c — exchanges are used over and over; after a burst they go, some a tick. */
#include "http/server.h"

#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

enum { KEEP_SPARE = 4 };

void *heap_get(isize size)
{
    void *p = malloc((size_t)size);
    if (!p)
        abort();
    return p;
}

Slot *slot_take(HttpServer *s)
{
    Slot *slot = s->spare;
    if (slot) {
        s->spare = slot->next;
        s->n_spare--;
        if (s->n_spare < s->least_spare)
            s->least_spare = s->n_spare;
    } else {
        slot = heap_get(sizeof *slot);
        slot->arena = arena_reserve(s->settings->arena_size);
    }
    slot->x = (Exchange){.arena = &slot->arena, .req.body_fd = -1};
    slot->hooked = false;
    head_begin(&slot->head);
    return slot;
}

void slot_give(HttpServer *s, Slot *slot)
{
    arena_reset(&slot->arena);
    slot->arena.full = NULL;
    slot->next = s->spare;
    s->spare = slot;
    s->n_spare++;
}

static void free_one(HttpServer *s)
{
    Slot *slot = s->spare;
    s->spare = slot->next;
    s->n_spare--;
    arena_release(&slot->arena);
    free(slot);
}

void slots_trim(HttpServer *s)
{
    for (int n = (s->least_spare - KEEP_SPARE + 1) / 2; n > 0; n--)
        free_one(s);
    s->least_spare = s->n_spare;
}

void slots_free(HttpServer *s)
{
    while (s->spare)
        free_one(s);
}

/* splitmix64: unique, not secret. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static void write_base32(char *at, int n, uint64_t bits)
{
    while (n-- > 0) {
        at[n] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[bits & 31];
        bits >>= 5;
    }
}

/* A ULID: 48 bits of milliseconds, then 80 random ones; it sorts by time. */
void request_id(HttpServer *s, char id[27])
{
    struct timespec now;
    if (!s->random[0] && getrandom(s->random, sizeof s->random, 0) < 0)
        abort();
    clock_gettime(CLOCK_REALTIME, &now);
    write_base32(id, 10, (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000);
    write_base32(id + 10, 8, next_random(&s->random[0]));
    write_base32(id + 18, 8, next_random(&s->random[1]));
    id[26] = 0;
}
