#include "career/pictures.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

typedef struct Kept {
    Picture picture; /* first: a Picture of ours is a Kept */
    atomic_int holders;
    uint64_t used; /* at which turn */
} Kept;

struct Pictures {
    pthread_mutex_t mutex;
    Kept *kept[PICTURES_MOST];
    int n;
    isize bytes;
    uint64_t turn;
};

Pictures *pictures_new(void)
{
    Pictures *p = calloc(1, sizeof *p);
    if (!p || pthread_mutex_init(&p->mutex, NULL) != 0)
        abort();
    return p;
}

void picture_release(void *picture)
{
    Kept *k = picture;
    if (atomic_fetch_sub(&k->holders, 1) > 1)
        return;
    free((char *)(uintptr_t)k->picture.bytes.s);
    free(k);
}

void pictures_free(Pictures *p)
{
    for (int i = 0; i < p->n; i++)
        picture_release(p->kept[i]);
    pthread_mutex_destroy(&p->mutex);
    free(p);
}

static Kept *find(Pictures *p, Str address)
{
    for (int i = 0; i < p->n; i++) {
        if (!str_eq(p->kept[i]->picture.address, address))
            continue;
        p->kept[i]->used = ++p->turn;
        atomic_fetch_add(&p->kept[i]->holders, 1);
        return p->kept[i];
    }
    return NULL;
}

static void drop_oldest(Pictures *p)
{
    int oldest = 0;
    for (int i = 1; i < p->n; i++)
        if (p->kept[i]->used < p->kept[oldest]->used)
            oldest = i;
    p->bytes -= p->kept[oldest]->picture.bytes.len;
    picture_release(p->kept[oldest]);
    p->kept[oldest] = p->kept[--p->n];
}

Picture *pictures_find(Pictures *p, Str address)
{
    pthread_mutex_lock(&p->mutex);
    Kept *found = find(p, address);
    pthread_mutex_unlock(&p->mutex);
    return found ? &found->picture : NULL;
}

/* With its texts behind it, in one piece. */
static Kept *kept_new(Str address, Str etag, PaperFile *file)
{
    Kept *k = malloc(sizeof *k + (size_t)(address.len + etag.len));
    if (!k)
        abort();
    char *text = (char *)(k + 1);
    memcpy(text, address.s, (size_t)address.len);
    memcpy(text + address.len, etag.s, (size_t)etag.len);
    *k = (Kept){.picture = {.address = {text, address.len},
                            .bytes = {file->data, file->size},
                            .etag = {text + address.len, etag.len}},
                .holders = 1};
    *file = (PaperFile){0};
    return k;
}

static void add(Pictures *p, Kept *made)
{
    isize size = made->picture.bytes.len;
    while (p->n == PICTURES_MOST || (p->n && p->bytes + size > PICTURES_BYTES))
        drop_oldest(p);
    made->used = ++p->turn;
    atomic_fetch_add(&made->holders, 1);
    p->kept[p->n++] = made;
    p->bytes += size;
}

Picture *pictures_keep(Pictures *p, Str address, Str etag, PaperFile *file)
{
    Kept *made = kept_new(address, etag, file);
    pthread_mutex_lock(&p->mutex);
    Kept *first = find(p, address);
    if (!first)
        add(p, made);
    pthread_mutex_unlock(&p->mutex);
    if (!first)
        return &made->picture;
    picture_release(made);
    return &first->picture;
}
