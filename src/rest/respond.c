/* respond.c — a request's second half: status, headers and body from its results. */
#include "rest/errors.h"
#include "rest/json_rows.h"
#include "rest/refusals.h"
#include "rest/rows.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* What came back, whichever way it was asked. */
typedef struct Outcome {
    int64_t rows;     /* of this answer */
    int64_t total;    /* of all there are; -1: not asked */
    int64_t inserted; /* by an upsert; -1: nobody counted */
    Str body;
} Outcome;

static const PGresult *result_in(const Reply *r, int i)
{
    return i >= 0 && i < r->n ? r->results[i] : NULL;
}

static const PGresult *result(const Ctx *cx, int i)
{
    return result_in(&cx->job.reply, i);
}

static int64_t number_at(const PGresult *r, int col)
{
    return r && PQntuples(r) > 0 && !PQgetisnull(r, 0, col)
               ? strtoll(PQgetvalue(r, 0, col), NULL, 10)
               : -1;
}

/* explain's JSON says the rows it expects of the outermost node first. */
static int64_t planned_rows(const PGresult *r)
{
    const char *found = r ? strstr(PQgetvalue(r, 0, 0), "\"Plan Rows\": ") : NULL;
    return found ? strtoll(found + sizeof "\"Plan Rows\": " - 1, NULL, 10) : -1;
}

static int64_t total_of(const Reply *r, const RestJob *job, int64_t rows)
{
    bool by_call = job->plan.routine && plan_counts_apart(&job->plan);
    int64_t exact = job->count >= 0 ? number_at(result_in(r, job->count), 0)
                    : by_call       ? number_at(result_in(r, job->settings), 3)
                                    : rows;
    int64_t guess = planned_rows(result_in(r, job->estimate));
    switch (job->ask.prefer.count) {
    case COUNT_UNSAID: return -1;
    case COUNT_EXACT: return exact;
    case COUNT_PLANNED: return guess;
    case COUNT_ESTIMATED: break;
    }
    int64_t most = job->plan.config->max_rows;
    return exact > most && guess > exact ? guess : exact;
}

static Str copy_value(Ctx *cx, const PGresult *r, int col)
{
    return str_copy(cx->arena, (Str){PQgetvalue(r, 0, col), PQgetlength(r, 0, col)});
}

static bool read_rows(Ctx *cx, const RestJob *job, const PGresult *r, Outcome *out)
{
    out->rows = job->sink ? job->sink->n : PQntuples(r);
    if (!job->writer->row)
        return true;
    Shape shape = job->shape;
    if (job->shaped && !shape_agrees(&shape, r)) {
        schema_cache_renew(job->cache);
        if (job->ask.action == ACTION_READ) {
            cx->again = true; /* once, with columns that PostgreSQL names */
            return fail(cx, .kind = &no_schema_cache);
        }
        shape = shape_by_types(cx->arena, &shape, r);
    }
    if (job->sink)
        return rows_end(cx, job, &out->body);
    out->body = rows_text(cx, job, &shape, r);
    return true;
}

enum { OID_BYTEA = 17 };

