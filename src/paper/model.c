#include "paper/model.h"
#include "paper/errors.h"
#include "paper/fields.h"
#include "paper/text.h"

#include "base/buf.h"

#include <glib.h>
#include <jansson.h>

#include <string.h>

enum {
    MAX_JSON = 1 << 20,    /* bytes; a long resume has 30,000 */
    MAX_ITEMS = 500,       /* of one list */
    MAX_LINE = 4000,       /* bytes of a text without line ends: half a page */
    MAX_TEXT = 60000,      /* bytes of one with them: some pages */
    MAX_TEXTS = 256 << 10, /* of all: sixty full pages */
    MAX_QUOTED = 40,       /* bytes of a wrong value that an error repeats */
};

static const char *const section_names[N_SECTIONS] = {
    [SECTION_WORK] = "work",
    [SECTION_VOLUNTEER] = "volunteer",
    [SECTION_EDUCATION] = "education",
    [SECTION_AWARDS] = "awards",
    [SECTION_CERTIFICATES] = "certificates",
    [SECTION_PUBLICATIONS] = "publications",
    [SECTION_SKILLS] = "skills",
    [SECTION_LANGUAGES] = "languages",
    [SECTION_INTERESTS] = "interests",
    [SECTION_REFERENCES] = "references",
    [SECTION_PROJECTS] = "projects",
    [SECTION_SUMMARY] = "summary",
};

/* Where the reader is: section[index].field[item]; -1 for what is not a list. */
typedef struct Place {
    const char *section;
    isize index;
    const char *field;
    isize item;
} Place;

typedef struct Letters {
    isize left_to_right, right_to_left, kana, hangul, han;
} Letters;

typedef struct Reader {
    Arena *arena;
    Error *error;
    Resume *resume;
    int family;
    isize bytes; /* of all texts so far */
    Letters letters;
} Reader;

Str section_key_name(SectionKey key)
{
    return str_of(section_names[key]);
}

bool section_key_named(Str name, SectionKey *out)
{
    for (int key = 0; key < N_SECTIONS; key++)
        if (str_eq(name, str_of(section_names[key]))) {
            *out = (SectionKey)key;
            return true;
        }
    return false;
}

static void add_place(Buf *b, Place at)
{
    buf_addf(b, "%s", at.section);
    if (at.index >= 0)
        buf_addf(b, "[%td]", at.index);
    if (at.field)
        buf_addf(b, ".%s", at.field);
    if (at.item >= 0)
        buf_addf(b, "[%td]", at.item);
}

static const char *kind_of(const json_t *value)
{
    static const char *const kinds[] = {
        [JSON_OBJECT] = "an object", [JSON_ARRAY] = "a list",  [JSON_STRING] = "a text",
        [JSON_INTEGER] = "a number", [JSON_REAL] = "a number", [JSON_TRUE] = "true",
        [JSON_FALSE] = "false",      [JSON_NULL] = "null",
    };
    return kinds[json_typeof(value)];
}

static bool wrong(Reader *r, Place at, const char *wanted, const json_t *found)
{
    Buf b = buf_new(r->arena);
    add_place(&b, at);
    buf_addf(&b, ": expected %s, found ", wanted);
    if (json_is_string(found)) {
        Str text = {json_string_value(found), (isize)json_string_length(found)};
        text = text_clean(r->arena, text, false);
        bool cut = text.len > MAX_QUOTED;
        isize n = cut ? MAX_QUOTED : text.len;
        while (cut && n > 0 && ((unsigned char)text.s[n] & 0xC0) == 0x80)
            n--;
        buf_addf(&b, "\"%.*s%s\"", (int)n, text.s, cut ? "..." : "");
    } else {
        buf_addf(&b, "%s", kind_of(found));
    }
    *r->error = (Error){.kind = &paper_bad_resume,
                        .details = buf_str(&b),
                        .hint = S("Correct the field or leave it out")};
    return false;
}

static bool too_large(Error *error, Str details)
{
    *error = (Error){.kind = &paper_too_large,
                     .details = details,
                     .hint = S("Shorten it, or take sections out")};
    return false;
}

