/* run.c — a plan's statements: which connection they take, how their transaction ends.
 */
#include "rest/errors.h"
#include "rest/json_text.h"
#include "rest/quiet.h"
#include "rest/rows.h"

enum { SMALL_PAYLOAD = 16 << 10 };

static int push(Ctx *cx, Sql *q)
{
    Str text = sql_text(q); /* first: it may move */
    batch_add(&cx->job.batch, text, sql_params(q));
    return cx->job.batch.n - 1;
}

static int push_text(Ctx *cx, Str literal)
{
    batch_add(&cx->job.batch, literal, (Strs){0});
    return cx->job.batch.n - 1;
}

static const RoleSettings *settings_of_role(const RestJob *job, Str role)
{
    const Schema *s = job->plan.schema;
    for (isize i = 0; i < s->n_roles; i++)
        if (str_eq(s->roles[i].role, role))
            return &s->roles[i];
    return NULL;
}

bool run_rolls_back(const RestJob *job)
{
    int end = job->ask.prefer.end;
    return end == END_ROLLBACK || (job->plan.config->rolls_back && end != END_COMMIT);
}

static bool limits_affected(const Prefer *p)
{
    return p->max_affected_text.s && p->handling == HANDLING_STRICT;
}

/* What may still be refused when its rows are there. */
static bool must_decide(const RestJob *job)
{
    return job->plan.handler.kind == HANDLER_OBJECT ||
           job->plan.media.kind == MEDIA_OBJECT || job->ask.action == ACTION_PUT ||
           job->plan.nested || limits_affected(&job->ask.prefer);
}

static bool writes(const RestJob *job)
{
    const Routine *f = job->plan.routine;
    if (f)
        return !job->ask.reads_arguments && f->volatility == 'v';
    return action_writes(job->ask.action);
}

static bool has_key_filter(const Plan *p, const Filter *first)
{
    if (!p->table || p->table->key.n != 1)
        return false;
    for (const Filter *f = first; f; f = f->next)
        if (f->kind == FILTER_OP && !f->negated && !f->field.path &&
            str_eq(f->field.name, p->table->key.v[0]) &&
            str_eq(str_of(f->op->sql), S("=")))
            return true;
    return false;
}

/* Whether it may take long or wait for a lock: then it gets a connection of its own. */
static bool wants_own_connection(const RestJob *job)
{
    const Plan *p = &job->plan;
    if (p->routine || job->count >= 0 || p->media.kind == MEDIA_PLAN ||
        p->config->pre_request.name.s)
        return true;
    if (job->ask.action == ACTION_UPDATE || job->ask.action == ACTION_DELETE)
        return !has_key_filter(p, p->filters);
    if (action_writes(job->ask.action))
        return !job->ask.payload.is_object || job->ask.payload.raw.len > SMALL_PAYLOAD;
    return reads_many(p) && !has_key_filter(p, p->root->filters);
}

/* The function's own, else the role's. */
Isolation run_isolation(const RestJob *job, Str role)
{
    const RoleSettings *of_role = settings_of_role(job, role);
    const Routine *f = job->plan.routine;
    Str level = f && f->isolation.s ? f->isolation
                : of_role           ? of_role->isolation
                                    : (Str){0};
    return str_eq_nocase(level, S("serializable"))      ? ISOLATION_SERIALIZABLE
           : str_eq_nocase(level, S("repeatable read")) ? ISOLATION_REPEATABLE_READ
                                                        : ISOLATION_DEFAULT;
}

static void choose_transaction(Ctx *cx, RestJob *job)
{
    bool writing = writes(job);
    cx->read_only = !writing;
    cx->job.batch.tx = !writing              ? TX_ONE
                       : run_rolls_back(job) ? TX_ROLLBACK
                       : must_decide(job)    ? TX_DECIDE
                                             : TX_ONE;
    cx->job.batch.isolation = run_isolation(job, cx->who.role);
    if (cx->job.batch.isolation && cx->job.batch.tx == TX_ONE)
        cx->job.batch.tx = TX_DECIDE; /* only BEGIN can say it */
    if (cx->job.batch.tx == TX_ROLLBACK) {
        int i = push_text(cx, S("set constraints all immediate"));
        cx->job.batch.statements[i].once = true;
    }
    /* A read by a function may leave as much behind as a write. */
    cx->job.batch.resets = job->plan.routine || job->plan.schema->lingers;
    cx->job.exclusive = cx->job.batch.tx != TX_ONE || cx->apart || job->pieces ||
                        wants_own_connection(job);
    cx->job.reads = job->ask.action == ACTION_READ;
}

static void add_identifiers(Buf *b, Strs names)
{
    for (isize i = 0; i < names.n; i++) {
        buf_add(b, b->len ? S(", \"") : S("\""));
        for (isize k = 0; k < names.v[i].len; k++) {
            if (names.v[i].s[k] == '"')
                buf_add(b, S("\""));
            buf_add(b, (Str){names.v[i].s + k, 1});
        }
        buf_add(b, S("\""));
    }
}

