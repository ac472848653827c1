/* schema_routines.c — functions that can be called, and those that make media types. */
#include "rest/schema_rows.h"

/* An unnamed argument can only be the body itself, so it must be alone and of a type
 * that a body is. */
static bool callable(const PGresult *r, int from, int to)
{
    int unnamed = 0;
    for (int i = from; i < to; i++)
        unnamed += !PQgetvalue(r, i, 1)[0];
    return unnamed == 0 || (unnamed == 1 && flag_at(r, from, 6));
}

static const Parameter *parameters_at(Loader *l, const PGresult *r, int from, int to)
{
    Parameter *p = make_n(l->arena, Parameter, to - from + 1);
    for (int i = from; i < to; i++)
        p[i - from] =
            (Parameter){text_at(l, r, i, 1), text_at(l, r, i, 2), text_at(l, r, i, 3),
                        flag_at(r, i, 4), flag_at(r, i, 5)};
    return p;
}

static Str isolation_of(Strs config)
{
    for (isize i = 0; i + 1 < config.n; i += 2)
        if (str_eq(config.v[i], S("default_transaction_isolation")))
            return config.v[i + 1];
    return (Str){0};
}

static Strs hoisted(Loader *l, Strs config)
{
    Str *kept = make_n(l->arena, Str, config.n + 1);
    isize n = 0;
    for (isize i = 0; i + 1 < config.n; i += 2)
        for (isize k = 0; k < l->config->hoisted_settings.n; k++)
            if (str_eq(config.v[i], l->config->hoisted_settings.v[k])) {
                kept[n++] = config.v[i];
                kept[n++] = config.v[i + 1];
                break;
            }
    return (Strs){kept, n};
}

static Routine routine_at(Loader *l, const PGresult *r, int i)
{
    Routine f = {.oid = oid_at(r, i, 0),
                 .schema = text_at(l, r, i, 1),
                 .name = text_at(l, r, i, 2),
                 .description = text_at(l, r, i, 3),
                 .return_schema = text_at(l, r, i, 4),
                 .return_name = text_at(l, r, i, 5),
                 .returns_set = flag_at(r, i, 6),
                 .returns_composite = flag_at(r, i, 7),
                 .returns_alias = flag_at(r, i, 8),
                 .volatility = PQgetvalue(r, i, 9)[0],
                 .has_variadic = flag_at(r, i, 10)};
    Strs config = texts_at(l, r, i, 11);
    f.isolation = isolation_of(config);
    f.settings = hoisted(l, config);
    return f;
}

bool load_routines(Loader *l)
{
    PGresult *r = loader_ask(l, sql_routines, l->exposed);
    if (!r)
        return false;
    PGresult *p = loader_ask(l, sql_parameters, l->exposed);
    if (!p) {
        PQclear(r);
        return false;
    }
    int n = PQntuples(r), n_p = PQntuples(p);
    Routine *routines = make_n(l->arena, Routine, n + 1);
    for (int i = 0, from = 0, to; i < n; i++, from = to) {
        uint32_t oid = oid_at(r, i, 0);
        while (from < n_p && oid_at(p, from, 0) < oid)
            from++;
        for (to = from; to < n_p && oid_at(p, to, 0) == oid;)
            to++;
        if (!callable(p, from, to))
            continue;
        Routine f = routine_at(l, r, i);
        f.parameters = parameters_at(l, p, from, to);
        f.n_parameters = to - from;
        routines[l->schema->n_routines++] = f;
    }
    PQclear(p);
    PQclear(r);
    schema_sort_routines(routines, l->schema->n_routines);
    l->schema->routines = routines;
    return true;
}

/* Not the isolation level, which only BEGIN can say, nor what C's JSON relies on. */
static bool is_ours_to_set(Str name)
{
    static const char *const not_ours[] = {"default_transaction_isolation", "datestyle",
                                           "bytea_output", "client_encoding"};
    for (isize i = 0; i < countof(not_ours); i++)
        if (str_eq_nocase(name, str_of(not_ours[i])))
            return false;
    return true;
}

static Strs for_each_request(Loader *l, Strs config)
{
    Str *kept = make_n(l->arena, Str, config.n + 1);
    isize n = 0;
    for (isize i = 0; i + 1 < config.n; i += 2)
        if (is_ours_to_set(config.v[i])) {
            kept[n++] = config.v[i];
            kept[n++] = config.v[i + 1];
        }
    return (Strs){kept, n};
}

bool load_roles(Loader *l)
{
    PGresult *r = loader_ask(l, sql_roles, l->exposed);
    if (!r)
        return false;
    int n = PQntuples(r);
    RoleSettings *roles = make_n(l->arena, RoleSettings, n + 1);
    for (int i = 0; i < n; i++) {
        Strs config = texts_at(l, r, i, 1);
        roles[i] = (RoleSettings){text_at(l, r, i, 0), for_each_request(l, config),
                                  isolation_of(config)};
    }
    PQclear(r);
    l->schema->roles = roles;
    l->schema->n_roles = n;
    return true;
}

bool load_handlers(Loader *l)
{
    PGresult *r = loader_ask(l, sql_handlers, l->exposed);
    if (!r)
        return false;
    int n = PQntuples(r);
    MediaHandler *h = make_n(l->arena, MediaHandler, n + 1);
    for (int i = 0; i < n; i++)
        h[i] = (MediaHandler){text_at(l, r, i, 0), text_at(l, r, i, 1),
                              text_at(l, r, i, 2), text_at(l, r, i, 3),
                              text_at(l, r, i, 4), text_at(l, r, i, 5)};
    PQclear(r);
    l->schema->handlers = h;
    l->schema->n_handlers = n;
    return true;
}
