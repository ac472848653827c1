/*
 * identity.c — PostgREST's rules for tokens, when `rung rest` stands alone, and its
 * words for those that are refused, wherever.
 */
#include "rest/errors.h"
#include "rest/rest.h"

#include "crypt/crypt.h"

#include <jansson.h>
#include <stdlib.h>
#include <time.h>

static Str bearer(const Request *req, bool *there)
{
    StrPair p = str_cut(header_get(req, S("authorization")), ' ');
    *there = str_eq_nocase(p.head, S("bearer"));
    while (p.tail.len && p.tail.s[0] == ' ')
        p.tail = str_skip(p.tail, 1);
    return p.tail;
}

static int parts_of(Str token)
{
    int n = 1;
    for (isize i = 0; i < token.len; i++)
        n += token.s[i] == '.';
    return n;
}

static Error undecodable(const char *message, const char *details)
{
    return (Error){.kind = &jwt_undecodable,
                   .message = str_of(message),
                   .details = str_of(details)};
}

static Error refused_claims(const char *message)
{
    return (Error){.kind = &jwt_claims_refused, .message = str_of(message)};
}

static Error malformed(Arena *a, Str token)
{
    int n = parts_of(token);
    if (n == 3)
        return undecodable("JWT cryptographic operation failed", NULL);
    Buf b = buf_new(a);
    buf_addf(&b, "Expected 3 parts in JWT; got %d", n);
    return (Error){.kind = &jwt_undecodable, .message = buf_str(&b)};
}

/* The claims of a token whose signature holds, even when something in them does not. */
static json_t *claims_of(Arena *a, Str token)
{
    Str text;
    if (!base64url_decode(a, str_cut(str_cut(token, '.').tail, '.').head, &text))
        return NULL;
    return json_loadb(text.s, (size_t)text.len, 0, NULL);
}

/* Which of the time claims is no number, or whether it is the audience. */
static Error bad_claims(Arena *a, Str token)
{
    static const struct {
        const char *claim, *message;
    } numbers[] = {
        {"exp", "The JWT 'exp' claim must be a number"},
        {"nbf", "The JWT 'nbf' claim must be a number"},
        {"iat", "The JWT 'iat' claim must be a number"},
    };
    const char *message = "The JWT 'aud' claim must be a string or an array of strings";
    json_t *claims = claims_of(a, token);
    for (isize i = countof(numbers); i-- > 0;) {
        const json_t *v = json_object_get(claims, numbers[i].claim);
        if (v && !json_is_number(v) && !json_is_null(v))
            message = numbers[i].message;
    }
    json_decref(claims);
    return refused_claims(message);
}

static bool audience_is(json_t *v, Str wanted)
{
    return json_is_string(v) && str_eq(str_of(json_string_value(v)), wanted);
}

static bool audience_fits(Ctx *cx, json_t *claims, const RestConfig *config)
{
    json_t *aud = json_object_get(claims, "aud");
    if (!aud || json_is_null(aud) || !config->jwt_aud.s)
        return true;
    bool fits = audience_is(aud, config->jwt_aud);
    if (json_is_array(aud)) {
        fits = json_array_size(aud) == 0;
        for (size_t i = 0; i < json_array_size(aud); i++)
            fits |= audience_is(json_array_get(aud, i), config->jwt_aud);
    }
    return fits || fail_with(cx, refused_claims("JWT not in audience"));
}

/* path = ["$"] ("." name | "[" index "]" | "['" name "']")*; NULL: nothing there */
static json_t *at_path(Arena *a, json_t *v, Str path)
{
    if (str_starts(path, S("$")))
        path = str_skip(path, 1);
    while (path.len && v) {
        bool dot = path.s[0] == '.';
        isize n = 1;
        while (n < path.len && path.s[n] != (dot ? '.' : ']') &&
               !(dot && path.s[n] == '['))
            n++;
        Str step = {path.s + 1, n - 1};
        if (step.len > 1 && (step.s[0] == '\'' || step.s[0] == '"'))
            step = (Str){step.s + 1, step.len - 2};
        int64_t index;
        if (!dot && str_to_int(step, &index))
            v = json_array_get(v, (size_t)index);
        else
            v = json_object_get(v, str_cstr(a, step));
        path = str_skip(path, dot ? n : n < path.len ? n + 1 : n);
    }
    return v;
}

