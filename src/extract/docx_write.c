/* docx_write.c — a DOCX's paragraphs (ECMA-376: WordprocessingML in a ZIP). */
#include "extract/flow.h"
#include "extract/xml.h"
#include "extract/zip.h"

#include <stdlib.h>
#include <string.h>

enum {
    PART_MOST = 16 << 20, /* bytes of XML, of one part */
    LINKS_MOST = 500,
    FIELD_MOST = 2000,
    STYLES_ARENA = 4 << 20,
};

typedef struct Target {
    Str id, where;
    bool header;
} Target;

typedef enum In { IN_BODY, IN_STYLES, IN_SECTIONS, IN_TARGETS } In;

/* What has begun and not ended yet; texts boxes begin paragraphs within paragraphs. */
typedef struct Open {
    Look paragraph, run;
} Open;

typedef struct Docx {
    Arena *arena;
    Flow flow;
    In in;
    int skip; /* depth within what is not read */
    Styles styles;
    Look *style;            /* IN_STYLES: the one that has begun */
    Look defaults, of_text; /* of_text: of a paragraph without a style */
    bool in_defaults;
    Target targets[LINKS_MOST];
    isize n_targets;
    Str header, first_header; /* by id */
    bool has_first;
    Open open[NESTED_MOST];
    int n;
    bool in_paragraph_look, in_run_look, in_run, in_text, in_field;
    Look said; /* by the paragraph itself, or its run */
    Str style_name;
    char names[2][NAME_MOST];
    char field[FIELD_MOST]; /* what a field's instruction says */
    isize field_len;
    bool linked;
} Docx;

static Open *now(Docx *d)
{
    int n = d->n < NESTED_MOST ? d->n : NESTED_MOST;
    return &d->open[n ? n - 1 : 0];
}

/* --- what properties say ---------------------------------------------------------- */

static bool is_on(Str value)
{
    return !value.s || (!str_eq(value, S("0")) && !str_eq(value, S("false")) &&
                        !str_eq(value, S("off")) && !str_eq(value, S("none")));
}

static double twentieths(Str value, double unsaid)
{
    int64_t n;
    return str_to_int(value, &n) && n < 100000 ? (double)n / 20 : unsaid;
}

static void take_run_look(Look *l, Str name, Str value)
{
    int64_t n;
    char *end = NULL;
    if (str_eq(name, S("b")))
        l->bold = is_on(value);
    else if (str_eq(name, S("i")))
        l->italic = is_on(value);
    else if (str_eq(name, S("vanish")))
        l->hidden = is_on(value);
    else if (str_eq(name, S("sz")) && str_to_int(value, &n) && n > 0 && n < 1000)
        l->size = (double)n / 2;
    else if (str_eq(name, S("color")) && value.len == 6) {
        long colour = strtol(value.s, &end, 16);
        l->colour = end == value.s + 6 && colour >= 0 ? (int)colour : 0;
    }
}

static void take_paragraph_look(Look *l, Str name, Str value,
                                const char *const *attributes)
{
    int64_t n;
    if (str_eq(name, S("spacing"))) {
        l->before = twentieths(xml_attribute(attributes, "before"), l->before);
        l->after = twentieths(xml_attribute(attributes, "after"), l->after);
    } else if (str_eq(name, S("outlineLvl")) && str_to_int(value, &n)) {
        l->level = n < 6 ? (int)n + 1 : 0;
    } else if (str_eq(name, S("numId"))) {
        l->list = !str_eq(value, S("0"));
    }
}

/* --- the text --------------------------------------------------------------------- */

static void resolve(Docx *d)
{
    Look style =
        d->style_name.len ? styles_look(&d->styles, d->style_name) : d->of_text;
    now(d)->paragraph = look_over(look_over(d->defaults, style), d->said);
}

static void begin_paragraph(Docx *d)
{
    d->n++;
    d->said = look_unsaid;
    d->style_name = (Str){0};
    resolve(d);
    now(d)->run = now(d)->paragraph;
    flow_paragraph(&d->flow, now(d)->paragraph);
}

static void begin_run(Docx *d)
{
    d->in_run = true;
    d->said = look_unsaid;
    d->style_name = (Str){0};
    now(d)->run = now(d)->paragraph;
}

/* What is remembered over an element's end may not lie in the parser's memory. */
static Str remember(Docx *d, int which, Str text)
{
    if (text.len > NAME_MOST)
        return (Str){0};
    if (text.len)
        memcpy(d->names[which], text.s, (size_t)text.len);
    return (Str){d->names[which], text.len};
}

static Str target_of(const Docx *d, Str id)
{
    for (isize i = 0; i < d->n_targets && id.len; i++)
        if (str_eq(d->targets[i].id, id))
            return d->targets[i].where;
    return (Str){0};
}

/* "HYPERLINK "https://…" \o "…"" */
static void link_field(Docx *d)
{
    Str text = str_trim((Str){d->field, d->field_len});
    StrPair address = str_cut(str_cut(text, '"').tail, '"');
    if (str_starts(text, S("HYPERLINK")) && address.found && !d->linked) {
        flow_link(&d->flow, address.head);
        d->linked = true;
    }
}

