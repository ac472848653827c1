/* password.c — passwords as bcrypt hashes, by libcrypt. */
#include "crypt/crypt.h"

#include <crypt.h>
#include <string.h>

/* Of 32 random bytes that nobody has kept. */
const Str no_users_hash = {
    "$2b$10$9dkmKBgJAgcXqTAhLZdCYOJGw3hay.NUzioorfGsMcZnCv1uQ52ta", 60};

/* crypt_rn reads to a NUL, so the password goes through a copy that is wiped after. */
static const char *crypt_with(Str password, const char *setting,
                              struct crypt_data *data)
{
    char phrase[PASSWORD_MAX + 1] = {0};
    assert(password.len <= PASSWORD_MAX);
    if (password.len)
        memcpy(phrase, password.s, (size_t)password.len);
    memset(data, 0, sizeof *data);
    const char *hash = crypt_rn(phrase, setting, data, sizeof *data);
    explicit_bzero(phrase, sizeof phrase);
    return hash;
}

static bool can_be_hashed(Str password)
{
    return password.len <= PASSWORD_MAX && !str_has(password, 0);
}

Str password_hash(Arena *a, Str password)
{
    assert(can_be_hashed(password));
    char salt[16], setting[CRYPT_GENSALT_OUTPUT_SIZE], hash[CRYPT_OUTPUT_SIZE];
    struct crypt_data data;
    random_bytes(salt, sizeof salt);
    const char *made = crypt_gensalt_rn("$2b$", BCRYPT_COST, salt, sizeof salt, setting,
                                        sizeof setting);
    assert(made);
    made = crypt_with(password, setting, &data);
    assert(made);
    memcpy(hash, made, strlen(made) + 1);
    explicit_bzero(&data, sizeof data);
    return str_copy(a, str_of(hash));
}

bool password_matches(Str password, Str hash)
{
    struct crypt_data data;
    char setting[CRYPT_OUTPUT_SIZE] = {0};
    if (hash.len == 0 || hash.len >= (isize)sizeof setting)
        hash = no_users_hash;
    memcpy(setting, hash.s, (size_t)hash.len);

    /* What cannot be a password takes as long as what is not the password. */
    bool possible = can_be_hashed(password);
    const char *made = crypt_with(possible ? password : (Str){0}, setting, &data);
    bool same = made && bytes_equal(str_of(made), hash);
    explicit_bzero(&data, sizeof data);
    return possible && same;
}
