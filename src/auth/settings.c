/* settings.c — what anyone may know: how to sign in here, and by which keys to check
 * it. */
#include "auth/auth.h"
#include "serve/app.h"
#include "serve/json.h"

/* GoTrue's list, in its order; what is not on here is off. */
static const char *const providers[] = {
    "apple",      "azure",    "bitbucket",     "discord", "facebook", "snapchat",
    "figma",      "fly",      "github",        "gitlab",  "google",   "keycloak",
    "kakao",      "linkedin", "linkedin_oidc", "notion",  "spotify",  "slack",
    "slack_oidc", "workos",   "twitch",        "twitter", "phone",    "zoom",
};

bool auth_settings(Ctx *cx)
{
    Buf b = buf_new(cx->arena);
    json_open(&b);
    json_open_named(&b, "external");
    json_bool(&b, "anonymous_users", cx->app->anonymous_users);
    json_bool(&b, "email", true);
    for (isize i = 0; i < countof(providers); i++)
        json_bool(&b, providers[i], false);
    json_close(&b);
    json_bool(&b, "disable_signup", cx->app->signup == SIGNUP_CLOSED);
    json_bool(&b, "mailer_autoconfirm", !cx->app->confirm_email);
    json_bool(&b, "phone_autoconfirm", false);
    json_str(&b, "sms_provider", S(""));
    json_bool(&b, "saml_enabled", false);
    json_bool(&b, "saml_private_key_next_configured", false);
    json_bool(&b, "passkeys_enabled", false);
    json_close(&b);
    return send_json(cx, 200, buf_str(&b));
}

bool auth_health(Ctx *cx)
{
    return send_json(
        cx, 200,
        S("{\"name\":\"Rung\",\"description\":\"Rung speaks the protocol of "
          "GoTrue, a user registration and authentication API\"}"));
}

bool auth_jwks(Ctx *cx)
{
    add_header(cx, S("cache-control"), S("public, max-age=600"));
    return send_json(cx, 200, jwt_public_jwks(cx->arena, cx->app->keys));
}
