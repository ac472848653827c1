#include "serve/route.h"

#include <string.h>

/* How well a path fits a pattern: 0 not at all, else more for each more literal
 * segment.  Most rows of the table are left at their first bytes. */
static int fit(const char *pattern, Str path, Str raw[MAX_PATH_PARAMS])
{
    int score = 1, n = 0;
    while (*pattern) {
        if (!path.len || *pattern != path.s[0])
            return 0;
        path = str_skip(path, 1);
        if (*pattern++ != '/')
            continue;
        if (*pattern == '*') {
            raw[n] = path;
            return path.len ? score : 0;
        }
        score = score * 3 + 2;
        if (*pattern != ':')
            continue;
        isize end = str_find(path, '/');
        raw[n] = (Str){path.s, end < 0 ? path.len : end};
        if (!raw[n].len)
            return 0;
        path = str_skip(path, raw[n++].len);
        pattern += strcspn(pattern, "/");
        score--;
    }
    return path.len == 0 ? score : 0;
}

static bool decode(Arena *a, const Str raw[MAX_PATH_PARAMS],
                   Str params[MAX_PATH_PARAMS])
{
    for (int i = 0; i < MAX_PATH_PARAMS; i++) {
        params[i] = (Str){0};
        if (!raw[i].s)
            continue;
        if (!url_decode(a, raw[i], false, &params[i]) || str_has(params[i], 0))
            return false;
    }
    return true;
}

RouteMatch route_match(Arena *a, Routes routes, int method, Str path)
{
    RouteMatch m = {0};
    int best = 0, best_path = 0;
    Str chosen[MAX_PATH_PARAMS] = {{0}};
    for (isize i = 0; i < routes.n; i++) {
        Str raw[MAX_PATH_PARAMS] = {{0}};
        const Route *r = &routes.v[i];
        int score = fit(r->path, path, raw);
        if (!score)
            continue;
        if (score > best_path)
            best_path = score, m.allowed = 0;
        if (score == best_path)
            m.allowed |= r->methods;
        if (r->methods & method && score > best) {
            best = score;
            m.route = r;
            memcpy(chosen, raw, sizeof chosen);
        }
    }
    if (m.route && !decode(a, chosen, m.params))
        return (RouteMatch){0};
    return m;
}

Str method_names(Arena *a, int methods)
{
    static const struct {
        int bit;
        const char *name;
    } names[] = {{METHOD_GET, "GET"},        {METHOD_HEAD, "HEAD"},
                 {METHOD_POST, "POST"},      {METHOD_PUT, "PUT"},
                 {METHOD_PATCH, "PATCH"},    {METHOD_DELETE, "DELETE"},
                 {METHOD_OPTIONS, "OPTIONS"}};
    Buf b = buf_new(a);
    for (isize i = 0; i < countof(names); i++)
        if (methods & names[i].bit)
            buf_addf(&b, "%s%s", b.len ? ", " : "", names[i].name);
    return buf_str(&b);
}
