/*
 * plan_rels.c — which relationship an embed means.
 *
 * A target is a relation, a foreign key's name or its one column; a hint is a foreign
 * key's name, a column of either side, or a junction.  None and several are errors that
 * say what there is.
 */
#include "rest/errors.h"
#include "rest/json_text.h"
#include "rest/plan.h"

enum { MAX_CANDIDATES = 32 };

static bool is_single(const Rel *r, bool there, Str column)
{
    if (r->kind == REL_M2M || r->kind == REL_COMPUTED || r->n_pairs != 1)
        return false;
    return str_eq(there ? r->pairs[0].there : r->pairs[0].here, column);
}

static bool is_constraint(const Rel *r, Str name)
{
    return r->kind != REL_M2M && r->kind != REL_COMPUTED && str_eq(r->constraint, name);
}

static bool fits_self(const Rel *r, Str target, Str hint)
{
    bool by_table = str_eq(target, r->other) && r->kind == REL_O2M;
    if (hint.s)
        return by_table && is_single(r, true, hint);
    return by_table || (r->kind == REL_M2O && is_single(r, false, target));
}

static bool fits(const Rel *r, Str target, Str hint)
{
    if (r->kind == REL_COMPUTED)
        return str_eq(target, r->constraint);
    if (r->is_self)
        return fits_self(r, target, hint);
    bool by_table = str_eq(target, r->other);
    if (!hint.s)
        return by_table || (!r->other_is_view &&
                            (is_constraint(r, target) || is_single(r, false, target)));
    return by_table && (is_constraint(r, hint) || is_single(r, false, hint) ||
                        is_single(r, true, hint) ||
                        (r->kind == REL_M2M && str_eq(hint, r->junction)));
}

static Str hint_for_none(Plan *p, Str origin, Str target)
{
    const Schema *s = p->schema;
    Str schema = p->ask->schema, near = {0};
    RelRange of = schema_rels(s, schema, origin, schema);
    Str *names = make_n(p->arena, Str, s->n_rels + 1);
    isize n = 0;
    if (of.n) {
        for (isize i = 0; i < of.n; i++)
            names[n++] = of.first[i].other;
        if (names_have(names, n, target))
            return (Str){0};
        near = closest_name(p->arena, names, n, target, 0.33);
    } else if (!schema_table(s, schema, origin)) { /* else it is no slip of the pen */
        for (isize i = 0; i < s->n_rels; i++)
            if (str_eq(s->rels[i].key_schema, schema) &&
                (!n || !str_eq(names[n - 1], s->rels[i].table)))
                names[n++] = s->rels[i].table;
        near = closest_name(p->arena, names, n, origin, 0.33);
    }
    if (!near.s)
        return (Str){0};
    return plan_text(p, "Perhaps you meant '%" STR_FMT "' instead of '%" STR_FMT "'.",
                     STR_ARG(near), STR_ARG(of.n ? target : origin));
}

static bool fails_none(Plan *p, Str origin, const Node *child)
{
    Str target = child->relation;
    Str hinted = child->hint.s
                     ? plan_text(p, "' using the hint '%" STR_FMT, STR_ARG(child->hint))
                     : S("");
    return plan_fails(
        p, &no_relationship,
        plan_text(p,
                  "Could not find a relationship between '%" STR_FMT "' and '%" STR_FMT
                  "' in the schema cache",
                  STR_ARG(origin), STR_ARG(target)),
        plan_text(p,
                  "Searched for a foreign key relationship between '%" STR_FMT
                  "' and '%" STR_FMT "%" STR_FMT "' in the schema '%" STR_FMT
                  "', but no matches were found.",
                  STR_ARG(origin), STR_ARG(target), STR_ARG(hinted),
                  STR_ARG(p->ask->schema)),
        hint_for_none(p, origin, target));
}

static void add_columns(Buf *b, const ColumnPair *pairs, isize n, bool there)
{
    buf_add(b, S("("));
    for (isize i = 0; i < n; i++) {
        buf_add(b, i ? S(", ") : S(""));
        buf_add(b, there ? pairs[i].there : pairs[i].here);
    }
    buf_add(b, S(")"));
}

