/* openapi_paths.c — what can be asked of each address, and by which parameters. */
#include "rest/openapi.h"

static const struct {
    const char *key, *name, *description, *in, *type, *more;
} fixed[] = {
    {"preferParams", "Prefer", "Preference", "header", "string", NULL},
    {"preferReturn", "Prefer", "Preference", "header", "string",
     "[\"return=representation\",\"return=minimal\",\"return=none\"]"},
    {"preferCount", "Prefer", "Preference", "header", "string", "[\"count=none\"]"},
    {"preferPost", "Prefer", "Preference", "header", "string",
     "[\"return=representation\",\"return=minimal\",\"return=none\","
     "\"resolution=ignore-duplicates\",\"resolution=merge-duplicates\"]"},
    {"select", "select", "Filtering Columns", "query", "string", NULL},
    {"on_conflict", "on_conflict", "On Conflict", "query", "string", NULL},
    {"order", "order", "Ordering", "query", "string", NULL},
    {"range", "Range", "Limiting and Pagination", "header", "string", NULL},
    {"rangeUnit", "Range-Unit", "Limiting and Pagination", "header", "string", NULL},
    {"offset", "offset", "Limiting and Pagination", "query", "string", NULL},
    {"limit", "limit", "Limiting and Pagination", "query", "string", NULL},
};

static Str joined(Doc *d, const char *first, Str a, Str b)
{
    Buf text = buf_new(d->b.arena);
    buf_addf(&text, "%s%" STR_FMT, first, STR_ARG(a));
    if (b.s)
        buf_addf(&text, ".%" STR_FMT, STR_ARG(b));
    return buf_str(&text);
}

static void plain_parameter(Doc *d, Str key, Str name, Str description, Str in,
                            Str type)
{
    doc_open(d, key, '{');
    doc_text(d, S("name"), name);
    doc_text(d, S("description"), description);
    doc_raw(d, S("required"), S("false"));
    doc_text(d, S("in"), in);
    doc_text(d, S("type"), type);
}

static void table_parameters(Doc *d, const Table *t)
{
    doc_open(d, joined(d, "body.", t->name, (Str){0}), '{');
    doc_text(d, S("name"), t->name);
    doc_text(d, S("description"), t->name);
    doc_raw(d, S("required"), S("false"));
    doc_text(d, S("in"), S("body"));
    doc_open(d, S("schema"), '{');
    doc_text(d, S("$ref"), joined(d, "#/definitions/", t->name, (Str){0}));
    doc_close(d, '}');
    doc_close(d, '}');
    for (isize i = 0; i < t->n_columns; i++) {
        const Column *c = &t->columns[i];
        plain_parameter(d, joined(d, "rowFilter.", t->name, c->name), c->name,
                        c->description, S("query"), S("string"));
        doc_close(d, '}');
    }
}

void doc_parameters(Doc *d, const OpenApiParts *parts)
{
    doc_open(d, S("parameters"), '{');
    for (isize i = 0; i < countof(fixed); i++) {
        plain_parameter(d, str_of(fixed[i].key), str_of(fixed[i].name),
                        str_of(fixed[i].description), str_of(fixed[i].in),
                        str_of(fixed[i].type));
        if (fixed[i].more)
            doc_raw(d, S("enum"), str_of(fixed[i].more));
        if (str_eq(str_of(fixed[i].key), S("rangeUnit")))
            doc_text(d, S("default"), S("items"));
        doc_close(d, '}');
    }
    for (isize i = 0; i < parts->n_tables; i++)
        table_parameters(d, parts->tables[i]);
    doc_close(d, '}');
}

static void reference(Doc *d, Str name)
{
    doc_open(d, (Str){0}, '{');
    doc_text(d, S("$ref"), joined(d, "#/parameters/", name, (Str){0}));
    doc_close(d, '}');
}

/* The first line of a comment is a summary, the rest a description. */
static void summary(Doc *d, Str description)
{
    StrPair p = str_cut(description, '\n');
    while (p.tail.len && p.tail.s[0] == '\n')
        p.tail = str_skip(p.tail, 1);
    doc_text(d, S("summary"), p.head);
    if (p.tail.len)
        doc_text(d, S("description"), p.tail);
}

static void answer(Doc *d, const char *status, Str description)
{
    doc_open(d, S("responses"), '{');
    doc_open(d, str_of(status), '{');
    doc_text(d, S("description"), description);
    doc_close(d, '}');
    doc_close(d, '}');
}

static void operation(Doc *d, const Table *t, const char *method)
{
    doc_open(d, str_of(method), '{');
    doc_open(d, S("tags"), '[');
    doc_text(d, (Str){0}, t->name);
    doc_close(d, ']');
    summary(d, t->description);
}

static void row_filters(Doc *d, const Table *t)
{
    doc_open(d, S("parameters"), '[');
    for (isize i = 0; i < t->n_columns; i++)
        reference(d, joined(d, "rowFilter.", t->name, t->columns[i].name));
}

static void get_operation(Doc *d, const Table *t)
{
    static const char *const names[] = {"select", "order", "range",      "rangeUnit",
                                        "offset", "limit", "preferCount"};
    operation(d, t, "get");
    row_filters(d, t);
    for (isize i = 0; i < countof(names); i++)
        reference(d, str_of(names[i]));
    doc_close(d, ']');
    doc_open(d, S("responses"), '{');
    doc_open(d, S("200"), '{');
    doc_text(d, S("description"), S("OK"));
    doc_open(d, S("schema"), '{');
    doc_text(d, S("type"), S("array"));
    doc_open(d, S("items"), '{');
    doc_text(d, S("$ref"), joined(d, "#/definitions/", t->name, (Str){0}));
    doc_close(d, '}');
    doc_close(d, '}');
    doc_close(d, '}');
    doc_raw(d, S("206"), S("{\"description\":\"Partial Content\"}"));
    doc_close(d, '}');
    doc_close(d, '}');
}

