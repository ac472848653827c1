/* config.c — `rung rest`'s settings, by PostgREST's own names for them. */
#include "rest/config.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

extern char **environ;

static const ErrorKind bad_setting = {500, "bad_setting", "A setting is not usable."};

static Str setting(const char *name)
{
    return str_of(getenv(name));
}

static Str trimmed(Str s)
{
    while (s.len && (s.s[0] == ' ' || s.s[0] == '\t'))
        s = str_skip(s, 1);
    while (s.len && (s.s[s.len - 1] == ' ' || s.s[s.len - 1] == '\t'))
        s.len--;
    return s;
}

static Strs list_of(Arena *a, Str text)
{
    Str *v = make_n(a, Str, text.len + 1);
    isize n = 0;
    for (StrPair p = str_cut(text, ',');; p = str_cut(p.tail, ',')) {
        Str item = trimmed(p.head);
        if (item.len)
            v[n++] = item;
        if (!p.found)
            return (Strs){v, n};
    }
}

static Strs list_setting(Arena *a, const char *name, Str otherwise)
{
    Str text = setting(name);
    return list_of(a, text.s ? text : otherwise);
}

static bool flag(const char *name, bool otherwise)
{
    Str text = setting(name);
    if (!text.s)
        return otherwise;
    return str_eq_nocase(text, S("true")) || str_eq_nocase(text, S("on")) ||
           str_eq(text, S("1"));
}

static Str text_setting(const char *name, Str otherwise)
{
    Str text = setting(name);
    return text.len ? text : otherwise;
}

static Name name_setting(const char *name)
{
    Str text = setting(name);
    if (!text.len)
        return (Name){0};
    StrPair p = str_cut(text, '.');
    return p.found ? (Name){p.head, p.tail} : (Name){.name = text};
}

static int64_t number_setting(const char *name, int64_t otherwise)
{
    int64_t n;
    return str_to_int(setting(name), &n) ? n : otherwise;
}

/* PGRST_APP_SETTINGS_X gives app.settings.X. */
static Strs app_settings(Arena *a)
{
    isize n = 0, room = 0;
    for (char **e = environ; *e; e++)
        room += 2;
    Str *v = make_n(a, Str, room + 1);
    Str prefix = S("PGRST_APP_SETTINGS_");
    for (char **e = environ; *e; e++) {
        StrPair kv = str_cut(str_of(*e), '=');
        if (!str_starts(kv.head, prefix))
            continue;
        Buf b = buf_new(a);
        buf_add(&b, S("app.settings."));
        buf_add(&b, str_lower(a, str_skip(kv.head, prefix.len)));
        v[n++] = buf_str(&b);
        v[n++] = kv.tail;
    }
    return (Strs){v, n};
}

static void transaction_end(RestConfig *c)
{
    Str end = setting("PGRST_DB_TX_END");
    c->rolls_back = str_starts(end, S("rollback"));
    c->tx_override = str_ends(end, S("-allow-override"));
}

static OpenApiMode openapi_mode(void)
{
    Str mode = setting("PGRST_OPENAPI_MODE");
    return str_eq(mode, S("disabled"))            ? OPENAPI_DISABLED
           : str_eq(mode, S("ignore-privileges")) ? OPENAPI_IGNORE_PRIVILEGES
                                                  : OPENAPI_FOLLOW_PRIVILEGES;
}

static Str trace_header(Arena *a)
{
    Str name = setting("PGRST_SERVER_TRACE_HEADER");
    return name.len ? str_lower(a, name) : (Str){0};
}

