/*
 * sql_body.c — answers that PostgreSQL makes whole: calls, aggregates, spreads, CSV,
 * GeoJSON, custom media types, and plans.
 *
 * One row: all rows there are (or null), rows of this answer, the body.  Or, of an
 * array that may be long, a row for each of its elements.
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

static void source(Sql *q, const Plan *p)
{
    sql_add(q, S("pgrst_source as ("));
    switch ((int)p->ask->action) {
    case ACTION_CREATE:
    case ACTION_PUT: sql_insert(q, p); break;
    case ACTION_UPDATE: sql_update(q, p); break;
    case ACTION_DELETE: sql_delete(q, p); break;
    default: sql_call(q, p); break;
    }
    sql_add(q, S("), "));
}

static bool counts(const Plan *p)
{
    int wanted = p->ask->prefer.count;
    bool here = p->ask->action == ACTION_CALL ||
                (p->media.kind == MEDIA_PLAN && p->ask->action == ACTION_READ &&
                 (p->config->max_rows || !window_is_all(p->ask->top)));
    return here && (wanted == COUNT_EXACT || wanted == COUNT_ESTIMATED);
}

static void rows(Sql *q, const Plan *p)
{
    sql_add(q, S("with "));
    if (p->root->from_source)
        source(q, p);
    sql_add(q, S("pgrst_rows as ("));
    /* Without a body, a write's columns need not be the ones that select= names. */
    if (p->handler.kind == HANDLER_NONE && action_writes(p->ask->action))
        sql_add(q, S("select * from pgrst_source"));
    else
        sql_read(q, p->root, NULL);
    sql_add(q, S(") select "));
}

bool body_has_elements(const Plan *p)
{
    return p->handler.kind == HANDLER_JSON && !p->handler.stripped &&
           p->media.kind != MEDIA_PLAN && !counts(p) && p->root &&
           (p->routine ? p->routine->returns_set : p->ask->action == ACTION_READ);
}

void sql_elements(Sql *q, const Plan *p)
{
    bool scalars = p->routine && routine_returns_scalars(p->routine);
    rows(q, p);
    sql_add(q, scalars ? S("to_json(_postgrest_t.pgrst_scalar)")
                       : S("to_json(_postgrest_t)"));
    sql_add(q, S(" from pgrst_rows as _postgrest_t"));
}

void sql_body(Sql *q, const Plan *p)
{
    bool single_row = p->routine && !p->routine->returns_set;
    if (p->media.kind == MEDIA_PLAN)
        explain(q, &p->media);
    rows(q, p);
    if (counts(p)) {
        sql_add(q, S("(select count(*) from ("));
        sql_count(q, p->root);
        sql_add(q, S(") as every_row), "));
    } else {
        sql_add(q, S("null::bigint, "));
    }
    sql_add(q, single_row ? S("1, ") : S("count(_postgrest_t), "));
    handler(q, p);
    sql_add(q, S(" from pgrst_rows as _postgrest_t"));
}
