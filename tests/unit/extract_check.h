/* extract_check.h — what holds of whatever is read, however strange the file. */
#ifndef UNIT_EXTRACT_CHECK_H
#define UNIT_EXTRACT_CHECK_H

#include "extract/extract.h"
#include "extract/posting.h"

#include "base/utf8.h"

#include <jansson.h>

#include <string.h>

static inline Str squeezed(Arena *a, Str text)
{
    char *s = make_n(a, char, text.len + 1);
    isize n = 0;
    for (isize i = 0; i < text.len; i++)
        if (!strchr(" \t\n", text.s[i]))
            s[n++] = text.s[i];
    return (Str){s, n};
}

/* Each line of `value` in `text`, blanks aside. */
static inline bool occurs(Arena *a, Str value, Str squeezed_text)
{
    for (StrPair cut = {.tail = value, .found = true}; cut.found;) {
        cut = str_cut(cut.tail, '\n');
        Str line = squeezed(a, cut.head);
        if (line.len && !memmem(squeezed_text.s, (size_t)squeezed_text.len, line.s,
                                (size_t)line.len))
            return false;
    }
    return true;
}

static inline bool is_utf8(Str text)
{
    while (text.len) {
        isize n = text.s[0] ? utf8_first(text) : 0;
        if (!n)
            return false;
        text = str_skip(text, n);
    }
    return true;
}

/* A date is written anew, a country is a code, a network has its usual name, an address
 * may be a link's. */
static inline bool is_said_anew(Str path)
{
    static const char *const ends[] = {"Date", "/date", "/countryCode", "/network",
                                       "/url"};
    for (isize i = 0; i < countof(ends); i++)
        if (str_ends(path, str_of(ends[i])))
            return true;
    return false;
}

/* What is wrong with it; NULL when all holds. */
static inline const char *extract_broken(Arena *a, const Extract *e)
{
    json_t *root =
        json_loadb(e->resume.s, (size_t)e->resume.len, JSON_REJECT_DUPLICATES, NULL);
    bool object = json_is_object(root);
    json_decref(root);
    if (!object)
        return "the resume is no JSON object";
    Str text = squeezed(a, e->text);
    for (isize i = 0; i < e->n_fields; i++) {
        const ExtractField *f = &e->fields[i];
        if (f->confidence < 1 || f->confidence > 100)
            return "a confidence is no share";
        if (!f->value.len || !is_utf8(f->value) || !is_utf8(f->source))
            return "a field's text is empty, or no text";
        if (str_eq(e->kind, S("json")))
            continue;
        if (!is_said_anew(f->path) && !occurs(a, f->value, text))
            return str_cstr(a, f->path);
        if (!occurs(a, f->source, text))
            return "a source is not in the text";
    }
    for (isize i = 0; i < e->n_rest; i++)
        if (!occurs(a, e->rest[i].text, text))
            return "a rest is not in the text";
    return NULL;
}

static inline const char *posting_broken(Arena *a, const Posting *p)
{
    Buf b = buf_new(a);
    buf_add(&b, S("{"));
    posting_json(&b, p);
    buf_add(&b, S("}"));
    json_t *root = json_loadb(b.s, (size_t)b.len, JSON_REJECT_DUPLICATES, NULL);
    bool object = json_is_object(root);
    json_decref(root);
    if (!object)
        return "no JSON object";
    const PostingField *v = p->v;
    Str text = squeezed(a, v[POSTING_DESCRIPTION].value);
    if (!text.len)
        return "no description";
    for (int c = 0; c < N_POSTING; c++)
        if (v[c].value.s && (!is_utf8(v[c].value) || v[c].confidence < 50))
            return "a value is no text, or a guess";
    int64_t min, max;
    if (v[POSTING_SALARY_MAX].value.s &&
        str_to_int(str_cut(v[POSTING_SALARY_MIN].value, '.').head, &min) &&
        str_to_int(str_cut(v[POSTING_SALARY_MAX].value, '.').head, &max) && max < min)
        return "pay from more to less";
    if (v[POSTING_SALARY_MIN].value.s && v[POSTING_CURRENCY].value.len != 3)
        return "pay in no currency";
    if (v[POSTING_DEADLINE].value.s && v[POSTING_DEADLINE].value.len != 10)
        return "a deadline that is no day";
    return NULL;
}

#endif
