/* Prefer headers, one a line: what was heeded is heeded again, word for word. */
#include "fuzz.h"
#include "rest/prefer.h"

enum { MOST = 8 };

static bool same_slots(const Prefer *p, const Prefer *o)
{
    return p->resolution == o->resolution && p->missing == o->missing &&
           p->returns == o->returns && p->count == o->count && p->end == o->end &&
           p->handling == o->handling;
}

static Prefer prefer_of(Arena *a, Str value, bool hears_tx)
{
    Header header = {S("prefer"), value};
    Request req = {.headers = &header, .n_headers = 1};
    return parse_prefer(a, &req, hears_tx);
}

static void check(Arena *a, const Request *req, bool hears_tx)
{
    Prefer p = parse_prefer(a, req, hears_tx);
    assert(hears_tx || p.end == END_UNSAID);
    assert(!p.max_affected_text.s || p.max_affected >= 0);
    Str applied = prefer_applied(a, &p);
    if (!applied.s)
        return;
    Prefer again = prefer_of(a, applied, hears_tx);
    assert(!again.unknown.s && same_slots(&p, &again));
    assert(str_eq(prefer_applied(a, &again), applied));
    assert(!p.timezone.s || str_eq(p.timezone, again.timezone));
    assert(!again.max_affected_text.s || again.max_affected == p.max_affected);
    for (isize i = 0; i < applied.len; i++)
        assert((unsigned char)applied.s[i] >= ' ' || applied.s[i] == '\t');
}

static void one(Arena *a, Str text)
{
    Header headers[MOST];
    Request req = {.headers = headers};
    for (StrPair p = str_cut(text, '\n'); req.n_headers < MOST;
         p = str_cut(p.tail, '\n')) {
        headers[req.n_headers++] = (Header){S("prefer"), header_text(a, p.head)};
        if (!p.found)
            break;
    }
    check(a, &req, false);
    check(a, &req, true);
}

FUZZ(8 << 20, one)
