#include "main/upkeep.h"
#include "storage/storage.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>

enum { TURN = 60 /* seconds */, TIDY_EVERY = 60 /* turns */, ROOM = 1 << 20 };

/* What has run out goes, and the coming months get their partitions. */
static const Query tidy = {"upkeep.tidy", "select private.tidy()"};
/* What has come due is told. */
static const Query remind = {"upkeep.remind", "select private.remind()"};

static struct {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t stop_asked;
    bool started, stop;
    const App *app;
} upkeep = {.mutex = PTHREAD_MUTEX_INITIALIZER, .stop_asked = PTHREAD_COND_INITIALIZER};

static bool stop_comes_within(int seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    pthread_mutex_lock(&upkeep.mutex);
    while (!upkeep.stop &&
           pthread_cond_timedwait(&upkeep.stop_asked, &upkeep.mutex, &until) == 0)
        continue;
    bool stop = upkeep.stop;
    pthread_mutex_unlock(&upkeep.mutex);
    return stop;
}

static void ask_database(const App *app, const Query *query)
{
    Arena arena = arena_reserve(ROOM);
    Error error = {0};
    Db db = {
        .pool = app->pool, .arena = &arena, .error = &error, .role = S("service_role")};
    if (!db_exec(&db, query, (Strs){0}))
        fprintf(stderr, "rung: %s failed: %" STR_FMT "\n", query->name,
                STR_ARG(error_message(&error)));
    arena_release(&arena);
}

static void *run(void *unused)
{
    (void)unused;
    int turn = 0;
    do {
        if (turn++ % TIDY_EVERY == 0)
            ask_database(upkeep.app, &tidy);
        ask_database(upkeep.app, &remind);
        storage_maintain(upkeep.app);
    } while (!stop_comes_within(TURN));
    return NULL;
}

void upkeep_start(const App *app)
{
    upkeep.app = app;
    upkeep.started = pthread_create(&upkeep.thread, NULL, run, NULL) == 0;
}

void upkeep_stop(void)
{
    if (!upkeep.started)
        return;
    pthread_mutex_lock(&upkeep.mutex);
    upkeep.stop = true;
    pthread_cond_signal(&upkeep.stop_asked);
    pthread_mutex_unlock(&upkeep.mutex);
    pthread_join(upkeep.thread, NULL);
}
