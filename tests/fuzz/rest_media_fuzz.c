/* Accept: its list in order, and each media type's name read again is the same type. */
#include "base/buf.h"
#include "fuzz.h"
#include "rest/media.h"

#include <string.h>

static bool has(Str text, const char *set)
{
    for (isize i = 0; i < text.len; i++)
        if (text.s[i] && strchr(set, text.s[i]))
            return true;
    return false;
}

static bool same(const Media *m, const Media *o)
{
    return m->kind == o->kind && m->stripped == o->stripped &&
           (m->kind != MEDIA_OTHER || str_eq(m->name, o->name)) &&
           m->plan_json == o->plan_json && m->plan_options == o->plan_options &&
           (m->kind != MEDIA_PLAN ||
            (m->plan_for == o->plan_for && m->plan_stripped == o->plan_stripped &&
             (m->plan_for != MEDIA_OTHER || str_eq(m->plan_name, o->plan_name))));
}

static void check(Arena *a, const Media *m)
{
    Str mime = media_mime(a, m);
    assert(m->plan_for != MEDIA_PLAN && mime.len <= 4096 + m->name.len);
    assert(str_starts(media_content_type(a, m), mime));
    Str own = m->kind == MEDIA_OTHER ? m->name : m->plan_name;
    if (has(own, "\""))
        return; /* half a quoted text is anybody's guess */
    Media again = parse_media(a, mime);
    assert(same(m, &again));
}

static void one(Arena *a, Str input)
{
    Str text = header_text(a, input);
    static Media list[MAX_ACCEPTED];
    int n = parse_accept(a, text, list);
    assert(n >= 1 && n <= MAX_ACCEPTED);
    for (int i = 0; i < n; i++)
        check(a, &list[i]);
    Media whole = parse_media(a, text);
    check(a, &whole);
    if (has(text, ",;\""))
        return;
    /* One type, alone or wanted less than itself: itself first. */
    Buf b = buf_new(a);
    buf_addf(&b, "text/csv;q=0.1,%" STR_FMT ";q=0.9", STR_ARG(text));
    int more = parse_accept(a, buf_str(&b), list);
    assert(more >= 1 && list[more - 1].kind == MEDIA_CSV);
}

FUZZ(8 << 20, one)
