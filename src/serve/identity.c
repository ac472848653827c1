#include "serve/identity.h"
#include "serve/errors.h"
#include "serve/json.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* 8,192 tokens a loop: 1 MB, and what they say. */
enum { SETS = 2048, WAYS = 4, LONGEST_REMEMBERED = 4096 };

typedef struct Remembered {
    Hash token;
    Identity who; /* its texts lie in `texts` */
    char *texts;
    uint32_t used;
} Remembered;

typedef struct TokenCache {
    Remembered sets[SETS][WAYS];
    uint32_t clock;
} TokenCache;

TokenCache *token_cache_new(void)
{
    TokenCache *t = calloc(1, sizeof *t);
    assert(t);
    return t;
}

static Identity copy_to_arena(Arena *a, Identity who)
{
    who.role = str_copy(a, who.role);
    who.claims = str_copy(a, who.claims);
    who.user_id = who.user_id.s ? str_copy(a, who.user_id) : who.user_id;
    who.session_id = who.session_id.s ? str_copy(a, who.session_id) : who.session_id;
    return who;
}

static Remembered *recall(TokenCache *t, Hash token)
{
    Remembered *set = t->sets[token.a % SETS];
    for (int i = 0; i < WAYS; i++)
        if (set[i].texts && hash_eq(set[i].token, token)) {
            set[i].used = ++t->clock;
            return &set[i];
        }
    return NULL;
}

static Str keep(char **at, Str text)
{
    if (!text.s)
        return text;
    memcpy(*at, text.s, (size_t)text.len);
    *at += text.len;
    return (Str){*at - text.len, text.len};
}

static void remember(TokenCache *t, Hash token, Identity who)
{
    isize size = who.role.len + who.claims.len + who.user_id.len + who.session_id.len;
    if (size > LONGEST_REMEMBERED)
        return;
    Remembered *set = t->sets[token.a % SETS], *oldest = set;
    for (int i = 1; i < WAYS; i++)
        if (t->clock - set[i].used > t->clock - oldest->used)
            oldest = &set[i];
    char *texts = malloc((size_t)size + 1), *at = texts;
    if (!texts)
        return;
    free(oldest->texts);
    who.role = keep(&at, who.role);
    who.claims = keep(&at, who.claims);
    who.user_id = keep(&at, who.user_id);
    who.session_id = keep(&at, who.session_id);
    *oldest = (Remembered){token, who, texts, ++t->clock};
}

void identity_anonymous(Ctx *cx)
{
    cx->who = (Identity){.role = cx->app->anon_role, .claims = cx->app->anon_claims};
}

static bool refuse(Ctx *cx, JwtOutcome outcome)
{
    cx->refused = outcome;
    switch (outcome) {
    case JWT_MALFORMED: return fail(cx, .kind = &jwt_malformed);
    case JWT_BAD_KEY:
    case JWT_BAD_SIGNATURE: return fail(cx, .kind = &jwt_invalid);
    case JWT_EXPIRED: return fail(cx, .kind = &jwt_expired);
    case JWT_NOT_YET:
    case JWT_UNBORN: return fail(cx, .kind = &jwt_not_yet);
    case JWT_BAD_CLAIMS: return fail(cx, .kind = &jwt_bad_claims);
    case JWT_OK: break;
    }
    return true;
}

static bool verify(Ctx *cx, Str token, int64_t now)
{
    Jwt jwt;
    JwtOutcome outcome = jwt_verify(cx->arena, cx->app->keys, token, now, &jwt);
    if (outcome != JWT_OK)
        return refuse(cx, outcome);
    cx->who = (Identity){.claims = jwt.claims, .expires_at = jwt.expires_at};
    if (!json_fields(cx->arena, jwt.claims, {"role", &cx->who.role},
                     {"sub", &cx->who.user_id}, {"session_id", &cx->who.session_id}))
        return fail(cx, .kind = &jwt_bad_claims);
    /* Policies cast it: refused here, and not by each query in words of its own. */
    if (cx->who.user_id.s && !str_is_uuid(cx->who.user_id))
        return fail(cx, .kind = &jwt_bad_claims,
                    .details = S("The sub claim is not a UUID."));
    if (!cx->who.role.len)
        cx->who.role = cx->app->anon_role;
    return true;
}

/* "Bearer <token>", the scheme in any case; the null Str for anything else. */
static Str bearer_of(const Request *req)
{
    Str value = header_get(req, S("authorization"));
    StrPair p = str_cut(value, ' ');
    return p.found && str_eq_nocase(p.head, S("bearer")) ? p.tail : (Str){0};
}

Str identity_token(const Request *req)
{
    Str bearer = bearer_of(req);
    return bearer.len ? bearer : header_get(req, S("apikey"));
}

bool identity_is_shown(const Request *req)
{
    return identity_token(req).len > 0;
}

bool identity_find(Ctx *cx, Loop *loop)
{
    Str token = identity_token(cx->req);
    if (!token.len) {
        identity_anonymous(cx);
        return true;
    }
    int64_t now = time(NULL);
    Hash hash = hash_of(token);
    Remembered *known = recall(loop->tokens, hash);
    if (known && (!known->who.expires_at || known->who.expires_at > now)) {
        cx->who = copy_to_arena(cx->arena, known->who);
        return true;
    }
    if (!verify(cx, token, now))
        return false;
    remember(loop->tokens, hash, cx->who);
    return true;
}
