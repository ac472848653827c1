/* keys.c — `rung keys`: what a client needs to talk to this server. */
#include "base/buf.h"
#include "crypt/jwt.h"
#include "crypt/secrets.h"
#include "main/address.h"
#include "main/commands.h"
#include "serve/json.h"

#include <stdio.h>

static Str as_json;

static const Option options[] = {
    {"--json", NULL, "one JSON object, for programs", &as_json},
    {0},
};
static const Usage usage = {
    .about =
        "Prints the address and the two API keys of this server.\n\n"
        "anon_key is public and opens what visitors may do. service_role_key passes "
        "every rule:\nit belongs on servers only, never in a web page or an app.",
    .options = options,
};

typedef struct Keys {
    Str url, anon, service_role;
} Keys;

static bool find_keys(Arena *a, const Settings *s, Keys *out, Error *error)
{
    Secrets secrets = {s->value[SETTING_JWT_SECRET], s->value[SETTING_SEAL_KEY]};
    bool shared = s->value[SETTING_DATABASE_URL].s != NULL;
    Str folder = shared ? (Str){0} : s->value[SETTING_DATA_DIR];
    if (!secrets_load(a, folder, false, &secrets, error))
        return false;
    JwtKeys *keys = jwt_keys_new(secrets.jwt_secret, error);
    if (!keys)
        return false;
    *out = (Keys){address_known(a, s), jwt_api_key(a, keys, S("anon")),
                  jwt_api_key(a, keys, S("service_role"))};
    jwt_keys_free(keys);
    return true;
}

static void print_json(Arena *a, const Keys *k)
{
    Buf b = buf_new(a);
    json_open(&b);
    json_str(&b, "url", k->url);
    json_str(&b, "anon_key", k->anon);
    json_str(&b, "service_role_key", k->service_role);
    json_close(&b);
    printf("%" STR_FMT "\n", STR_ARG(buf_str(&b)));
}

int command_keys(int argc, char **argv)
{
    Settings s;
    Error error = {0};
    int status = settings_read(&s, &usage, &argc, argv);
    if (status != SETTINGS_READ)
        return status;
    Arena arena = arena_reserve(1 << 20);
    Keys k;
    if (!find_keys(&arena, &s, &k, &error))
        return command_failed(&error);
    if (as_json.s)
        print_json(&arena, &k);
    else
        printf("url               %" STR_FMT "\nanon_key          %" STR_FMT
               "\nservice_role_key  %" STR_FMT "\n",
               STR_ARG(k.url), STR_ARG(k.anon), STR_ARG(k.service_role));
    arena_release(&arena);
    return 0;
}
