/* openapi_types.c — PostgreSQL's types in Swagger's words; tables and columns. */
#include "rest/json_text.h"
#include "rest/openapi.h"

#include <inttypes.h>

static const struct {
    const char *type, *swagger, *format;
} types[] = {
    {"character varying", "string", NULL},
    {"character", "string", NULL},
    {"text", "string", NULL},
    {"boolean", "boolean", NULL},
    {"smallint", "integer", "int32"},
    {"integer", "integer", "int32"},
    {"bigint", "integer", "int64"},
    {"numeric", "number", NULL},
    {"real", "number", NULL},
    {"double precision", "number", NULL},
    {"json", NULL, NULL},
    {"jsonb", NULL, NULL},
};

Str swagger_type(Str type)
{
    for (isize i = 0; i < countof(types); i++)
        if (str_eq(type, str_of(types[i].type)))
            return str_of(types[i].swagger);
    return str_ends(type, S("[]")) ? S("array") : S("string");
}

Str type_of_elements(Str type)
{
    return (Str){type.s, type.len - 2};
}

void doc_format(Doc *d, Str type)
{
    for (isize i = 0; i < countof(types); i++)
        if (types[i].format && str_eq(type, str_of(types[i].type))) {
            doc_text(d, S("format"), str_of(types[i].format));
            return;
        }
    doc_text(d, S("format"), type);
}

void doc_type(Doc *d, Str type)
{
    doc_text(d, S("type"), swagger_type(type));
    if (!str_ends(type, S("[]")))
        return;
    doc_open(d, S("items"), '{');
    doc_text(d, S("type"), swagger_type(type_of_elements(type)));
    doc_close(d, '}');
}

static bool is_json(Arena *a, Str text)
{
    JsonScan s = scan_of(a, text);
    return scan_skip_value(&s) && scan_peek(&s) == -1;
}

/* 'text'::type as a JSON text; of another type, what is JSON already. */
static void default_of(Doc *d, const Column *c)
{
    Str sql = c->default_sql;
    if (!sql.s)
        return;
    Str kind = swagger_type(c->type);
    if (!kind.s || !str_eq(kind, S("string"))) {
        if (is_json(d->b.arena, sql))
            doc_raw(d, S("default"), sql);
        return;
    }
    Buf cast = buf_new(d->b.arena);
    buf_addf(&cast, "::%" STR_FMT, STR_ARG(c->type));
    if (str_ends(sql, buf_str(&cast))) {
        sql.len -= cast.len;
        while (sql.len && sql.s[0] == '\'')
            sql = str_skip(sql, 1);
        while (sql.len && sql.s[sql.len - 1] == '\'')
            sql.len--;
    }
    doc_text(d, S("default"), sql);
}

static const Rel *reference_of(const Schema *s, const Table *t, const Column *c)
{
    RelRange of = schema_rels(s, t->schema, t->name, t->schema);
    for (int views = 0; views < 2; views++)
        for (isize i = 0; i < of.n; i++) {
            const Rel *r = &of.first[i];
            bool forward = r->kind == REL_M2O || (r->kind == REL_O2O && !r->is_parent);
            if (forward && r->other_is_view == views && r->n_pairs == 1 &&
                str_eq(r->pairs[0].here, c->name))
                return r;
        }
    return NULL;
}

static bool in_key(const Table *t, const Column *c)
{
    return names_have(t->key.v, t->key.n, c->name);
}

static Str description_of(Arena *a, const Schema *s, const Table *t, const Column *c)
{
    const Rel *r = reference_of(s, t, c);
    if (!r && !in_key(t, c))
        return c->description;
    Buf b = buf_new(a);
    if (c->description.s) {
        buf_add(&b, c->description);
        buf_add(&b, S("\n\n"));
    }
    buf_add(&b, S("Note:"));
    if (in_key(t, c))
        buf_add(&b, S("\nThis is a Primary Key.<pk/>"));
    if (r)
        buf_addf(&b,
                 "\nThis is a Foreign Key to `%" STR_FMT ".%" STR_FMT
                 "`.<fk table='%" STR_FMT "' column='%" STR_FMT "'/>",
                 STR_ARG(r->other), STR_ARG(r->pairs[0].there), STR_ARG(r->other),
                 STR_ARG(r->pairs[0].there));
    return buf_str(&b);
}

static void property(Doc *d, const Schema *s, const Table *t, const Column *c)
{
    doc_open(d, c->name, '{');
    default_of(d, c);
    doc_text(d, S("description"), description_of(d->b.arena, s, t, c));
    if (c->labels.n) {
        doc_open(d, S("enum"), '[');
        for (isize i = 0; i < c->labels.n; i++)
            doc_text(d, (Str){0}, c->labels.v[i]);
        doc_close(d, ']');
    }
    doc_format(d, c->type);
    if (c->max_length) {
        Buf b = buf_new(d->b.arena);
        buf_addf(&b, "%d", c->max_length);
        Str n = buf_str(&b);
        doc_raw(d, S("maxLength"), n);
    }
    doc_type(d, c->type);
    doc_close(d, '}');
}

static void definition(Doc *d, const Schema *s, const Table *t)
{
    doc_open(d, t->name, '{');
    doc_text(d, S("description"), t->description);
    doc_text(d, S("type"), S("object"));
    doc_open(d, S("properties"), '{');
    for (isize i = 0; i < t->n_columns; i++)
        property(d, s, t, &t->columns[i]);
    doc_close(d, '}');
    isize required = 0;
    for (isize i = 0; i < t->n_columns; i++)
        if (!t->columns[i].nullable) {
            if (!required++)
                doc_open(d, S("required"), '[');
            doc_text(d, (Str){0}, t->columns[i].name);
        }
    if (required)
        doc_close(d, ']');
    doc_close(d, '}');
}

void doc_definitions(Doc *d, const Schema *s, const OpenApiParts *parts)
{
    doc_open(d, S("definitions"), '{');
    for (isize i = 0; i < parts->n_tables; i++)
        definition(d, s, parts->tables[i]);
    doc_close(d, '}');
}
