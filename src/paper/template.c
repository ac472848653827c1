#include "paper/template.h"
#include "paper/errors.h"
#include "paper/text.h"

#include "base/buf.h"

#include <jansson.h>

#include <math.h>
#include <string.h>

static const Paper papers[] = {
    {"A4", 595.276, 841.89},
    {"Letter", 612, 792},
};

/* S() is not a constant, and rows must be. */
#define T(literal)                                                                     \
    {                                                                                  \
        (literal), (isize)sizeof(literal) - 1                                          \
    }

#define ENGLISH_WORDS                                                                  \
    {                                                                                  \
        .months = {T("Jan"), T("Feb"), T("Mar"), T("Apr"), T("May"), T("Jun"),         \
                   T("Jul"), T("Aug"), T("Sep"), T("Oct"), T("Nov"), T("Dec")},        \
        .present = T("Present"),                                                       \
    }

/* Headings are the words that a parser of resumes looks for. */
#define USUAL_SECTIONS                                                                 \
    {                                                                                  \
        {SECTION_SUMMARY, LOOK_PLAIN, T("Summary")},                                   \
            {SECTION_WORK, LOOK_FULL, T("Experience")},                                \
            {SECTION_PROJECTS, LOOK_FULL, T("Projects")},                              \
            {SECTION_EDUCATION, LOOK_FULL, T("Education")},                            \
            {SECTION_SKILLS, LOOK_ROWS, T("Skills")},                                  \
            {SECTION_LANGUAGES, LOOK_FLOW, T("Languages")},                            \
            {SECTION_CERTIFICATES, LOOK_COMPACT, T("Certifications")},                 \
            {SECTION_PUBLICATIONS, LOOK_COMPACT, T("Publications")},                   \
            {SECTION_AWARDS, LOOK_COMPACT, T("Awards")},                               \
            {SECTION_VOLUNTEER, LOOK_FULL, T("Volunteering")},                         \
            {SECTION_INTERESTS, LOOK_ROWS, T("Interests")},                            \
            {SECTION_REFERENCES, LOOK_COMPACT, T("References")},                       \
    }

#define USUAL_STYLES(strong)                                                           \
    {                                                                                  \
        [STYLE_NAME] = {SIZE_NAME, 700, INK_TEXT},                                     \
        [STYLE_LABEL] = {SIZE_HEADING, 400, INK_ACCENT},                               \
        [STYLE_CONTACT] = {SIZE_BODY, 400, INK_MUTED},                                 \
        [STYLE_HEADING] = {SIZE_HEADING, strong, INK_ACCENT},                          \
        [STYLE_TITLE] = {SIZE_BODY, strong, INK_TEXT},                                 \
        [STYLE_CONTEXT] = {SIZE_BODY, 400, INK_TEXT},                                  \
        [STYLE_MUTED] = {SIZE_BODY, 400, INK_MUTED},                                   \
        [STYLE_BODY] = {SIZE_BODY, 400, INK_TEXT},                                     \
        [STYLE_KEY] = {SIZE_BODY, strong, INK_TEXT},                                   \
    }

static const Template templates[] = {
    {
        .slug = T("modern-professional"),
        .font = T("Inter"),
        .paper_name = T("A4"),
        .margin_x = 50,
        .margin_y = 48,
        .sizes = {24, 11, 9.5},
        .leading = {28, 16, 12},
        .unit = 4,
        .inks = {0x1F2937, 0x5B6472, 0x1D4ED8, 0xC9D0D9, 0xE6E9EE},
        .styles = USUAL_STYLES(600),
        .heading_rules = true,
        .sections = USUAL_SECTIONS,
        .n_sections = N_SECTIONS,
        .words = ENGLISH_WORDS,
        .labels = {T("Courses"), T("Grade"), T("Page")},
    },
    {
        .slug = T("classic-elegant"),
        .font = T("Noto Serif"),
        .paper_name = T("A4"),
        .margin_x = 56,
        .margin_y = 52,
        .sizes = {22, 11, 9.5},
        .leading = {28, 16, 12},
        .unit = 4,
        .inks = {0x1F2937, 0x5B6472, 0x374151, 0xC9D0D9, 0xE6E9EE},
        .styles = USUAL_STYLES(700),
        .heading_rules = true,
        .centers_head = true,
        .sections = USUAL_SECTIONS,
        .n_sections = N_SECTIONS,
        .words = ENGLISH_WORDS,
        .labels = {T("Courses"), T("Grade"), T("Page")},
    },
};

