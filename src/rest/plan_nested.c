/* plan_nested.c — a payload's related rows, in the order in which they are made. */
#include "rest/errors.h"
#include "rest/json_text.h"
#include "rest/nested.h"

#include "base/buf.h"

enum { MAX_RETURNED = 64 };

typedef struct Walk {
    Plan *plan;
    NestedRow **tail;
} Walk;

/* A member of a row's object that is a relationship. */
typedef struct Related Related;
struct Related {
    Str key, value;
    const Rel *rel;
    const Table *other, *junction;
    Related *next;
};

static bool refers(const Rel *r)
{
    return r->kind == REL_M2O || (r->kind == REL_O2O && !r->is_parent);
}

Str nested_member_place(Arena *a, Str row, Str member)
{
    Buf b = buf_new(a);
    buf_add(&b, row);
    buf_add(&b, row.len ? S(".") : S(""));
    buf_add(&b, member);
    return buf_str(&b);
}

static bool fails_shape(Plan *p, Str place, const char *what)
{
    Str it = place.len ? place : S("It");
    p->place = place;
    return plan_fails(p, &invalid_body,
                      S("The payload does not have the shape of its "
                        "relationships"),
                      plan_text(p, "%" STR_FMT " is not %s", STR_ARG(it), what),
                      (Str){0});
}

/* What a key that is no column means; a key that means nothing is a wrong column. */
static bool find_related(Plan *p, const Table *t, Str place, Related *r)
{
    Str at = nested_member_place(p->arena, place, r->key);
    Reader reader = reader_of(p->arena, r->key);
    SelectItem item;
    if (!parse_embed_name(&reader, &item))
        return fails_no_column(p, t, r->key, place.len ? at : (Str){0});
    Node parent = {.name = t->name, .schema = t->schema, .table = t};
    Node child = {.parent = &parent,
                  .relation = item.field.name,
                  .hint = item.hint,
                  .label = item.field.name};
    if (!plan_relationship(p, &child))
        return p->error->kind == &no_relationship
                   ? fails_no_column(p, t, r->key, place.len ? at : (Str){0})
                   : false;
    r->rel = child.rel;
    r->other = child.table;
    bool through = r->rel->kind == REL_M2M;
    if (through)
        r->junction =
            schema_table(p->schema, r->rel->junction_schema, r->rel->junction);
    if (!r->other || r->rel->kind == REL_COMPUTED || (through && !r->junction))
        return plan_fails(
            p, &not_implemented, (Str){0},
            plan_text(p, "No rows can be made by way of %" STR_FMT, STR_ARG(at)),
            (Str){0});
    return true;
}

static void add_returning(NestedRow *row, Str name)
{
    Str *v = (Str *)(uintptr_t)row->returning.v;
    if (names_have(v, row->returning.n, name) || row->returning.n == MAX_RETURNED)
        return;
    v[row->returning.n++] = name;
}

static bool is_filled(const NestedRow *row, Str column)
{
    for (const Fill *f = row->fills; f; f = f->next)
        for (isize i = 0; i < f->n; i++)
            if (str_eq(f->pairs[i].here, column))
                return true;
    return false;
}

/* A column that two relationships give is the first one's; a foreign key checks it. */
static void add_fill(const Plan *p, NestedRow *row, NestedRow *from,
                     const ColumnPair *pairs, isize n, bool swapped)
{
    Fill *f = make(p->arena, Fill);
    ColumnPair *own = make_n(p->arena, ColumnPair, n + 1);
    *f = (Fill){.slot = from->slot, .of = from->table, .pairs = own};
    for (isize i = 0; i < n; i++) {
        ColumnPair pair =
            swapped ? (ColumnPair){pairs[i].there, pairs[i].here} : pairs[i];
        add_returning(from, pair.there);
        if (!is_filled(row, pair.here))
            own[f->n++] = pair;
    }
    if (!f->n)
        return;
    f->next = row->fills;
    row->fills = f;
}

static NestedRow *row_new(const Plan *p, const Table *t, Str place, Slot slot)
{
    NestedRow *row = make(p->arena, NestedRow);
    *row = (NestedRow){.table = t, .place = place, .slot = slot, .raw = S("{}")};
    row->returning.v = make_n(p->arena, Str, MAX_RETURNED);
    return row;
}

