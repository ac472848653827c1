#include "paper/link.h"
#include "test.h"

typedef const char *Link(Arena *, Str);

static const struct {
    Link *link;
    const char *text, *uri;
} links[] = {
    {link_to, "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"},
    {link_to, "github.com/ann", "https://github.com/ann"},
    {link_to, "https://example.org:8443/x", "https://example.org:8443/x"},
    {link_to, "http://example.org", NULL},
    {link_to, "javascript:alert(1)", NULL},
    {link_to, "JavaScript:alert(1)", NULL},
    {link_to, "data:text/html,x", NULL},
    {link_to, "file:///etc/passwd", NULL},
    {link_to, "https://", NULL},
    {link_to, "https://localhost/", NULL},
    {link_to, "https://a@b.example", NULL},
    {link_to, "https://example.org/a b", NULL},
    {link_to, "https://example.org/'>x", NULL},
    {link_to, "https://example.org/\\", NULL},
    {link_to, "example..org", NULL},
    {link_to, "Version 2.0", NULL},
    {link_to, "2.0", NULL},
    {link_to, "", NULL},
    {link_to_mail, "ann@example.org", "mailto:ann@example.org"},
    {link_to_mail, "ann+jobs@mail.example.org", "mailto:ann+jobs@mail.example.org"},
    {link_to_mail, "ann@example.org?bcc=all@example.org", NULL},
    {link_to_mail, "ann@example.org%0Abcc", NULL},
    {link_to_mail, "ann at example.org", NULL},
    {link_to_mail, "@example.org", NULL},
    {link_to_mail, "ann@", NULL},
    {link_to_phone, "(912) 555-4321", "tel:9125554321"},
    {link_to_phone, "+46 8 123 456 78", "tel:+46812345678"},
    {link_to_phone, "on request", NULL},
    {link_to_phone, "12", NULL},
    {link_to_phone, "", NULL},
};

static const char *const shown[][2] = {
    {"https://www.example.org/", "example.org"},
    {"http://example.org/cv/", "example.org/cv"},
    {"example.org/", "example.org/"},
    {"https://", "https://"},
};

int main(void)
{
    Arena arena = arena_reserve(1 << 20);
    for (isize i = 0; i < countof(links); i++)
        check_str(str_of(links[i].link(&arena, str_of(links[i].text))),
                  str_of(links[i].uri));
    for (isize i = 0; i < countof(shown); i++)
        check_str(link_shown(str_of(shown[i][0])), str_of(shown[i][1]));
    check(link_names(&arena, S("https://GitHub.com/ann"), S("github")));
    check(!link_names(&arena, S("https://example.org/ann"), S("GitHub")));
    arena_release(&arena);
    return done();
}
