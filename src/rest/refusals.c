#include "rest/refusals.h"
#include "rest/nested.h"

#include <string.h>

/* $1 who, $2 the object's name, $3 the schema it is most likely in, $4 commands. */
#define OF_ROLE "pg_has_role($1::name, r, 'usage')"
#define LIKELY  " order by n.nspname = $3 desc, n.nspname limit 1"
#define OURS    " n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')"

static const char why_row[] =
    "with it as (select c.oid, n.nspname, c.relname from pg_class c join pg_namespace "
    "n"
    "  on n.oid = c.relnamespace where c.relname = $2 and c.relkind in ('r', 'p') and"
    "  c.relrowsecurity and" OURS LIKELY "), policy as ("
    " select p.*, case polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w'"
    "  then 'UPDATE' when 'd' then 'DELETE' else 'ALL' end as cmd"
    " from pg_policy p join it on it.oid = p.polrelid where polroles @> '{0}'::oid[]"
    "  or exists (select from unnest(polroles) as r where " OF_ROLE ")) "
    "select string_agg(format('%s on %I.%I as %I: ', c.cmd, it.nspname, it.relname,"
    "  $1::text) || coalesce('a row must pass one of the permissive policies '"
    "  || permissive, 'no permissive policy applies, so that no row passes')"
    "  || coalesce(', and each of the restrictive policies ' || restrictive, ''), '. '"
    "  order by c.i) || '.' "
    "from it, unnest($4::text[]) with ordinality as c(cmd, i), lateral ("
    " select string_agg(said, ', ' order by polname) filter (where polpermissive),"
    "  string_agg(said, ', ' order by polname) filter (where not polpermissive)"
    " from (select polname, polpermissive, format('%I (for %s) %s', polname, cmd,"
    "   case when c.cmd in ('INSERT', 'UPDATE') and polwithcheck is not null"
    "    then 'with check (' || pg_get_expr(polwithcheck, polrelid) || ')'"
    "    else coalesce('using (' || pg_get_expr(polqual, polrelid) || ')',"
    "     'without a condition') end) as said"
    "  from policy where cmd in (c.cmd, 'ALL')) as one) as all_of"
    "  (permissive, restrictive)";

static const char why_relation[] =
    "with it as (select c.oid, n.nspname, c.relname from pg_class c join pg_namespace n"
    "  on n.oid = c.relnamespace where c.relname = $2 and c.relkind in"
    "  ('r', 'p', 'v', 'm', 'f') and" OURS LIKELY "), "
    "missing as (select it.*, c.cmd, c.i, c.cmd <> 'DELETE' and"
    "   has_any_column_privilege($1::name, it.oid, replace(c.cmd, 'DELETE', 'SELECT'))"
    "   as partly from it, unnest($4::text[]) with ordinality as c(cmd, i)"
    "  where not has_table_privilege($1::name, it.oid, c.cmd)) "
    "select coalesce((select format('GRANT %s ON %I.%I TO %I;%s', string_agg(cmd, ', '"
    "   order by i), min(nspname), min(relname), $1::text, case when bool_or(partly)"
    "   then ' Now it is granted for some columns.' else '' end)"
    "  from missing having count(*) > 0),"
    " (select format('%I may do that to %I.%I, but the owner of the view or the "
    "function"
    " that does it may not.', $1::text, nspname, relname) from it))";

static const char why_sequence[] =
    "select format('GRANT USAGE ON SEQUENCE %I.%I TO %I;', n.nspname, c.relname,"
    " $1::text) from pg_class c join pg_namespace n on n.oid = c.relnamespace"
    " where c.relname = $2 and c.relkind = 'S' and $4::text[] is not null" LIKELY;

static const char why_schema[] =
    "select format('GRANT USAGE ON SCHEMA %I TO %I;', n.nspname, $1::text)"
    " from pg_namespace n where n.nspname = $2 and $4::text[] is not null" LIKELY;

static const char why_routine[] =
    "select format('GRANT EXECUTE ON FUNCTION %I.%I(%s) TO %I;', n.nspname,"
    " p.proname, pg_get_function_identity_arguments(p.oid), $1::text)"
    " from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
    " where p.proname = $2 and not has_function_privilege($1::name, p.oid,"
    " 'execute') and $4::text[] is not null" LIKELY;

/* PostgreSQL's words, up to the object's name; what is longer comes first. */
static const struct {
    const char *words;
    const char *why;
} denials[] = {
    {"permission denied for materialized view ", why_relation},
    {"permission denied for foreign table ", why_relation},
    {"permission denied for table ", why_relation},
    {"permission denied for view ", why_relation},
    {"permission denied for sequence ", why_sequence},
    {"permission denied for schema ", why_schema},
    {"permission denied for function ", why_routine},
};

