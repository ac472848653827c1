/* odt_write.c — an ODT's paragraphs (OpenDocument: XML in a ZIP). */
#include "extract/flow.h"
#include "extract/xml.h"
#include "extract/zip.h"

#include <stdlib.h>
#include <string.h>

enum {
    PART_MOST = 16 << 20, /* bytes of XML, of one part */
    STYLES_ARENA = 4 << 20,
    SPANS_MOST = 32,
    SPACES_MOST = 100,
};

typedef struct Odt {
    Arena *arena;
    Flow flow;
    int skip;    /* depth within what is not read */
    int reading; /* depth within what is: the text, a page's header */
    Styles styles;
    Look *style; /* the one that has begun */
    Look defaults;
    bool in_defaults;
    Look look[NESTED_MOST + SPANS_MOST]; /* of the text: paragraphs, spans in them */
    int n;
    int paragraphs; /* that have begun */
    bool in_item;   /* of a list, whose first paragraph is to come */
    bool linked;
} Odt;

/* --- styles ----------------------------------------------------------------------- */

/* "12pt", "0.5cm"; relative ones say nothing here. */
static double points(Str value, double unsaid)
{
    static const struct {
        const char *unit;
        double points;
    } units[] = {{"pt", 1}, {"cm", 28.3465}, {"mm", 2.83465}, {"in", 72}, {"px", 0.75}};
    char *end = NULL;
    if (!value.len)
        return unsaid;
    double n = strtod(value.s, &end);
    for (isize i = 0; i < countof(units) && n >= 0 && n < 10000; i++)
        if (strcmp(end, units[i].unit) == 0)
            return n * units[i].points;
    return unsaid;
}

static void take_text_look(Look *l, const char *const *attributes)
{
    Str weight = xml_attribute(attributes, "font-weight");
    Str style = xml_attribute(attributes, "font-style");
    Str colour = xml_attribute(attributes, "color");
    int64_t n;
    l->size = points(xml_attribute(attributes, "font-size"), l->size);
    if (weight.s)
        l->bold = str_eq(weight, S("bold")) || (str_to_int(weight, &n) && n >= 600);
    if (style.s)
        l->italic = !str_eq(style, S("normal"));
    if (colour.len == 7 && colour.s[0] == '#')
        l->colour = (int)(strtol(colour.s + 1, NULL, 16) & 0xffffff);
    if (str_eq(xml_attribute(attributes, "display"), S("none")))
        l->hidden = 1;
}

/* Names are of one family each: "pStandard", "tStrong_20_Emphasis". */
static Str in_family(char family, Str name, char *room)
{
    if (!name.len || name.len >= NAME_MOST)
        return (Str){0};
    room[0] = family;
    memcpy(room + 1, name.s, (size_t)name.len);
    return (Str){room, name.len + 1};
}

static Look look_named(Odt *o, char family, Str name)
{
    char room[NAME_MOST];
    return styles_look(&o->styles, in_family(family, name, room));
}

static void begin_style(Odt *o, const char *const *attributes)
{
    char name[NAME_MOST], parent[NAME_MOST];
    Str family = xml_attribute(attributes, "family");
    char letter = str_eq(family, S("text")) ? 't' : 'p';
    int64_t n;
    o->style = NULL;
    if (letter == 'p' && !str_eq(family, S("paragraph")))
        return;
    o->style = styles_add(
        &o->styles, in_family(letter, xml_attribute(attributes, "name"), name),
        in_family(letter, xml_attribute(attributes, "parent-style-name"), parent));
    Str level = xml_attribute(attributes, "default-outline-level");
    if (o->style && str_to_int(level, &n))
        o->style->level = n <= 6 ? (int)n : 0;
}

static void style_begin(Odt *o, Str name, const char *const *attributes)
{
    Look *l = o->in_defaults ? &o->defaults : o->style;
    if (str_eq(name, S("style"))) {
        begin_style(o, attributes);
    } else if (str_eq(name, S("default-style"))) {
        o->in_defaults = str_eq(xml_attribute(attributes, "family"), S("paragraph"));
    } else if (l && str_eq(name, S("text-properties"))) {
        take_text_look(l, attributes);
    } else if (l && str_eq(name, S("paragraph-properties"))) {
        l->before = points(xml_attribute(attributes, "margin-top"), l->before);
        l->after = points(xml_attribute(attributes, "margin-bottom"), l->after);
    }
}

/* --- the text --------------------------------------------------------------------- */

static Look *now(Odt *o)
{
    int n = o->n < countof(o->look) ? o->n : (int)countof(o->look);
    return n ? &o->look[n - 1] : &o->defaults;
}

static void open_look(Odt *o, Look look)
{
    if (o->n < countof(o->look))
        o->look[o->n] = look;
    o->n++;
}

static void begin_paragraph(Odt *o, bool heading, const char *const *attributes)
{
    Look own = look_named(o, 'p', xml_attribute(attributes, "style-name"));
    Look look = look_over(o->defaults, own);
    int64_t level;
    look.level = heading ? 1 : 0;
    if (heading && str_to_int(xml_attribute(attributes, "outline-level"), &level))
        look.level = level <= 6 ? (int)level : 0;
    look.list = o->in_item && !heading;
    o->in_item = false;
    o->paragraphs++;
    open_look(o, look);
    flow_paragraph(&o->flow, look);
}

