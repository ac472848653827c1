/* What signing in gives: the token's signature, GoTrue's Session, refusals by name. */
#include "auth_test.h"

static Error no_error;
static Str header_agent = {"curl", 4};

static Header headers[1];

#define CLAIMS "{\"sub\": \"u1\", \"role\": \"authenticated\"}"

#define TEXT(literal)                                                                  \
    {                                                                                  \
        (literal), (isize)sizeof(literal) - 1                                          \
    }

static Answer granted[] = {
    {"auth.open_session",
     {TEXT("ok"), TEXT(CLAIMS), TEXT("r1"), TEXT("{\"id\": \"u1\"}")}},
    {"auth.renew_session",
     {TEXT("ok"), TEXT(CLAIMS), TEXT("r2"), TEXT("{\"id\": \"u1\"}")}},
    {0},
};

static Session session;
static Str password;

static bool open_and_send(Ctx *c)
{
    headers[0] = (Header){S("user-agent"), header_agent};
    req.headers = headers, req.n_headers = header_agent.s ? 1 : 0;
    req.client_ip = S("10.0.0.1");
    db_as_service(c);
    return session_open(c, S("u1"), S("password"), &session) &&
           session_send(c, &session, password);
}

static bool renew_and_send(Ctx *c)
{
    db_as_service(c);
    return session_renew(c, S("r1"), &session) && session_send(c, &session, (Str){0});
}

static void opened(void)
{
    answers = granted;
    check(call(open_and_send, "", ""));
    check_str(asked_args[0], S("http://here/auth/v1"));
    check_str(asked_args[3], S("u1"));
    check_str(asked_args[4], S("password"));
    check_str(asked_args[5], S("10.0.0.1"));
    check_str(asked_args[6], S("curl"));
    int64_t from, to;
    check(str_to_int(asked_args[1], &from) && str_to_int(asked_args[2], &to));
    check(to - from == app.token_lifetime);

    Str access_token, token_type, refresh_token, user, weak = {0};
    int64_t expires_in, expires_at;
    check(json_fields(
        &arena, cx.res.body, {"access_token", &access_token},
        {"token_type", &token_type}, {"refresh_token", &refresh_token},
        {"user", &user, FIELD_JSON}, {"expires_in", &expires_in, FIELD_INT},
        {"expires_at", &expires_at, FIELD_INT}, {"weak_password", &weak, FIELD_JSON}));
    check_str(token_type, S("bearer"));
    check_str(refresh_token, S("r1"));
    check_str(user, S("{\"id\":\"u1\"}"));
    check(expires_in == app.token_lifetime && expires_at == to && !weak.s);
    Jwt jwt;
    check(jwt_verify(&arena, app.keys, access_token, from, &jwt) == JWT_OK);
    check_str(jwt.claims, S(CLAIMS));

    header_agent = (Str){0};
    check(call(open_and_send, "", ""));
    check(!asked_args[6].s);
}

static void a_weak_password_is_pointed_out(void)
{
    Str weak = {0};
    answers = granted;
    password = S("12345");
    check(call(open_and_send, "", ""));
    check(json_fields(&arena, cx.res.body, {"weak_password", &weak, FIELD_JSON}));
    check_str(weak, S("{\"message\":\"Password should be at least 6 characters.\","
                      "\"reasons\":[\"length\"]}"));
    password = (Str){0};
}

static void renewed(void)
{
    answers = granted;
    check(call(renew_and_send, "", ""));
    check_str(asked_args[3], S("r1"));

    static const char *const codes[] = {"refresh_token_not_found",
                                        "refresh_token_already_used", "session_expired",
                                        "user_banned", "user_not_found"};
    for (isize i = 0; i < countof(codes); i++) {
        Answer no[] = {{"auth.renew_session", {str_of(codes[i])}}, {0}};
        answers = no;
        check(!call(renew_and_send, "", ""));
        fails_with(codes[i], 400);
    }
    Answer banned[] = {{"auth.open_session", {S("user_banned")}}, {0}};
    answers = banned;
    check(!call(open_and_send, "", ""));
    fails_with("user_banned", 400);
}

int main(void)
{
    arena = arena_reserve(1 << 20);
    app.keys = jwt_keys_new(S("a secret of thirty-two bytes, at least"), &no_error);
    opened();
    a_weak_password_is_pointed_out();
    renewed();
    answers = granted;
    torture(open_and_send, "", "");
    torture(renew_and_send, "", "");
    jwt_keys_free(app.keys);
    arena_release(&arena);
    return done();
}
