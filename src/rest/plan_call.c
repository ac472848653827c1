/* plan_call.c — which of a function's overloads a call means. */
#include "rest/errors.h"
#include "rest/plan.h"

#include "base/buf.h"

/* The arguments' names, each once, sorted. */
static Strs argument_names(Plan *p)
{
    const Ask *ask = p->ask;
    if (!ask->reads_arguments) {
        Str *copy = make_n(p->arena, Str, ask->columns.n + 1);
        for (isize i = 0; i < ask->columns.n; i++)
            copy[i] = ask->columns.v[i];
        sort_names(copy, ask->columns.n);
        return (Strs){copy, unique_names(copy, ask->columns.n)};
    }
    Str *names = make_n(p->arena, Str, ask->query.n_arguments + 1);
    for (isize i = 0; i < ask->query.n_arguments; i++)
        names[i] = ask->query.arguments[i].key;
    sort_names(names, ask->query.n_arguments);
    return (Strs){names, unique_names(names, ask->query.n_arguments)};
}

static bool is_body_media(MediaKind k)
{
    return k == MEDIA_TEXT || k == MEDIA_XML || k == MEDIA_BYTES;
}

static bool posts(const Plan *p)
{
    return !p->ask->reads_arguments;
}

static bool has_parameter(const Routine *f, Str name)
{
    for (isize i = 0; i < f->n_parameters; i++)
        if (str_eq(f->parameters[i].name, name))
            return true;
    return false;
}

static bool takes_names(const Plan *p, const Routine *f, Strs names)
{
    if (!f->n_parameters)
        return !names.n && !(posts(p) && is_body_media(p->ask->content.kind));
    for (isize i = 0; i < names.n; i++)
        if (!has_parameter(f, names.v[i]))
            return false;
    for (isize i = 0; i < f->n_parameters; i++)
        if (f->parameters[i].required &&
            !names_have(names.v, names.n, f->parameters[i].name))
            return false;
    return true;
}

static bool takes_body(const Plan *p, const Routine *f)
{
    if (!posts(p) || f->n_parameters != 1 || f->parameters[0].name.len)
        return false;
    Str type = f->parameters[0].type;
    switch ((int)p->ask->content.kind) {
    case MEDIA_JSON: return str_eq(type, S("json")) || str_eq(type, S("jsonb"));
    case MEDIA_TEXT: return str_eq(type, S("text"));
    case MEDIA_XML: return str_eq(type, S("xml"));
    case MEDIA_BYTES: return str_eq(type, S("bytea"));
    default: return false;
    }
}

static Str joined(Plan *p, Strs names)
{
    Buf b = buf_new(p->arena);
    for (isize i = 0; i < names.n; i++) {
        buf_add(&b, i ? S(", ") : S(""));
        buf_add(&b, names.v[i]);
    }
    return buf_str(&b);
}

static Str parenthesized(Plan *p, const Routine *f)
{
    Str *names = make_n(p->arena, Str, f->n_parameters + 1);
    for (isize i = 0; i < f->n_parameters; i++)
        names[i] = f->parameters[i].name;
    sort_names(names, f->n_parameters);
    return plan_text(p, "(%" STR_FMT ")",
                     STR_ARG(joined(p, (Strs){names, f->n_parameters})));
}

static Str hint_for_none(Plan *p, RoutineRange named, Strs arguments)
{
    const Schema *s = p->schema;
    Str schema = p->ask->schema, target = p->ask->target;
    Str *names = make_n(p->arena, Str, s->n_routines + 1);
    isize n = 0;
    if (named.n) {
        for (isize i = 0; i < named.n; i++)
            names[n++] = parenthesized(p, &named.first[i]);
        Str given = plan_text(p, "(%" STR_FMT ")", STR_ARG(joined(p, arguments)));
        Str near = closest_name(p->arena, names, n, given, 0.33);
        if (!near.s)
            return near;
        return plan_text(p,
                         "Perhaps you meant to call the function %" STR_FMT ".%" STR_FMT
                         "%" STR_FMT,
                         STR_ARG(schema), STR_ARG(target), STR_ARG(near));
    }
    for (isize i = 0; i < s->n_routines; i++)
        if (str_eq(s->routines[i].schema, schema))
            names[n++] = s->routines[i].name;
    Str near = closest_name(p->arena, names, n, target, 0.75);
    if (!near.s)
        return near;
    return plan_text(p, "Perhaps you meant to call the function %" STR_FMT ".%" STR_FMT,
                     STR_ARG(schema), STR_ARG(near));
}