typedef struct Settings {
    Arena *arena;
    Error *error;
    Template *out;
    const Template *base; /* has every section */
    const char *place;    /* of what is being read, before its keys */
} Settings;

static bool wrong(Settings *s, const char *key, const char *wanted)
{
    Buf b = buf_new(s->arena);
    buf_addf(&b, "%s%s: expected %s", s->place, key, wanted);
    *s->error = (Error){.kind = &paper_bad_config,
                        .details = buf_str(&b),
                        .hint = S("Correct the setting or leave it out")};
    return false;
}

static Str text_of(Arena *a, const json_t *value)
{
    Str text = {json_string_value(value), (isize)json_string_length(value)};
    return text_clean(a, text, false);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* colour = "#" 6 * hexdigit */
static bool read_colour(Settings *s, const char *key, const json_t *value,
                        uint32_t *out)
{
    Str text = json_is_string(value) ? text_of(s->arena, value) : (Str){0};
    bool ok = text.len == 7 && text.s[0] == '#';
    uint32_t colour = 0;
    for (isize i = 1; ok && i < 7; i++) {
        int digit = hex_digit(text.s[i]);
        ok = digit >= 0;
        colour = colour * 16 + (uint32_t)(digit & 15);
    }
    if (!ok)
        return wrong(s, key, "a colour like \"#1d4ed8\"");
    *out = colour;
    return true;
}

static bool read_length(Settings *s, const json_t *object, const char *key,
                        double least, double most, double *out)
{
    const json_t *value = json_object_get(object, key);
    if (!value)
        return true;
    double x = json_number_value(value);
    if (json_is_number(value) && x >= least && x <= most) {
        *out = x;
        return true;
    }
    Buf b = buf_new(s->arena);
    buf_addf(&b, "a number of points from %g to %g", least, most);
    return wrong(s, key, str_cstr(s->arena, buf_str(&b)));
}

static bool read_sizes(Settings *s, const json_t *object)
{
    static const struct {
        const char *key;
        double least, most;
    } sizes[N_SIZES] = {{"name", 14, 40}, {"heading", 9, 20}, {"body", 8, 14}};
    if (!object)
        return true;
    if (!json_is_object(object))
        return wrong(s, "sizes", "an object of name, heading and body");
    for (int i = 0; i < N_SIZES; i++) {
        double old = s->out->sizes[i];
        if (!read_length(s, object, sizes[i].key, sizes[i].least, sizes[i].most,
                         &s->out->sizes[i]))
            return false;
        /* Few sizes, for each font of each size stays in a cache. */
        s->out->sizes[i] = floor(s->out->sizes[i] * 4 + 0.5) / 4;
        s->out->leading[i] *= s->out->sizes[i] / old;
    }
    return true;
}

static bool read_margins(Settings *s, const json_t *object)
{
    if (!object)
        return true;
    if (!json_is_object(object))
        return wrong(s, "margins", "an object of x and y");
    return read_length(s, object, "x", 20, 120, &s->out->margin_x) &&
           read_length(s, object, "y", 20, 120, &s->out->margin_y);
}

static const SectionPlan *plan_of(const Template *t, SectionKey key)
{
    for (isize i = 0; i < t->n_sections; i++)
        if (t->sections[i].key == key)
            return &t->sections[i];
    return NULL;
}

static bool read_sections(Settings *s, const json_t *list)
{
    if (!list)
        return true;
    if (!json_is_array(list) || json_array_size(list) > N_SECTIONS)
        return wrong(s, "sections", "a list of section names, each once");
    Template chosen = {0};
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *value = json_array_get(list, i);
        Str name = json_is_string(value) ? text_of(s->arena, value) : (Str){0};
        SectionKey key = N_SECTIONS;
        bool named = section_key_named(name, &key);
        const SectionPlan *plan = named ? plan_of(s->out, key) : NULL;
        if (named && !plan)
            plan = plan_of(s->base, key);
        if (!plan || plan_of(&chosen, key))
            return wrong(s, "sections", "a list of section names, each once");
        chosen.sections[chosen.n_sections++] = *plan;
    }
    memcpy(s->out->sections, chosen.sections, sizeof chosen.sections);
    s->out->n_sections = chosen.n_sections;
    return true;
}

