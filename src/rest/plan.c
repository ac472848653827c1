/* plan.c — from what is asked and what there is, to a tree of reads. */
#include "rest/plan.h"
#include "rest/errors.h"

#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>

bool plan_fails(Plan *p, const ErrorKind *kind, Str message, Str details, Str hint)
{
    *p->error =
        (Error){.kind = kind, .message = message, .details = details, .hint = hint};
    return false;
}

Str plan_text(const Plan *p, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    char *text = make_n(p->arena, char, n + 1);
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    va_end(args);
    return (Str){text, n};
}

Node *node_child(const Node *n, Str label)
{
    for (Node *c = n->first; c; c = c->next)
        if (str_eq(c->label, label))
            return c;
    return NULL;
}

static bool add_children(Plan *p, Node *parent, const SelectItem *items);

static bool add_embed(Plan *p, Node *parent, const SelectItem *item, Node **out)
{
    if (p->n_embeds++ == MAX_EMBEDS || parent->depth == MAX_EMBED_DEPTH)
        return plan_fails(p, &bad_query, (Str){0}, (Str){0},
                          S("Embed fewer or less deeply nested resources."));
    Node *n = make(p->arena, Node);
    *n = (Node){.parent = parent,
                .fields = item->first,
                .relation = item->field.name,
                .alias = item->alias,
                .hint = item->hint,
                .label = item->alias.s ? item->alias : item->field.name,
                .depth = parent->depth + 1,
                .inner = item->join == JOIN_INNER,
                .spread = item->kind == ITEM_SPREAD ? SPREAD_ONE : SPREAD_NONE,
                .window = ALL_ROWS};
    *out = n;
    return plan_relationship(p, n) && add_children(p, n, item->first);
}

static bool add_children(Plan *p, Node *parent, const SelectItem *items)
{
    Node **tail = &parent->first;
    for (const SelectItem *i = items; i; i = i->next) {
        if (i->kind == ITEM_FIELD) {
            parent->has_fields = true;
            if (i->aggregate && !p->config->aggregates)
                return plan_fails(p, &no_aggregates, (Str){0}, (Str){0}, (Str){0});
            continue;
        }
        if (!add_embed(p, parent, i, tail))
            return false;
        tail = &(*tail)->next;
    }
    return true;
}

static bool matches(const Plan *p, const Node *n, Str name)
{
    if (!p->config->legacy_target_names)
        return str_eq(n->label, name);
    return str_eq(n->relation, name) || str_eq(n->label, name);
}

static bool fails_not_embedded(Plan *p, const Node *parent, Str name)
{
    for (const Node *c = parent->first; c; c = c->next)
        if (!p->config->legacy_target_names && c->alias.s && str_eq(c->relation, name))
            return plan_fails(
                p, &not_embedded,
                plan_text(p,
                          "'%" STR_FMT "' is not an embedded resource in this request",
                          STR_ARG(name)),
                S("Target names are not allowed in filters if they have an alias"),
                plan_text(p,
                          "Change '%" STR_FMT "' to '%" STR_FMT
                          "' in filters, orders or limits.",
                          STR_ARG(name), STR_ARG(c->alias)));
    return plan_fails(
        p, &not_embedded,
        plan_text(p, "'%" STR_FMT "' is not an embedded resource in this request",
                  STR_ARG(name)),
        (Str){0},
        plan_text(p,
                  "Verify that '%" STR_FMT "' is included in the 'select' query "
                  "parameter.",
                  STR_ARG(name)));
}

/* The node a path leads to, or NULL with the error set. */
static Node *node_at(Plan *p, Strs path)
{
    Node *n = p->root;
    for (isize i = 0; i < path.n; i++) {
        Node *c = n->first;
        while (c && !matches(p, c, path.v[i]))
            c = c->next;
        if (!c) {
            fails_not_embedded(p, n, path.v[i]);
            return NULL;
        }
        if (c->alias.s && str_eq(c->relation, path.v[i]) &&
            !str_eq(c->alias, path.v[i]))
            c->found_by_legacy_name = true;
        n = c;
    }
    return n;
}