static void end_link(Docx *d)
{
    if (d->linked)
        flow_link_end(&d->flow);
    d->linked = false;
}

static void on_field_mark(Docx *d, Str type)
{
    if (str_eq(type, S("begin")))
        d->field_len = 0;
    else if (str_eq(type, S("separate")))
        link_field(d);
    else
        end_link(d);
}

static void begin_link(Docx *d, Str address)
{
    if (!address.len)
        return;
    end_link(d);
    flow_link(&d->flow, address);
    d->linked = true;
}

static bool is_skipped(Str name)
{
    static const char *const names[] = {"Fallback",     "del",         "moveFrom",
                                        "sectPrChange", "rPrChange",   "pPrChange",
                                        "tblStylePr",   "txbxFallback"};
    for (isize i = 0; i < countof(names); i++)
        if (str_eq(name, str_of(names[i])))
            return true;
    return false;
}

static void in_run(Docx *d, Str name, const char *const *attributes)
{
    if (str_eq(name, S("t")))
        d->in_text = true;
    else if (str_eq(name, S("tab")) || str_eq(name, S("ptab")))
        flow_text(&d->flow, now(d)->run, S("\t"));
    else if (str_eq(name, S("noBreakHyphen")))
        flow_text(&d->flow, now(d)->run, S("-"));
    else if (str_eq(name, S("br")) || str_eq(name, S("cr")))
        flow_line(&d->flow);
    else if (str_eq(name, S("instrText")))
        d->in_field = true;
    else if (str_eq(name, S("fldChar")))
        on_field_mark(d, xml_attribute(attributes, "fldCharType"));
}

static void in_table(Docx *d, Str name, bool begins)
{
    if (str_eq(name, S("tr")))
        flow_mark(&d->flow, begins ? '{' : '}');
    else if (str_eq(name, S("tc")) && begins)
        flow_mark(&d->flow, '|');
}

static void body_begin(Docx *d, Str name, const char *const *attributes)
{
    Str value = xml_attribute(attributes, "val");
    if (str_eq(name, S("p")))
        begin_paragraph(d);
    else if (str_eq(name, S("pPr")))
        d->in_paragraph_look = true;
    else if (str_eq(name, S("rPr")))
        d->in_run_look = true;
    else if ((d->in_run_look && str_eq(name, S("rStyle"))) ||
             (d->in_paragraph_look && str_eq(name, S("pStyle"))))
        d->style_name = remember(d, 0, value);
    else if (d->in_run_look)
        take_run_look(&d->said, name, value);
    else if (d->in_paragraph_look)
        take_paragraph_look(&d->said, name, value, attributes);
    else if (str_eq(name, S("r")))
        begin_run(d);
    else if (str_eq(name, S("hyperlink")))
        begin_link(d, target_of(d, xml_attribute(attributes, "id")));
    else if (d->in_run)
        in_run(d, name, attributes);
    else
        in_table(d, name, true);
}

/* The paragraph mark's own look says nothing of its text. */
static void end_run_look(Docx *d)
{
    d->in_run_look = false;
    if (d->in_paragraph_look) {
        d->said.bold = d->said.italic = d->said.hidden = d->said.colour = UNSAID;
        d->said.size = UNSAID;
        return;
    }
    Look style = styles_look(&d->styles, d->style_name);
    now(d)->run = look_over(look_over(now(d)->paragraph, style), d->said);
}

static void end_paragraph_look(Docx *d)
{
    d->in_paragraph_look = false;
    resolve(d);
    now(d)->run = now(d)->paragraph;
    if (d->flow.n && d->flow.n <= NESTED_MOST)
        d->flow.open[d->flow.n - 1] = now(d)->paragraph;
}

static void body_end(Docx *d, Str name)
{
    if (str_eq(name, S("p"))) {
        flow_paragraph_end(&d->flow);
        d->n--;
    } else if (str_eq(name, S("pPr")))
        end_paragraph_look(d);
    else if (str_eq(name, S("rPr")))
        end_run_look(d);
    else if (str_eq(name, S("r")))
        d->in_run = d->in_text = false;
    else if (str_eq(name, S("txbxContent")))
        d->in_run = true; /* the run around the box goes on */
    else if (str_eq(name, S("t")))
        d->in_text = false;
    else if (str_eq(name, S("instrText")))
        d->in_field = false;
    else if (str_eq(name, S("hyperlink")))
        end_link(d);
    else
        in_table(d, name, false);
}

/* --- the other parts -------------------------------------------------------------- */

static void style_begin(Docx *d, Str name, const char *const *attributes)
{
    Str value = xml_attribute(attributes, "val");
    Look *look = d->in_defaults ? &d->defaults : d->style;
    if (str_eq(name, S("docDefaults"))) {
        d->in_defaults = true;
    } else if (str_eq(name, S("style"))) {
        Str id = xml_attribute(attributes, "styleId");
        d->style = styles_add(&d->styles, id, (Str){0});
        Str usual = xml_attribute(attributes, "default");
        if (d->style && usual.s && is_on(usual) &&
            str_eq(xml_attribute(attributes, "type"), S("paragraph")))
            d->style_name = str_copy(d->arena, id);
    } else if (look && str_eq(name, S("basedOn"))) {
        styles_base(&d->styles, value);
    } else if (look) {
        take_run_look(look, name, value);
        take_paragraph_look(look, name, value, attributes);
    }
}

