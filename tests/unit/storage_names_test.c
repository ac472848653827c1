/* What may be a name, and how names travel in headers. */
#include "storage/names.h"
#include "test.h"

#include <string.h>

static const struct {
    const char *key;
    bool valid;
} keys[] = {
    {"a", true},
    {"a/b/c.txt", true},
    {"with space & plus+.txt", true},
    {"ключ/日本/é🎉.pdf", true},
    {"..a/b..", true},
    {"...", true},
    {"a%2Fb?c#d", true},
    {"", false},
    {"/a", false},
    {"a/", false},
    {"a//b", false},
    {".", false},
    {"a/./b", false},
    {"..", false},
    {"../a", false},
    {"a/..", false},
    {"a\\b", false},
    {"a\nb", false},
    {"a\x7f", false},
    {"a\xc2\x85", false},         /* C1 */
    {"a\xff", false},             /* no UTF-8 */
    {"a\xc0\xaf", false},         /* overlong "/" */
    {"a\xed\xa0\x80", false},     /* surrogate */
    {"a\xf4\x90\x80\x80", false}, /* beyond Unicode */
    {"a\xe2\x82", false},         /* cut off */
};

static const struct {
    const char *bucket;
    bool valid;
} buckets[] = {
    {"avatars", true},
    {"audio-recordings", true},
    {"My files_1.x", true},
    {"..a", true},
    {"", false},
    {".", false},
    {"..", false},
    {"a/b", false},
    {" a", false},
    {"a%b", false},
    {"a\\b", false},
    {"é", false},
};

static const struct {
    const char *patterns, *type;
    bool allowed;
} mimes[] = {
    {NULL, "a/b", true},
    {"image/png", "image/png", true},
    {"image/png", "IMAGE/PNG", true},
    {"image/png", "image/png; q=1", true},
    {"image/png", "image/pngx", false},
    {"image/png\naudio/*", "audio/webm;codecs=opus", true},
    {"audio/*", "audio/", false},
    {"audio/*", "audiox/webm", false},
    {"*/*", "a/b", true},
    {"*", "a/b", true},
    {"", "a/b", false},
};

static const struct {
    const char *type;
    bool valid;
} types[] = {
    {"text/html", true},     {"text/plain;charset=UTF-8", true},
    {"image/svg+xml", true}, {"text", false},
    {"/x", false},           {"x/", false},
    {"a/b/c", false},        {"a/b\r\nX: y", false},
    {"te xt/html", false},   {"text/html\xc3\xa9", false},
};

static const struct {
    const char *name, *header;
} attachments[] = {
    {"cv.pdf", "attachment; filename=\"cv.pdf\"; filename*=UTF-8''cv.pdf"},
    {"a b.pdf", "attachment; filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf"},
    {"x\"; y=\"z",
     "attachment; filename=\"x__ y=_z\"; filename*=UTF-8''x%22%3B%20y%3D%22z"},
    {"a\r\nSet-Cookie: b", "attachment; filename=\"a__Set-Cookie: b\"; "
                           "filename*=UTF-8''a%0D%0ASet-Cookie%3A%20b"},
    {"é", "attachment; filename=\"__\"; filename*=UTF-8''%C3%A9"},
};

int main(void)
{
    Arena arena = arena_reserve(1 << 20);
    for (isize i = 0; i < countof(keys); i++)
        if (!check(key_valid(str_of(keys[i].key)) == keys[i].valid))
            printf("# %s\n", keys[i].key);
    char longest[KEY_MAX + 1];
    memset(longest, 'x', sizeof longest);
    check(key_valid((Str){longest, KEY_MAX}));
    check(!key_valid((Str){longest, KEY_MAX + 1}));
    check(!key_valid((Str){"a\0b", 3}));

    for (isize i = 0; i < countof(buckets); i++)
        if (!check(bucket_name_valid(str_of(buckets[i].bucket)) == buckets[i].valid))
            printf("# %s\n", buckets[i].bucket);
    check(!bucket_name_valid((Str){"a\0b", 3}));
    check(bucket_name_valid((Str){longest, BUCKET_MAX}));
    check(!bucket_name_valid((Str){longest, BUCKET_MAX + 1}));

    for (isize i = 0; i < countof(mimes); i++)
        if (!check(mime_allowed(str_of(mimes[i].patterns), str_of(mimes[i].type)) ==
                   mimes[i].allowed))
            printf("# %s by %s\n", mimes[i].type, mimes[i].patterns);
    for (isize i = 0; i < countof(types); i++)
        if (!check(mime_valid(str_of(types[i].type)) == types[i].valid))
            printf("# %s\n", types[i].type);
    for (isize i = 0; i < countof(attachments); i++)
        check_str(attachment_of(&arena, str_of(attachments[i].name)),
                  str_of(attachments[i].header));
    check_str(key_filename(S("a/b/c.txt")), S("c.txt"));
    check_str(key_filename(S("c.txt")), S("c.txt"));
    check_str(path_encode(&arena, S("a b/é?#%")), S("a%20b/%C3%A9%3F%23%25"));
    arena_release(&arena);
    return done();
}