static void append_filter(Filter **list, Filter *f)
{
    while (*list)
        list = &(*list)->next;
    *list = f;
}

/* A write's own filters choose its rows; those of embeds belong to the read after it.
 */
static bool place_filters(Plan *p, Asked *list)
{
    for (Asked *a = list; a; a = a->next) {
        if (!a->path.n && action_writes(p->ask->action)) {
            append_filter(&p->filters, a->filter);
            continue;
        }
        Node *n = node_at(p, a->path);
        if (!n)
            return false;
        append_filter(&n->filters, a->filter);
    }
    return true;
}

static bool place_orders(Plan *p)
{
    for (Asked *a = p->ask->query.orders; a; a = a->next) {
        Node *n = node_at(p, a->path);
        if (!n)
            return false;
        n->order = a->order;
    }
    return true;
}

static bool place_windows(Plan *p)
{
    if (action_writes(p->ask->action))
        return true;
    for (Asked *a = p->ask->query.windows; a; a = a->next) {
        Node *n = node_at(p, a->path);
        if (!n)
            return false;
        n->window = a->window;
    }
    p->root->window = p->ask->top;
    return true;
}

static bool check_orders(Plan *p, Node *n)
{
    for (Order *o = n->order; o; o = o->next) {
        if (!o->relation.s)
            continue;
        const Node *c = node_child(n, o->relation);
        if (!c)
            return fails_not_embedded(p, n, o->relation);
        if (!c->rel->to_one)
            return plan_fails(
                p, &related_order_not_to_one,
                plan_text(p, "A related order on '%" STR_FMT "' is not possible",
                          STR_ARG(c->label)),
                plan_text(p,
                          "'%" STR_FMT "' and '%" STR_FMT
                          "' do not form a many-to-one or one-to-one relationship",
                          STR_ARG(n->name), STR_ARG(c->label)),
                (Str){0});
    }
    for (Node *c = n->first; c; c = c->next)
        if (!check_orders(p, c))
            return false;
    return true;
}

static bool has_aggregate(const Node *n)
{
    for (const SelectItem *i = n->fields; i; i = i->next)
        if (i->kind == ITEM_FIELD && i->aggregate)
            return true;
    return false;
}

/* A grouped query must say its columns, and so must what is spread over many rows. */
static void expand_stars(Node *n, bool grouped)
{
    grouped |= has_aggregate(n) || n->spread == SPREAD_MANY;
    n->expands_star = grouped || (n->table && n->table->has_reading_casts);
    for (Node *c = n->first; c; c = c->next)
        expand_stars(c, grouped);
}

static bool check_spreads(Plan *p, const Node *n, bool in_many)
{
    if (n->spread == SPREAD_MANY)
        in_many = true;
    else if (n->spread == SPREAD_NONE)
        in_many = false;
    if (in_many && has_aggregate(n))
        return plan_fails(p, &not_implemented, (Str){0},
                          S("Aggregates are not implemented for one-to-many or "
                            "many-to-many spreads."),
                          (Str){0});
    for (const Node *c = n->first; c; c = c->next)
        if (!check_spreads(p, c, in_many))
            return false;
    return true;
}

static void limit_rows(Node *n, int64_t most)
{
    if (!window_is_empty(n->window))
        n->window = window_meet(n->window, (Window){0, n->window.first + most - 1});
    for (Node *c = n->first; c; c = c->next)
        limit_rows(c, most);
}

static bool plan_root(Plan *p, Str name, const Table *table)
{
    Node *root = make(p->arena, Node);
    bool after = action_writes(p->ask->action) || p->ask->action == ACTION_CALL;
    Str schema = p->routine ? p->routine->schema : p->ask->schema;
    *root = (Node){.fields = p->ask->query.select,
                   .relation = name,
                   .label = name,
                   .schema = schema,
                   .name = name,
                   .table = table,
                   .from_source = after,
                   .window = ALL_ROWS};
    if (after)
        root->from_alias = name;
    p->root = root;
    if (!add_children(p, root, root->fields) ||
        !place_filters(p, p->ask->query.filters) || !place_orders(p) ||
        !place_windows(p) || !place_filters(p, p->ask->query.logic) ||
        !check_orders(p, root))
        return false;
    expand_stars(root, false);
    if (p->config->max_rows && !action_writes(p->ask->action))
        limit_rows(root, p->config->max_rows);
    return check_spreads(p, root, false);
}