static Str role_of(Ctx *cx, json_t *claims, const RestConfig *config)
{
    json_t *role = at_path(cx->arena, claims, config->jwt_role_key);
    if (json_is_string(role))
        return str_copy(cx->arena, str_of(json_string_value(role)));
    return config->anon_role;
}

static void free_text(void *text)
{
    free(text);
}

static bool use_claims(Ctx *cx, json_t *claims, const RestConfig *config)
{
    if (!audience_fits(cx, claims, config))
        return false;
    cx->who.role = role_of(cx, claims, config);
    if (!cx->who.role.len)
        return fail(cx, .kind = &jwt_required);
    json_object_set_new(claims, "role",
                        json_stringn(cx->who.role.s, (size_t)cx->who.role.len));
    char *text = json_dumps(claims, JSON_COMPACT);
    if (!text)
        return fail_with(cx, refused_claims("Parsing claims failed"));
    defer(cx, free_text, text);
    cx->who.claims = str_copy(cx->arena, str_of(text));
    return true;
}

/* {"alg":"none"} */
static bool is_unsigned(Arena *a, Str token)
{
    Str head;
    if (!base64url_decode(a, str_cut(token, '.').head, &head))
        return false;
    json_t *header = json_loadb(head.s, (size_t)head.len, 0, NULL);
    const char *alg = json_string_value(json_object_get(header, "alg"));
    bool none = alg && str_eq_nocase(str_of(alg), S("none"));
    json_decref(header);
    return none;
}

Error rest_token_error(Arena *a, JwtOutcome outcome, Str token)
{
    switch (outcome) {
    case JWT_MALFORMED: return malformed(a, token);
    case JWT_BAD_KEY:
        return is_unsigned(a, token)
                   ? undecodable("Wrong or unsupported encoding algorithm",
                                 "JWT is unsecured but expected 'alg' was not 'none'")
                   : undecodable("No suitable key or wrong key type",
                                 "No suitable key was found to decode the JWT");
    case JWT_BAD_SIGNATURE:
        return undecodable("No suitable key or wrong key type",
                           "None of the keys was able to decode the JWT");
    case JWT_EXPIRED: return refused_claims("JWT expired");
    case JWT_NOT_YET: return refused_claims("JWT not yet valid");
    case JWT_UNBORN: return refused_claims("JWT issued at future");
    case JWT_BAD_CLAIMS: return bad_claims(a, token);
    case JWT_OK: break;
    }
    return refused_claims("Parsing claims failed");
}

static bool check_token(Ctx *cx, Str token, const RestConfig *config)
{
    Jwt jwt = {0};
    JwtOutcome outcome = jwt_verify(cx->arena, cx->app->keys, token, time(NULL), &jwt);
    json_t *claims = outcome == JWT_OK ? claims_of(cx->arena, token) : NULL;
    if (claims)
        defer(cx, free_json, claims);
    return json_is_object(claims)
               ? use_claims(cx, claims, config)
               : fail_with(cx, rest_token_error(cx->arena, outcome, token));
}

bool rest_identity(Ctx *cx, const RestConfig *config)
{
    bool there;
    Str token = bearer(cx->req, &there);
    if (!there)
        return true;
    if (!token.len)
        return fail_with(
            cx, undecodable("Empty JWT is sent in Authorization header", NULL));
    if (!cx->app->keys)
        return fail(cx, .kind = &jwt_no_secret);
    return check_token(cx, token, config);
}