static void count_letters(Letters *letters, Str text)
{
    for (isize at = 0; at < text.len;) {
        uint32_t c = text_next(text, &at);
        GUnicodeScript script = g_unichar_get_script(c);
        if (script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_HEBREW ||
            script == G_UNICODE_SCRIPT_SYRIAC || script == G_UNICODE_SCRIPT_THAANA)
            letters->right_to_left++;
        else if (script == G_UNICODE_SCRIPT_HIRAGANA ||
                 script == G_UNICODE_SCRIPT_KATAKANA)
            letters->kana++;
        else if (script == G_UNICODE_SCRIPT_HANGUL)
            letters->hangul++;
        else if (script == G_UNICODE_SCRIPT_HAN)
            letters->han++;
        else if (g_unichar_isalpha(c))
            letters->left_to_right++;
    }
}

static bool covered(Reader *r, Place place, Str text)
{
    isize at = 0;
    Error why = {0};
    if (fonts_cover(r->arena, r->family, text, &r->resume->need, &at, &why)) {
        count_letters(&r->letters, text);
        return true;
    }
    if (paper_error_is(&why, &paper_missing_glyph)) {
        Buf b = buf_new(r->arena);
        add_place(&b, place);
        buf_addf(&b, ", character %ld: %" STR_FMT, g_utf8_strlen(text.s, at) + 1,
                 STR_ARG(why.details));
        why.details = buf_str(&b);
    }
    *r->error = why;
    return false;
}

static bool read_text(Reader *r, Place at, const json_t *value, bool keeps_lines,
                      Str *out)
{
    if (!value || json_is_null(value))
        return true;
    if (!json_is_string(value))
        return wrong(r, at, "a text", value);
    Str text = {json_string_value(value), (isize)json_string_length(value)};
    if (!keeps_lines && text.len > MAX_LINE)
        return wrong(r, at, "a line of at most 4000 bytes", value);
    if (text.len > MAX_TEXT)
        return wrong(r, at, "a text of at most 60000 bytes", value);
    *out = text_clean(r->arena, text, keeps_lines);
    r->bytes += out->len;
    if (r->bytes > MAX_TEXTS)
        return too_large(r->error, S("its texts are more than 256 KB together"));
    return covered(r, at, *out);
}

static bool read_list(Reader *r, Place at, const json_t *value, TextList *out)
{
    if (json_is_null(value))
        return true;
    if (!json_is_array(value))
        return wrong(r, at, "a list of texts", value);
    isize n = (isize)json_array_size(value);
    if (n > MAX_ITEMS)
        return wrong(r, at, "a list of at most 500", value);
    out->items = make_n(r->arena, Str, n);
    out->n = 0;
    for (isize i = 0; i < n; i++) {
        at.item = i;
        Str text = {0};
        if (!read_text(r, at, json_array_get(value, (size_t)i), false, &text))
            return false;
        if (text.len)
            out->items[out->n++] = text;
    }
    return true;
}

/* People write "Present" where JSON Resume would leave the end out. */
static bool means_now(Arena *a, Str text)
{
    Str word = str_lower(a, text);
    return str_eq(word, S("present")) || str_eq(word, S("now")) ||
           str_eq(word, S("current"));
}

static bool read_date(Reader *r, Place at, const json_t *value, bool is_end, Date *out)
{
    Str text = {0};
    if (!read_text(r, at, value, false, &text))
        return false;
    if (!text.len || (is_end && means_now(r->arena, text)))
        return true;
    return date_parse(text, out) ||
           wrong(r, at, "a date (YYYY, YYYY-MM or YYYY-MM-DD)", value);
}

static bool read_field(Reader *r, Place at, const Field *field, const json_t *value,
                       Entry *entry)
{
    char *member = (char *)entry + field->offset;
    switch (field->shape) {
    case TEXT: return read_text(r, at, value, false, (Str *)(void *)member);
    case LINES: return read_text(r, at, value, true, (Str *)(void *)member);
    case START: return read_date(r, at, value, false, (Date *)(void *)member);
    case LIST: return read_list(r, at, value, (TextList *)(void *)member);
    case END:
        entry->ongoing = true;
        return read_date(r, at, value, true, (Date *)(void *)member);
    }
    return false;
}