static void post_operation(Doc *d, const Table *t)
{
    operation(d, t, "post");
    doc_open(d, S("parameters"), '[');
    reference(d, joined(d, "body.", t->name, (Str){0}));
    reference(d, S("select"));
    reference(d, S("preferPost"));
    doc_close(d, ']');
    answer(d, "201", S("Created"));
    doc_close(d, '}');
}

static void change_operation(Doc *d, const Table *t, const char *method, bool has_body)
{
    operation(d, t, method);
    row_filters(d, t);
    if (has_body)
        reference(d, joined(d, "body.", t->name, (Str){0}));
    reference(d, S("preferReturn"));
    doc_close(d, ']');
    answer(d, "204", S("No Content"));
    doc_close(d, '}');
}

static void table_path(Doc *d, const Table *t)
{
    doc_open(d, joined(d, "/", t->name, (Str){0}), '{');
    get_operation(d, t);
    if (t->insertable || t->updatable || t->deletable) {
        post_operation(d, t);
        change_operation(d, t, "delete", false);
        change_operation(d, t, "patch", true);
    }
    doc_close(d, '}');
}

static void routine_operation(Doc *d, const Routine *f, const char *method)
{
    doc_open(d, str_of(method), '{');
    doc_open(d, S("tags"), '[');
    doc_text(d, (Str){0}, joined(d, "(rpc) ", f->name, (Str){0}));
    doc_close(d, ']');
    summary(d, f->description);
    doc_raw(d, S("produces"),
            S("[\"application/json\",\"application/vnd.pgrst.object+json;nulls="
              "stripped\",\"application/vnd.pgrst.object+json\"]"));
}

static void query_parameter(Doc *d, const Parameter *p)
{
    Str type = swagger_type(p->type);
    bool array = type.s && str_eq(type, S("array"));
    doc_open(d, (Str){0}, '{');
    doc_text(d, S("name"), p->name);
    doc_raw(d, S("required"), p->required ? S("true") : S("false"));
    doc_text(d, S("in"), S("query"));
    if (p->variadic) {
        doc_text(d, S("type"), S("array"));
        doc_text(d, S("collectionFormat"), S("multi"));
        doc_open(d, S("items"), '{');
        doc_text(d, S("type"), swagger_type(type_of_elements(p->type)));
        doc_format(d, type_of_elements(p->type));
        doc_close(d, '}');
    } else {
        doc_format(d, p->type);
        doc_text(d, S("type"), !type.s || array ? S("string") : type);
    }
    doc_close(d, '}');
}

static void body_properties(Doc *d, const Routine *f)
{
    isize required = 0;
    doc_open(d, S("properties"), '{');
    for (isize i = 0; i < f->n_parameters; i++) {
        doc_open(d, f->parameters[i].name, '{');
        doc_format(d, f->parameters[i].type);
        doc_type(d, f->parameters[i].type);
        doc_close(d, '}');
        required += f->parameters[i].required;
    }
    doc_close(d, '}');
    if (!required)
        return;
    doc_open(d, S("required"), '[');
    for (isize i = 0; i < f->n_parameters; i++)
        if (f->parameters[i].required)
            doc_text(d, (Str){0}, f->parameters[i].name);
    doc_close(d, ']');
}

static void routine_path(Doc *d, const Routine *f)
{
    doc_open(d, joined(d, "/rpc/", f->name, (Str){0}), '{');
    if (f->volatility != 'v') {
        routine_operation(d, f, "get");
        doc_open(d, S("parameters"), '[');
        for (isize i = 0; i < f->n_parameters; i++)
            query_parameter(d, &f->parameters[i]);
        doc_close(d, ']');
        answer(d, "200", S("OK"));
        doc_close(d, '}');
    }
    routine_operation(d, f, "post");
    doc_open(d, S("parameters"), '[');
    doc_open(d, (Str){0}, '{');
    doc_text(d, S("name"), S("args"));
    doc_raw(d, S("required"), S("true"));
    doc_text(d, S("in"), S("body"));
    doc_open(d, S("schema"), '{');
    doc_text(d, S("description"), f->description);
    doc_text(d, S("type"), S("object"));
    body_properties(d, f);
    doc_close(d, '}');
    doc_close(d, '}');
    reference(d, S("preferParams"));
    doc_close(d, ']');
    answer(d, "200", S("OK"));
    doc_close(d, '}');
    doc_close(d, '}');
}

void doc_paths(Doc *d, const OpenApiParts *parts)
{
    doc_open(d, S("paths"), '{');
    doc_raw(
        d, S("/"),
        S("{\"get\":{\"tags\":[\"Introspection\"],\"summary\":\"OpenAPI description "
          "(this document)\",\"produces\":[\"application/openapi+json\","
          "\"application/json\"],\"responses\":{\"200\":{\"description\":\"OK\"}}}}"));
    for (isize i = 0; i < parts->n_tables; i++)
        table_path(d, parts->tables[i]);
    for (isize i = 0; i < parts->n_routines; i++)
        routine_path(d, parts->routines[i]);
    doc_close(d, '}');
}
