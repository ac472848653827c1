/* plan_write.c — a write's columns, its conflicts, and what it gives to the read. */
#include "rest/errors.h"
#include "rest/plan.h"

bool fails_no_column(Plan *p, const Table *t, Str name, Str place)
{
    return plan_fails(p, &no_column,
                      plan_text(p,
                                "Could not find the '%" STR_FMT "' column of '%" STR_FMT
                                "' in the schema cache",
                                STR_ARG(name), STR_ARG(t->name)),
                      place, (Str){0});
}

static bool columns_exist(Plan *p)
{
    for (isize i = 0; i < p->ask->columns.n; i++) {
        Str name = p->ask->columns.v[i];
        if (table_column(p->table, name))
            continue;
        return p->ask->action == ACTION_CREATE && p->ask->content.kind == MEDIA_JSON
                   ? plan_nested(p)
                   : fails_no_column(p, p->table, name, (Str){0});
    }
    return true;
}

static bool is_plain_eq(const Filter *f)
{
    return f->kind == FILTER_OP && !f->negated && f->op->kind == OPERATOR_QUANTIFIED &&
           f->quantifier == ONE && str_eq(str_of(f->op->name), S("eq"));
}

/* All of the key's columns, nothing else, each with eq. */
static bool put_is_by_key(Plan *p)
{
    Strs key = p->table->key, named = p->ask->query.filter_names;
    bool ok = key.n && !p->ask->query.logic;
    for (isize i = 0; i < key.n; i++)
        ok &= names_have(named.v, named.n, key.v[i]);
    for (isize i = 0; i < named.n; i++)
        ok &= names_have(key.v, key.n, named.v[i]);
    for (const Filter *f = p->filters; f; f = f->next)
        ok &= is_plain_eq(f);
    return ok || plan_fails(p, &bad_put_filters, (Str){0}, (Str){0}, (Str){0});
}

static isize add_names(Str *out, isize n, const ColumnPair *pairs, isize n_pairs)
{
    for (isize i = 0; i < n_pairs; i++)
        out[n++] = pairs[i].here;
    return n;
}

Strs plan_returning(const Plan *p, Strs key)
{
    static const Str everything[] = {{"*", 1}};
    isize room = key.n;
    for (const SelectItem *i = p->root->fields; i; i = i->next) {
        room++;
        if (i->kind == ITEM_FIELD && str_eq(i->field.name, S("*")))
            return (Strs){everything, 1};
    }
    for (const Node *c = p->root->first; c; c = c->next) {
        if (c->rel->kind == REL_COMPUTED)
            return (Strs){everything, 1};
        room += c->rel->n_pairs;
    }
    Str *names = make_n(p->arena, Str, room + 1);
    isize n = 0;
    for (const SelectItem *i = p->root->fields; i; i = i->next)
        if (i->kind == ITEM_FIELD)
            names[n++] = i->field.name;
    for (const Node *c = p->root->first; c; c = c->next)
        n = add_names(names, n, c->rel->pairs, c->rel->n_pairs);
    for (isize i = 0; i < key.n; i++)
        names[n++] = key.v[i];
    sort_names(names, n);
    return (Strs){names, unique_names(names, n)};
}

bool plan_write(Plan *p)
{
    const Ask *ask = p->ask;
    if (ask->action == ACTION_PUT && !put_is_by_key(p))
        return false;
    if (ask->action != ACTION_DELETE && !columns_exist(p))
        return false;
    if (ask->action == ACTION_PUT)
        p->conflict = p->table->key;
    else if (ask->action == ACTION_CREATE && ask->prefer.resolution)
        p->conflict =
            ask->query.has_on_conflict ? ask->query.on_conflict : p->table->key;
    if (ask->prefer.returns == RETURN_ROWS || ask->prefer.returns == RETURN_HEADERS)
        p->returning = plan_returning(p, p->table->key);
    return true;
}