static bool put_row(Walk *w, NestedRow *row)
{
    Plan *p = w->plan;
    if (p->nested->n++ == MAX_NESTED_ROWS)
        return plan_fails(
            p, &invalid_body, S("There are too many related rows"),
            S("One request makes at most 1000 rows that have related ones"),
            S("Send them in several requests"));
    *w->tail = row;
    w->tail = &row->next;
    return true;
}

/* --- one row's members -------------------------------------------------------------
 */

static bool is_wanted(const Plan *p, const NestedRow *row, Str key)
{
    return !row->is_root || names_have(p->ask->columns.v, p->ask->columns.n, key);
}

static bool read_members(Plan *p, NestedRow *row, Str value, Related **related)
{
    JsonScan s = scan_of(p->arena, value);
    isize most = 1;
    for (isize i = 0; i < value.len; i++)
        most += value.s[i] == ':';
    Str *columns = make_n(p->arena, Str, most);
    scan_take(&s, '{');
    if (scan_peek(&s) == '}')
        return true;
    do {
        Str key;
        if (!scan_string(&s, &key) || !scan_take(&s, ':'))
            return fails_shape(p, row->place, "JSON");
        scan_peek(&s);
        const char *start = s.at;
        if (!scan_skip_value(&s))
            return fails_shape(p, row->place, "JSON");
        Str part = {start, s.at - start};
        if (!is_wanted(p, row, key))
            continue;
        if (table_column(row->table, key)) {
            if (!names_have(columns, row->columns.n, key))
                columns[row->columns.n++] = key;
            continue;
        }
        Related *r = make(p->arena, Related);
        *r = (Related){.key = key, .value = part};
        if (!find_related(p, row->table, row->place, r)) {
            p->place = nested_member_place(p->arena, row->place, key);
            return false;
        }
        if (str_eq(part, S("null")))
            continue;
        *related = r;
        related = &r->next;
    } while (scan_take(&s, ','));
    row->columns.v = columns;
    return true;
}

/* columns= may name one that this row does not have: null, or the default if asked. */
static void add_missing_columns(const Plan *p, NestedRow *row)
{
    if (!row->is_root || p->ask->prefer.missing == MISSING_DEFAULT)
        return;
    Strs all = p->ask->columns;
    Str *v = make_n(p->arena, Str, row->columns.n + all.n + 1);
    isize n = 0;
    for (isize i = 0; i < row->columns.n; i++)
        v[n++] = row->columns.v[i];
    for (isize i = 0; i < all.n; i++)
        if (table_column(row->table, all.v[i]) && !names_have(v, n, all.v[i]))
            v[n++] = all.v[i];
    row->columns = (Strs){v, n};
}

static void drop_filled_columns(NestedRow *row)
{
    Str *v = (Str *)(uintptr_t)row->columns.v;
    isize kept = 0;
    for (isize i = 0; i < row->columns.n; i++)
        if (!is_filled(row, v[i]))
            v[kept++] = v[i];
    row->columns.n = kept;
    sort_names(v, kept);
}

/* --- the tree ----------------------------------------------------------------------
 */

static bool walk_row(Walk *w, NestedRow *row, Str value);

static bool walk_object(Walk *w, NestedRow *row, Str value)
{
    if (value.s[0] != '{')
        return fails_shape(w->plan, row->place, "an object");
    if (row->slot.depth > MAX_EMBED_DEPTH)
        return fails_shape(w->plan, row->place, "that deep");
    return walk_row(w, row, value);
}

static bool make_junction(Walk *w, NestedRow *row, NestedRow *other, const Related *r)
{
    Slot nowhere = {-1, 0};
    NestedRow *j = row_new(w->plan, r->junction, other->place, nowhere);
    add_fill(w->plan, j, row, r->rel->pairs, r->rel->n_pairs, true);
    add_fill(w->plan, j, other, r->rel->pairs2, r->rel->n_pairs2, true);
    return put_row(w, j);
}

static bool walk_child(Walk *w, NestedRow *row, const Related *r, Str value, Str place)
{
    if (str_eq(value, S("null")))
        return true;
    NestedRow *child =
        row_new(w->plan, r->other, place, (Slot){row->slot.depth + 1, 0});
    bool through = r->rel->kind == REL_M2M;
    if (!through)
        add_fill(w->plan, child, row, r->rel->pairs, r->rel->n_pairs, true);
    return walk_object(w, child, value) &&
           (!through || make_junction(w, row, child, r));
}