/* What 42501 was about. */
typedef struct Denial {
    Str name;
    const char *why;
} Denial;

typedef struct Refusal {
    Error error;
    const char *question;
    Strs params;
    Str *answer; /* where it goes; NULL: it is the error's hint */
} Refusal;

/* new row violates row-level security policy "x" (USING expression) for table "name" */
static bool names_table(Str message, Str *name)
{
    const Str before = S(" for table \"");
    if (!str_starts(message, S("new row violates row-level security policy")) ||
        !str_ends(message, S("\"")))
        return false;
    for (isize i = message.len - before.len; i > 0; i--)
        if (str_starts(str_skip(message, i), before)) {
            *name = str_skip(message, i + before.len);
            name->len--;
            return true;
        }
    return false;
}

static bool understood(Denial *r, Str message)
{
    if (names_table(message, &r->name)) {
        r->why = why_row;
        return true;
    }
    for (isize i = 0; i < countof(denials); i++)
        if (str_starts(message, str_of(denials[i].words))) {
            r->name = str_skip(message, str_of(denials[i].words).len);
            r->why = denials[i].why;
            return true;
        }
    return false;
}

static bool makes_rows_of(const RestJob *job, Str name)
{
    if (job->plan.table && str_eq(job->plan.table->name, name))
        return true;
    const Nested *nested = job->plan.nested;
    const NestedRow *row = nested ? nested->first : NULL;
    while (row && !str_eq(row->table->name, name))
        row = row->next;
    return row;
}

/* What the request does to its own tables; to others, its triggers and functions may do
 * anything. */
static const char *commands_of(const RestJob *job, const Denial *r)
{
    const Ask *ask = &job->ask;
    bool row = r->why == why_row;
    bool own = makes_rows_of(job, r->name);
    bool reads = ask->prefer.returns == RETURN_ROWS;
    if (ask->action == ACTION_READ)
        return "{SELECT}";
    if (!own)
        return row ? "{INSERT,UPDATE}" : "{SELECT,INSERT,UPDATE,DELETE}";
    switch ((int)ask->action) {
    case ACTION_CREATE:
        if (ask->prefer.resolution == MERGE_DUPLICATES)
            return "{INSERT,UPDATE,SELECT}";
        return reads ? "{INSERT,SELECT}" : "{INSERT}";
    case ACTION_PUT: return "{INSERT,UPDATE,SELECT}";
    case ACTION_UPDATE:
        return reads || job->plan.filters ? "{UPDATE,SELECT}" : "{UPDATE}";
    case ACTION_DELETE:
        return reads || job->plan.filters ? "{DELETE,SELECT}" : "{DELETE}";
    default: return "{SELECT,INSERT,UPDATE,DELETE}";
    }
}

static bool is_told(const Ctx *cx, const RestConfig *config)
{
    Strs roles = config->explained_to;
    bool everybody = roles.n && str_eq(roles.v[0], S("*"));
    return !config->terse_errors &&
           (everybody || names_have(roles.v, roles.n, cx->who.role));
}

void refusal_keep(Ctx *cx, const char *question, Strs params, Str *answer)
{
    Refusal *r = make(cx->arena, Refusal);
    Str *copies = make_n(cx->arena, Str, params.n);
    for (isize i = 0; i < params.n; i++)
        copies[i] = str_copy(cx->arena, params.v[i]);
    *r = (Refusal){cx->error, question, {copies, params.n}, answer};
    cx->kept = r;
}

bool refusal_wants_why(Ctx *cx, const RestJob *job)
{
    const Error *e = &cx->error;
    if (cx->kept || cx->streams || e->hint.s || !str_eq(error_code(e), S("42501")) ||
        !is_told(cx, job->plan.config))
        return false;
    Denial d;
    if (!understood(&d, error_message(e)))
        return false;
    Strs params =
        STRS(cx->who.role, d.name, job->ask.schema, str_of(commands_of(job, &d)));
    refusal_keep(cx, d.why, params, NULL);
    return true;
}

bool refusal_ask(Ctx *cx)
{
    const Refusal *r = cx->kept;
    cx->job.exclusive = cx->apart;
    batch_add(&cx->job.batch, str_of(r->question), r->params);
    return true;
}

bool refusal_tell(Ctx *cx)
{
    Refusal *r = cx->kept;
    Str *answer = r->answer ? r->answer : &r->error.hint;
    const Reply *reply = &cx->job.reply;
    if (!reply->error && !reply->lost && reply->n && PQntuples(reply->results[0]) &&
        !PQgetisnull(reply->results[0], 0, 0))
        *answer = str_copy(cx->arena, (Str){PQgetvalue(reply->results[0], 0, 0),
                                            PQgetlength(reply->results[0], 0, 0)});
    cx->error = r->error;
    return false;
}
