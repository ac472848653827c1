/* extract.h — what the tests of extract share: a resume's fields beside those that a
 * person reads in it. */
#ifndef UNIT_EXTRACT_H
#define UNIT_EXTRACT_H

#include "extract/extract.h"
#include "extract/guard.h"
#include "test.h"

#include "base/buf.h"

#include <jansson.h>

#include <stdlib.h>
#include <string.h>

typedef struct Leaf {
    Str path, value;
} Leaf;

typedef struct Leaves {
    Leaf v[1000];
    isize n;
} Leaves;

typedef struct Tally {
    isize wanted, got, matched;
} Tally;

/* The tests' own arena is never full. */
static inline Str extract_file(Arena *a, const char *path)
{
    enum { MOST = 4 << 20 };
    FILE *file = fopen(path, "rb");
    if (!file) {
        printf("Bail out! %s cannot be read\n", path);
        exit(1);
    }
    char *bytes = make_n(a, char, MOST);
    size_t n = fread(bytes, 1, MOST, file);
    fclose(file);
    return (Str){bytes, (isize)n};
}

static inline void leaves_add(Arena *a, json_t *value, Str path, Leaves *out)
{
    const char *name;
    json_t *child;
    size_t i;
    if (json_is_string(value) && json_string_length(value) && out->n < countof(out->v))
        out->v[out->n++] =
            (Leaf){path, str_copy(a, (Str){json_string_value(value),
                                           (isize)json_string_length(value)})};
    json_object_foreach(value, name, child)
    {
        Buf b = buf_new(a);
        buf_addf(&b, "%" STR_FMT "/%s", STR_ARG(path), name);
        leaves_add(a, child, buf_str(&b), out);
    }
    json_array_foreach(value, i, child)
    {
        Buf b = buf_new(a);
        buf_addf(&b, "%" STR_FMT "/%zu", STR_ARG(path), i);
        leaves_add(a, child, buf_str(&b), out);
    }
}

static inline Leaves *leaves_of(Arena *a, Str json)
{
    Leaves *out = make(a, Leaves);
    json_t *root = json_loadb(json.s, (size_t)json.len, 0, NULL);
    check(root != NULL);
    leaves_add(a, root, S(""), out);
    json_decref(root);
    return out;
}

static inline const Leaf *leaf_at(const Leaves *l, Str path)
{
    for (isize i = 0; i < l->n; i++)
        if (str_eq(l->v[i].path, path))
            return &l->v[i];
    return NULL;
}

typedef bool SameValue(Arena *a, Str path, Str wanted, Str got);

/* What is missing, wrong or too much is said. */
static inline Tally leaves_compare(Arena *a, const Leaves *wanted, const Leaves *got,
                                   SameValue *same)
{
    Tally t = {.wanted = wanted->n, .got = got->n};
    for (isize i = 0; i < wanted->n; i++) {
        const Leaf *w = &wanted->v[i], *g = leaf_at(got, w->path);
        bool ok = g && same(a, w->path, w->value, g->value);
        t.matched += ok;
        if (!ok)
            printf("# %" STR_FMT ": wanted \"%" STR_FMT "\", got \"%" STR_FMT "\"\n",
                   STR_ARG(w->path), STR_ARG(w->value), g ? (int)g->value.len : 0,
                   g ? g->value.s : "");
    }
    for (isize i = 0; i < got->n; i++)
        if (!leaf_at(wanted, got->v[i].path))
            printf("# %" STR_FMT ": too much, \"%" STR_FMT "\"\n",
                   STR_ARG(got->v[i].path), STR_ARG(got->v[i].value));
    return t;
}

static inline double share(isize part, isize whole)
{
    return whole ? (double)part / (double)whole : 1;
}

#endif