static int hex_digit(char c)
{
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* \\x and two digits for each byte: as bytea prints. */
static Str bytes_of_hex(Arena *a, Str hex)
{
    if (!str_starts(hex, S("\\x")))
        return hex; /* a function asked for another bytea_output */
    isize n = hex.len / 2 - 1;
    char *bytes = make_n(a, char, n + 1);
    for (isize i = 0; i < n; i++)
        bytes[i] =
            (char)(hex_digit(hex.s[2 + i * 2]) << 4 | hex_digit(hex.s[3 + i * 2]));
    return (Str){bytes, n};
}

/* (nothing, rows of this answer, body); nothing at all when a call gave no row. */
static void read_body(Ctx *cx, const PGresult *r, Outcome *out)
{
    if (!PQntuples(r)) {
        out->total = 0;
        return;
    }
    out->rows = number_at(r, 1);
    if (PQgetisnull(r, 0, 2))
        return;
    out->body = copy_value(cx, r, 2);
    if (PQftype(r, 2) == OID_BYTEA)
        out->body = bytes_of_hex(cx->arena, out->body);
}

static bool read_outcome(Ctx *cx, const RestJob *job, Outcome *out)
{
    const PGresult *r = result(cx, job->main);
    *out = (Outcome){.total = -1, .inserted = -1};
    if (!r) { /* rows with related ones, of which nobody wants to read */
        out->rows = job->plan.nested->n_roots;
        return true;
    }
    const PGresult *settings = result(cx, job->settings);
    out->inserted = number_at(settings, 2);
    if (job->writer) {
        if (!read_rows(cx, job, r, out))
            return false;
    } else if (PQnfields(r) == 3 && job->plan.root &&
               !(job->plan.handler.kind == HANDLER_NONE &&
                 action_writes(job->ask.action))) {
        read_body(cx, r, out);
    } else {
        out->rows = PQntuples(r);
        if (PQresultStatus(r) == PGRES_COMMAND_OK)
            out->rows = strtoll(PQcmdTuples((PGresult *)(uintptr_t)r), NULL, 10);
    }
    if (!action_writes(job->ask.action) && out->total < 0)
        out->total = total_of(&cx->job.reply, job, out->rows);
    return true;
}

static Str details_of_count(Ctx *cx, const char *format, int64_t n)
{
    Buf b = buf_new(cx->arena);
    buf_addf(&b, "%s %" PRId64 " rows", format, n);
    return buf_str(&b);
}

/* What the rows themselves forbid; in an open transaction this takes them back. */
static bool may_be_answered(Ctx *cx, const RestJob *job, const Outcome *out)
{
    const Prefer *p = &job->ask.prefer;
    if (job->ask.action == ACTION_PUT && out->rows != 1)
        return fail(cx, .kind = &put_mismatch);
    if (job->plan.media.kind == MEDIA_OBJECT && out->rows != 1)
        return fail(cx, .kind = &not_singular,
                    .details = details_of_count(cx, "The result contains", out->rows));
    bool limited = job->ask.action == ACTION_UPDATE ||
                   job->ask.action == ACTION_DELETE || job->plan.routine;
    if (limited && p->max_affected_text.s && p->handling == HANDLING_STRICT &&
        out->rows > p->max_affected)
        return fail(cx, .kind = &too_many_affected,
                    .details = details_of_count(cx, "The query affects", out->rows));
    return true;
}

/* total < 0: nobody has counted. */
static void end_content_range(Ctx *cx, Buf *b, int64_t total)
{
    buf_add(b, S("/"));
    if (total < 0)
        buf_add(b, S("*"));
    else
        buf_add_int(b, total);
    add_header(cx, S("content-range"), buf_str(b));
}

static void add_content_range(Ctx *cx, int64_t lower, int64_t upper, int64_t total)
{
    Buf b = buf_new(cx->arena);
    if (total != 0 && lower <= upper) {
        buf_add_int(&b, lower);
        buf_add(&b, S("-"));
        buf_add_int(&b, upper);
    } else {
        buf_add(&b, S("*"));
    }
    end_content_range(cx, &b, total);
}

static void add_content_type(Ctx *cx, const RestJob *job)
{
    cx->res.content_type = media_content_type(cx->arena, &job->plan.media);
    if (job->ask.profiled)
        add_header(cx, S("content-profile"), job->ask.schema);
}

static void add_preferences(Ctx *cx, const RestJob *job)
{
    Prefer p = job->ask.prefer;
    Action a = job->ask.action;
    bool has_target =
        (job->plan.table && job->plan.table->key.n) || job->ask.query.has_on_conflict;
    if (a != ACTION_CREATE || !has_target)
        p.resolution = RESOLUTION_UNSAID;
    if (!action_writes(a))
        p.returns = RETURN_UNSAID;
    if (a != ACTION_CREATE && a != ACTION_UPDATE)
        p.missing = MISSING_UNSAID;
    if (a != ACTION_UPDATE && a != ACTION_DELETE && a != ACTION_CALL)
        p.max_affected_text = (Str){0};
    Str applied = prefer_applied(cx->arena, &p);
    if (applied.s)
        add_header(cx, S("preference-applied"), applied);
}

static Str out_of_bounds(Ctx *cx, const RestJob *job, int64_t total)
{
    Buf b = buf_new(cx->arena);
    buf_addf(&b,
             "An offset of %" PRId64 " was requested, but there are only %" PRId64
             " rows.",
             job->ask.top.first, total < 0 ? 0 : total);
    Error e = {.kind = &bad_range, .details = buf_str(&b)};
    return error_json(cx->arena, &e, job->plan.config->terse_errors, (Str){0});
}

/* Reads and calls: a window of rows. */
static void answer_window(Ctx *cx, const RestJob *job, const Outcome *out)
{
    int64_t lower = job->ask.top.first, upper = lower + out->rows - 1;
    bool beyond = out->total >= 0 && lower > out->total;
    cx->res.status = beyond                                              ? 416
                     : out->total >= 0 && 1 + upper - lower < out->total ? 206
                                                                         : 200;
    add_content_range(cx, lower, upper, out->total);
    cx->res.body = beyond ? out_of_bounds(cx, job, out->total) : out->body;
    if (job->ask.headers_only)
        cx->res.body = (Str){0};
}

static void add_content_location(Ctx *cx, const RestJob *job)
{
    Buf b = buf_new(cx->arena);
    buf_add(&b, S("/"));
    buf_add(&b, job->ask.target);
    if (job->ask.query.canonical.len) {
        buf_add(&b, S("?"));
        buf_add(&b, job->ask.query.canonical);
    }
    add_header(cx, S("content-location"), buf_str(&b));
}

static void answer_read(Ctx *cx, const RestJob *job, const Outcome *out)
{
    answer_window(cx, job, out);
    add_content_location(cx, job);
    add_content_type(cx, job);
}

static void answer_call(Ctx *cx, const RestJob *job, const Outcome *out)
{
    answer_window(cx, job, out);
    if (!routine_returns_void(job->plan.routine)) {
        add_content_type(cx, job);
        return;
    }
    cx->res.status = 204;
    cx->res.body = (Str){0};
}

/* "/films?id=eq.7": where the one row that was made can be read. */
static void add_location(Ctx *cx, const RestJob *job, const Outcome *out)
{
    Strs key = job->plan.table->key;
    const PGresult *r = result(cx, job->main);
    if (job->ask.prefer.returns != RETURN_HEADERS || out->rows != 1 || !key.n)
        return;
    Buf b = buf_new(cx->arena);
    buf_add(&b, S("/"));
    buf_add(&b, job->ask.target);
    bool first = true;
    for (int col = 0; col < PQnfields(r); col++) {
        Str name = str_of(PQfname(r, col));
        if (!names_have(key.v, key.n, name))
            continue;
        Str value = S("is.null");
        if (!PQgetisnull(r, 0, col)) {
            Buf v = buf_new(cx->arena);
            buf_add(&v, S("eq."));
            buf_add(&v, copy_value(cx, r, col));
            value = buf_str(&v);
        }
        Str encoded_key = encode_component(cx->arena, name);
        Str encoded_value = encode_component(cx->arena, value);
        buf_add(&b, first ? S("?") : S("&"));
        buf_add(&b, encoded_key);
        buf_add(&b, S("="));
        buf_add(&b, encoded_value);
        first = false;
    }
    if (first)
        return;
    add_header(cx, S("location"), buf_str(&b));
}

static void answer_write(Ctx *cx, const RestJob *job, const Outcome *out)
{
    bool rows = job->ask.prefer.returns == RETURN_ROWS;
    bool counted = job->ask.prefer.count == COUNT_EXACT ||
                   job->ask.prefer.count == COUNT_ESTIMATED;
    int64_t total = counted ? out->rows : -1;
    bool merges = job->ask.prefer.resolution == MERGE_DUPLICATES;
    cx->res.status = rows ? 200 : 204;
    switch ((int)job->ask.action) {
    case ACTION_CREATE:
        cx->res.status = merges && out->inserted <= 0 ? 200 : 201;
        add_location(cx, job, out);
        add_content_range(cx, 1, 0, total);
        break;
    case ACTION_UPDATE: add_content_range(cx, 0, out->rows - 1, total); break;
    case ACTION_DELETE: add_content_range(cx, 1, 0, total); break;
    default:
        if (rows)
            cx->res.status = out->inserted > 0 ? 201 : 200;
        break;
    }
    if (rows) {
        cx->res.body = out->body;
        add_content_type(cx, job);
    }
}

/* explain's lines, or its JSON. */
static bool answer_plan(Ctx *cx, const RestJob *job)
{
    const PGresult *r = result(cx, job->main);
    Buf b = buf_new(cx->arena);
    for (int i = 0; i < PQntuples(r); i++) {
        buf_add(&b, (Str){PQgetvalue(r, i, 0), PQgetlength(r, i, 0)});
        buf_add(&b, S("\n"));
    }
    cx->res.status = 200;
    cx->res.body = buf_str(&b);
    add_content_type(cx, job);
    add_common_headers(cx, job);
    return true;
}

/*
 * How many rows come is known when all rows are counted; else the range says no more
 * than where they begin.
 */
static void add_range_ahead(Ctx *cx, const RestJob *job, int64_t total)
{
    Window w = job->plan.root->window;
    int64_t rows = total - w.first;
    cx->res.status = 200;
    if (job->count >= 0) {
        if (w.last != LAST_ROW && rows > w.last - w.first)
            rows = w.last - w.first + 1;
        cx->res.status = rows < total ? 206 : 200;
        add_content_range(cx, w.first, w.first + rows - 1, total);
        return;
    }
    Buf b = buf_new(cx->arena);
    buf_add_int(&b, w.first);
    buf_add(&b, S("-*"));
    end_content_range(cx, &b, total);
}

bool respond_head(Ctx *cx, const RestJob *job, const Reply *so_far)
{
    add_range_ahead(cx, job, total_of(so_far, job, -1));
    add_content_location(cx, job);
    add_content_type(cx, job);
    add_preferences(cx, job);
    add_common_headers(cx, job);
    return true;
}

/* News came with the answer: a column may be missing in it.  PostgreSQL names them. */
static bool must_look_again(Ctx *cx, const RestJob *job)
{
    return job->shaped && job->ask.action == ACTION_READ && !cx->streams &&
           !cx->second_time && !job->stale && schema_is_stale(job->cache, job->schema);
}

bool rest_respond(Ctx *cx)
{
    RestJob *job = cx->state;
    if (cx->kept)
        return refusal_tell(cx);
    if (cx->apart && !cx->job.exclusive)
        return false; /* its time comes on the other connection */
    if (job->probing)
        return job_must_wait(cx, job) ? job_waits(cx, job)
                                      : fail_with(cx, job->refused);
    if (must_look_again(cx, job)) {
        cx->again = true;
        return fail(cx, .kind = &no_schema_cache);
    }
    if (job->transaction)
        return transaction_respond(cx, job);
    if (job->nested && !nested_are_made(cx, job))
        return false;
    if (job->ask.action == ACTION_ROOT)
        return respond_root(cx, job);
    if (job->plan.media.kind == MEDIA_PLAN)
        return answer_plan(cx, job);
    Outcome out;
    if (!read_outcome(cx, job, &out) || !may_be_answered(cx, job, &out))
        return false;
    if (cx->streams)
        return true;
    if (job->ask.action == ACTION_READ)
        answer_read(cx, job, &out);
    else if (job->ask.action == ACTION_CALL)
        answer_call(cx, job, &out);
    else
        answer_write(cx, job, &out);
    add_preferences(cx, job);
    if (!apply_settings(cx, job))
        return false;
    cx->res.chosen_length = cx->res.status == 204 || job->ask.headers_only;
    add_common_headers(cx, job);
    return true;
}

static Str table_methods(Arena *a, const Table *t)
{
    Buf b = buf_new(a);
    buf_add(&b, S("OPTIONS,GET,HEAD"));
    buf_add(&b, t->insertable ? S(",POST") : S(""));
    buf_add(&b, t->insertable && t->updatable && t->key.n ? S(",PUT") : S(""));
    buf_add(&b, t->updatable ? S(",PATCH") : S(""));
    buf_add(&b, t->deletable ? S(",DELETE") : S(""));
    return buf_str(&b);
}

bool respond_options(Ctx *cx, const RestJob *job)
{
    Str allow = S("OPTIONS,GET,HEAD");
    if (job->ask.action == ACTION_TABLE_OPTIONS)
        allow = table_methods(cx->arena, job->plan.table);
    else if (job->ask.action == ACTION_CALL_OPTIONS)
        allow = job->plan.routine->volatility == 'v' ? S("OPTIONS,POST")
                                                     : S("OPTIONS,GET,HEAD,POST");
    cx->res.status = 200;
    add_header(cx, S("access-control-allow-origin"), S("*"));
    add_header(cx, S("allow"), allow);
    add_common_headers(cx, job);
    return true;
}
