/* One error in both of GoTrue's versions, and what never reaches a client. */
#include "auth/auth.h"
#include "auth/errors.h"
#include "serve/errors.h"
#include "test.h"

static Arena arena;
static Header headers[2];

static Ctx render(Error e, const char *version, bool authorized)
{
    static Request req;
    int n = 0;
    if (version)
        headers[n++] = (Header){S("x-supabase-api-version"), str_of(version)};
    if (authorized)
        headers[n++] = (Header){S("authorization"), S("Bearer x")};
    req = (Request){.headers = headers, .n_headers = n, .id = S("ID")};
    Ctx cx = {.req = &req, .arena = &arena, .error = e};
    auth_surface.render_error(&cx);
    check_str(cx.res.content_type, S("application/json; charset=utf-8"));
    return cx;
}

static bool echoes(const Ctx *cx)
{
    for (int i = 0; i < cx->res.n_headers; i++)
        if (str_eq(cx->res.headers[i].name, S("x-supabase-api-version")))
            return str_eq(cx->res.headers[i].value, S("2024-01-01"));
    return false;
}

#define NEW "{\"code\":\"user_banned\",\"message\":\"User is banned\"}"
#define OLD "{\"code\":400,\"error_code\":\"user_banned\",\"msg\":\"User is banned\"}"

static void versions(void)
{
    static const struct {
        const char *version;
        bool newer;
    } cases[] = {
        {"2024-01-01", true},  {"2024-01-02", true},   {"2024-12-01", true},
        {"2031-01-01", true},  {"2023-12-31", false},  {"0000-00-00", false},
        {"2024-01-0", false},  {"2024-01-011", false}, {"2024/01/01", false},
        {"", false},           {NULL, false},          {"abcd-ef-gh", false},
        {"2024-1-001", false},
    };
    for (isize i = 0; i < countof(cases); i++) {
        Ctx cx = render((Error){&user_banned}, cases[i].version, false);
        check(cx.res.status == 400 && echoes(&cx) == cases[i].newer);
        check_str(cx.res.body, cases[i].newer ? S(NEW) : S(OLD));
    }
}

static void reasons(void)
{
    Ctx cx =
        render((Error){&weak_password, .details = S("length")}, "2024-01-01", false);
    check_str(cx.res.body,
              S("{\"code\":\"weak_password\",\"message\":\"Password should be "
                "at least 6 characters.\",\"weak_password\":{\"reasons\":["
                "\"length\"]}}"));
    check(cx.res.status == 422);
    cx = render((Error){&bad_json, .details = S("\"email\" must be a text.")},
                "2024-01-01", false);
    check_str(cx.res.body,
              S("{\"code\":\"bad_json\",\"message\":\"Could not parse request "
                "body as JSON: \\\"email\\\" must be a text.\"}"));
}

static void words_of_the_server(void)
{
    Ctx cx = render((Error){&jwt_expired}, "2024-01-01", true);
    check(cx.res.status == 403);
    check_str(
        cx.res.body,
        S("{\"code\":\"bad_jwt\",\"message\":\"invalid JWT: unable to parse or verify "
          "signature, token has invalid claims: token is expired\"}"));
    cx = render((Error){&sign_in_first}, "2024-01-01", false);
    check(cx.res.status == 401);
    check_str(cx.res.body,
              S("{\"code\":\"no_authorization\",\"message\":\"This endpoint "
                "requires a valid Bearer token\"}"));
    cx = render((Error){&sign_in_first}, "2024-01-01", true);
    check(cx.res.status == 403);
    check_str(
        cx.res.body,
        S("{\"code\":\"bad_jwt\",\"message\":\"invalid claim: missing sub claim\"}"));
}

static void nothing_of_the_database(void)
{
    Error e = {.kind = &database_refused,
               .status = 400,
               .code = S("23505"),
               .message = S("duplicate key value violates unique constraint"),
               .details = S("Key (email)=(ann@x.org) already exists.")};
    Ctx cx = render(e, NULL, false);
    check(cx.res.status == 500);
    check_str(
        cx.res.body,
        S("{\"code\":500,\"error_code\":\"unexpected_failure\",\"msg\":\"Unexpected "
          "failure, please check server logs for more information\",\"error_id\":"
          "\"ID\"}"));
}

int main(void)
{
    arena = arena_reserve(1 << 20);
    versions();
    reasons();
    words_of_the_server();
    nothing_of_the_database();
    arena_release(&arena);
    return done();
}
