/* Reading named fields from a body that anyone may write, and writing what is read
 * back. */
#include "serve/errors.h"
#include "serve/json.h"
#include "test.h"

#include <jansson.h>

static void reads_fields(Arena *a)
{
    Str email = {0}, data = {0}, absent = S("as it was");
    int64_t n = 0;
    bool yes = false;
    bool ok = json_fields(a,
                          S("{\"email\":\"a\\u00e9@x\",\"data\":{\"k\":[1,2]},\"n\":42,"
                            "\"yes\":true,\"absent\":null}"),
                          {"email", &email}, {"data", &data, FIELD_JSON},
                          {"n", &n, FIELD_INT}, {"yes", &yes, FIELD_BOOL},
                          {"absent", &absent});
    check(ok);
    check_str(email, S("a\xc3\xa9@x"));
    check_str(data, S("{\"k\":[1,2]}"));
    check(n == 42 && yes);
    check_str(absent, S("as it was"));
}

static void refuses(Arena *a)
{
    static const char *const bodies[] = {
        "[]",
        "\"x\"",
        "{",
        "{\"email\":1}",
        "{\"email\":\"\\ud800\"}",
        "{\"email\":\"\xff\"}",
        "{\"email\":\"a\",\"email\":\"b\"}",
        "{} x",
        "",
    };
    for (isize i = 0; i < countof(bodies); i++) {
        Str email = {0};
        bool ok = json_fields(a, str_of(bodies[i]), {"email", &email});
        if (!check(!ok))
            printf("# %s\n", bodies[i]);
    }
}

static void says_which_field(Arena *a)
{
    Str email = {0};
    Request req = {.body = S("{\"email\":7}")};
    Ctx cx = {.arena = a, .req = &req};
    bool ok = body_fields(&cx, {"email", &email});
    check(!ok);
    check(cx.error.kind == &bad_json);
    check_str(cx.error.details, S("\"email\" must be a text."));
}

static void leaves_a_full_arena_whole(void)
{
    Arena small = arena_reserve(4096);
    jmp_buf full;
    static char body[8192];
    isize n = snprintf(body, sizeof body, "{\"email\":\"%06000d\"}", 1);
    volatile bool left = false;
    Str email = {0};
    small.full = &full;
    if (setjmp(full) == 0)
        (void)!json_fields(&small, ((Str){body, n}), {"email", &email});
    else
        left = true; /* and ASan's leak check sees that jansson's tree was freed */
    check(left);
    arena_release(&small);
}

static void writes(Arena *a)
{
    Buf b = buf_new(a);
    json_open(&b);
    json_str(&b, "s", S("a\"b\\c\n\x01\xc3\xa9"));
    json_str(&b, "bad", S("\xff\xed\xa0\x80\xf0\x9f\x98\x80"));
    json_str(&b, "null", (Str){0});
    json_int(&b, "n", -5);
    json_open_array(&b, "list");
    json_bool(&b, NULL, true);
    json_open(&b);
    json_close(&b);
    json_close_array(&b);
    json_close(&b);
    check_str(buf_str(&b),
              S("{\"s\":\"a\\\"b\\\\c\\n\\u0001\xc3\xa9\","
                "\"bad\":"
                "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xf0\x9f\x98\x80\","
                "\"null\":null,\"n\":-5,\"list\":[true,{}]}"));
    json_t *parsed = json_loadb(b.s, (size_t)b.len, 0, NULL);
    check(parsed != NULL);
    json_decref(parsed);
}

int main(void)
{
    Arena arena = arena_reserve(1 << 20);
    reads_fields(&arena);
    refuses(&arena);
    says_which_field(&arena);
    writes(&arena);
    leaves_a_full_arena_whole();
    arena_release(&arena);
    return done();
}
