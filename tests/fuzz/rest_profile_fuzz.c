/*
 * A schema's name in Accept-Profile and Content-Profile: one of those that are exposed,
 * the same for reads and for writes, or an error; never the client's own bytes.
 */
#include "fuzz.h"
#include "rest/errors.h"
#include "rest/request.h"

static const Str schemas[] = {{"public", 6}, {"api v2", 6}, {"Zoë", 4}};
static const RestConfig config = {.schemas = {schemas, countof(schemas)}};

static bool ask(Arena *a, Method method, Str header, Str value, Ask *out, Error *e)
{
    Header h = {header, value};
    Request req = {.method = method,
                   .method_name = S("GET"),
                   .path = S("/films"),
                   .body = S("{}"),
                   .headers = &h,
                   .n_headers = 1};
    *out = (Ask){0};
    *e = (Error){0};
    return parse_request(a, &config, &req, out, e);
}

static bool is_exposed(Str schema)
{
    for (isize i = 0; i < countof(schemas); i++)
        if (schema.s == schemas[i].s)
            return true;
    return false;
}

static void one(Arena *a, Str text)
{
    Ask read, write, other;
    Error e, same;
    bool ok = ask(a, METHOD_GET, S("accept-profile"), text, &read, &e);
    assert(is_exposed(read.schema) && read.profiled);
    bool written = ask(a, METHOD_POST, S("content-profile"), text, &write, &same);
    assert(ok == written && e.kind == same.kind && read.schema.s == write.schema.s);
    assert(ok ? str_eq(read.schema, text) : e.kind == &unknown_schema);
    /* The other's header is none of theirs. */
    ok = ask(a, METHOD_GET, S("content-profile"), text, &other, &e);
    assert(ok && other.schema.s == schemas[0].s);
    ok = ask(a, METHOD_PATCH, S("accept-profile"), text, &other, &e);
    assert(ok && other.schema.s == schemas[0].s);
}

FUZZ(8 << 20, one)
