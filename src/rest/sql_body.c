/*
 * sql_body.c — an answer's rows, or the answer as PostgreSQL makes it whole: a value,
 * an object, custom media types, and plans.
 *
 * The whole one is a row: all rows there are (or null), rows of this answer, the body.
 */
#include "rest/sql.h"

static const struct {
    int bit;
    const char *word;
} plan_words[] = {
    {PLAN_ANALYZE, ", analyze"},   {PLAN_VERBOSE, ", verbose"},
    {PLAN_SETTINGS, ", settings"}, {PLAN_BUFFERS, ", buffers"},
    {PLAN_WAL, ", wal"},
};

static void explain(Sql *q, const Media *m)
{
    sql_add(q, m->plan_json ? S("explain (format json") : S("explain (format text"));
    for (isize i = 0; i < countof(plan_words); i++)
        if (m->plan_options & plan_words[i].bit)
            sql_add(q, str_of(plan_words[i].word));
    sql_add(q, S(") "));
}

static bool returns_value(const Plan *p)
{
    return p->routine && routine_returns_scalar(p->routine);
}

static void json(Sql *q, const Plan *p, bool single)
{
    const Routine *f = p->routine;
    bool scalar = returns_value(p);
    bool scalars = f && routine_returns_scalars(f);
    bool one = single || scalar || (f && !f->returns_set);
    bool strip = p->handler.stripped;
    sql_add(q,
            strip ? S("coalesce(json_strip_nulls(json_agg(") : S("coalesce(json_agg("));
    sql_add(q, scalar || (scalars && !single) ? S("_postgrest_t.pgrst_scalar")
                                              : S("_postgrest_t"));
    sql_add(q, one ? S(")->0") : S(")"));
    sql_add(q, strip ? S(")") : S(""));
    sql_add(q, one ? S(", 'null')") : S(", '[]')"));
}

static void csv(Sql *q)
{
    sql_add(q,
            S("(select coalesce(string_agg(k, ','), '') from (select"
              " json_object_keys(row_to_json(h)) as k from (select * from pgrst_rows"
              " limit 1) h) a) || E'\\n' || coalesce(string_agg(substring("
              "_postgrest_t::text, 2, length(_postgrest_t::text) - 2), E'\\n'), '')"));
}

static void custom(Sql *q, const Plan *p)
{
    const MediaHandler *h = p->handler.custom;
    sql_qualified(q, h->schema, h->name);
    if (returns_value(p)) {
        sql_add(q, S("(_postgrest_t.pgrst_scalar)"));
        return;
    }
    sql_add(q, S("(_postgrest_t"));
    if (!str_eq(h->target, S("anyelement"))) {
        sql_add(q, S("::"));
        sql_qualified(q, h->target_schema, h->target);
    }
    sql_add(q, S(")"));
}

static void handler(Sql *q, const Plan *p)
{
    switch (p->handler.kind) {
    case HANDLER_NONE: sql_add(q, S("''::text")); break;
    case HANDLER_JSON:
    case HANDLER_STRIPPED: json(q, p, false); break;
    case HANDLER_OBJECT: json(q, p, true); break;
    case HANDLER_CSV: csv(q); break;
    case HANDLER_GEOJSON:
        sql_add(q, S("json_build_object('type', 'FeatureCollection', 'features',"
                     " coalesce(json_agg(ST_AsGeoJSON(_postgrest_t)::json), '[]'))"));
        break;
    case HANDLER_CUSTOM: custom(q, p); break;
    }
}

void sql_change(Sql *q, const Plan *p)
{
    switch ((int)p->ask->action) {
    case ACTION_CREATE:
    case ACTION_PUT: sql_insert(q, p); break;
    case ACTION_UPDATE: sql_update(q, p); break;
    case ACTION_DELETE: sql_delete(q, p); break;
    default: sql_call(q, p); break;
    }
}

static void every_row(Sql *q, const Plan *p)
{
    sql_add(q, S(" from ("));
    sql_count(q, p->root);
    sql_add(q, S(") as every_row"));
}

static void source(Sql *q, const Plan *p)
{
    sql_add(q, S("pgrst_source as ("));
    sql_change(q, p);
    sql_add(q, S(")"));
}

static void rows_of(Sql *q, const Plan *p, Shape *shape)
{
    sql_add(q, S("with "));
    if (p->root->from_source) {
        source(q, p);
        sql_add(q, S(", "));
    }
    sql_add(q, S("pgrst_rows as ("));
    /* Without a body, a write's columns need not be the ones that select= names. */
    if (p->handler.kind == HANDLER_NONE && action_writes(p->ask->action))
        sql_add(q, S("select * from pgrst_source"));
    else
        sql_read(q, p->root, shape);
    sql_add(q, S(") select "));
}

/*
 * A call runs once, so its rows are counted by the statement that gives them, before
 * the first one, into a setting: rows may be none, and what they look like stays.
 */
static void from_rows(Sql *q, const Plan *p)
{
    sql_add(q, S(" from pgrst_rows as _postgrest_t"));
    if (!p->routine || !plan_counts_apart(p))
        return;
    sql_add(q, S(" where (select set_config('pgrst.total', count(*)::text, true)"));
    every_row(q, p);
    sql_add(q, S(") is not null"));
}

void sql_rows(Sql *q, const Plan *p, Str each, Shape *shape)
{
    bool counted = p->routine && plan_counts_apart(p);
    if (each.s || counted) {
        rows_of(q, p, shape);
        sql_add(q, each.s ? each : S("_postgrest_t.*"));
        from_rows(q, p);
        return;
    }
    if (p->root->from_source) {
        sql_add(q, S("with "));
        source(q, p);
        sql_add(q, S(" "));
    }
    sql_read(q, p->root, shape);
}

void sql_body(Sql *q, const Plan *p)
{
    bool single_row = p->routine && !p->routine->returns_set;
    bool plans = p->media.kind == MEDIA_PLAN;
    if (plans)
        explain(q, &p->media);
    rows_of(q, p, NULL);
    if (plans && p->ask->action == ACTION_READ && plan_counts_apart(p)) {
        sql_add(q, S("(select count(*)"));
        every_row(q, p);
        sql_add(q, S("), "));
    } else {
        sql_add(q, S("null::bigint, "));
    }
    sql_add(q, single_row ? S("1, ") : S("count(_postgrest_t), "));
    handler(q, p);
    from_rows(q, p);
}
