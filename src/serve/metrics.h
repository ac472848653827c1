/* metrics.h — what is counted: each loop counts for itself, /metrics adds up. */
#ifndef SERVE_METRICS_H
#define SERVE_METRICS_H

#include "serve/ctx.h"

enum { LATENCY_BUCKETS = 12, STATUS_CLASSES = 5, LANES = 6, MAX_ROUTES = 256 };

typedef struct Counters {
    int64_t by_status[STATUS_CLASSES];           /* 1xx ... 5xx */
    int64_t latency[LANES][LATENCY_BUCKETS + 1]; /* by lane; the last is +Inf */
    int64_t latency_sum_us[LANES];
    int64_t by_route[MAX_ROUTES]; /* in the table's order */
} Counters;

/* `cx` may be NULL: a request that was refused before it had one. */
void counters_add(Counters *c, const Ctx *cx, int status, uint64_t ns);

#endif
