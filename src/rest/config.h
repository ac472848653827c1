/* config.h — what `/rest/v1` and `rung rest` may be told. */
#ifndef REST_CONFIG_H
#define REST_CONFIG_H

#include "base/error.h"

typedef enum OpenApiMode {
    OPENAPI_FOLLOW_PRIVILEGES,
    OPENAPI_IGNORE_PRIVILEGES,
    OPENAPI_DISABLED
} OpenApiMode;

typedef struct Name {
    Str schema, name; /* schema: null when the search path finds it */
} Name;

/* Strings live as long as the process. */
typedef struct RestConfig {
    Strs schemas; /* exposed; the first is the default */
    Strs extra_search_path;
    Str anon_role;         /* null: a token is needed */
    Name pre_request;      /* name null: none */
    Strs hoisted_settings; /* of functions, set for the transaction */
    Strs app_settings;     /* name, value, ... */
    int64_t max_rows;      /* of one answer; 0: no limit */
    bool rolls_back;       /* transactions end in a rollback unless tx=commit may ask */
    bool tx_override;      /* Prefer: tx= is heard */
    bool aggregates, plans;
    bool legacy_target_names; /* a filter may name an embed that has an alias */
    bool terse_errors;        /* code and message only */
    Strs explained_to; /* roles that are told why PostgreSQL refused; "*": everybody */
    bool unprepared;   /* PGRST_DB_PREPARED_STATEMENTS=false */
    bool timing;       /* Server-Timing */
    OpenApiMode openapi;
    bool openapi_security;
    Str openapi_proxy_uri;     /* null: the request's own host */
    Name root;                 /* a function that answers "/"; name null: none */
    Str trace_header;          /* echoed; lower case; null: none */
    bool quiet_reads;          /* connections have the default search path already */
    bool own_identity;         /* `rung rest`: tokens are checked here, not by serve */
    Str jwt_aud, jwt_role_key; /* jwt_aud null: any audience */
    Strs cors_origins;         /* empty: any */
    Strs guessable;            /* routines that check a password: calls are counted */
    Str prefix;                /* before every path of ours: "/rest/v1" or "" */
    Str base_url;              /* "http://127.0.0.1:3000", for the root document */
} RestConfig;

/* `rung rest`: PGRST_* from the environment. */
typedef struct RestServer {
    RestConfig rest;
    Str db_uri, jwt_secret, host;
    bool jwt_base64;
    int port, pool;
    const char *schema_channel;
} RestServer;

/* What every connection starts with, as C's JSON relies on it.  Before any thread. */
void rest_environment(void);

/* `/rest/v1` of `rung serve`. */
RestConfig rest_config_of_rung(Str base_url, int64_t max_rows, bool development);

bool rest_config_from_environment(Arena *a, RestServer *out, Error *error);

#endif