static bool has_end(SectionKey key)
{
    return key == SECTION_WORK || key == SECTION_VOLUNTEER ||
           key == SECTION_EDUCATION || key == SECTION_PROJECTS;
}

static bool read_entry(Reader *r, SectionKey key, Place at, const json_t *value,
                       Entry *entry)
{
    if (!json_is_object(value))
        return wrong(r, at, "an object", value);
    entry->ongoing = has_end(key);
    for (isize i = 0; i < resume_fields_count; i++) {
        const json_t *member = resume_fields[i].section == key
                                   ? json_object_get(value, resume_fields[i].name)
                                   : NULL;
        at.field = resume_fields[i].name;
        if (member && !read_field(r, at, &resume_fields[i], member, entry))
            return false;
    }
    return true;
}

static bool read_section(Reader *r, SectionKey key, const json_t *value)
{
    Place at = {section_names[key], -1, NULL, -1};
    if (!value || json_is_null(value))
        return true;
    if (!json_is_array(value))
        return wrong(r, at, "a list", value);
    isize n = (isize)json_array_size(value);
    if (n > MAX_ITEMS)
        return wrong(r, at, "a list of at most 500", value);
    Section *section = &r->resume->sections[key];
    section->entries = make_n(r->arena, Entry, n);
    for (isize i = 0; i < n; i++) {
        const json_t *item = json_array_get(value, (size_t)i);
        at.index = i;
        if (json_is_null(item))
            continue;
        if (!read_entry(r, key, at, item, &section->entries[section->n++]))
            return false;
    }
    return true;
}

typedef struct Member {
    const char *name;
    Str *out;
} Member;

static bool read_members(Reader *r, Place at, const json_t *object,
                         const Member *members, isize n)
{
    for (isize i = 0; i < n; i++) {
        at.field = members[i].name;
        const json_t *value = json_object_get(object, members[i].name);
        if (!read_text(r, at, value, false, members[i].out))
            return false;
    }
    return true;
}

static bool read_location(Reader *r, const json_t *value)
{
    Resume *resume = r->resume;
    Place at = {"basics.location", -1, NULL, -1};
    if (!value || json_is_null(value))
        return true;
    if (!json_is_object(value))
        return wrong(r, at, "an object", value);
    const Member members[] = {
        {"address", &resume->address},     {"city", &resume->city},
        {"region", &resume->region},       {"postalCode", &resume->postal_code},
        {"countryCode", &resume->country},
    };
    return read_members(r, at, value, members, countof(members));
}

static bool read_profiles(Reader *r, const json_t *value)
{
    Resume *resume = r->resume;
    Place at = {"basics.profiles", -1, NULL, -1};
    if (!value || json_is_null(value))
        return true;
    if (!json_is_array(value) || json_array_size(value) > MAX_ITEMS)
        return wrong(r, at, "a list of at most 500", value);
    isize n = (isize)json_array_size(value);
    resume->profiles = make_n(r->arena, Profile, n);
    for (isize i = 0; i < n; i++) {
        const json_t *item = json_array_get(value, (size_t)i);
        Profile *profile = &resume->profiles[resume->n_profiles];
        at.index = i;
        if (json_is_null(item))
            continue;
        if (!json_is_object(item))
            return wrong(r, at, "an object", item);
        const Member members[] = {
            {"network", &profile->network},
            {"username", &profile->username},
            {"url", &profile->url},
        };
        if (!read_members(r, at, item, members, countof(members)))
            return false;
        resume->n_profiles++;
    }
    return true;
}

