#include "rest/select.h"

const char *const aggregate_names[] = {
    [AGG_NONE] = "",       [AGG_SUM] = "sum", [AGG_AVG] = "avg",
    [AGG_COUNT] = "count", [AGG_MAX] = "max", [AGG_MIN] = "min",
};

/* alias = name ":", but not the "::" of a cast; consumes nothing when it is not there
 */
static void alias(Reader *r, Str *out)
{
    isize start = r->at;
    Fault before = r->fault;
    Str name;
    if (read_name(r, &name) && read_char(r, ':') && reader_peek(r) != ':') {
        *out = name;
        return;
    }
    r->at = start;
    r->fault = before;
}

/* "!" ("left" | "inner" | hint) */
static bool embed_parameter(Reader *r, SelectItem *item)
{
    if (!read_char(r, '!'))
        return true;
    Str name;
    if (!read_name(r, &name))
        return false;
    if (str_eq(name, S("left")) && !item->join)
        item->join = JOIN_LEFT;
    else if (str_eq(name, S("inner")) && !item->join)
        item->join = JOIN_INNER;
    else if (!item->hint.s)
        item->hint = name;
    return true;
}

static bool embed_parameters(Reader *r, SelectItem *item)
{
    for (int i = 0; i < 2; i++) /* a hint and a kind of join, in either order */
        if (!embed_parameter(r, item))
            return false;
    return true;
}

bool parse_embed_name(Reader *r, SelectItem *out)
{
    *out = (SelectItem){.kind = ITEM_EMBED};
    alias(r, &out->alias);
    return read_name(r, &out->field.name) && embed_parameter(r, out) && read_end(r);
}

static bool embed_head(Reader *r, SelectItem *item)
{
    read_spaces(r);
    item->kind = read_word(r, S("...")) ? ITEM_SPREAD : ITEM_EMBED;
    if (item->kind == ITEM_EMBED)
        alias(r, &item->alias);
    if (!read_name(r, &item->field.name) ||
        (item->kind == ITEM_EMBED && str_eq(item->field.name, S("count"))))
        return false;
    return embed_parameters(r, item) && sees_word(r, S("("));
}

static bool item_end(Reader *r)
{
    return sees_word(r, S(")")) || sees_word(r, S(",")) || read_end(r);
}

static bool cast(Reader *r, Str *out)
{
    return !read_word(r, S("::")) || read_identifier(r, out);
}

static bool aggregate(Reader *r, SelectItem *item)
{
    isize start = r->at;
    if (!read_char(r, '.'))
        return true;
    for (Aggregate a = AGG_SUM; a <= AGG_MIN; a++)
        if (read_word(r, str_of(aggregate_names[a]))) {
            item->aggregate = a;
            return read_word(r, S("()"));
        }
    r->at = start;
    return true;
}

/* count() of rows, without a field */
static bool bare_count(Reader *r, SelectItem *item)
{
    alias(r, &item->alias);
    if (!read_word(r, S("count()")) || !cast(r, &item->aggregate_cast))
        return false;
    item->field.name = S("*");
    item->aggregate = AGG_COUNT;
    return item_end(r);
}

static bool star(Reader *r, SelectItem *item)
{
    item->field.name = S("*");
    return read_char(r, '*') && item_end(r);
}

static bool field_item(Reader *r, SelectItem *item)
{
    alias(r, &item->alias);
    return parse_field(r, &item->field) && cast(r, &item->cast) && aggregate(r, item) &&
           cast(r, &item->aggregate_cast) && item_end(r);
}

/* All or nothing: what it noted counts as little as what it read. */
static bool attempt(Reader *r, SelectItem *item, bool (*reads)(Reader *, SelectItem *))
{
    isize start = r->at;
    Fault before = r->fault;
    *item = (SelectItem){0};
    if (reads(r, item))
        return true;
    r->at = start;
    r->fault = before;
    return false;
}

static bool nested(Reader *r, SelectItem *item)
{
    if (!read_char(r, '('))
        return false;
    if (!parse_select(r, &item->first))
        return false;
    return read_char(r, ')');
}

/* Most items are a bare name up to the next comma: no need to try what else it may be.
 */
static bool plain_name(Reader *r, SelectItem *item)
{
    isize n = 0;
    const char *s = r->text.s + r->at;
    isize left = r->text.len - r->at;
    while (n < left && (s[n] == '_' || (s[n] >= 'a' && s[n] <= 'z') ||
                        (s[n] >= '0' && s[n] <= '9')))
        n++;
    bool closed = n < left && (s[n] == ',' || s[n] == ')');
    if (!n || !(closed || (n == left && r->depth == 1)))
        return false;
    item->field.name = (Str){s, n};
    r->at += n;
    return true;
}

static SelectItem *one_item(Reader *r)
{
    if (!reader_count(r))
        return NULL;
    SelectItem *item = make(r->arena, SelectItem);
    if (plain_name(r, item))
        return item;
    bool ok;
    if (attempt(r, item, embed_head)) {
        read_spaces(r);
        ok = nested(r, item);
    } else {
        read_spaces(r);
        ok = attempt(r, item, star) || attempt(r, item, bare_count);
        *item = ok ? *item : (SelectItem){0};
        ok = ok || field_item(r, item);
    }
    if (!ok)
        return NULL;
    read_spaces(r);
    return item;
}

static bool items(Reader *r, SelectItem **out)
{
    *out = NULL;
    SelectItem **tail = out;
    read_spaces(r);
    if (reader_done(r) || reader_peek(r) == ')')
        return true;
    do {
        *tail = one_item(r);
        if (!*tail)
            return false;
        tail = &(*tail)->next;
    } while (read_char(r, ','));
    return true;
}

bool parse_select(Reader *r, SelectItem **out)
{
    if (!reader_enter(r))
        return false;
    bool ok = items(r, out);
    reader_leave(r);
    return ok;
}