static bool fails_no_table(Plan *p)
{
    Str *names = make_n(p->arena, Str, p->schema->n_tables + 1);
    isize n = 0;
    for (isize i = 0; i < p->schema->n_tables; i++)
        if (str_eq(p->schema->tables[i].schema, p->ask->schema))
            names[n++] = p->schema->tables[i].name;
    Str near =
        n < 500 ? closest_name(p->arena, names, n, p->ask->target, 0.75) : (Str){0};
    Str hint = {0};
    if (near.s)
        hint = plan_text(p, "Perhaps you meant the table '%" STR_FMT ".%" STR_FMT "'",
                         STR_ARG(p->ask->schema), STR_ARG(near));
    return plan_fails(p, &no_table,
                      plan_text(p,
                                "Could not find the table '%" STR_FMT ".%" STR_FMT
                                "' in the schema cache",
                                STR_ARG(p->ask->schema), STR_ARG(p->ask->target)),
                      (Str){0}, hint);
}

static bool strict_preferences(Plan *p)
{
    const Prefer *prefer = &p->ask->prefer;
    if (!prefer->unknown.s || prefer->handling != HANDLING_STRICT)
        return true;
    return plan_fails(
        p, &invalid_preferences, (Str){0},
        plan_text(p, "Invalid preferences: %" STR_FMT, STR_ARG(prefer->unknown)),
        (Str){0});
}

static bool affected_rows_countable(Plan *p)
{
    const Prefer *prefer = &p->ask->prefer;
    if (!prefer->max_affected_text.s || prefer->handling != HANDLING_STRICT ||
        p->routine->returns_set)
        return true;
    return plan_fails(p, &affected_needs_set, (Str){0}, (Str){0}, (Str){0});
}

static bool plan_routine(Plan *p)
{
    if (!plan_call(p))
        return false;
    if (p->ask->action == ACTION_CALL_OPTIONS)
        return true;
    const Routine *f = p->routine;
    Str name = f->returns_composite ? f->return_name : f->name;
    const Table *t = schema_table(p->schema, f->schema, name);
    if (!plan_root(p, name, t))
        return false;
    p->returning = plan_returning(p, (Strs){0});
    return plan_media(p, f->schema, name) && strict_preferences(p) &&
           affected_rows_countable(p);
}

static bool rows_explainable(Plan *p)
{
    return !p->nested || p->media.kind != MEDIA_PLAN ||
           plan_fails(p, &not_implemented, (Str){0},
                      S("There is no single plan of rows with related ones."),
                      (Str){0});
}

bool plan_counts(const Plan *p)
{
    int count = p->ask->prefer.count;
    return count == COUNT_EXACT || count == COUNT_ESTIMATED;
}

bool plan_counts_apart(const Plan *p)
{
    return plan_counts(p) && (p->config->max_rows || !window_is_all(p->ask->top));
}

bool plan_request(Plan *p)
{
    if (p->ask->action == ACTION_CALL || p->ask->action == ACTION_CALL_OPTIONS)
        return plan_routine(p);
    p->table = schema_table(p->schema, p->ask->schema, p->ask->target);
    if (!p->table)
        return fails_no_table(p);
    if (p->ask->action == ACTION_TABLE_OPTIONS)
        return true;
    if (!plan_root(p, p->ask->target, p->table))
        return false;
    if (action_writes(p->ask->action) && (!plan_write(p) || !strict_preferences(p)))
        return false;
    return plan_media(p, p->ask->schema, p->ask->target) && strict_preferences(p) &&
           rows_explainable(p);
}