static bool walk_children(Walk *w, NestedRow *row, const Related *r)
{
    const Plan *p = w->plan;
    Str at = nested_member_place(p->arena, row->place, r->key);
    if (r->rel->to_one)
        return walk_child(w, row, r, r->value, at);
    JsonScan s = scan_of(p->arena, r->value);
    if (!scan_take(&s, '['))
        return fails_shape(w->plan, at, "an array");
    if (scan_take(&s, ']'))
        return true;
    int i = 0;
    do {
        scan_peek(&s);
        const char *start = s.at;
        if (!scan_skip_value(&s))
            return fails_shape(w->plan, at, "JSON");
        Str place = plan_text(p, "%" STR_FMT "[%d]", STR_ARG(at), i++);
        if (!walk_child(w, row, r, (Str){start, s.at - start}, place))
            return false;
    } while (scan_take(&s, ','));
    return true;
}

static bool walk_parents(Walk *w, NestedRow *row, const Related *related)
{
    int number = 1;
    for (const Related *r = related; r; r = r->next) {
        if (!refers(r->rel))
            continue;
        NestedRow *parent = row_new(
            w->plan, r->other, nested_member_place(w->plan->arena, row->place, r->key),
            (Slot){row->slot.depth + 1, number++});
        if (!walk_object(w, parent, r->value))
            return false;
        add_fill(w->plan, row, parent, r->rel->pairs, r->rel->n_pairs, false);
    }
    return true;
}

/* As deep as embeds may nest. */
static bool walk_row(Walk *w, NestedRow *row, Str value)
{
    Plan *p = w->plan;
    Related *related = NULL;
    if (!read_members(p, row, value, &related) || !walk_parents(w, row, related))
        return false;
    add_missing_columns(p, row);
    drop_filled_columns(row);
    row->raw = str_copy(p->arena, value);
    if (!put_row(w, row))
        return false;
    for (const Related *r = related; r; r = r->next)
        if (!refers(r->rel) && !walk_children(w, row, r))
            return false;
    return true;
}

static bool walk_root(Walk *w, Str value, Str place)
{
    const Plan *p = w->plan;
    NestedRow *row = row_new(p, p->table, place, (Slot){0, 0});
    row->is_root = true;
    p->nested->n_roots++;
    for (isize i = 0; i < p->table->key.n; i++)
        add_returning(row, p->table->key.v[i]);
    return walk_object(w, row, value);
}

static bool walk_payload(Walk *w)
{
    Plan *p = w->plan;
    JsonScan s = scan_of(p->arena, p->ask->payload.raw);
    scan_peek(&s);
    if (p->ask->payload.is_object)
        return walk_root(w, (Str){s.at, s.end - s.at}, (Str){0});
    if (!scan_take(&s, '['))
        return fails_shape(p, (Str){0}, "an array");
    int i = 0;
    do {
        scan_peek(&s);
        const char *start = s.at;
        if (!scan_skip_value(&s))
            return fails_shape(p, (Str){0}, "JSON");
        if (!walk_root(w, (Str){start, s.at - start}, plan_text(p, "[%d]", i++)))
            return false;
    } while (scan_take(&s, ','));
    return true;
}

/* columns= may name what no row has. */
static bool check_names(Plan *p)
{
    for (isize i = 0; i < p->ask->columns.n; i++) {
        Related r = {.key = p->ask->columns.v[i]};
        if (!table_column(p->table, r.key) && !find_related(p, p->table, (Str){0}, &r))
            return false;
    }
    return true;
}

bool plan_nested(Plan *p)
{
    if (!check_names(p))
        return false;
    p->nested = make(p->arena, Nested);
    Walk w = {p, &p->nested->first};
    if (!walk_payload(&w))
        return false;
    bool reads = p->ask->prefer.returns == RETURN_ROWS ||
                 p->ask->prefer.returns == RETURN_HEADERS;
    if (p->ask->prefer.resolution)
        return plan_fails(p, &not_implemented, (Str){0},
                          S("Rows with related ones are inserted, not merged."),
                          (Str){0});
    if (reads && !p->table->key.n)
        return plan_fails(
            p, &not_implemented, (Str){0},
            S("Rows with related ones are read back by their primary key, "
              "and there is none."),
            S("Use Prefer: return=minimal"));
    return true;
}
