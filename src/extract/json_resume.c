#include "extract/errors.h"
#include "extract/read.h"

#include <jansson.h>

#include <string.h>

enum { JSON_MOST = 1 << 20, FIELDS_MOST = 5000, DEEPEST = 12 };

/* A tree is jansson's until it is copied; the arena may leave only when it is freed. */
typedef struct Walk {
    Arena *arena; /* of copies that are sure to have room */
    Extract *out;
    Buf path;
} Walk;

static void add_field(Walk *w, const json_t *value)
{
    Str text = {json_string_value(value), (isize)json_string_length(value)};
    if (!text.len || w->out->n_fields == FIELDS_MOST)
        return;
    w->out->fields[w->out->n_fields++] =
        (ExtractField){.path = str_copy(w->arena, buf_str(&w->path)),
                       .value = str_copy(w->arena, text),
                       .source = str_copy(w->arena, text),
                       .confidence = 100};
}

/* JSON pointer (RFC 6901): "~" and "/" in names are written "~0" and "~1". */
static void add_name(Buf *b, const char *name)
{
    buf_add(b, S("/"));
    for (; *name; name++)
        buf_add(b, *name == '~' ? S("~0") : *name == '/' ? S("~1") : (Str){name, 1});
}

static void walk(Walk *w, json_t *value, int depth)
{
    isize before = w->path.len;
    const char *name;
    json_t *child;
    size_t i;
    if (json_is_string(value))
        add_field(w, value);
    if (depth == DEEPEST)
        return;
    json_object_foreach(value, name, child)
    {
        add_name(&w->path, name);
        walk(w, child, depth + 1);
        w->path.len = before;
    }
    json_array_foreach(value, i, child)
    {
        buf_addf(&w->path, "/%zu", i);
        walk(w, child, depth + 1);
        w->path.len = before;
    }
}

static bool has_a_section(const json_t *root)
{
    static const char *const names[] = {"basics",    "work",         "volunteer",
                                        "education", "awards",       "certificates",
                                        "skills",    "publications", "languages",
                                        "interests", "references",   "projects"};
    for (isize i = 0; i < countof(names); i++)
        if (json_object_get(root, names[i]))
            return true;
    return false;
}

static bool bad(Error *error, Str details)
{
    *error = (Error){.kind = &extract_bad_json,
                     .details = details,
                     .hint = S("See jsonresume.org/schema for how it is written.")};
    return false;
}

static Str without_end(Str json)
{
    while (json.len && (json.s[json.len - 1] == ' ' ||
                        (json.s[json.len - 1] >= '\t' && json.s[json.len - 1] <= '\r')))
        json.len--;
    return json;
}

bool resume_of_json(Arena *a, Str json, Extract *out, Error *error)
{
    json_error_t where;
    if (json.len > JSON_MOST) {
        *error = (Error){.kind = &extract_too_much,
                         .details = S("A resume as JSON has a megabyte at most."),
                         .hint = S("Leave embedded pictures out of it.")};
        return false;
    }
    /* Of names and texts no more than the file has bytes, thrice, and the list. */
    isize room = 16 * json.len + (isize)sizeof(ExtractField) * FIELDS_MOST + (64 << 10);
    if (!arena_has_room(a, room))
        arena_overflow(a);
    Buf details = buf_new(a);
    out->fields = make_n(a, ExtractField, FIELDS_MOST);
    json_t *root = json_loadb(json.s, (size_t)json.len, JSON_REJECT_DUPLICATES, &where);
    if (!root) {
        buf_addf(&details, "Line %d, column %d: %s.", where.line, where.column,
                 where.text);
        return bad(error, buf_str(&details));
    }
    bool object = json_is_object(root), known = object && has_a_section(root);
    if (known) {
        Walk w = {.arena = a, .out = out, .path = buf_new(a)};
        walk(&w, root, 0);
    }
    json_decref(root);
    if (!object)
        return bad(error, S("It is JSON, but no object."));
    if (!known)
        return bad(error, S("It has none of JSON Resume's sections, such as basics."));
    out->resume = without_end(json);
    out->text = out->resume;
    out->pages = 1;
    return true;
}
