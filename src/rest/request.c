#include "rest/request.h"
#include "rest/errors.h"

#include "base/buf.h"

#include <string.h>

typedef struct Parsing {
    Arena *arena;
    const RestConfig *config;
    const Request *req;
    Ask *ask;
    Error *error;
} Parsing;

static bool fails(Parsing *p, const ErrorKind *kind, Str message, Str details, Str hint)
{
    *p->error =
        (Error){.kind = kind, .message = message, .details = details, .hint = hint};
    return false;
}

static bool bad_http_method(Parsing *p, const ErrorKind *kind)
{
    Buf b = buf_new(p->arena);
    if (kind == &bad_rpc_method)
        buf_addf(&b, "Cannot use the %" STR_FMT " method on RPC",
                 STR_ARG(p->req->method_name));
    else
        buf_addf(&b, "Unsupported HTTP method: %" STR_FMT,
                 STR_ARG(p->req->method_name));
    return fails(p, kind, buf_str(&b), (Str){0}, (Str){0});
}

static bool call_action(Parsing *p)
{
    Ask *ask = p->ask;
    ask->action = ACTION_CALL;
    switch ((int)p->req->method) {
    case METHOD_HEAD:
        ask->headers_only = true; /* and */
        __attribute__((fallthrough));
    case METHOD_GET: ask->reads_arguments = true; return true;
    case METHOD_POST: return true;
    case METHOD_OPTIONS:
        ask->action = ACTION_CALL_OPTIONS;
        ask->reads_arguments = true;
        return true;
    default: return bad_http_method(p, &bad_rpc_method);
    }
}

static bool table_action(Parsing *p)
{
    Ask *ask = p->ask;
    switch ((int)p->req->method) {
    case METHOD_HEAD: ask->headers_only = true; __attribute__((fallthrough));
    case METHOD_GET: ask->action = ACTION_READ; return true;
    case METHOD_POST: ask->action = ACTION_CREATE; return true;
    case METHOD_PUT: ask->action = ACTION_PUT; return true;
    case METHOD_PATCH: ask->action = ACTION_UPDATE; return true;
    case METHOD_DELETE: ask->action = ACTION_DELETE; return true;
    case METHOD_OPTIONS: ask->action = ACTION_TABLE_OPTIONS; return true;
    default: return bad_http_method(p, &bad_method);
    }
}

/* POST of a JSON array to the root; a function that answers there has it for itself. */
static bool is_transaction(const Parsing *p)
{
    Str body = p->req->body;
    isize i = 0;
    while (i < body.len &&
           (body.s[i] == ' ' || (body.s[i] >= '\t' && body.s[i] <= '\r')))
        i++;
    return p->req->method == METHOD_POST && !p->config->root.name.s &&
           p->ask->content.kind == MEDIA_JSON && i < body.len && body.s[i] == '[';
}

static bool root_action(Parsing *p)
{
    if (is_transaction(p)) {
        p->ask->action = ACTION_TRANSACTION;
        return true;
    }
    if (p->config->openapi == OPENAPI_DISABLED)
        return fails(p, &openapi_disabled, (Str){0}, (Str){0}, (Str){0});
    if (p->config->root.name.s) {
        p->ask->target = p->config->root.name;
        return call_action(p);
    }
    switch ((int)p->req->method) {
    case METHOD_HEAD: p->ask->headers_only = true; __attribute__((fallthrough));
    case METHOD_GET: p->ask->action = ACTION_ROOT; return true;
    case METHOD_OPTIONS: p->ask->action = ACTION_ROOT_OPTIONS; return true;
    default: return bad_http_method(p, &bad_method);
    }
}

/* "/", "/table", "/rpc/function" */
static bool resource(Parsing *p)
{
    Str path = str_skip(p->req->path, p->config->prefix.len);
    if (path.len && path.s[0] == '/')
        path = str_skip(path, 1);
    if (!path.len)
        return root_action(p);
    StrPair parts = str_cut(path, '/');
    bool is_call = parts.found && str_eq(parts.head, S("rpc"));
    Str name = is_call ? parts.tail : path;
    if (!name.len || str_has(name, '/') ||
        !url_decode(p->arena, name, false, &p->ask->target) ||
        str_has(p->ask->target, 0))
        return fails(p, &bad_path, (Str){0}, (Str){0}, (Str){0});
    return is_call ? call_action(p) : table_action(p);
}

static Str joined(Arena *a, Strs names)
{
    Buf b = buf_new(a);
    for (isize i = 0; i < names.n; i++) {
        buf_add(&b, i ? S(", ") : S(""));
        buf_add(&b, names.v[i]);
    }
    return buf_str(&b);
}