static Str described(Plan *p, const Rel *r)
{
    Buf b = buf_new(p->arena);
    if (r->kind == REL_M2M) {
        buf_addf(&b, "%" STR_FMT " using %" STR_FMT, STR_ARG(r->junction),
                 STR_ARG(r->constraint));
        add_columns(&b, r->pairs, r->n_pairs, true);
        buf_addf(&b, " and %" STR_FMT, STR_ARG(r->constraint2));
        add_columns(&b, r->pairs2, r->n_pairs2, true);
        return buf_str(&b);
    }
    buf_addf(&b, "%" STR_FMT " using %" STR_FMT, STR_ARG(r->constraint),
             STR_ARG(r->table));
    add_columns(&b, r->pairs, r->n_pairs, false);
    buf_addf(&b, " and %" STR_FMT, STR_ARG(r->other));
    add_columns(&b, r->pairs, r->n_pairs, true);
    return buf_str(&b);
}

static const char *const cardinalities[] = {
    [REL_O2M] = "one-to-many",  [REL_M2O] = "many-to-one",   [REL_O2O] = "one-to-one",
    [REL_M2M] = "many-to-many", [REL_COMPUTED] = "computed",
};

static Str candidates_json(Plan *p, const Rel *const *rels, isize n)
{
    Buf b = buf_new(p->arena);
    buf_add(&b, S("["));
    for (isize i = 0; i < n; i++) {
        const Rel *r = rels[i];
        buf_addf(&b, "%s{\"cardinality\":\"%s\",\"embedding\":", i ? "," : "",
                 cardinalities[r->kind]);
        add_json_text(&b, plan_text(p, "%" STR_FMT " with %" STR_FMT, STR_ARG(r->table),
                                    STR_ARG(r->other)));
        buf_add(&b, S(",\"relationship\":"));
        add_json_text(&b, described(p, r));
        buf_add(&b, S("}"));
    }
    buf_add(&b, S("]"));
    return buf_str(&b);
}

static bool fails_several(Plan *p, Str origin, const Node *child,
                          const Rel *const *rels, isize n)
{
    Str target = child->relation;
    Buf b = buf_new(p->arena);
    for (isize i = 0; i < n; i++) {
        const Rel *r = rels[i];
        Str by = r->kind == REL_M2M ? r->junction : r->constraint;
        buf_addf(&b, "%s'%" STR_FMT "!%" STR_FMT "'", i ? ", " : "", STR_ARG(r->other),
                 STR_ARG(by));
    }
    Str choices = buf_str(&b);
    return plan_fails(
        p, &ambiguous_relationship,
        plan_text(p,
                  "Could not embed because more than one relationship was found for "
                  "'%" STR_FMT "' and '%" STR_FMT "'",
                  STR_ARG(origin), STR_ARG(target)),
        candidates_json(p, rels, n),
        plan_text(p,
                  "Try changing '%" STR_FMT "' to one of the following: %" STR_FMT
                  ". Find the desired relationship in the 'details' key.",
                  STR_ARG(target), STR_ARG(choices)));
}

static void use(Plan *p, Node *child, const Rel *r)
{
    child->rel = r;
    child->schema = r->other_schema;
    child->name = r->other;
    child->table = schema_table(p->schema, r->other_schema, r->other);
    child->from_alias =
        plan_text(p, "%" STR_FMT "_%d", STR_ARG(r->other), child->depth);
    if (r->kind == REL_M2M)
        child->junction_alias =
            plan_text(p, "%" STR_FMT "_%d_through", STR_ARG(r->other), child->depth);
    child->lateral = plan_text(p, "%" STR_FMT "_%" STR_FMT "_%d", STR_ARG(r->table),
                               STR_ARG(child->label), child->depth);
    if (child->spread && !r->to_one)
        child->spread = SPREAD_MANY;
}

bool plan_relationship(Plan *p, Node *child)
{
    Str origin = child->parent->name;
    RelRange of = schema_rels(p->schema, p->ask->schema, origin, p->ask->schema);
    const Rel *found[MAX_CANDIDATES];
    isize n = 0;
    for (isize i = 0; i < of.n && n < MAX_CANDIDATES; i++)
        if (fits(&of.first[i], child->relation, child->hint))
            found[n++] = &of.first[i];
    if (n == 0)
        return fails_none(p, origin, child);
    if (n > 1)
        return fails_several(p, origin, child, found, n);
    use(p, child, found[0]);
    return true;
}