static bool read_titles(Settings *s, const json_t *object)
{
    if (!object)
        return true;
    if (!json_is_object(object))
        return wrong(s, "titles", "an object of section names and titles");
    for (isize i = 0; i < s->out->n_sections; i++) {
        SectionPlan *plan = &s->out->sections[i];
        const char *name = str_cstr(s->arena, section_key_name(plan->key));
        const json_t *title = json_object_get(object, name);
        if (title && !json_is_string(title))
            return wrong(s, "titles", "an object of section names and titles");
        if (title)
            plan->title = text_of(s->arena, title);
    }
    return true;
}

static bool read_words(Settings *s, const json_t *config)
{
    DateWords *words = &s->out->words;
    const json_t *present = json_object_get(config, "present");
    const json_t *months = json_object_get(config, "months");
    if (present && !json_is_string(present))
        return wrong(s, "present", "a text");
    if (present)
        words->present = text_of(s->arena, present);
    if (months && json_array_size(months) != countof(words->months))
        return wrong(s, "months", "a list of twelve texts");
    for (size_t i = 0; i < json_array_size(months); i++) {
        if (!json_is_string(json_array_get(months, i)))
            return wrong(s, "months", "a list of twelve texts");
        words->months[i] = text_of(s->arena, json_array_get(months, i));
    }
    return true;
}

static bool read_text(Settings *s, const json_t *config, const char *key, Str *out)
{
    const json_t *value = json_object_get(config, key);
    if (value && !json_is_string(value))
        return wrong(s, key, "a text");
    if (value)
        *out = text_of(s->arena, value);
    return true;
}

static bool read_head(Settings *s, const json_t *config)
{
    Str edge = {0};
    if (!read_text(s, config, "head", &edge))
        return false;
    if (edge.s && !str_eq(edge, S("start")) && !str_eq(edge, S("center")))
        return wrong(s, "head", "\"start\" or \"center\"");
    if (edge.s)
        s->out->centers_head = str_eq(edge, S("center"));
    return true;
}

static bool read_labels(Settings *s, const json_t *object)
{
    static const char *const keys[N_LABELS] = {"courses", "score", "page"};
    if (object && !json_is_object(object))
        return wrong(s, "labels", "an object of courses, score and page");
    for (int i = 0; i < N_LABELS; i++)
        if (!read_text(s, object, keys[i], &s->out->labels[i]))
            return false;
    return true;
}

static bool apply(Settings *s, const json_t *config)
{
    Template *t = s->out;
    const json_t *accent = json_object_get(config, "accent");
    if (!accent)
        accent = json_array_get(json_object_get(config, "colors"), 0);
    return (!accent || read_colour(s, "accent", accent, &t->inks[INK_ACCENT])) &&
           read_text(s, config, "font", &t->font) &&
           read_text(s, config, "paper", &t->paper_name) &&
           read_sizes(s, json_object_get(config, "sizes")) &&
           read_margins(s, json_object_get(config, "margins")) &&
           read_sections(s, json_object_get(config, "sections")) &&
           read_titles(s, json_object_get(config, "titles")) && read_head(s, config) &&
           read_words(s, config) && read_labels(s, json_object_get(config, "labels"));
}