static bool profile(Parsing *p)
{
    bool writes =
        p->req->method & (METHOD_POST | METHOD_PATCH | METHOD_PUT | METHOD_DELETE);
    Str wanted =
        header_get(p->req, writes ? S("content-profile") : S("accept-profile"));
    p->ask->schema = p->config->schemas.v[0];
    p->ask->profiled = p->config->schemas.n != 1;
    if (!wanted.s)
        return true;
    for (isize i = 0; i < p->config->schemas.n; i++)
        if (str_eq(p->config->schemas.v[i], wanted)) {
            p->ask->schema = p->config->schemas.v[i];
            p->ask->profiled = true;
            return true;
        }
    Buf m = buf_new(p->arena);
    buf_addf(&m, "Invalid schema: %" STR_FMT, STR_ARG(wanted));
    Str message = buf_str(&m);
    Buf h = buf_new(p->arena);
    buf_add(&h, S("Only the following schemas are exposed: "));
    buf_add(&h, joined(p->arena, p->config->schemas));
    return fails(p, &unknown_schema, message, (Str){0}, buf_str(&h));
}

/* Range: 0-9, or 10- without an end; anything else is as if it were absent. */
static Window header_window(Str value)
{
    StrPair cut = str_cut(value, '-');
    Window w = ALL_ROWS;
    if (!cut.found || !str_to_int(cut.head, &w.first))
        return ALL_ROWS;
    if (cut.tail.len && !str_to_int(cut.tail, &w.last))
        return ALL_ROWS;
    return w;
}

static bool windows(Parsing *p)
{
    Window header = ALL_ROWS, limit = ALL_ROWS;
    if (p->req->method == METHOD_GET)
        header = header_window(header_get(p->req, S("range")));
    Asked *own = p->ask->query.windows;
    while (own && own->path.n)
        own = own->next;
    if (own)
        limit = own->window;
    bool none = limit.first == 0 && limit.last == -1;
    p->ask->top = none ? NO_ROWS : window_meet(header, limit);
    if (window_is_empty(p->ask->top) && !none)
        return fails(p, &bad_range, (Str){0},
                     window_is_empty(header)
                         ? S("The lower boundary must be lower than or equal to the "
                             "upper boundary in the Range header.")
                         : S("Limit should be greater than or equal to zero."),
                     (Str){0});
    if (p->ask->action == ACTION_PUT && !window_is_all(p->ask->top))
        return fails(p, &put_with_limit, (Str){0}, (Str){0}, (Str){0});
    return true;
}

static bool unacceptable_content(Parsing *p)
{
    Buf b = buf_new(p->arena);
    buf_add(&b, S("Content-Type not acceptable: "));
    buf_add(&b, media_mime(p->arena, &p->ask->content));
    return fails(p, &invalid_body, buf_str(&b), (Str){0}, (Str){0});
}

static bool body(Parsing *p)
{
    Ask *ask = p->ask;
    bool is_call = ask->action == ACTION_CALL;
    if (!action_writes(ask->action) && !(is_call && !ask->reads_arguments))
        return true;
    if (ask->action == ACTION_DELETE)
        return true;
    Str text = p->req->body.s ? p->req->body : S("");
    bool columns = ask->query.has_columns && ask->action != ACTION_PUT;
    bool mapped = p->req->maps_body && !is_call;
    switch ((int)ask->content.kind) {
    case MEDIA_JSON:
        if (is_call && !text.len && !columns)
            text = S("{}");
        return payload_json(p->arena, text, mapped, columns, &ask->payload, p->error);
    case MEDIA_CSV: return payload_csv(p->arena, text, mapped, &ask->payload, p->error);
    case MEDIA_FORM:
        return payload_form(p->arena, text, !is_call, &ask->payload, p->error);
    case MEDIA_TEXT:
    case MEDIA_XML:
    case MEDIA_BYTES:
        if (!is_call)
            return unacceptable_content(p);
        ask->payload = (Payload){PAYLOAD_RAW, .raw = text};
        return true;
    default: return unacceptable_content(p);
    }
}

static bool no_nul_in_body(Parsing *p)
{
    const Payload *pay = &p->ask->payload;
    bool may = p->ask->content.kind == MEDIA_BYTES;
    if (may || pay->is_csv || !text_has_nul(pay->raw, pay->in_pieces))
        return true;
    return fails(p, &invalid_body, S("The body has a NUL byte"), (Str){0}, (Str){0});
}

static void columns(Ask *ask)
{
    bool raw_json = ask->payload.kind == PAYLOAD_JSON && ask->query.has_columns &&
                    ask->content.kind == MEDIA_JSON && ask->action != ACTION_PUT;
    ask->columns =
        raw_json ? ask->query.columns : (Strs){ask->payload.keys, ask->payload.n_keys};
}

bool parse_request(Arena *a, const RestConfig *config, const Request *req, Ask *out,
                   Error *error)
{
    Parsing p = {a, config, req, out, error};
    out->prefer = parse_prefer(a, req, config->tx_override);
    Str accept = header_get(req, S("accept")),
        content = header_get(req, S("content-type"));
    out->n_accepted = parse_accept(a, accept.s ? accept : S("*/*"), out->accepted);
    out->content = content.s ? parse_media(a, content) : (Media){.kind = MEDIA_JSON};
    if (!resource(&p) || !profile(&p))
        return false;
    bool arguments = out->action == ACTION_CALL && out->reads_arguments;
    if (!parse_query(a, req->query.s ? req->query : S(""), arguments, &out->query,
                     error))
        return false;
    if (!windows(&p) || !body(&p) || !no_nul_in_body(&p))
        return false;
    columns(out);
    return true;
}
