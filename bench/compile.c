/*
 * compile.c — how long src/rest takes from a request's head to the SQL of it, without a database.
 *
 *   compile [--sql]
 *
 * Prints one line a request, microseconds at the median, and last the median of them and the slowest.
 * With --sql it prints the statements instead.
 */
#include "rest/rest.h"
#include "rest_fixture.h"

#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

enum { TIMES = 4001, MOST_REQUESTS = 32 };

static const char schema_text[] =
    "table bench_items: id bigint key, list_id bigint, user_id uuid, body text, done boolean, at timestamptz\n"
    "table bench_lists: id bigint key, user_id uuid, title text, at timestamptz\n"
    "table jobs: id uuid key, user_id uuid, job_title text, company text, status text, location text, salary text,"
    " notes jsonb, tags text[], date_applied date, created_at timestamptz, updated_at timestamptz\n"
    "table profiles: id uuid key, full_name text, email text\n"
    "reference bench_items_list: bench_items(list_id) -> bench_lists(id)\n"
    "reference jobs_user: jobs(user_id) -> profiles(id)\n"
    "function bench_recent(most integer =) returns setof bench_lists stable";

static const struct {
    const char *name;
    Method method;
    const char *path, *query, *body;
} requests[] = {
    {"newest 20", METHOD_GET, "/jobs",
     "select=id,job_title,company,status,location,salary,date_applied,created_at,updated_at&order=updated_at.desc&limit=20", ""},
    {"by key", METHOD_GET, "/jobs", "id=eq.9d2c1f3e-0b6a-4c55-8a3f-7a1f2f6f0001&select=*", ""},
    {"everything", METHOD_GET, "/jobs", "", ""},
    {"filters", METHOD_GET, "/jobs",
     "select=id,job_title&status=in.(saved,applied)&company=ilike.*halden*&date_applied=gte.2026-01-01&order=company.asc,id&limit=50", ""},
    {"a tree of filters", METHOD_GET, "/jobs",
     "select=id&or=(status.eq.saved,and(company.like.H*,not.or(salary.is.null,location.eq.%22Delft%2C%20NL%22)))&limit=50", ""},
    {"json paths", METHOD_GET, "/jobs", "select=id,source:notes-%3Esource-%3E%3Ename&notes-%3E%3Estage=eq.2&order=notes-%3Eat.desc&limit=9", ""},
    {"embedding", METHOD_GET, "/bench_lists", "select=id,title,bench_items(id,body,done)&order=at.desc&limit=20", ""},
    {"embedding, with filters", METHOD_GET, "/bench_lists",
     "select=id,title,items:bench_items!inner(id,body)&items.done=is.true&items.order=at.desc&items.limit=3&order=at.desc&limit=20", ""},
    {"to one, spread", METHOD_GET, "/jobs", "select=id,job_title,...profiles(full_name)&order=updated_at.desc&limit=20", ""},
    {"insert", METHOD_POST, "/bench_lists", "", "{\"title\":\"Letters to write\",\"at\":\"2026-02-01T10:00:00Z\"}"},
    {"update", METHOD_PATCH, "/bench_lists", "id=eq.7", "{\"title\":\"Letters written\"}"},
    {"upsert", METHOD_POST, "/bench_lists", "on_conflict=id&columns=id,title", "[{\"id\":1,\"title\":\"a\"},{\"id\":2,\"title\":\"b\"}]"},
    {"call", METHOD_POST, "/rpc/bench_recent", "select=id,title&order=id", "{\"most\":20}"},
};

static double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static Ctx *compile(Arena *a, const Schema *schema, const RestConfig *config, isize i)
{
    Request *req = make(a, Request);
    *req = (Request){.method = requests[i].method,
                     .method_name = S("GET"),
                     .path = str_of(requests[i].path),
                     .query = str_of(requests[i].query),
                     .body = str_of(requests[i].body),
                     .body_fd = -1};
    Ctx *cx = make(a, Ctx);
    cx->arena = a;
    cx->req = req;
    cx->who.role = S("authenticated");
    RestJob *job = make(a, RestJob);
    *job = (RestJob){.main = -1, .count = -1, .estimate = -1, .settings = -1};
    job->plan = (Plan){.arena = a, .error = &cx->error, .config = config, .schema = schema, .ask = &job->ask};
    if (!parse_request(a, config, req, &job->ask, &cx->error) || !plan_request(&job->plan) || !run_plan(cx, job)) {
        fprintf(stderr, "compile: %s: %" STR_FMT "\n", requests[i].name, STR_ARG(cx->error.message));
        exit(1);
    }
    return cx;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median_us(Arena *a, const Schema *schema, const RestConfig *config, isize i)
{
    static double us[TIMES];
    for (int k = 0; k < TIMES; k++) {
        double from = now_us();
        compile(a, schema, config, i);
        us[k] = now_us() - from;
        arena_reset(a);
    }
    qsort(us, TIMES, sizeof us[0], by_size);
    return us[TIMES / 2];
}

int main(int argc, char **argv)
{
    Arena lasting = arena_reserve(16 << 20), arena = arena_reserve(16 << 20);
    const Schema *schema = fixture_schema(&lasting, str_of(schema_text));
    static const Str schemas[] = {{"public", 6}};
    const RestConfig config = {.schemas = {schemas, 1}, .legacy_target_names = true, .quiet_reads = true};
    double medians[MOST_REQUESTS];
    bool says_sql = argc > 1 && strcmp(argv[1], "--sql") == 0;
    for (isize i = 0; i < countof(requests); i++) {
        if (says_sql) {
            const Batch *b = &compile(&arena, schema, &config, i)->job.batch;
            for (int k = 0; k < b->n; k++)
                printf("%-24s %" STR_FMT "\n", requests[i].name, STR_ARG(b->statements[k].sql));
            arena_reset(&arena);
            continue;
        }
        medians[i] = median_us(&arena, schema, &config, i);
        printf("%-24s %.2f us\n", requests[i].name, medians[i]);
    }
    if (says_sql)
        return 0;
    qsort(medians, countof(requests), sizeof medians[0], by_size);
    printf("compile median=%.2f slowest=%.2f\n", medians[countof(requests) / 2], medians[countof(requests) - 1]);
    return 0;
}
