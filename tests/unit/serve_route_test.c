/* Which row of a table answers which path. */
#include "serve/route.h"
#include "test.h"

static bool first(Ctx *cx)
{
    (void)cx;
    return true;
}

static const Route table[] = {
    {METHOD_GET, "/rest/v1/:relation", LANE_LOOP, first},
    {METHOD_POST, "/rest/v1/:relation", LANE_LOOP, first},
    {METHOD_POST, "/rest/v1/rpc/:function", LANE_LOOP, first},
    {METHOD_GET, "/storage/v1/object/:bucket/*", LANE_DB, first},
    {METHOD_GET, "/storage/v1/object/public/:bucket/*", LANE_DB, first},
    {METHOD_GET, "/health/live", LANE_NOW, first},
};

static const struct {
    int method;
    const char *path;
    int row; /* -1: none */
    int allowed;
    const char *params[2];
} cases[] = {
    {METHOD_GET, "/rest/v1/jobs", 0, METHOD_GET | METHOD_POST, {"jobs"}},
    {METHOD_POST, "/rest/v1/jobs", 1, METHOD_GET | METHOD_POST, {"jobs"}},
    {METHOD_DELETE, "/rest/v1/jobs", -1, METHOD_GET | METHOD_POST, {0}},
    {METHOD_POST, "/rest/v1/rpc/sum", 2, METHOD_POST, {"sum"}},
    {METHOD_GET, "/rest/v1/", -1, 0, {0}},
    {METHOD_GET, "/rest/v1/a%20b", 0, METHOD_GET | METHOD_POST, {"a b"}},
    {METHOD_GET, "/rest/v1/a%2Fb", 0, METHOD_GET | METHOD_POST, {"a/b"}},
    {METHOD_GET, "/rest/v1/a%00b", -1, 0, {0}},
    {METHOD_GET, "/rest/v1/a%zz", -1, 0, {0}},
    {METHOD_GET, "/rest/v1/jobs/1", -1, 0, {0}},
    {METHOD_GET, "/storage/v1/object/cv/a/b.pdf", 3, METHOD_GET, {"cv", "a/b.pdf"}},
    {METHOD_GET, "/storage/v1/object/public/cv/b.pdf", 4, METHOD_GET, {"cv", "b.pdf"}},
    {METHOD_GET, "/storage/v1/object/cv/", -1, 0, {0}},
    {METHOD_GET, "/health/live", 5, METHOD_GET, {0}},
    {METHOD_GET, "/health/live/", -1, 0, {0}},
    {METHOD_GET, "/", -1, 0, {0}},
    {METHOD_GET, "//", -1, 0, {0}},
    {METHOD_GET, "", -1, 0, {0}},
};

int main(void)
{
    Arena arena = arena_reserve(1 << 20);
    Routes routes = {table, countof(table)};
    for (isize i = 0; i < countof(cases); i++) {
        RouteMatch m =
            route_match(&arena, routes, cases[i].method, str_of(cases[i].path));
        const Route *want = cases[i].row < 0 ? NULL : &table[cases[i].row];
        if (!check(m.route == want))
            printf("# %s\n", cases[i].path);
        check(m.allowed == cases[i].allowed);
        for (int k = 0; k < 2; k++)
            check_str(m.params[k], str_of(cases[i].params[k]));
        arena_reset(&arena);
    }
    arena_release(&arena);
    return done();
}
