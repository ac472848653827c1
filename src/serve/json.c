#include "serve/json.h"
#include "serve/errors.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* A tree is jansson's until its fields are copied; nothing of it outlives this file. */
typedef struct Tree {
    json_t *root;
} Tree;

enum { MAX_DEPTH = 64 };

static bool fits(const json_t *v, FieldKind kind)
{
    switch (kind) {
    case FIELD_TEXT: return json_is_string(v);
    case FIELD_JSON: return true;
    case FIELD_INT: return json_is_integer(v);
    case FIELD_BOOL: return json_is_boolean(v);
    }
    return false;
}

/* How much of the arena a field's copy takes; `text` becomes its serialised form. */
static isize room_for(const json_t *v, FieldKind kind, char **text)
{
    *text = NULL;
    if (kind == FIELD_TEXT)
        return (isize)json_string_length(v);
    if (kind != FIELD_JSON)
        return 0;
    *text = json_dumps(v, JSON_COMPACT | JSON_ENCODE_ANY);
    return *text ? (isize)strlen(*text) : 0;
}

static void copy_field(Arena *a, const json_t *v, const Field *f, const char *text)
{
    switch (f->kind) {
    case FIELD_TEXT:
        *(Str *)f->into =
            str_copy(a, (Str){json_string_value(v), (isize)json_string_length(v)});
        break;
    case FIELD_JSON: *(Str *)f->into = str_copy(a, str_of(text)); break;
    case FIELD_INT: *(int64_t *)f->into = json_integer_value(v); break;
    case FIELD_BOOL: *(bool *)f->into = json_boolean_value(v); break;
    }
}

/* False: the field has another kind.  The arena may leave, so the tree is freed before
 * it does. */
static bool take_field(Arena *a, Tree *tree, const Field *f)
{
    const json_t *v = json_object_get(tree->root, f->name);
    if (!v || json_is_null(v))
        return true;
    if (!fits(v, f->kind))
        return false;
    char *text;
    isize room = room_for(v, f->kind, &text);
    if (!arena_has_room(a, room + 16)) {
        free(text);
        json_decref(tree->root);
        arena_overflow(a);
    }
    copy_field(a, v, f, text);
    free(text);
    return true;
}

/* The name of the first field that is not what it should be; "" when `json` is no
 * object. */
static const char *read_fields(Arena *a, Str json, const Field *fields, isize n)
{
    json_error_t where;
    Tree tree = {json_loadb(json.s, (size_t)json.len, JSON_REJECT_DUPLICATES, &where)};
    if (!json_is_object(tree.root)) {
        json_decref(tree.root);
        return "";
    }
    const char *bad = NULL;
    for (isize i = 0; i < n && !bad; i++)
        if (!take_field(a, &tree, &fields[i]))
            bad = fields[i].name;
    json_decref(tree.root);
    return bad;
}

bool json_fields_of(Arena *a, Str json, const Field *fields, isize n)
{
    return read_fields(a, json, fields, n) == NULL;
}

bool body_fields_of(Ctx *cx, const Field *fields, isize n)
{
    static const char *const wanted[] = {"a text", "JSON", "a whole number",
                                         "true or false"};
    Str body = cx->req->body;
    if (!body.len)
        return true;
    const char *bad = read_fields(cx->arena, body, fields, n);
    if (!bad)
        return true;
    if (!*bad)
        return fail(cx, .kind = &bad_json,
                    .details = S("The body must be one JSON object."));
    Buf b = buf_new(cx->arena);
    for (isize i = 0; i < n; i++)
        if (fields[i].name == bad)
            buf_addf(&b, "\"%s\" must be %s.", bad, wanted[fields[i].kind]);
    return fail(cx, .kind = &bad_json, .details = buf_str(&b));
}