static bool start_from(Settings *s, Str slug)
{
    Buf names = buf_new(s->arena);
    for (isize i = 0; i < countof(templates); i++) {
        if (!slug.len || str_eq(slug, templates[i].slug)) {
            s->base = &templates[i];
            *s->out = templates[i];
            return true;
        }
        buf_addf(&names, "%s%" STR_FMT, i ? ", " : "", STR_ARG(templates[i].slug));
    }
    Buf hint = buf_new(s->arena), details = buf_new(s->arena);
    buf_addf(&details, "no template is named \"%" STR_FMT "\"", STR_ARG(slug));
    buf_addf(&hint, "Use one of: %" STR_FMT, STR_ARG(buf_str(&names)));
    *s->error = (Error){.kind = &paper_unknown_template,
                        .details = buf_str(&details),
                        .hint = buf_str(&hint)};
    return false;
}

static void free_json(void *root)
{
    json_decref(root);
}

/* NULL with no error set when there are no settings. */
static const json_t *parse(Settings *s, Held *held, Str config)
{
    if (!config.len)
        return NULL;
    void **slot = held_slot(held, free_json);
    json_error_t at;
    json_t *root = json_loadb(config.s, (size_t)config.len, 0, &at);
    *slot = root;
    if (!json_is_object(root))
        (void)wrong(s, "the settings", "a JSON object");
    return root;
}

static bool cover(Settings *s, Str text)
{
    isize at = 0;
    return fonts_cover(s->arena, s->out->family, text, &s->out->need, &at, s->error);
}

/* The fonts that the template's own words need. */
static bool cover_words(Settings *s)
{
    const Template *t = s->out;
    for (isize i = 0; i < t->n_sections; i++)
        if (!cover(s, t->sections[i].title))
            return false;
    for (int i = 0; i < N_LABELS; i++)
        if (!cover(s, t->labels[i]))
            return false;
    for (isize i = 0; i < countof(t->words.months); i++)
        if (!cover(s, t->words.months[i]))
            return false;
    return cover(s, t->words.present);
}

static bool finish(Settings *s, Str paper)
{
    Template *t = s->out;
    t->family = fonts_text_family(t->font);
    if (t->family < 0)
        return wrong(s, "font", "one of Inter, Lato, Noto Serif");
    Str name = paper.len ? paper : t->paper_name;
    for (isize i = 0; i < countof(papers); i++)
        if (str_eq(str_lower(s->arena, name),
                   str_lower(s->arena, str_of(papers[i].name)))) {
            t->paper = papers[i];
            return cover_words(s);
        }
    if (!paper.len)
        return wrong(s, "paper", "A4 or Letter");
    *s->error = (Error){.kind = &paper_bad_request,
                        .details = S("the paper's size is neither A4 nor Letter"),
                        .hint = S("Ask for A4 or Letter")};
    return false;
}

static bool apply_layout(Settings *s, const json_t *layout)
{
    if (!layout || json_is_null(layout))
        return true;
    if (!json_is_object(layout))
        return wrong(s, "meta.layout", "an object of settings");
    s->place = "meta.layout.";
    bool done = apply(s, layout);
    s->place = "";
    return done;
}

bool template_get(Arena *a, Held *held, const TemplateWish *wish, Template *out,
                  Error *error)
{
    Settings s = {.arena = a, .error = error, .out = out, .place = ""};
    const json_t *root = parse(&s, held, wish->config);
    if (error->kind)
        return false;
    Str base = {0};
    if (!read_text(&s, root, "base", &base))
        return false;
    return start_from(&s, base.len ? base : wish->slug) && apply(&s, root) &&
           apply_layout(&s, wish->layout) && finish(&s, wish->paper);
}