static bool read_basics(Reader *r, const json_t *value)
{
    Resume *resume = r->resume;
    Place at = {"basics", -1, NULL, -1};
    if (!value || json_is_null(value))
        return true;
    if (!json_is_object(value))
        return wrong(r, at, "an object", value);
    const Member members[] = {
        {"name", &resume->name},   {"label", &resume->label}, {"email", &resume->email},
        {"phone", &resume->phone}, {"website", &resume->url}, {"url", &resume->url},
    };
    if (!read_members(r, at, value, members, countof(members)))
        return false;
    Section *summary = &resume->sections[SECTION_SUMMARY];
    summary->entries = make(r->arena, Entry);
    at.field = "summary";
    if (!read_text(r, at, json_object_get(value, "summary"), true,
                   &summary->entries[0].summary))
        return false;
    summary->n = summary->entries[0].summary.len > 0;
    return read_location(r, json_object_get(value, "location")) &&
           read_profiles(r, json_object_get(value, "profiles"));
}

/* meta is for tools, and a tool's mistake in it is no reason to refuse a resume. */
static void read_meta(Reader *r, const json_t *meta)
{
    const char *modified = json_string_value(json_object_get(meta, "lastModified"));
    const char *language = json_string_value(json_object_get(meta, "language"));
    Str day = str_of(modified);
    if (day.len >= 10 && !date_parse((Str){day.s, 10}, &r->resume->modified))
        r->resume->modified = (Date){0};
    const Letters *n = &r->letters;
    isize cjk = n->kana + n->hangul + n->han;
    Str forms = n->kana ? S("ja") : n->hangul > n->han ? S("ko") : S("zh");
    Str guess = cjk > n->left_to_right ? forms : S("en");
    r->resume->right_to_left = n->right_to_left > n->left_to_right + cjk;
    if (r->resume->right_to_left)
        guess = S("ar");
    r->resume->language = language ? str_copy(r->arena, str_of(language)) : guess;
    bool says = str_starts(r->resume->language, S("ja")) ||
                str_starts(r->resume->language, S("ko")) ||
                str_starts(r->resume->language, S("zh"));
    r->resume->cjk_forms = says ? r->resume->language : forms;
}

static void free_json(void *root)
{
    json_decref(root);
}

static bool parse(Arena *a, Held *held, Str json, json_t **out, Error *error)
{
    if (json.len > MAX_JSON)
        return too_large(error, S("the JSON is larger than 1 MB"));
    json_error_t at;
    void **slot = held_slot(held, free_json);
    json_t *root = json_loadb(json.len ? json.s : "", (size_t)json.len, 0, &at);
    *slot = *out = root;
    if (root)
        return true;
    Buf b = buf_new(a);
    buf_addf(&b, "line %d, column %d: %s", at.line, at.column, at.text);
    /* jansson quotes what it read, which may be cut inside a character. */
    Str details = buf_str(&b);
    if (!g_utf8_validate(details.s, details.len, NULL))
        details = S("the text is not UTF-8, or ends inside a character");
    *error = (Error){.kind = &paper_not_json,
                     .details = text_clean(a, details, false),
                     .hint = S("Correct the file at that place")};
    return false;
}

const json_t *resume_parse(Arena *a, Held *held, Str json, Error *error)
{
    json_t *root = NULL;
    if (!parse(a, held, json, &root, error))
        return NULL;
    Reader r = {.arena = a, .error = error};
    if (json_is_object(root) ||
        wrong(&r, (Place){"the resume", -1, NULL, -1}, "an object", root))
        return root;
    return NULL;
}

const json_t *resume_layout(const json_t *root)
{
    return json_object_get(json_object_get(root, "meta"), "layout");
}

bool resume_read(Arena *a, const json_t *root, int family, Resume *out, Error *error)
{
    *out = (Resume){0};
    Reader r = {.arena = a, .error = error, .resume = out, .family = family};
    if (!read_basics(&r, json_object_get(root, "basics")))
        return false;
    for (int key = 0; key < SECTION_SUMMARY; key++)
        if (!read_section(&r, (SectionKey)key,
                          json_object_get(root, section_names[key])))
            return false;
    read_meta(&r, json_object_get(root, "meta"));
    return true;
}
