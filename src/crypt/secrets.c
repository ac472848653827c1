#include "crypt/secrets.h"
#include "crypt/jwt.h"
bool secrets_load(Arena *a, const Str *jwt_secret, const Str *seal, Str data_dir,
                  bool may_create, Secrets *s, Error *e)
{
    (void)seal;
    (void)data_dir;
    (void)may_create;
    s->jwt_secret =
        jwt_secret->s ? *jwt_secret : S("0123456789abcdef0123456789abcdef0123456789");
    JwtKeys *k = jwt_keys_new(s->jwt_secret, e);
    s->anon_key = jwt_sign_hs256(
        a, k, S("{\"iss\":\"rung\",\"role\":\"anon\",\"exp\":4000000000}"));
    s->service_role_key = jwt_sign_hs256(
        a, k, S("{\"iss\":\"rung\",\"role\":\"service_role\",\"exp\":4000000000}"));
    return true;
}