static void style_end(Docx *d, Str name)
{
    if (str_eq(name, S("docDefaults")))
        d->in_defaults = false;
    else if (str_eq(name, S("style")))
        d->style = NULL;
}

static void section_begin(Docx *d, Str name, const char *const *attributes)
{
    Str type = xml_attribute(attributes, "type"), id = xml_attribute(attributes, "id");
    if (str_eq(name, S("titlePg")))
        d->has_first = is_on(xml_attribute(attributes, "val"));
    else if (!str_eq(name, S("headerReference")))
        return;
    else if (str_eq(type, S("first")) && !d->first_header.len)
        d->first_header = remember(d, 0, id);
    else if (str_eq(type, S("default")) && !d->header.len)
        d->header = remember(d, 1, id);
}

static void target_begin(Docx *d, Str name, const char *const *attributes)
{
    Str id = xml_attribute(attributes, "Id"), to = xml_attribute(attributes, "Target");
    if (!str_eq(name, S("Relationship")) || d->n_targets == LINKS_MOST ||
        id.len > NAME_MOST || to.len > LINE_MOST)
        return;
    d->targets[d->n_targets++] =
        (Target){str_copy(d->arena, id), str_copy(d->arena, to),
                 str_ends(xml_attribute(attributes, "Type"), S("/header"))};
}

/* --- all of it -------------------------------------------------------------------- */

static void on_begin(void *user, Str name, const char *const *attributes)
{
    static void (*const begins[])(Docx *, Str, const char *const *) = {
        [IN_BODY] = body_begin,
        [IN_STYLES] = style_begin,
        [IN_SECTIONS] = section_begin,
        [IN_TARGETS] = target_begin,
    };
    Docx *d = user;
    if (d->skip || is_skipped(name))
        d->skip++;
    else
        begins[d->in](d, name, attributes);
}

static void on_end(void *user, Str name)
{
    Docx *d = user;
    if (d->skip)
        d->skip--;
    else if (d->in == IN_BODY)
        body_end(d, name);
    else if (d->in == IN_STYLES)
        style_end(d, name);
}

static void on_text(void *user, Str text)
{
    Docx *d = user;
    if (d->skip || d->in != IN_BODY)
        return;
    if (d->in_text)
        flow_text(&d->flow, now(d)->run, text);
    else if (d->in_field && d->field_len + text.len <= FIELD_MOST) {
        memcpy(d->field + d->field_len, text.s, (size_t)text.len);
        d->field_len += text.len;
    }
}

static const char *why_not(ZipAnswer answer)
{
    return answer == ZIP_LARGE ? "large" : "damaged";
}

/* NULL when it was read, or is not there and need not be; else why not. */
static const char *read_part(Docx *d, Str docx, const char *name, In in, bool needed)
{
    static const XmlReader reader = {on_begin, on_end, on_text};
    Str xml;
    ZipAnswer answer = zip_read(docx, name, PART_MOST, &xml);
    if (answer == ZIP_ABSENT && !needed)
        return NULL;
    if (answer != ZIP_READ)
        return why_not(answer);
    d->in = in;
    d->skip = 0;
    bool ok = xml_read(xml, &reader, d);
    free((char *)(uintptr_t)xml.s);
    return ok ? NULL : "damaged";
}

/* Names and addresses often stand in the header of the first page. */
static const char *read_header(Docx *d, Str docx)
{
    Str where = target_of(d, d->has_first ? d->first_header : d->header);
    char name[NAME_MOST + 8];
    if (!where.len || where.len > NAME_MOST)
        return NULL;
    int n = snprintf(name, sizeof name, "word/%" STR_FMT, STR_ARG(where));
    return n > 0 ? read_part(d, docx, name, IN_BODY, false) : NULL;
}

static const char *read_all(Docx *d, Str docx)
{
    static const char body[] = "word/document.xml";
    const char *wrong =
        read_part(d, docx, "word/_rels/document.xml.rels", IN_TARGETS, false);
    if (!wrong)
        wrong = read_part(d, docx, "word/styles.xml", IN_STYLES, false);
    d->of_text = styles_look(&d->styles, d->style_name);
    if (!wrong)
        wrong = read_part(d, docx, body, IN_SECTIONS, true);
    if (!wrong)
        wrong = read_header(d, docx);
    return wrong ? wrong : read_part(d, docx, body, IN_BODY, true);
}

void docx_write_flow(Str docx, FILE *out)
{
    Arena a = arena_reserve(STYLES_ARENA);
    Docx *d = make(&a, Docx);
    *d = (Docx){.arena = &a,
                .flow = {.out = out},
                .styles = styles_new(&a),
                .defaults = look_plain};
    const char *wrong = read_all(d, docx);
    if (wrong)
        flow_refuse(&d->flow, wrong);
    flow_end(&d->flow);
    arena_release(&a);
}
