/* app.h — the process: what every request shares, read-only once serving. */
#ifndef SERVE_APP_H
#define SERVE_APP_H

#include "crypt/jwt.h"
#include "serve/route.h"

typedef enum SignupPolicy { SIGNUP_OPEN, SIGNUP_APPROVAL, SIGNUP_CLOSED } SignupPolicy;

struct App {
    Routes routes;
    Str site_url; /* where people reach us: "http://127.0.0.1:8080", without a slash at
                     the end */
    Str data_dir;
    Str files_dir; /* where objects' bytes lie */
    Str anon_key, service_role_key;
    Str anon_role, anon_claims; /* of a request without any token */
    Str search_path; /* of every transaction, unless a handler asks for another */
    JwtKeys *keys;
    SignupPolicy signup;
    bool confirm_email;
    bool anonymous_users; /* one may sign in as nobody in particular */
    int token_lifetime;   /* seconds of an access token */
    isize max_rows;       /* of one answer of /rest/v1; 0: no limit */
    bool costs;           /* test mode: answers carry X-Cost */
    Pool *pool;
    struct Workers *workers;
    struct RateLimits *limits;        /* NULL: none */
    struct SchemaCache *schema_cache; /* rest's */
    const struct WebApp *web;         /* web's */
    struct Pictures *pictures;        /* career's */
    Strs cors_origins;                /* whose pages may call; empty: anybody's */
    Str trace_header; /* echoed from requests in place of x-request-id; null: none */
    Str cors_exposed; /* headers that pages may read; null: Rung's list */
    const char *conninfo; /* as authenticator */
    bool (*database_is_up)(void);
};

#endif
