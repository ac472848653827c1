#include "rest/quiet.h"

/* A name that is no column is a function of the row. */
static bool is_plain(const Table *t, const Field *f)
{
    return str_eq(f->name, S("*")) || table_column(t, f->name) != NULL;
}

static bool fields_are_plain(const Node *n)
{
    for (const SelectItem *s = n->fields; s; s = s->next)
        if (s->kind == ITEM_FIELD && s->field.name.len &&
            (s->cast.s || s->aggregate_cast.s || !is_plain(n->table, &s->field)))
            return false;
    return true;
}

static bool filters_are_plain(const Table *t, const Filter *f, int depth)
{
    if (depth > MAX_NESTING)
        return false;
    for (; f; f = f->next)
        if (f->kind == FILTER_OP ? !is_plain(t, &f->field)
                                 : !filters_are_plain(t, f->first, depth + 1))
            return false;
    return true;
}

static bool order_is_plain(const Node *n)
{
    for (const Order *o = n->order; o; o = o->next)
        if (o->relation.s || !is_plain(n->table, &o->field))
            return false;
    return true;
}

static bool node_is_quiet(const Node *n)
{
    if (!n->table || !n->table->claims_only || n->table->has_reading_casts ||
        (n->rel && n->rel->kind != REL_M2O && n->rel->kind != REL_O2M &&
         n->rel->kind != REL_O2O))
        return false;
    if (!fields_are_plain(n) || !filters_are_plain(n->table, n->filters, 0) ||
        !order_is_plain(n))
        return false;
    for (const Node *c = n->first; c; c = c->next)
        if (!node_is_quiet(c)) /* as deep as embeds may nest */
            return false;
    return true;
}

bool plan_is_quiet(const Plan *p)
{
    const Ask *ask = p->ask;
    bool writes_json = p->handler.kind == HANDLER_JSON ||
                       (p->handler.kind == HANDLER_OBJECT && !p->handler.stripped);
    return p->config->quiet_reads && ask->action == ACTION_READ && writes_json &&
           !p->routine && !p->config->pre_request.name.s &&
           !p->config->app_settings.n && !ask->prefer.timezone.s &&
           p->media.kind != MEDIA_PLAN &&
           str_eq(ask->schema, p->config->schemas.v[0]) && node_is_quiet(p->root);
}