static Str cookies_json(Arena *a, Str header)
{
    Buf b = buf_new(a);
    buf_add(&b, S("{"));
    for (StrPair list = str_cut(header, ';');; list = str_cut(list.tail, ';')) {
        StrPair kv = str_cut(list.head, '=');
        while (kv.head.len && kv.head.s[0] == ' ')
            kv.head = str_skip(kv.head, 1);
        if (kv.head.len) {
            buf_add(&b, b.len > 1 ? S(",") : S(""));
            add_json_text(&b, kv.head);
            buf_add(&b, S(":"));
            add_json_text(&b, kv.found ? kv.tail : S(""));
        }
        if (!list.found)
            break;
    }
    buf_add(&b, S("}"));
    return buf_str(&b);
}

static isize append(Str *v, isize n, Strs more)
{
    for (isize i = 0; i < more.n; i++)
        v[n++] = more.v[i];
    return n;
}

static void set_session(Ctx *cx, const RestJob *job)
{
    const RestConfig *config = job->plan.config;
    const Routine *f = job->plan.routine;
    Strs own = f ? f->settings : (Strs){0};
    const RoleSettings *of_role = settings_of_role(job, cx->who.role);
    Strs role = of_role ? of_role->settings : (Strs){0};
    /* The second time it is not to meet the plan again that no longer fits. */
    cx->unprepared = config->unprepared || cx->second_time;
    cx->claims_only = !job->is_part && plan_is_quiet(&job->plan);
    if (cx->claims_only) {
        cx->settings = role;
        return;
    }
    Str *v = make_n(cx->arena, Str, config->app_settings.n + own.n + role.n + 4);
    isize n = 0;
    Str cookie = header_get(cx->req, S("cookie"));
    if (cookie.s)
        n = append(v, n, STRS(S("request.cookies"), cookies_json(cx->arena, cookie)));
    if (job->ask.prefer.timezone.s)
        n = append(v, n, STRS(S("timezone"), job->ask.prefer.timezone));
    n = append(v, n, role);
    n = append(v, n, own);
    n = append(v, n, config->app_settings);
    cx->settings = (Strs){v, n};
    Buf b = buf_new(cx->arena);
    add_identifiers(&b, STRS(job->ask.schema));
    add_identifiers(&b, config->extra_search_path);
    cx->search_path = buf_str(&b);
}

static void push_pre_request(Ctx *cx, const RestConfig *config)
{
    if (!config->pre_request.name.s)
        return;
    Sql q = sql_new(cx->arena);
    sql_add(&q, S("select "));
    sql_qualified(&q, config->pre_request.schema, config->pre_request.name);
    sql_add(&q, S("()"));
    push(cx, &q);
}

static bool next_piece(Ctx *cx)
{
    RestJob *job = cx->state;
    return pieces_next(job->pieces, &job->piece);
}

/* After a failure the statement behind it finds a piece less than it should, and fails.
 */
static bool feed(PipeJob *pipe_job, Statement *next)
{
    Ctx *cx = pipe_job->user;
    RestJob *job = cx->state;
    Error before = cx->error;
    bool more = lane_enter(cx, next_piece);
    job->too_large |= cx->error.kind != before.kind;
    cx->error = before;
    *next = (Statement){.sql = S("select set_config($1, $2, true) is null"),
                        .params = job->piece,
                        .once = cx->unprepared};
    return more;
}

/* C knows the columns, and writes the JSON. */
static bool may_shape(const RestJob *job)
{
    const Plan *p = &job->plan;
    bool plain = p->handler.kind == HANDLER_JSON || p->handler.kind == HANDLER_NONE ||
                 (p->handler.kind == HANDLER_OBJECT && !p->handler.stripped);
    return plain && !job->unshaped && shape_fits(p->root) &&
           (!p->routine || p->routine->returns_composite);
}

/* Of a call that nobody wants to see, PostgreSQL counts the rows. */
static bool gives_rows(const Plan *p)
{
    return p->media.kind != MEDIA_PLAN &&
           (!p->routine ||
            (p->routine->returns_set && p->handler.kind != HANDLER_NONE));
}

static void push_main(Ctx *cx, RestJob *job)
{
    Plan *p = &job->plan;
    Sql q = sql_new(cx->arena);
    bool rows = gives_rows(p);
    bool bare =
        rows && p->handler.kind == HANDLER_NONE && action_writes(job->ask.action);
    job->shaped = rows && !bare && may_shape(job);
    job->writer = rows && !bare ? rows_writer(job) : NULL;
    if (job->shaped)
        job->shape = shape_new(p->arena, p->root);
    if (bare)
        sql_change(&q, p);
    else if (job->writer)
        sql_rows(&q, p, str_of(job->writer->each), job->shaped ? &job->shape : NULL);
    else
        sql_body(&q, p);
    job->main = push(cx, &q);
    if (rows_may_be_many(job))
        rows_begin(cx, job);
    if (job->ask.payload.in_pieces) {
        job->pieces = pieces_new(cx->arena, &job->ask.payload);
        cx->job.feed = feed;
    }
}

