/*
 * stalls.c — how long the machine itself stands still: what no server on it can answer in.
 *
 *   stalls SECONDS
 *
 * A thread for each processor does nothing but read the clock, ahead of all others (as
 * far as it may: nice -20 wants root).  Where more than a quarter of a millisecond
 * passes between two readings, somebody else had the processor: mostly another machine.
 * Prints one line of JSON: milliseconds a second and processor, and the longest.
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { MAX_PROCESSORS = 256 };

typedef struct Watch {
    int processor;
    double seconds, stood, longest; /* ms */
} Watch;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void *spin(void *arg)
{
    Watch *w = arg;
    cpu_set_t mine;
    CPU_ZERO(&mine);
    CPU_SET(w->processor, &mine);
    pthread_setaffinity_np(pthread_self(), sizeof mine, &mine);
    double last = now(), end = last + w->seconds;
    while (last < end) {
        double t = now(), gap = (t - last) * 1000;
        if (gap > 0.25)
            w->stood += gap;
        if (gap > w->longest)
            w->longest = gap;
        last = t;
    }
    return NULL;
}

int main(int argc, char **argv)
{
    double seconds = argc > 1 ? atof(argv[1]) : 3;
    int n = (int)sysconf(_SC_NPROCESSORS_ONLN);
    static Watch watches[MAX_PROCESSORS];
    static pthread_t threads[MAX_PROCESSORS];
    setpriority(PRIO_PROCESS, 0, -20);
    n = n < MAX_PROCESSORS ? n : MAX_PROCESSORS;
    for (int i = 0; i < n; i++) {
        watches[i] = (Watch){.processor = i, .seconds = seconds};
        pthread_create(&threads[i], NULL, spin, &watches[i]);
    }
    double stood = 0, longest = 0;
    for (int i = 0; i < n; i++) {
        pthread_join(threads[i], NULL);
        stood += watches[i].stood;
        longest = watches[i].longest > longest ? watches[i].longest : longest;
    }
    printf("{\"msPerSecond\":%.2f,\"longest\":%.2f}\n", stood / seconds / n, longest);
    return 0;
}
