/* Where parts lie, however the form is cut; and what is no form. */
#include "storage/multipart.h"
#include "test.h"

#include <string.h>

#define TYPE "multipart/form-data; boundary=xyz"

static Arena arena;
static Multipart m;

/* The form in pieces of `step` bytes. */
static bool read_form(const char *type, Str form, isize step)
{
    arena_reset(&arena);
    if (!multipart_begin(&m, &arena, str_of(type)))
        return false;
    for (isize i = 0; i < form.len; i += step)
        if (!multipart_feed(
                &m, (Str){form.s + i, step < form.len - i ? step : form.len - i}))
            return false;
    return multipart_end(&m);
}

static Str data(Str form, isize part)
{
    return (Str){form.s + m.parts[part].offset, m.parts[part].size};
}

static void check_browser_form(void)
{
    Str form =
        S("--xyz\r\nContent-Disposition: form-data; name=\"cacheControl\"\r\n\r\n"
          "3600\r\n"
          "--xyz\r\nContent-Disposition: form-data; name=\"\"; filename=\"blob\"\r\n"
          "content-type: text/plain; charset=utf-8\r\n\r\n"
          "line\r\n--xy\r\n-- xyz \r\r\n--\r\n--xyz  \r\n"
          "Content-Disposition: form-data; name=\"e\\\"e\"\r\n\r\n\r\n"
          "--xyz--\r\nafterwards --xyz");
    bool same = true;
    for (isize step = 1; step <= form.len; step++)
        same &= read_form(TYPE, form, step) && m.n == 3 &&
                str_eq(data(form, 0), S("3600")) &&
                str_eq(data(form, 1), S("line\r\n--xy\r\n-- xyz \r\r\n--")) &&
                data(form, 2).len == 0;
    check(same);
    check_str(m.parts[0].name, S("cacheControl"));
    check(!m.parts[0].filename.s);
    check_str(m.parts[1].name, S(""));
    check(m.parts[1].name.s != NULL);
    check_str(m.parts[1].filename, S("blob"));
    check_str(m.parts[1].content_type, S("text/plain; charset=utf-8"));
    check_str(m.parts[2].name, S("e\"e"));
}

#define HEAD "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n"

static const struct {
    const char *form, *wrong; /* NULL: it is right */
} forms[] = {
    {HEAD "x\r\n--xyz--", NULL},
    {"preamble\r\n" HEAD "x\r\n--xyz--", NULL},
    {"--xyz--", NULL},
    {"--xyz\r\nContent-Disposition: form-data; filename=f\r\n\r\nx\r\n--xyz--", NULL},
    {"", "the form is cut off"},
    {HEAD "x", "the form is cut off"},
    {HEAD "x\r\n--xyz", "the form is cut off"},
    {HEAD "x\r\n--xyz-", "the form is cut off"},
    {HEAD "x\r\n--xyzw\r\n", "a boundary is not the end of its line"},
    {HEAD "x\r\n--xyz-x", "a boundary is not the end of its line"},
    {HEAD "x\r\n--xyz\rx", "a boundary is not the end of its line"},
    {"--xyz\r\nnonsense\r\n\r\nx\r\n--xyz--",
     "a part's head has a line without a colon"},
    {"--xyz\r\nA: b\n\r\n\r\nx\r\n--xyz--", "a part's head has a malformed line"},
    {"--xyz\r\nA: b\r\n\r\nx\r\n--xyz--", "a part has no content disposition"},
    {"--xyz\r\n\r\nx\r\n--xyz--", "a part has no content disposition"},
};

static const struct {
    const char *type;
    bool good;
} types[] = {
    {TYPE, true},
    {"Multipart/Form-Data; charset=x; Boundary=\"a b\"", true},
    {"multipart/form-data", false},
    {"multipart/form-data; boundary=", false},
    {"multipart/form-data; boundary=\"a \"", false},
    {"multipart/mixed; boundary=x", false},
    {"multipart/form-data; boundary="
     "01234567890123456789012345678901234567890123456789012345678901234567890",
     false},
};

static void check_limits(void)
{
    static char text[64 << 10];
    isize n = 0;
    for (int i = 0; i <= MULTIPART_PARTS; i++)
        n += snprintf(text + n, sizeof text - (size_t)n, HEAD "x\r\n");
    n += snprintf(text + n, sizeof text - (size_t)n, "--xyz--");
    check(!read_form(TYPE, (Str){text, n}, 100));
    check_str(str_of(m.wrong), S("the form has too many parts"));
    n = snprintf(text, sizeof text, "--xyz\r\nA: ");
    memset(text + n, 'b', MULTIPART_HEAD);
    check(!read_form(TYPE, (Str){text, n + MULTIPART_HEAD}, 1000));
    check_str(str_of(m.wrong), S("a part's head is too long"));
}

int main(void)
{
    arena = arena_reserve(1 << 20);
    check_browser_form();
    for (isize i = 0; i < countof(forms); i++) {
        bool whole = read_form(TYPE, str_of(forms[i].form), 3);
        if (check(whole == !forms[i].wrong) && !whole)
            check_str(str_of(m.wrong), str_of(forms[i].wrong));
    }
    for (isize i = 0; i < countof(types); i++)
        if (!check(multipart_begin(&m, &arena, str_of(types[i].type)) == types[i].good))
            printf("# %s\n", types[i].type);
    check_limits();
    check_str(header_param(&arena, S("a; x=1; y=\"2;x=3\"; z"), S("Y")), S("2;x=3"));
    check(!header_param(&arena, S("a; x=1"), S("q")).s);
    arena_release(&arena);
    return done();
}
