/*
 * identity.c — who asks, when `rung rest` stands alone: PostgREST's rules for tokens.
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

static bool undecodable(Ctx *cx, const char *message, const char *details)
{
    return fail(cx, .kind = &jwt_undecodable, .message = str_of(message),
                .details = str_of(details));
}

static bool refused_claims(Ctx *cx, const char *message)
{
    return fail(cx, .kind = &jwt_claims_refused, .message = str_of(message));
}

static bool malformed(Ctx *cx, Str token)
{
    int n = parts_of(token);
    if (n == 3)
        return undecodable(cx, "JWT cryptographic operation failed", NULL);
    Buf b = buf_new(cx->arena);
    buf_addf(&b, "Expected 3 parts in JWT; got %d", n);
    return fail(cx, .kind = &jwt_undecodable, .message = buf_str(&b));
}

/* Which of the time claims is no number, or whether it is the audience. */
static bool bad_claims(Ctx *cx, json_t *claims)
{
    static const struct {
        const char *claim, *message;
    } numbers[] = {
        {"exp", "The JWT 'exp' claim must be a number"},
        {"nbf", "The JWT 'nbf' claim must be a number"},
        {"iat", "The JWT 'iat' claim must be a number"},
    };
    for (isize i = 0; i < countof(numbers); i++) {
        json_t *v = json_object_get(claims, numbers[i].claim);
        if (v && !json_is_number(v) && !json_is_null(v))
            return refused_claims(cx, numbers[i].message);
    }
    return refused_claims(
        cx, "The JWT 'aud' claim must be a string or an array of strings");
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
    return fits || refused_claims(cx, "JWT not in audience");
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
        return refused_claims(cx, "Parsing claims failed");
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

/* The claims of a token whose signature holds, even when something in them does not. */
static json_t *claims_of(Arena *a, Str token)
{
    Str text;
    if (!base64url_decode(a, str_cut(str_cut(token, '.').tail, '.').head, &text))
        return NULL;
    return json_loadb(text.s, (size_t)text.len, 0, NULL);
}

static bool check_token(Ctx *cx, Str token, const RestConfig *config)
{
    Jwt jwt = {0};
    JwtOutcome outcome = jwt_verify(cx->arena, cx->app->keys, token, time(NULL), &jwt);
    bool signed_well = outcome == JWT_OK || outcome == JWT_BAD_CLAIMS;
    json_t *claims = signed_well ? claims_of(cx->arena, token) : NULL;
    if (claims)
        defer(cx, free_json, claims);
    switch (outcome) {
    case JWT_MALFORMED: return malformed(cx, token);
    case JWT_BAD_KEY:
        return is_unsigned(cx->arena, token)
                   ? undecodable(cx, "Wrong or unsupported encoding algorithm",
                                 "JWT is unsecured but expected 'alg' was not 'none'")
                   : undecodable(cx, "No suitable key or wrong key type",
                                 "No suitable key was found to decode the JWT");
    case JWT_BAD_SIGNATURE:
        return undecodable(cx, "No suitable key or wrong key type",
                           "None of the keys was able to decode the JWT");
    case JWT_EXPIRED: return refused_claims(cx, "JWT expired");
    case JWT_NOT_YET: return refused_claims(cx, "JWT not yet valid");
    case JWT_UNBORN: return refused_claims(cx, "JWT issued at future");
    case JWT_BAD_CLAIMS: return bad_claims(cx, claims);
    case JWT_OK: break;
    }
    if (!json_is_object(claims))
        return refused_claims(cx, "Parsing claims failed");
    return use_claims(cx, claims, config);
}

bool rest_identity(Ctx *cx, const RestConfig *config)
{
    bool there;
    Str token = bearer(cx->req, &there);
    if (!there)
        return true;
    if (!token.len)
        return undecodable(cx, "Empty JWT is sent in Authorization header", NULL);
    if (!cx->app->keys)
        return fail(cx, .kind = &jwt_no_secret);
    return check_token(cx, token, config);
}
