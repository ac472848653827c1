/*
 * sql_select.c — what stands between select and from.
 *
 * An embed is a lateral subquery; its row or rows come as one JSON column.  A spread
 * gives its fields one by one: those of a to-one spread may be aggregated by the query
 * around it, those of a to-many spread are arrays already.
 */
#include "rest/sql.h"

typedef struct Items {
    SelectItem *v;
    isize n;
} Items;

static bool is_star(const SelectItem *i)
{
    return i->kind == ITEM_FIELD && str_eq(i->field.name, S("*")) && !i->aggregate;
}

/* The fields of a node, "*" replaced by the columns' names when it must be. */
static Items items_of(Arena *a, const Node *n, bool expand)
{
    isize room = 1;
    for (const SelectItem *i = n->fields; i; i = i->next)
        room += 1 + (is_star(i) && n->table ? n->table->n_columns : 0);
    Items items = {.v = make_n(a, SelectItem, room)};
    for (const SelectItem *i = n->fields; i; i = i->next) {
        if (i->kind != ITEM_FIELD)
            continue;
        if (!is_star(i) || !expand || !n->table) {
            items.v[items.n++] = *i;
            continue;
        }
        for (isize c = 0; c < n->table->n_columns; c++)
            items.v[items.n++] = (SelectItem){.field.name = n->table->columns[c].name};
    }
    return items;
}

static Str last_key(const Field *f)
{
    Str key = f->name;
    for (const JsonStep *step = f->path; step; step = step->next)
        if (!step->is_index)
            key = step->key;
    return key;
}

static const Column *reading_cast(const Node *n, const SelectItem *i)
{
    const Column *c = table_column(n->table, i->field.name);
    return c && c->read_as.s ? c : NULL;
}

/* The alias an item must be given in SQL; null: its own name will do. */
static Str alias_of(const Node *n, const SelectItem *i)
{
    if (i->alias.s)
        return i->alias;
    if (i->aggregate)
        return n->spread ? str_of(aggregate_names[i->aggregate]) : (Str){0};
    if (i->field.path)
        return last_key(&i->field);
    return reading_cast(n, i) ? i->field.name : (Str){0};
}

static Str name_in_answer(const Node *n, const SelectItem *i)
{
    Str alias = alias_of(n, i);
    return alias.s ? alias : i->field.name;
}

static void value(Sql *q, const Node *n, const SelectItem *i)
{
    Scope s = scope_of(n);
    const Column *c = reading_cast(n, i);
    if (i->cast.s)
        sql_add(q, S("cast("));
    if (c) {
        sql_catalog(q, c->read_as);
        sql_add(q, S("("));
    }
    if (i->aggregate && n->spread && str_eq(i->field.name, S("*")))
        sql_name(q, s.name); /* the whole row, for the count around it */
    else
        sql_field(q, &s, &i->field);
    sql_add(q, c ? S(")") : S(""));
    if (i->cast.s) {
        sql_add(q, S(" as "));
        sql_cast_type(q, i->cast);
        sql_add(q, S(")"));
    }
}

static void begin_aggregate(Sql *q, const SelectItem *i)
{
    if (!i->aggregate)
        return;
    sql_add(q, i->aggregate_cast.s ? S("cast(") : S(""));
    sql_add(q, str_of(aggregate_names[i->aggregate]));
    sql_add(q, S("("));
}

static void end_aggregate(Sql *q, const SelectItem *i)
{
    if (!i->aggregate)
        return;
    sql_add(q, S(")"));
    if (i->aggregate_cast.s) {
        sql_add(q, S(" as "));
        sql_cast_type(q, i->aggregate_cast);
        sql_add(q, S(")"));
    }
}

static void item(Sql *q, const Node *n, const SelectItem *i)
{
    bool hoisted = n->spread == SPREAD_ONE; /* the query around it aggregates */
    if (!hoisted)
        begin_aggregate(q, i);
    value(q, n, i);
    if (!hoisted)
        end_aggregate(q, i);
    Str alias = alias_of(n, i);
    if (alias.s) {
        sql_add(q, S(" as "));
        sql_name(q, alias);
    }
}

/* --- JSON by C ----------------------------------------------------------------- */

