#include "rest/prefer.h"

#include "base/buf.h"

typedef enum Slot { RESOLUTION, MISSING, RETURN, COUNT, END, HANDLING } Slot;

static const struct {
    const char *text;
    Slot slot;
    int value;
} preferences[] = {
    {"resolution=merge-duplicates", RESOLUTION, MERGE_DUPLICATES},
    {"resolution=ignore-duplicates", RESOLUTION, IGNORE_DUPLICATES},
    {"missing=default", MISSING, MISSING_DEFAULT},
    {"missing=null", MISSING, MISSING_NULL},
    {"return=representation", RETURN, RETURN_ROWS},
    {"return=minimal", RETURN, RETURN_MINIMAL},
    {"return=headers-only", RETURN, RETURN_HEADERS},
    {"count=exact", COUNT, COUNT_EXACT},
    {"count=planned", COUNT, COUNT_PLANNED},
    {"count=estimated", COUNT, COUNT_ESTIMATED},
    {"tx=commit", END, END_COMMIT},
    {"tx=rollback", END, END_ROLLBACK},
    {"handling=strict", HANDLING, HANDLING_STRICT},
    {"handling=lenient", HANDLING, HANDLING_LENIENT},
};

static int slot_value(const Prefer *p, Slot slot)
{
    switch (slot) {
    case RESOLUTION: return (int)p->resolution;
    case MISSING: return (int)p->missing;
    case RETURN: return (int)p->returns;
    case COUNT: return (int)p->count;
    case END: return (int)p->end;
    case HANDLING: return (int)p->handling;
    }
    return 0;
}

/* The first of a kind counts. */
static void set_slot(Prefer *p, Slot slot, int value)
{
    if (slot_value(p, slot))
        return;
    switch (slot) {
    case RESOLUTION: p->resolution = value; break;
    case MISSING: p->missing = value; break;
    case RETURN: p->returns = value; break;
    case COUNT: p->count = value; break;
    case END: p->end = value; break;
    case HANDLING: p->handling = value; break;
    }
}

static bool known(Prefer *p, Str item, bool hears_tx)
{
    for (isize i = 0; i < countof(preferences); i++)
        if (str_eq(item, str_of(preferences[i].text))) {
            if (preferences[i].slot != END || hears_tx)
                set_slot(p, preferences[i].slot, preferences[i].value);
            return true;
        }
    if (str_starts(item, S("timezone="))) {
        if (!p->timezone.s)
            p->timezone = str_skip(item, 9);
        return true;
    }
    if (str_starts(item, S("max-affected="))) {
        Str n = str_skip(item, 13);
        if (!p->max_affected_text.s && str_to_int(n, &p->max_affected))
            p->max_affected_text = item;
        return true;
    }
    return false;
}

Prefer parse_prefer(Arena *a, const Request *req, bool hears_tx)
{
    Prefer p = {0};
    Buf unknown = buf_new(a);
    for (int i = 0; i < req->n_headers; i++) {
        if (!str_eq(req->headers[i].name, S("prefer")))
            continue;
        for (StrPair list = str_cut(req->headers[i].value, ',');;
             list = str_cut(list.tail, ',')) {
            Str item = str_trim(list.head);
            if (!known(&p, item, hears_tx)) {
                buf_add(&unknown, unknown.len ? S(", ") : S(""));
                buf_add(&unknown, item);
            }
            if (!list.found)
                break;
        }
    }
    if (unknown.len)
        p.unknown = buf_str(&unknown);
    return p;
}

Str prefer_applied(Arena *a, const Prefer *p)
{
    Buf b = buf_new(a);
    for (isize i = 0; i < countof(preferences); i++)
        if (slot_value(p, preferences[i].slot) == preferences[i].value) {
            buf_add(&b, b.len ? S(", ") : S(""));
            buf_add(&b, str_of(preferences[i].text));
        }
    if (p->timezone.s) {
        buf_add(&b, b.len ? S(", timezone=") : S("timezone="));
        buf_add(&b, p->timezone);
    }
    if (p->max_affected_text.s && p->handling == HANDLING_STRICT) {
        buf_add(&b, b.len ? S(", ") : S(""));
        buf_add(&b, p->max_affected_text);
    }
    return b.len ? buf_str(&b) : (Str){0};
}
