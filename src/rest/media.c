#include "rest/media.h"

#include "base/buf.h"

static const struct {
    const char *name;
    MediaKind kind;
} kinds[] = {
    {"application/json", MEDIA_JSON},
    {"*/*", MEDIA_ANY},
    {"application/vnd.pgrst.object+json", MEDIA_OBJECT},
    {"application/vnd.pgrst.object", MEDIA_OBJECT},
    {"application/vnd.pgrst.array+json", MEDIA_STRIPPED_ARRAY},
    {"application/vnd.pgrst.array", MEDIA_STRIPPED_ARRAY},
    {"text/csv", MEDIA_CSV},
    {"application/geo+json", MEDIA_GEOJSON},
    {"text/plain", MEDIA_TEXT},
    {"text/xml", MEDIA_XML},
    {"application/openapi+json", MEDIA_OPENAPI},
    {"application/x-www-form-urlencoded", MEDIA_FORM},
    {"application/octet-stream", MEDIA_BYTES},
    {"application/vnd.pgrst.plan", MEDIA_PLAN},
    {"application/vnd.pgrst.plan+text", MEDIA_PLAN},
    {"application/vnd.pgrst.plan+json", MEDIA_PLAN},
};

static const struct {
    const char *name;
    int bit;
} plan_options[] = {
    {"analyze", PLAN_ANALYZE}, {"verbose", PLAN_VERBOSE}, {"settings", PLAN_SETTINGS},
    {"buffers", PLAN_BUFFERS}, {"wal", PLAN_WAL},
};

/* Cuts at the first `at` outside double quotes. */
static StrPair cut_outside_quotes(Str text, char at)
{
    bool quoted = false;
    for (isize i = 0; i < text.len; i++) {
        if (text.s[i] == '"')
            quoted = !quoted;
        else if (text.s[i] == at && !quoted)
            return (StrPair){{text.s, i}, str_skip(text, i + 1), true};
    }
    return (StrPair){.head = text};
}

static Str parameter(Arena *a, Str list, Str name)
{
    for (StrPair p = cut_outside_quotes(list, ';');;
         p = cut_outside_quotes(p.tail, ';')) {
        StrPair kv = str_cut(str_trim(p.head), '=');
        if (kv.found && str_eq(str_lower(a, str_trim(kv.head)), name)) {
            Str v = str_trim(kv.tail);
            if (v.len > 1 && v.s[0] == '"' && v.s[v.len - 1] == '"')
                v = (Str){v.s + 1, v.len - 2};
            return v;
        }
        if (!p.found)
            return (Str){0};
    }
}

/* All but what a plan is of. */
static Media named(Arena *a, Str text)
{
    StrPair p = cut_outside_quotes(text, ';');
    Str name = str_lower(a, str_trim(p.head));
    Media m = {.kind = MEDIA_OTHER, .name = str_lower(a, str_trim(text))};
    for (isize i = 0; i < countof(kinds); i++)
        if (str_eq(name, str_of(kinds[i].name)))
            m.kind = kinds[i].kind;
    bool stripped = str_eq(parameter(a, p.tail, S("nulls")), S("stripped"));
    if (m.kind == MEDIA_OBJECT)
        m.stripped = stripped;
    else if (m.kind == MEDIA_STRIPPED_ARRAY && !stripped)
        m.kind = MEDIA_JSON;
    m.plan_json = m.kind == MEDIA_PLAN && str_ends(name, S("+json"));
    return m;
}

static void plan(Arena *a, Media *m, Str text)
{
    Str parameters = cut_outside_quotes(text, ';').tail;
    for (StrPair p = str_cut(parameter(a, parameters, S("options")), '|');;
         p = str_cut(p.tail, '|')) {
        for (isize i = 0; i < countof(plan_options); i++)
            if (str_eq(p.head, str_of(plan_options[i].name)))
                m->plan_options |= plan_options[i].bit;
        if (!p.found)
            break;
    }
    Str wanted = parameter(a, parameters, S("for"));
    Media inner = wanted.s ? named(a, wanted) : (Media){.kind = MEDIA_JSON};
    if (inner.kind == MEDIA_PLAN)
        return; /* of what it says by itself */
    m->plan_for = inner.kind;
    m->plan_stripped = inner.stripped;
    m->plan_name = inner.name;
}

Media parse_media(Arena *a, Str text)
{
    Media m = named(a, text);
    if (m.kind == MEDIA_PLAN)
        plan(a, &m, text);
    return m;
}

