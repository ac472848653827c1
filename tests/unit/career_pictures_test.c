/* What is kept stays as it was for who holds it, and all together stays small. */
#include "career/pictures.h"
#include "test.h"

#include "base/buf.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 4, TURNS = 400 };

static PaperFile file_of(isize size, char filler)
{
    PaperFile file = {.data = malloc((size_t)size), .size = size, .pages = 1};
    memset(file.data, filler, (size_t)size);
    return file;
}

static Picture *keep(Pictures *p, const char *address, isize size, char filler)
{
    PaperFile file = file_of(size, filler);
    return pictures_keep(p, str_of(address), S("\"e\""), &file);
}

static void test_first_wins(void)
{
    Pictures *p = pictures_new();
    check(!pictures_find(p, S("/a")));
    Picture *one = keep(p, "/a", 3, 'x'), *two = keep(p, "/a", 3, 'y');
    check(one == two);
    check_str(two->bytes, S("xxx"));
    check_str(two->etag, S("\"e\""));
    Picture *found = pictures_find(p, S("/a"));
    check(found == one && !pictures_find(p, S("/")));
    picture_release(one);
    picture_release(two);
    pictures_free(p);
    check_str(found->bytes, S("xxx")); /* who holds it needs no list */
    picture_release(found);
}

static void test_bounds(void)
{
    enum { BIG = PICTURES_BYTES / 4 };
    Pictures *p = pictures_new();
    char address[16];
    for (int i = 0; i < 3 * PICTURES_MOST; i++) {
        snprintf(address, sizeof address, "/%d", i);
        picture_release(keep(p, address, 10, 'x'));
        Picture *first = pictures_find(p, S("/0")); /* in use: it stays */
        check(first != NULL);
        if (first)
            picture_release(first);
    }
    check(!pictures_find(p, S("/1")));
    Picture *old = keep(p, "/old", BIG, 'o');
    for (int i = 0; i < 4; i++) {
        snprintf(address, sizeof address, "/big%d", i);
        picture_release(keep(p, address, BIG, 'b'));
    }
    check(!pictures_find(p, S("/old")) && !pictures_find(p, S("/0")));
    check(old->bytes.len == BIG && old->bytes.s[BIG - 1] == 'o');
    picture_release(old);
    pictures_free(p);
}

typedef struct Worker {
    pthread_t thread;
    Pictures *pictures;
    int same;
} Worker;

static void *work(void *argument)
{
    Worker *w = argument;
    for (int i = 0; i < TURNS; i++) {
        char address[16];
        snprintf(address, sizeof address, "/%d", i % (2 * PICTURES_MOST));
        char filler = (char)('a' + i % 16);
        Picture *picture = pictures_find(w->pictures, str_of(address));
        if (!picture)
            picture = keep(w->pictures, address, 64, filler);
        w->same += picture->bytes.s[63] == filler;
        picture_release(picture);
    }
    return NULL;
}

static void test_threads(void)
{
    Pictures *p = pictures_new();
    Worker workers[THREADS] = {0};
    for (int i = 0; i < THREADS; i++) {
        workers[i].pictures = p;
        check(pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(workers[i].thread, NULL);
        check(workers[i].same == TURNS);
    }
    pictures_free(p);
}

int main(void)
{
    test_first_wins();
    test_bounds();
    test_threads();
    return done();
}
