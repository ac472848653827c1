#include "rest/order.h"

/* Both words may follow one delimiter, so each is tried with its own. */
static bool suffix(Reader *r, Str word)
{
    isize start = r->at;
    if (reader_peek(r) != '.') {
        reader_want(r, S("delimiter (.)"));
        return false;
    }
    r->at++;
    if (read_word(r, word))
        return true;
    r->at = start;
    return false;
}

static bool term_end(Reader *r)
{
    return sees_word(r, S(",")) || read_end(r);
}

static bool modifiers(Reader *r, Order *o)
{
    if (suffix(r, S("asc")))
        o->direction = ASCENDING;
    else if (suffix(r, S("desc")))
        o->direction = DESCENDING;
    if (suffix(r, S("nullsfirst")))
        o->nulls = NULLS_FIRST;
    else if (suffix(r, S("nullslast")))
        o->nulls = NULLS_LAST;
    return term_end(r);
}

static bool related(Reader *r, Order *o)
{
    return read_name(r, &o->relation) && read_char(r, '(') &&
           parse_field(r, &o->field) && read_char(r, ')') && modifiers(r, o);
}

static Order *term(Reader *r)
{
    if (!reader_count(r))
        return NULL;
    Order *o = make(r->arena, Order);
    read_spaces(r);
    isize start = r->at;
    Fault before = r->fault;
    if (!related(r, o)) {
        r->at = start;
        r->fault = before;
        *o = (Order){0};
        if (!parse_field(r, &o->field) || !modifiers(r, o))
            return NULL;
    }
    read_spaces(r);
    return o;
}

Order *parse_order(Reader *r)
{
    Order *first = NULL, **tail = &first;
    do {
        *tail = term(r);
        if (!*tail)
            return NULL;
        tail = &(*tail)->next;
    } while (read_char(r, ','));
    return first;
}