static void push_counts(Ctx *cx, RestJob *job)
{
    const Plan *p = &job->plan;
    int64_t most = p->config->max_rows;
    if (job->ask.action != ACTION_READ || p->media.kind == MEDIA_PLAN)
        return;
    if (plan_counts_apart(p)) {
        Sql q = sql_new(cx->arena);
        sql_add(&q, S("select count(*) from ("));
        sql_count(&q, p->root);
        if (job->ask.prefer.count == COUNT_ESTIMATED && most) {
            sql_add(&q, S(" limit "));
            sql_int(&q, most + 1);
        }
        sql_add(&q, S(") as every_row"));
        job->count = push(cx, &q);
    }
    if (job->ask.prefer.count == COUNT_PLANNED ||
        job->ask.prefer.count == COUNT_ESTIMATED) {
        Sql q = sql_new(cx->arena);
        sql_add(&q, S("explain (format json) "));
        sql_count(&q, p->root);
        job->estimate = push(cx, &q);
    }
}

/* Somebody may have set a header or a status, or an upsert has counted. */
static void push_settings(Ctx *cx, RestJob *job)
{
    const Plan *p = &job->plan;
    bool upserts =
        p->ask->action == ACTION_PUT || p->ask->prefer.resolution == MERGE_DUPLICATES;
    if (p->media.kind == MEDIA_PLAN || !(p->routine || p->schema->responds || upserts ||
                                         p->config->pre_request.name.s))
        return;
    job->settings =
        push_text(cx, S("select nullif(current_setting('response.headers', true), ''),"
                        " nullif(current_setting('response.status', true), ''),"
                        " nullif(current_setting('pgrst.inserted', true), ''),"
                        " nullif(current_setting('pgrst.total', true), '')"));
}

static bool gives_an_answer(const RestJob *job)
{
    return job->ask.prefer.returns == RETURN_ROWS ||
           job->ask.prefer.returns == RETURN_HEADERS;
}

/* Of a payload with related rows all go ahead, and what is read of them is the rest. */
static void push_rows(Ctx *cx, RestJob *job)
{
    if (job->plan.nested)
        nested_push(cx, job);
    if (!job->plan.nested || gives_an_answer(job))
        push_main(cx, job);
}

bool run_plan(Ctx *cx, RestJob *job)
{
    set_session(cx, job);
    push_pre_request(cx, job->plan.config);
    push_counts(cx, job); /* first: the head of a long answer says them */
    push_rows(cx, job);
    push_settings(cx, job);
    choose_transaction(cx, job);
    return true;
}

/*
 * In a transaction that others share nothing can be said of the whole: a read is only a
 * read as long as a savepoint stands.
 */
bool run_part(Ctx *cx, RestJob *job)
{
    bool reads = !writes(job);
    set_session(cx, job);
    if (reads) {
        push_text(cx, S("savepoint pgrst_read"));
        push_text(cx, S("set transaction read only"));
    }
    push_pre_request(cx, job->plan.config);
    push_rows(cx, job);
    push_counts(cx, job);
    push_settings(cx, job);
    if (reads)
        push_text(cx, S("release savepoint pgrst_read"));
    cx->job.batch.resets = job->plan.routine || job->plan.schema->lingers;
    return true;
}

bool run_root(Ctx *cx, RestJob *job)
{
    set_session(cx, job);
    push_pre_request(cx, job->plan.config);
    cx->read_only = true;
    cx->job.exclusive = true;
    Str schema = str_copy(cx->arena, job->ask.schema);
    Str *params = make_n(cx->arena, Str, 1);
    params[0] = schema;
    Strs one = {params, 1};
    batch_add(&cx->job.batch,
              S("select obj_description(n.oid, 'pg_namespace') from pg_namespace n"
                " where n.nspname = $1"),
              one);
    job->description = cx->job.batch.n - 1;
    if (job->plan.config->openapi == OPENAPI_IGNORE_PRIVILEGES)
        return true;
    batch_add(&cx->job.batch,
              S("select c.oid from pg_class c join pg_namespace n on n.oid ="
                " c.relnamespace where n.nspname = $1 and c.relkind in ('r', 'v', 'm',"
                " 'f', 'p') and (pg_has_role(c.relowner, 'usage') or"
                " has_table_privilege(c.oid, 'select, insert, update, delete, truncate,"
                " references, trigger') or has_any_column_privilege(c.oid,"
                " 'select, insert, update, references')) order by 1"),
              one);
    job->tables = cx->job.batch.n - 1;
    batch_add(&cx->job.batch,
              S("select p.oid from pg_proc p join pg_namespace n on n.oid ="
                " p.pronamespace where n.nspname = $1 and has_function_privilege("
                "p.oid, 'execute') order by 1"),
              one);
    job->routines = cx->job.batch.n - 1;
    return true;
}
