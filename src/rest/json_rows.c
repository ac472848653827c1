#include "rest/json_rows.h"
#include "rest/json_text.h"

#include <string.h>

/* Object identifiers of pg_type; the same in every PostgreSQL. */
enum {
    OID_BOOL = 16,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_JSON = 114,
    OID_FLOAT4 = 700,
    OID_FLOAT8 = 701,
    OID_TIMESTAMP = 1114,
    OID_TIMESTAMPTZ = 1184,
    OID_NUMERIC = 1700,
    OID_JSONB = 3802,
};

static void add_quoted_plain(Buf *b, Str text)
{
    buf_add(b, S("\""));
    buf_add(b, text);
    buf_add(b, S("\""));
}

/* Finite numbers stand bare; NaN and the infinities are texts. */
static void add_float(Buf *b, Str text)
{
    char last = text.len ? text.s[text.len - 1] : 0;
    if (last >= '0' && last <= '9')
        buf_add(b, text);
    else
        add_quoted_plain(b, text);
}

static bool lacks_minutes(Str time)
{
    char sign = time.len > 3 ? time.s[time.len - 3] : 0;
    return sign == '+' || sign == '-';
}

/* Most have a year of four digits, and no era. */
static bool is_usual(Str text)
{
    return text.len > 18 && text.s[10] == ' ' && text.s[text.len - 1] != 'C';
}

static void add_usual_timestamp(Buf *b, Str text, bool zoned)
{
    char *at = buf_room(b, text.len + 1);
    at[0] = '"';
    memcpy(at + 1, text.s, (size_t)text.len);
    at[11] = 'T';
    b->len += text.len + 1;
    buf_add(b, zoned && lacks_minutes(text) ? S(":00\"") : S("\""));
}

/* "2024-01-31 10:00:00+02 BC": a T for the first blank; an offset of whole hours gets
 * its minutes. */
static void add_timestamp(Buf *b, Str text, bool zoned)
{
    if (is_usual(text)) {
        add_usual_timestamp(b, text, zoned);
        return;
    }
    StrPair p = str_cut(text, ' ');
    buf_add(b, S("\""));
    buf_add(b, p.head);
    if (p.found) {
        StrPair era = str_cut(p.tail, ' ');
        buf_add(b, S("T"));
        buf_add(b, era.head);
        if (zoned && lacks_minutes(era.head))
            buf_add(b, S(":00"));
        if (era.found) {
            buf_add(b, S(" "));
            buf_add(b, era.tail);
        }
    }
    buf_add(b, S("\""));
}

void add_json_value(Buf *b, JsonKind kind, Str text)
{
    switch (kind) {
    case JSON_QUOTED: add_json_text(b, text); break;
    case JSON_FLOAT: add_float(b, text); break;
    case JSON_BOOL: buf_add(b, text.s[0] == 't' ? S("true") : S("false")); break;
    case JSON_TIMESTAMP: add_timestamp(b, text, false); break;
    case JSON_TIMESTAMPTZ: add_timestamp(b, text, true); break;
    case JSON_NUMBER:
    case JSON_RAW:
    case JSON_WRAPPED: buf_add(b, text); break;
    }
}

/* `{"id":` and `,"name":`, once for all rows. */
const Str *json_row_heads(Arena *a, const Shape *shape)
{
    Str *heads = make_n(a, Str, shape->n + 1);
    for (isize i = 0; i < shape->n; i++) {
        Buf h = buf_new(a);
        buf_add(&h, i ? S(",") : S("{"));
        add_json_text(&h, shape->v[i].name);
        buf_add(&h, S(":"));
        heads[i] = buf_str(&h);
    }
    return heads;
}

void add_json_row(Buf *b, const Shape *shape, const Str *heads, const PGresult *r,
                  int row)
{
    if (!shape->n)
        buf_add(b, S("{"));
    for (isize i = 0; i < shape->n; i++) {
        buf_add(b, heads[i]);
        isize length = PQgetlength(r, row, (int)i);
        if (!length && PQgetisnull(r, row, (int)i))
            buf_add(b, S("null"));
        else
            add_json_value(b, shape->v[i].json,
                           (Str){PQgetvalue(r, row, (int)i), length});
    }
    buf_add(b, S("}"));
}

static bool agrees(JsonKind kind, Oid type)
{
    bool number = type == OID_INT2 || type == OID_INT4 || type == OID_INT8;
    bool fraction = type == OID_FLOAT4 || type == OID_FLOAT8 || type == OID_NUMERIC;
    bool json = type == OID_JSON || type == OID_JSONB;
    bool time = type == OID_TIMESTAMP || type == OID_TIMESTAMPTZ || type == OID_BOOL;
    switch (kind) {
    case JSON_NUMBER: return number;
    case JSON_FLOAT: return fraction;
    case JSON_BOOL: return type == OID_BOOL;
    case JSON_RAW: return json;
    case JSON_TIMESTAMP: return type == OID_TIMESTAMP;
    case JSON_TIMESTAMPTZ: return type == OID_TIMESTAMPTZ;
    case JSON_QUOTED: return !number && !fraction && !json && !time;
    case JSON_WRAPPED: break;
    }
    return false;
}

static JsonKind kind_of(Oid type)
{
    static const struct {
        Oid type;
        JsonKind kind;
    } kinds[] = {{OID_BOOL, JSON_BOOL},
                 {OID_INT2, JSON_NUMBER},
                 {OID_INT4, JSON_NUMBER},
                 {OID_INT8, JSON_NUMBER},
                 {OID_FLOAT4, JSON_FLOAT},
                 {OID_FLOAT8, JSON_FLOAT},
                 {OID_NUMERIC, JSON_FLOAT},
                 {OID_JSON, JSON_RAW},
                 {OID_JSONB, JSON_RAW},
                 {OID_TIMESTAMP, JSON_TIMESTAMP},
                 {OID_TIMESTAMPTZ, JSON_TIMESTAMPTZ}};
    for (isize i = 0; i < countof(kinds); i++)
        if (kinds[i].type == type)
            return kinds[i].kind;
    return JSON_QUOTED;
}

Shape shape_by_types(Arena *a, const Shape *shape, const PGresult *r)
{
    Shape own = {.v = make_n(a, OutColumn, shape->n + 1), .n = shape->n};
    for (isize i = 0; i < shape->n; i++)
        own.v[i] = (OutColumn){shape->v[i].name, kind_of(PQftype(r, (int)i))};
    return own;
}

bool shape_agrees(const Shape *shape, const PGresult *r)
{
    if (PQnfields(r) != shape->n)
        return false;
    for (isize i = 0; i < shape->n; i++)
        if (!agrees(shape->v[i].json, PQftype(r, (int)i)))
            return false;
    return true;
}