static RestConfig rest_part(Arena *a)
{
    RestConfig c = {
        .schemas = list_setting(a, "PGRST_DB_SCHEMAS", S("public")),
        .extra_search_path = list_setting(a, "PGRST_DB_EXTRA_SEARCH_PATH", S("public")),
        .anon_role = text_setting("PGRST_DB_ANON_ROLE", (Str){0}),
        .pre_request = name_setting("PGRST_DB_PRE_REQUEST"),
        .hoisted_settings =
            list_setting(a, "PGRST_DB_HOISTED_TX_SETTINGS",
                         S("statement_timeout,plan_filter.statement_cost_limit,"
                           "default_transaction_isolation")),
        .app_settings = app_settings(a),
        .max_rows = number_setting("PGRST_DB_MAX_ROWS", 0),
        .aggregates = flag("PGRST_DB_AGGREGATES_ENABLED", false),
        .plans = flag("PGRST_DB_PLAN_ENABLED", false),
        .legacy_target_names = flag("PGRST_URL_USE_LEGACY_TARGET_NAMES", true),
        .terse_errors = str_eq(setting("PGRST_CLIENT_ERROR_VERBOSITY"), S("minimal")),
        .explained_to =
            list_setting(a, "PGRST_CLIENT_ERROR_EXPLAIN", S("service_role")),
        .unprepared = !flag("PGRST_DB_PREPARED_STATEMENTS", true),
        .timing = flag("PGRST_SERVER_TIMING_ENABLED", false),
        .openapi = openapi_mode(),
        .openapi_security = flag("PGRST_OPENAPI_SECURITY_ACTIVE", false),
        .openapi_proxy_uri = text_setting("PGRST_OPENAPI_SERVER_PROXY_URI", (Str){0}),
        .root = name_setting("PGRST_DB_ROOT_SPEC"),
        .trace_header = trace_header(a),
        .jwt_aud = text_setting("PGRST_JWT_AUD", (Str){0}),
        .jwt_role_key = text_setting("PGRST_JWT_ROLE_CLAIM_KEY", S("$.role")),
        .cors_origins = list_setting(a, "PGRST_SERVER_CORS_ALLOWED_ORIGINS", S("")),
        .own_identity = true,
        .prefix = S(""),
    };
    transaction_end(&c);
    return c;
}

bool rest_config_from_environment(Arena *a, RestServer *out, Error *error)
{
    *out = (RestServer){
        .rest = rest_part(a),
        .db_uri = text_setting("PGRST_DB_URI", S("postgresql://")),
        .jwt_secret = text_setting("PGRST_JWT_SECRET", (Str){0}),
        .jwt_base64 = flag("PGRST_JWT_SECRET_IS_BASE64", false),
        .host = text_setting("PGRST_SERVER_HOST", S("!4")),
        .port = (int)number_setting("PGRST_SERVER_PORT", 3000),
        .pool = (int)number_setting("PGRST_DB_POOL", 10),
        .schema_channel =
            flag("PGRST_DB_CHANNEL_ENABLED", true)
                ? str_cstr(a, text_setting("PGRST_DB_CHANNEL", S("pgrst")))
                : NULL,
    };
    /* PostgREST's words for "any address". */
    if (str_eq(out->host, S("!4")) || str_eq(out->host, S("*4")) ||
        str_eq(out->host, S("*")))
        out->host = S("0.0.0.0");
    if (str_eq(out->host, S("!6")) || str_eq(out->host, S("*6")))
        out->host = S("::");
    Buf b = buf_new(a);
    buf_addf(&b, "http://%" STR_FMT ":%d", STR_ARG(out->host), out->port);
    out->rest.base_url = buf_str(&b);
    if (out->rest.schemas.n)
        return true;
    *error = (Error){.kind = &bad_setting,
                     .details = S("PGRST_DB_SCHEMAS is empty"),
                     .hint = S("Name at least one schema.")};
    return false;
}

void rest_environment(void)
{
    setenv("PGCLIENTENCODING", "UTF8", 1);
    setenv("PGDATESTYLE", "ISO", 1);
}

RestConfig rest_config_of_rung(Str base_url, int64_t max_rows, bool development)
{
    static const Str schemas[] = {{"public", 6}}, extra[] = {{"extensions", 10}};
    static const Str everybody[] = {{"*", 1}}, service[] = {{"service_role", 12}};
    static const Str hoisted[] = {{"statement_timeout", 17}};
    static const Str guessable[] = {{"get_public_generated_resume", 27},
                                    {"get_public_cover_letter", 23},
                                    {"set_share_password", 18}};
    return (RestConfig){.schemas = {schemas, 1},
                        .extra_search_path = {extra, 1},
                        .anon_role = S("anon"),
                        .hoisted_settings = {hoisted, 1},
                        .guessable = {guessable, countof(guessable)},
                        .max_rows = max_rows,
                        .explained_to = {development ? everybody : service, 1},
                        .legacy_target_names = true,
                        .quiet_reads = true,
                        .prefix = S("/rest/v1"),
                        .base_url = base_url};
}
