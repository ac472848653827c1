/* Settings over a template: what they change, and how they are refused. */
#include "paper.h"

static const struct {
    const char *config, *details;
} refused[] = {
    {"[]", "the settings: expected a JSON object"},
    {"{", "the settings: expected a JSON object"},
    {"{\"accent\": \"blue\"}", "accent: expected a colour like \"#1d4ed8\""},
    {"{\"accent\": \"#12345g\"}", "accent: expected a colour like \"#1d4ed8\""},
    {"{\"accent\": 7}", "accent: expected a colour like \"#1d4ed8\""},
    {"{\"font\": \"Comic Sans\"}", "font: expected one of Inter, Lato, Noto Serif"},
    {"{\"font\": []}", "font: expected a text"},
    {"{\"paper\": \"A5\"}", "paper: expected A4 or Letter"},
    {"{\"sizes\": 9}", "sizes: expected an object of name, heading and body"},
    {"{\"sizes\": {\"body\": 2}}", "body: expected a number of points from 8 to 14"},
    {"{\"margins\": {\"x\": \"wide\"}}",
     "x: expected a number of points from 20 to 120"},
    {"{\"sections\": [\"work\", \"work\"]}",
     "sections: expected a list of section names, each once"},
    {"{\"sections\": [\"hobbies\"]}",
     "sections: expected a list of section names, each once"},
    {"{\"titles\": {\"work\": 1}}",
     "titles: expected an object of section names and titles"},
    {"{\"months\": [\"Jan\"]}", "months: expected a list of twelve texts"},
    {"{\"present\": null}", "present: expected a text"},
    {"{\"labels\": {\"page\": 1}}", "page: expected a text"},
    {"{\"head\": \"left\"}", "head: expected \"start\" or \"center\""},
    {"{\"base\": \"fancy\"}", "no template is named \"fancy\""},
};

static Arena arena;

static bool get(const char *slug, const char *config, const char *paper, Template *t,
                Error *error)
{
    Held held = {.arena = &arena};
    *error = (Error){0};
    TemplateWish wish = {
        .slug = str_of(slug), .config = str_of(config), .paper = str_of(paper)};
    bool done = template_get(&arena, &held, &wish, t, error);
    held_release(&held);
    return done;
}

static void test_refused(void)
{
    for (isize i = 0; i < countof(refused); i++) {
        Template t;
        Error error;
        check(!get(NULL, refused[i].config, NULL, &t, &error));
        check(error.kind && error.kind->status == 422 && error.hint.len > 0);
        check_str(error.details, str_of(refused[i].details));
        arena_reset(&arena);
    }
}

static void test_settings(void)
{
    Template t;
    Error error;
    check(get(NULL,
              "{\"accent\": \"#0F766e\", \"font\": \"Lato\", \"paper\": \"letter\","
              " \"sizes\": {\"body\": 19, \"body\": 11.4}, \"margins\": {\"x\": 60},"
              " \"sections\": [\"skills\", \"work\"], \"titles\": {\"work\": \"Jobs\"},"
              " \"unknown\": [1]}",
              NULL, &t, &error));
    check(t.inks[INK_ACCENT] == 0x0F766E);
    check_str(t.font, S("Lato"));
    check(t.paper.width == 612 && t.paper.height == 792);
    check(t.sizes[SIZE_BODY] == 11.5 && t.sizes[SIZE_HEADING] == 11);
    check(t.leading[SIZE_BODY] > 14.5 && t.leading[SIZE_BODY] < 14.6); /* grows alike */
    check(t.margin_x == 60);
    check(t.n_sections == 2 && t.sections[0].key == SECTION_SKILLS);
    check_str(t.sections[1].title, S("Jobs"));
    arena_reset(&arena);
}

static void test_choice(void)
{
    Template t;
    Error error;
    check(get(NULL, NULL, NULL, &t, &error));
    check_str(t.slug, S("modern-professional"));
    check_str(t.paper_name, S("A4"));
    check(get("classic-elegant", NULL, "Letter", &t, &error));
    check_str(t.font, S("Noto Serif"));
    check(t.paper.width == 612 && t.centers_head);
    check(get("classic-elegant", "{\"head\": \"start\"}", NULL, &t, &error));
    check(!t.centers_head);
    /* A row of a database may be named as it likes when it says what it builds on. */
    check(get("my-own", "{\"base\": \"classic-elegant\"}", NULL, &t, &error));
    check(get("modern-professional",
              "{\"layout\": \"modern\", \"colors\": [\"#2563eb\"]}", NULL, &t, &error));
    check(t.inks[INK_ACCENT] == 0x2563EB);
    check(!get("my-own", "{}", NULL, &t, &error));
    check(paper_error_is(&error, &paper_unknown_template));
    check_str(error.hint, S("Use one of: modern-professional, classic-elegant"));
    check(
        !get(NULL, "{\"titles\": {\"work\": \"\xF0\x9F\x9A\x80\"}}", NULL, &t, &error));
    check(paper_error_is(&error, &paper_missing_glyph));
}

int main(void)
{
    arena = arena_reserve(16 << 20);
    test_refused();
    test_settings();
    test_choice();
    arena_release(&arena);
    return done();
}