static void spaces(Odt *o, Str count)
{
    int64_t n = 1;
    if (count.s && (!str_to_int(count, &n) || n > SPACES_MOST))
        n = 1;
    for (; n > 0; n--)
        flow_text(&o->flow, *now(o), S(" "));
}

static bool is_skipped(Str name)
{
    static const char *const names[] = {
        "tracked-changes", "annotation", "note",        "desc",
        "title",           "forms",      "page-number", "page-count"};
    for (isize i = 0; i < countof(names); i++)
        if (str_eq(name, str_of(names[i])))
            return true;
    return false;
}

static void text_begin(Odt *o, Str name, const char *const *attributes)
{
    if (str_eq(name, S("p")) || str_eq(name, S("h"))) {
        begin_paragraph(o, str_eq(name, S("h")), attributes);
    } else if (str_eq(name, S("span"))) {
        Look own = look_named(o, 't', xml_attribute(attributes, "style-name"));
        open_look(o, look_over(*now(o), own));
    } else if (str_eq(name, S("s"))) {
        spaces(o, xml_attribute(attributes, "c"));
    } else if (str_eq(name, S("tab"))) {
        flow_text(&o->flow, *now(o), S("\t"));
    } else if (str_eq(name, S("line-break"))) {
        flow_line(&o->flow);
    } else if (str_eq(name, S("list-item"))) {
        o->in_item = true;
    } else if (str_eq(name, S("a"))) {
        Str address = xml_attribute(attributes, "href");
        o->linked = address.len && address.s[0] != '#';
        if (o->linked)
            flow_link(&o->flow, address);
    } else if (str_eq(name, S("table-row"))) {
        flow_mark(&o->flow, '{');
    } else if (str_eq(name, S("table-cell"))) {
        flow_mark(&o->flow, '|');
    }
}

static void text_end(Odt *o, Str name)
{
    bool paragraph = str_eq(name, S("p")) || str_eq(name, S("h"));
    if (paragraph || str_eq(name, S("span")))
        o->n--;
    if (paragraph) {
        o->paragraphs--;
        flow_paragraph_end(&o->flow);
    } else if (str_eq(name, S("list-item"))) {
        o->in_item = false;
    } else if (str_eq(name, S("a")) && o->linked) {
        o->linked = false;
        flow_link_end(&o->flow);
    } else if (str_eq(name, S("table-row"))) {
        flow_mark(&o->flow, '}');
    }
}

/* --- all of it -------------------------------------------------------------------- */

static void on_begin(void *user, Str name, const char *const *attributes)
{
    Odt *o = user;
    bool opens = str_eq(name, S("text")) || str_eq(name, S("header"));
    if (o->skip || is_skipped(name)) {
        o->skip++;
    } else if (o->reading) {
        o->reading++;
        text_begin(o, name, attributes);
    } else if (opens) {
        o->reading = 1;
    } else {
        style_begin(o, name, attributes);
    }
}

static void on_end(void *user, Str name)
{
    Odt *o = user;
    if (o->skip) {
        o->skip--;
    } else if (o->reading) {
        if (--o->reading)
            text_end(o, name);
    } else if (str_eq(name, S("style"))) {
        o->style = NULL;
    } else if (str_eq(name, S("default-style"))) {
        o->in_defaults = false;
    }
}

static void on_text(void *user, Str text)
{
    Odt *o = user;
    if (!o->skip && o->reading && o->paragraphs)
        flow_text(&o->flow, *now(o), text);
}

static const char *read_part(Odt *o, Str odt, const char *name, bool needed)
{
    static const XmlReader reader = {on_begin, on_end, on_text};
    Str xml;
    ZipAnswer answer = zip_read(odt, name, PART_MOST, &xml);
    if (answer == ZIP_ABSENT && !needed)
        return NULL;
    if (answer != ZIP_READ)
        return answer == ZIP_LARGE ? "large" : "damaged";
    o->skip = o->reading = 0;
    bool ok = xml_read(xml, &reader, o);
    free((char *)(uintptr_t)xml.s);
    return ok ? NULL : "damaged";
}

static bool is_encrypted(Str odt)
{
    Str manifest;
    if (zip_read(odt, "META-INF/manifest.xml", PART_MOST, &manifest) != ZIP_READ)
        return false;
    bool found = str_contains(manifest, S(":encryption-data"));
    free((char *)(uintptr_t)manifest.s);
    return found;
}

void odt_write_flow(Str odt, FILE *out)
{
    Arena a = arena_reserve(STYLES_ARENA);
    Odt *o = make(&a, Odt);
    *o = (Odt){.arena = &a,
               .flow = {.out = out},
               .styles = styles_new(&a),
               .defaults = look_plain};
    const char *wrong = is_encrypted(odt) ? "encrypted" : NULL;
    if (!wrong)
        wrong = read_part(o, odt, "styles.xml", false);
    if (!wrong)
        wrong = read_part(o, odt, "content.xml", true);
    if (wrong)
        flow_refuse(&o->flow, wrong);
    flow_end(&o->flow);
    arena_release(&a);
}