static Str searched_for(Plan *p, Strs names)
{
    Str with = names.n ? plan_text(p, " with parameter%s %" STR_FMT,
                                   names.n > 1 ? "s" : "", STR_ARG(joined(p, names)))
                       : S(" without parameters");
    MediaKind k = p->ask->content.kind;
    if (!posts(p))
        return with;
    if (k == MEDIA_TEXT)
        return S(" with a single unnamed text parameter");
    if (k == MEDIA_XML)
        return S(" with a single unnamed xml parameter");
    if (k == MEDIA_BYTES)
        return S(" with a single unnamed bytea parameter");
    if (k == MEDIA_JSON)
        return plan_text(p,
                         "%" STR_FMT " or with a single unnamed json/jsonb parameter",
                         STR_ARG(with));
    return with;
}

static bool fails_none(Plan *p, RoutineRange named, Strs names)
{
    bool body_only = posts(p) && is_body_media(p->ask->content.kind);
    Str with = body_only ? S("")
               : names.n ? plan_text(p, "(%" STR_FMT ")", STR_ARG(joined(p, names)))
                         : S(" without parameters");
    Str schema = p->ask->schema, target = p->ask->target;
    return plan_fails(
        p, &no_routine,
        plan_text(p,
                  "Could not find the function %" STR_FMT ".%" STR_FMT "%" STR_FMT
                  " in the schema cache",
                  STR_ARG(schema), STR_ARG(target), STR_ARG(with)),
        plan_text(p,
                  "Searched for the function %" STR_FMT ".%" STR_FMT "%" STR_FMT
                  ", but no matches were found in the schema cache.",
                  STR_ARG(schema), STR_ARG(target), STR_ARG(searched_for(p, names))),
        body_only ? (Str){0} : hint_for_none(p, named, names));
}

static bool fails_several(Plan *p, const Routine *const *found, isize n)
{
    Buf b = buf_new(p->arena);
    buf_add(&b, S("Could not choose the best candidate function between: "));
    for (isize i = 0; i < n; i++) {
        const Routine *f = found[i];
        buf_addf(&b, "%s%" STR_FMT ".%" STR_FMT "(", i ? ", " : "", STR_ARG(f->schema),
                 STR_ARG(f->name));
        for (isize k = 0; k < f->n_parameters; k++)
            buf_addf(&b, "%s%" STR_FMT " => %" STR_FMT, k ? ", " : "",
                     STR_ARG(f->parameters[k].name), STR_ARG(f->parameters[k].type));
        buf_add(&b, S(")"));
    }
    return plan_fails(p, &ambiguous_routine, buf_str(&b), (Str){0},
                      S("Try renaming the parameters or the function itself in the "
                        "database so function overloading can be resolved"));
}

bool plan_call(Plan *p)
{
    RoutineRange named = schema_routines(p->schema, p->ask->schema, p->ask->target);
    Strs names = argument_names(p);
    const Routine **by_name = make_n(p->arena, const Routine *, named.n + 1);
    const Routine **by_body = make_n(p->arena, const Routine *, named.n + 1);
    isize n = 0, n_body = 0;
    for (isize i = 0; i < named.n; i++) {
        if (takes_names(p, &named.first[i], names))
            by_name[n++] = &named.first[i];
        else if (takes_body(p, &named.first[i]))
            by_body[n_body++] = &named.first[i];
    }
    if (!n && !n_body)
        return fails_none(p, named, names);
    if (n > 1 || (!n && n_body > 1))
        return fails_several(p, n ? by_name : by_body, n ? n : n_body);
    p->routine = n ? by_name[0] : by_body[0];
    return true;
}
