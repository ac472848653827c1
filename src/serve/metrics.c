/* metrics.c — GET /metrics: what the loops have counted, in Prometheus' text format. */
#include "serve/metrics.h"
#include "serve/loop.h"
#include "serve/workers.h"

#include <stdio.h>
#include <unistd.h>

/* Upper bounds in seconds; one more bucket takes the rest. */
static const double bounds[LATENCY_BUCKETS] = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5};
static const char *const lane_names[LANES] = {"now", "loop", "db",
                                              "cpu", "net",  "password"};

static void add(int64_t *counter, int64_t n)
{
    __atomic_fetch_add(counter, n, __ATOMIC_RELAXED);
}

static int64_t get(const int64_t *counter)
{
    return __atomic_load_n(counter, __ATOMIC_RELAXED);
}

static void add_route(Counters *c, const Ctx *cx)
{
    Routes all = cx->app->routes;
    if (cx->route >= all.v && cx->route < all.v + all.n &&
        cx->route < all.v + MAX_ROUTES)
        add(&c->by_route[cx->route - all.v], 1);
}

void counters_add(Counters *c, const Ctx *cx, int status, uint64_t ns)
{
    int lane = cx ? (int)cx->route->lane : LANE_NOW;
    if (cx)
        add_route(c, cx);
    int class = status / 100 - 1;
    if (class >= 0 && class < STATUS_CLASSES)
        add(&c->by_status[class], 1);
    int bucket = 0;
    double seconds = (double)ns / 1e9;
    while (bucket < LATENCY_BUCKETS && seconds > bounds[bucket])
        bucket++;
    add(&c->latency[lane][bucket], 1);
    add(&c->latency_sum_us[lane], (int64_t)(ns / 1000));
}

static void type_of(Buf *b, const char *name, const char *type, const char *help)
{
    buf_addf(b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void one(Buf *b, const char *name, const char *type, const char *help,
                int64_t value)
{
    type_of(b, name, type, help);
    buf_addf(b, "%s %jd\n", name, (intmax_t)value);
}

static int64_t resident_bytes(void)
{
    FILE *f = fopen("/proc/self/statm", "re");
    long pages = 0;
    if (f && fscanf(f, "%*d %ld", &pages) != 1)
        pages = 0;
    if (f)
        fclose(f);
    return (int64_t)pages * sysconf(_SC_PAGESIZE);
}

static void statuses(Buf *b, const Server *s)
{
    type_of(b, "rung_http_responses_total", "counter", "Answers by class of status.");
    for (int class = 0; class < STATUS_CLASSES; class ++) {
        int64_t n = 0;
        for (int i = 0; i < server_loops(s); i++)
            n += get(&server_loop(s, i)->counters.by_status[class]);
        buf_addf(b, "rung_http_responses_total{class=\"%dxx\"} %jd\n", class + 1,
                 (intmax_t)n);
    }
}

static void latencies(Buf *b, const Server *s)
{
    const char *name = "rung_http_request_seconds";
    type_of(b, name, "histogram", "From the head's first byte to the answer, by lane.");
    for (int lane = 0; lane < LANES; lane++) {
        int64_t total = 0, sum = 0;
        for (int k = 0; k <= LATENCY_BUCKETS; k++) {
            for (int i = 0; i < server_loops(s); i++)
                total += get(&server_loop(s, i)->counters.latency[lane][k]);
            if (k < LATENCY_BUCKETS)
                buf_addf(b, "%s_bucket{lane=\"%s\",le=\"%g\"} %jd\n", name,
                         lane_names[lane], bounds[k], (intmax_t)total);
        }
        for (int i = 0; i < server_loops(s); i++)
            sum += get(&server_loop(s, i)->counters.latency_sum_us[lane]);
        buf_addf(b, "%s_bucket{lane=\"%s\",le=\"+Inf\"} %jd\n", name, lane_names[lane],
                 (intmax_t)total);
        buf_addf(b, "%s_sum{lane=\"%s\"} %.6f\n%s_count{lane=\"%s\"} %jd\n", name,
                 lane_names[lane], (double)sum / 1e6, name, lane_names[lane],
                 (intmax_t)total);
    }
}

static void requests_by_route(Buf *b, const Server *s, Arena *a, Routes all)
{
    type_of(b, "rung_http_requests_total", "counter",
            "Requests by row of the routes' table.");
    for (isize k = 0; k < all.n && k < MAX_ROUTES; k++) {
        int64_t n = 0;
        for (int i = 0; i < server_loops(s); i++)
            n += get(&server_loop(s, i)->counters.by_route[k]);
        buf_addf(
            b, "rung_http_requests_total{method=\"%" STR_FMT "\",route=\"%s\"} %jd\n",
            STR_ARG(method_names(a, all.v[k].methods)), all.v[k].path, (intmax_t)n);
    }
}

static void http_and_pipes(Buf *b, const Server *s)
{
    HttpCounts h = {0};
    PipeCounts p = {0};
    for (int i = 0; i < server_loops(s); i++) {
        HttpCounts hi = http_counts(server_loop(s, i)->http);
        PipeCounts pi = pipes_counts(server_loop(s, i)->pipes);
        h.accepted += hi.accepted, h.open += hi.open, h.refused += hi.refused;
        h.bytes_in += hi.bytes_in, h.bytes_out += hi.bytes_out;
        p.batches += pi.batches, p.errors += pi.errors, p.reconnects += pi.reconnects;
        p.waiting += pi.waiting, p.in_flight += pi.in_flight;
    }
    one(b, "rung_http_connections_total", "counter", "Connections accepted.",
        h.accepted);
    one(b, "rung_http_connections", "gauge", "Connections open.", h.open);
    one(b, "rung_http_refused_total", "counter", "Requests that HTTP itself refused.",
        h.refused);
    one(b, "rung_http_received_bytes_total", "counter", "Bytes read.", h.bytes_in);
    one(b, "rung_http_sent_bytes_total", "counter", "Bytes written.", h.bytes_out);
    one(b, "rung_pg_batches_total", "counter", "Pipelined batches sent.", p.batches);
    one(b, "rung_pg_errors_total", "counter", "Batches that failed.", p.errors);
    one(b, "rung_pg_reconnects_total", "counter", "Connections lost.", p.reconnects);
    one(b, "rung_pg_waiting", "gauge", "Batches that wait for a connection.",
        p.waiting);
    one(b, "rung_pg_in_flight", "gauge", "Batches on their way.", p.in_flight);
}

bool metrics_text(Ctx *cx)
{
    const Server *s = server_running();
    Buf b = buf_new(cx->arena);
    statuses(&b, s);
    latencies(&b, s);
    requests_by_route(&b, s, cx->arena, cx->app->routes);
    http_and_pipes(&b, s);
    one(&b, "rung_workers_waiting", "gauge", "Requests that wait for a worker.",
        workers_waiting(cx->app->workers));
    one(&b, "rung_database_up", "gauge", "1 when every loop has a way to the database.",
        server_ready(s));
    one(&b, "process_resident_memory_bytes", "gauge", "Resident memory.",
        resident_bytes());
    cx->res.status = 200;
    cx->res.content_type = S("text/plain; version=0.0.4; charset=utf-8");
    cx->res.body = buf_str(&b);
    return true;
}
