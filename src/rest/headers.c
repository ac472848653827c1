/* headers.c — what an answer's head says, and what functions may say instead. */
#include "rest/errors.h"
#include "rest/rest.h"

#include <jansson.h>
#include <string.h>

void free_json(void *tree)
{
    json_decref(tree);
}

static bool has_header(const Response *res, Str name)
{
    for (int i = 0; i < res->n_headers; i++)
        if (str_eq_nocase(res->headers[i].name, name))
            return true;
    return false;
}

static void drop_header(Response *res, Str name)
{
    int kept = 0;
    for (int i = 0; i < res->n_headers; i++)
        if (!str_eq_nocase(res->headers[i].name, name))
            res->headers[kept++] = res->headers[i];
    res->n_headers = kept;
}

/* No line's end may come from a function's text. */
static bool is_header_text(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] < ' ' || s[i] == 0x7F)
            return false;
    return true;
}

/* One {"name": "value"}. */
static bool use_header(Ctx *cx, json_t *object, bool replace)
{
    void *only = json_object_iter(object);
    if (json_object_size(object) != 1 || !only)
        return false;
    const char *name = json_object_iter_key(only);
    json_t *value = json_object_iter_value(only);
    if (!json_is_string(value) || !is_header_text(name, strlen(name)) || !*name ||
        !is_header_text(json_string_value(value), json_string_length(value)))
        return false;
    Str key = str_lower(cx->arena, str_of(name));
    if (replace) {
        drop_header(&cx->res, key);
        return true;
    }
    Str text = str_copy(cx->arena, str_of(json_string_value(value)));
    if (str_eq(key, S("content-type")))
        cx->res.content_type = text;
    else if (cx->res.n_headers < HEADERS_FROM_SQL)
        return header_add(&cx->res, key, text);
    else
        return false;
    return true;
}

static bool use_headers(Ctx *cx, const char *text)
{
    json_t *list = json_loads(text, 0, NULL);
    if (list)
        defer(cx, free_json, list);
    bool ok = json_is_array(list);
    for (int pass = 0; ok && pass < 2; pass++)
        for (size_t i = 0; ok && i < json_array_size(list); i++)
            ok = use_header(cx, json_array_get(list, i), pass == 0);
    return ok || fail(cx, .kind = &bad_response_headers);
}

static bool use_status(Ctx *cx, const char *text)
{
    int64_t status;
    if (!str_to_int(str_of(text), &status) || status < FIRST_FINAL_STATUS ||
        status > 599)
        return fail(cx, .kind = &bad_response_status);
    cx->res.status = (int)status;
    return true;
}

bool apply_settings(Ctx *cx, const RestJob *job)
{
    if (job->settings < 0)
        return true;
    const PGresult *r = cx->job.reply.results[job->settings];
    if (!PQgetisnull(r, 0, 1) && !use_status(cx, PQgetvalue(r, 0, 1)))
        return false;
    return PQgetisnull(r, 0, 0) || use_headers(cx, PQgetvalue(r, 0, 0));
}

static void add_timing(Ctx *cx, const RestJob *job)
{
    uint64_t now = uv_hrtime();
    uint64_t planned = job->planned ? job->planned : job->parsed;
    Buf b = buf_new(cx->arena);
    buf_addf(&b,
             "jwt;dur=0.0, parse;dur=%.1f, plan;dur=%.1f, transaction;dur=%.1f, "
             "response;dur=0.0",
             (double)(job->parsed - job->started) / 1e6,
             (double)(planned - job->parsed) / 1e6, (double)(now - planned) / 1e6);
    header_add(&cx->res, S("server-timing"), buf_str(&b));
}

static void add_replacements(Buf *b, const Node *n)
{
    if (n->found_by_legacy_name)
        buf_addf(b, "%s`%" STR_FMT "` to `%" STR_FMT "`", b->len ? ", " : "",
                 STR_ARG(n->relation), STR_ARG(n->alias));
    for (const Node *c = n->first; c; c = c->next)
        add_replacements(b, c);
}

static void add_warning(Ctx *cx, const RestJob *job)
{
    if (!job->plan.root)
        return;
    Buf names = buf_new(cx->arena);
    add_replacements(&names, job->plan.root);
    if (!names.len)
        return;
    Str list = buf_str(&names);
    Buf b = buf_new(cx->arena);
    buf_addf(
        &b,
        "299 PostgRESTv16 \"Embedded resource was referenced by relation name even "
        "though it has an alias. This is deprecated and will stop working in a "
        "future release. Update %" STR_FMT
        " in query string filters, orders or limits.\"",
        STR_ARG(list));
    header_add(&cx->res, S("warning"), buf_str(&b));
}

void add_common_headers(Ctx *cx, const RestJob *job)
{
    if (job->plan.config->timing)
        add_timing(cx, job);
    add_warning(cx, job);
    if (!has_header(&cx->res, S("vary")))
        header_add(&cx->res, S("vary"), S("Accept, Prefer, Range"));
}
