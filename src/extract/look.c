#include "extract/look.h"

enum { BASES_MOST = 12 };

typedef struct Style {
    Str name, based_on;
    Look look;
} Style;

const Look look_unsaid = {.size = UNSAID,
                          .before = UNSAID,
                          .after = UNSAID,
                          .colour = UNSAID,
                          .bold = UNSAID,
                          .italic = UNSAID,
                          .hidden = UNSAID,
                          .level = UNSAID,
                          .list = UNSAID};
const Look look_plain = {.size = 10};

Look look_over(Look below, Look above)
{
#define OVER(field) .field = above.field >= 0 ? above.field : below.field
    return (Look){OVER(size),   OVER(before), OVER(after), OVER(colour), OVER(bold),
                  OVER(italic), OVER(hidden), OVER(level), OVER(list)};
#undef OVER
}

Styles styles_new(Arena *a)
{
    return (Styles){.arena = a, .v = make_n(a, Style, STYLES_MOST)};
}

Look *styles_add(Styles *s, Str name, Str based_on)
{
    if (s->n == STYLES_MOST || !name.len || name.len > NAME_MOST)
        return NULL;
    Style *new = &s->v[s->n++];
    *new = (Style){.name = str_copy(s->arena, name), .look = look_unsaid};
    styles_base(s, based_on);
    return &new->look;
}

void styles_base(Styles *s, Str based_on)
{
    if (s->n && based_on.len && based_on.len <= NAME_MOST)
        s->v[s->n - 1].based_on = str_copy(s->arena, based_on);
}

static const Style *find(const Styles *s, Str name)
{
    for (isize i = 0; i < s->n && name.len; i++)
        if (str_eq(s->v[i].name, name))
            return &s->v[i];
    return NULL;
}

Look styles_look(const Styles *s, Str name)
{
    Look all = look_unsaid;
    const Style *style = find(s, name);
    for (int i = 0; style && i < BASES_MOST; i++) {
        all = look_over(style->look, all);
        style = find(s, style->based_on);
    }
    return all;
}