/* q=0.5 as thousandths; what names nothing special is wanted less. */
static int quality(Arena *a, Str item)
{
    Str q = parameter(a, cut_outside_quotes(item, ';').tail, S("q"));
    int thousandths = 1000;
    if (q.len) {
        int64_t digits = 0;
        Str fraction = str_cut(q, '.').tail;
        thousandths = q.s[0] == '1' ? 1000 : 0;
        for (int i = 0, place = 100; i < 3 && i < fraction.len; i++, place /= 10)
            if (str_to_int((Str){fraction.s + i, 1}, &digits) && thousandths < 1000)
                thousandths += (int)digits * place;
    }
    return thousandths;
}

/* A wildcard gives way to what is named, among equals in quality. */
static int rank_of(Arena *a, Str item)
{
    Str name = str_trim(cut_outside_quotes(item, ';').head);
    int specific = str_eq(name, S("*/*")) ? 0 : str_ends(name, S("/*")) ? 1 : 2;
    return quality(a, item) * 4 + specific;
}

static Str without_quality(Arena *a, Str item)
{
    Buf b = buf_new(a);
    bool first = true;
    for (StrPair p = cut_outside_quotes(item, ';');;
         p = cut_outside_quotes(p.tail, ';')) {
        if (first || !str_starts(str_trim(p.head), S("q="))) {
            buf_add(&b, first ? S("") : S(";"));
            buf_add(&b, p.head);
        }
        first = false;
        if (!p.found)
            return buf_str(&b);
    }
}

int parse_accept(Arena *a, Str text, Media *out)
{
    bool any = str_eq(text, S("*/*"));
    if (any || str_eq(text, S("application/json"))) {
        out[0] = (Media){.kind = any ? MEDIA_ANY : MEDIA_JSON};
        return 1;
    }
    int n = 0, ranks[MAX_ACCEPTED];
    for (StrPair p = cut_outside_quotes(text, ',');;
         p = cut_outside_quotes(p.tail, ',')) {
        Str item = str_trim(p.head);
        if (item.len && n < MAX_ACCEPTED) {
            int rank = rank_of(a, item), at = n++;
            for (; at > 0 && ranks[at - 1] < rank; at--)
                ranks[at] = ranks[at - 1], out[at] = out[at - 1];
            ranks[at] = rank;
            out[at] = parse_media(a, without_quality(a, item));
        }
        if (!p.found)
            break;
    }
    if (!n)
        out[n++] = (Media){.kind = MEDIA_ANY};
    return n;
}

static Str plan_mime(Arena *a, const Media *m)
{
    Media inner = {
        .kind = m->plan_for, .stripped = m->plan_stripped, .name = m->plan_name};
    Buf b = buf_new(a);
    buf_addf(&b, "application/vnd.pgrst.plan+%s; for=\"%" STR_FMT "\"",
             m->plan_json ? "json" : "text", STR_ARG(media_mime(a, &inner)));
    const char *separator = "; options=";
    for (isize i = 0; i < countof(plan_options); i++)
        if (m->plan_options & plan_options[i].bit) {
            buf_addf(&b, "%s%s", separator, plan_options[i].name);
            separator = "|";
        }
    return buf_str(&b);
}

Str media_mime(Arena *a, const Media *m)
{
    switch (m->kind) {
    case MEDIA_OTHER: return m->name;
    case MEDIA_PLAN: return plan_mime(a, m);
    case MEDIA_OBJECT:
        return m->stripped ? S("application/vnd.pgrst.object+json;nulls=stripped")
                           : S("application/vnd.pgrst.object+json");
    case MEDIA_STRIPPED_ARRAY:
        return S("application/vnd.pgrst.array+json;nulls=stripped");
    case MEDIA_JSON:
    case MEDIA_ANY:
    case MEDIA_CSV:
    case MEDIA_GEOJSON:
    case MEDIA_TEXT:
    case MEDIA_XML:
    case MEDIA_OPENAPI:
    case MEDIA_FORM:
    case MEDIA_BYTES: break;
    }
    for (isize i = 0; i < countof(kinds); i++)
        if (kinds[i].kind == m->kind)
            return str_of(kinds[i].name);
    return S("application/json");
}

Str media_content_type(Arena *a, const Media *m)
{
    if (m->kind == MEDIA_JSON)
        return S("application/json; charset=utf-8");
    Str mime = media_mime(a, m);
    if (m->kind == MEDIA_BYTES || m->kind == MEDIA_OTHER)
        return mime;
    Buf b = buf_new(a);
    buf_add(&b, mime);
    buf_add(&b, S("; charset=utf-8"));
    return buf_str(&b);
}