static const struct {
    const char *type;
    JsonKind json;
} cast_kinds[] = {
    {"text", JSON_QUOTED},    {"varchar", JSON_QUOTED}, {"int", JSON_NUMBER},
    {"integer", JSON_NUMBER}, {"int4", JSON_NUMBER},    {"int8", JSON_NUMBER},
    {"bigint", JSON_NUMBER},  {"numeric", JSON_FLOAT},  {"json", JSON_RAW},
    {"jsonb", JSON_RAW},
};

static JsonKind json_of(const Node *n, const SelectItem *i)
{
    if (i->cast.s) {
        for (isize k = 0; k < countof(cast_kinds); k++)
            if (str_eq_nocase(i->cast, str_of(cast_kinds[k].type)))
                return cast_kinds[k].json;
        return JSON_WRAPPED;
    }
    const Column *c = table_column(n->table, i->field.name);
    if (c && c->read_as.s)
        return JSON_RAW;
    const JsonStep *step = i->field.path;
    for (; step && step->next;)
        step = step->next;
    if (step)
        return step->as_text ? JSON_QUOTED : JSON_RAW;
    return c ? c->json : JSON_WRAPPED;
}

static void shaped_item(Sql *q, const Node *n, const SelectItem *i, Shape *shape)
{
    OutColumn *out = &shape->v[shape->n++];
    *out = (OutColumn){name_in_answer(n, i), json_of(n, i)};
    if (out->json == JSON_WRAPPED)
        sql_add(q, S("to_json("));
    value(q, n, i);
    if (out->json == JSON_WRAPPED) {
        sql_add(q, S(")"));
        out->json = JSON_RAW;
    }
}

bool shape_fits(const Node *root)
{
    if (!root->table)
        return false;
    for (const SelectItem *i = root->fields; i; i = i->next)
        if (i->kind == ITEM_SPREAD || i->aggregate)
            return false;
    return true;
}

Shape shape_new(Arena *a, const Node *root)
{
    isize room = 1 + root->table->n_columns;
    for (const SelectItem *i = root->fields; i; i = i->next)
        room += 1 + (is_star(i) ? root->table->n_columns : 0);
    return (Shape){.v = make_n(a, OutColumn, room), .room = room};
}

/* --- embeds and spreads --------------------------------------------------------- */

bool node_is_empty_embed(const Node *n)
{
    if (n->spread || n->has_fields)
        return false;
    for (const Node *c = n->first; c; c = c->next)
        if (c->has_fields || !node_is_empty_embed(c))
            return false;
    return true;
}

static bool aggregates_fields(const Node *n)
{
    for (const SelectItem *i = n->fields; i; i = i->next)
        if (i->kind == ITEM_FIELD && i->aggregate)
            return true;
    return false;
}

static bool hoists(const Node *n)
{
    if (n->spread != SPREAD_ONE)
        return false;
    if (aggregates_fields(n))
        return true;
    for (const Node *c = n->first; c; c = c->next)
        if (hoists(c))
            return true;
    return false;
}

bool node_is_grouped(const Node *n)
{
    if (n->spread == SPREAD_ONE)
        return false;
    if (aggregates_fields(n))
        return true;
    for (const Node *c = n->first; c; c = c->next)
        if (hoists(c))
            return true;
    return false;
}

/* The embed's column: an object of a to-one, an array of a to-many. */
static void embed(Sql *q, const Node *c, bool grouped, bool named)
{
    if (c->rel->to_one) {
        sql_add(q, S("row_to_json("));
        sql_name(q, c->lateral);
        sql_add(q, grouped ? S(".*)::jsonb") : S(".*)"));
    } else {
        sql_add(q, S("coalesce("));
        sql_name(q, c->lateral);
        sql_add(q, S("."));
        sql_name(q, c->lateral);
        sql_add(q, grouped ? S(", '[]')::jsonb") : S(", '[]')"));
    }
    if (named) {
        sql_add(q, S(" as "));
        sql_name(q, c->label);
    }
}

/* What is done with each field that a spread gives. */
typedef struct SpreadWalk SpreadWalk;
struct SpreadWalk {
    void (*each)(Sql *q, SpreadWalk *w, Str name, const SelectItem *aggregated);
    const Node *from; /* the spread whose lateral join has them all */
    bool aggregates;  /* the query that reads them is where aggregates belong */
    bool first;
};

static void walk_spread(Sql *q, SpreadWalk *w, const Node *n)
{
    Items items = items_of(q->arena, n, n->expands_star);
    for (isize i = 0; i < items.n; i++) {
        const SelectItem *it = &items.v[i];
        w->each(q, w, name_in_answer(n, it),
                it->aggregate && w->aggregates && n->spread == SPREAD_ONE ? it : NULL);
    }
    for (const Node *c = n->first; c; c = c->next) {
        if (c->spread)
            walk_spread(q, w, c);
        else if (!node_is_empty_embed(c))
            w->each(q, w, c->label, NULL);
    }
}

static void separate(Sql *q, bool *first, Str separator)
{
    if (!*first)
        sql_add(q, separator);
    *first = false;
}

static void spread_name(Sql *q, const SpreadWalk *w, Str name)
{
    sql_name(q, w->from->lateral);
    sql_add(q, S("."));
    if (str_eq(name, S("*")))
        sql_add(q, S("*"));
    else
        sql_name(q, name);
}

static void select_spread(Sql *q, SpreadWalk *w, Str name, const SelectItem *aggregated)
{
    separate(q, &w->first, S(", "));
    if (!aggregated) {
        spread_name(q, w, name);
        return;
    }
    begin_aggregate(q, aggregated);
    spread_name(q, w, name);
    end_aggregate(q, aggregated);
    sql_add(q, S(" as "));
    sql_name(q, name);
}

static void group_spread(Sql *q, SpreadWalk *w, Str name, const SelectItem *aggregated)
{
    if (aggregated)
        return;
    separate(q, &w->first, S(", "));
    spread_name(q, w, name);
}

static void gather_spread(Sql *q, SpreadWalk *w, Str name, const SelectItem *aggregated)
{
    (void)aggregated;
    sql_add(q, S(", coalesce(json_agg("));
    spread_name(q, w, name);
    sql_add(q, S("), '[]')::jsonb as "));
    sql_name(q, name);
}

void sql_gathered(Sql *q, const Node *n)
{
    SpreadWalk w = {gather_spread, n, false, false};
    walk_spread(q, &w, n);
}

/* json cannot be grouped by; and a row printed as text shows jsonb's own spelling. */
bool node_wants_jsonb(const Node *n, const Shape *shape)
{
    if (!n->parent && !shape)
        return true;
    for (const Node *m = n; m; m = m->spread ? m->parent : NULL)
        if (node_is_grouped(m))
            return true;
    return false;
}

static void children(Sql *q, const Node *n, bool *first, Shape *shape)
{
    bool grouped = node_wants_jsonb(n, shape);
    for (const Node *c = n->first; c; c = c->next) {
        if (c->spread) {
            SpreadWalk w = {select_spread, c, n->spread != SPREAD_ONE, *first};
            walk_spread(q, &w, c);
            *first = w.first;
        } else if (!node_is_empty_embed(c)) {
            separate(q, first, S(", "));
            embed(q, c, grouped, !shape);
            if (shape)
                shape->v[shape->n++] = (OutColumn){c->label, JSON_RAW};
        }
    }
}

void sql_select_list(Sql *q, const Node *n, Shape *shape)
{
    static const SelectItem star = {.field.name = {"*", 1}};
    Node with_star = *n;
    if (!n->fields)
        with_star.fields = &star;
    Items items = items_of(q->arena, &with_star, shape || n->expands_star);
    bool first = true;
    for (isize i = 0; i < items.n; i++) {
        separate(q, &first, S(", "));
        if (shape)
            shaped_item(q, n, &items.v[i], shape);
        else
            item(q, n, &items.v[i]);
    }
    children(q, n, &first, shape);
}

void sql_group_by(Sql *q, const Node *n)
{
    if (!node_is_grouped(n))
        return;
    bool first = true;
    Scope s = scope_of(n);
    isize start = q->text.len;
    sql_add(q, S(" group by "));
    Items items = items_of(q->arena, n, n->expands_star);
    for (isize i = 0; i < items.n; i++) {
        if (items.v[i].aggregate)
            continue;
        separate(q, &first, S(", "));
        Str alias = alias_of(n, &items.v[i]);
        if (alias.s)
            sql_name(q, alias);
        else
            sql_field(q, &s, &items.v[i].field);
    }
    for (const Node *c = n->first; c; c = c->next) {
        if (c->spread) {
            SpreadWalk w = {group_spread, c, true, first};
            walk_spread(q, &w, c);
            first = w.first;
        } else if (!node_is_empty_embed(c)) {
            separate(q, &first, S(", "));
            sql_name(q, c->label);
        }
    }
    if (first)
        q->text.len = start; /* one group: all rows */
}
