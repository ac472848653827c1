/* Which bytes of a file of ten, or of one that the case names. */
#include "http/range.h"
#include "test.h"

static const struct {
    const char *header;
    int64_t size;
    Range want;
} ranges[] = {
    {"bytes=0-3", 10, {RANGE_PART, 0, 4}},
    {"bytes=0-0", 10, {RANGE_PART, 0, 1}},
    {"bytes=4-", 10, {RANGE_PART, 4, 6}},
    {"bytes=-3", 10, {RANGE_PART, 7, 3}},
    {"bytes=-99", 10, {RANGE_PART, 0, 10}},
    {"bytes=8-99", 10, {RANGE_PART, 8, 2}},
    {"Bytes= 1-2 ", 10, {RANGE_PART, 1, 2}},
    {"bytes=10-", 10, {.outcome = RANGE_NONE}},
    {"bytes=-0", 10, {.outcome = RANGE_NONE}},
    {"bytes=0-", 0, {.outcome = RANGE_NONE}},
    {"bytes=5-3", 10, {RANGE_WHOLE, 0, 10}},
    {"bytes=0-1,3-4", 10, {RANGE_WHOLE, 0, 10}},
    {"bytes=", 10, {RANGE_WHOLE, 0, 10}},
    {"bytes=-", 10, {RANGE_WHOLE, 0, 10}},
    {"bytes=x-3", 10, {RANGE_WHOLE, 0, 10}},
    {"bytes=0x1-3", 10, {RANGE_WHOLE, 0, 10}},
    {"bytes=999999999999999999999-", 10, {RANGE_WHOLE, 0, 10}},
    {"items=0-3", 10, {RANGE_WHOLE, 0, 10}},
    {"", 10, {RANGE_WHOLE, 0, 10}},
};

static const struct {
    const char *header, *etag;
    bool listed;
} tags[] = {
    {"\"a\"", "\"a\"", true},
    {"\"b\"", "\"a\"", false},
    {"\"b\", \"a\"", "\"a\"", true},
    {"W/\"a\"", "\"a\"", true},
    {"*", "\"a\"", true},
    {"*", "", false},
    {"", "\"a\"", false},
    {"\"a\"x", "\"a\"", false},
    {"\"b\",W/\"a\" ", "\"a\"", true},
    {"a", "\"a\"", false},
};

int main(void)
{
    for (isize i = 0; i < countof(ranges); i++) {
        Range got = range_of(str_of(ranges[i].header), ranges[i].size);
        Range want = ranges[i].want;
        if (!check(got.outcome == want.outcome && got.first == want.first &&
                   got.count == want.count))
            printf("# %s: %d %jd %jd\n", ranges[i].header, got.outcome,
                   (intmax_t)got.first, (intmax_t)got.count);
    }
    for (isize i = 0; i < countof(tags); i++)
        if (!check(etag_listed(str_of(tags[i].header), str_of(tags[i].etag)) ==
                   tags[i].listed))
            printf("# %s in %s\n", tags[i].etag, tags[i].header);
    check(if_range_holds(S("\"a\""), S("\"a\""), 0));
    check(!if_range_holds(S("W/\"a\""), S("\"a\""), 0));
    check(if_range_holds(S("Sun, 06 Nov 1994 08:49:37 GMT"), S("\"a\""), 784111777));
    check(!if_range_holds(S("Sun, 06 Nov 1994 08:49:37 GMT"), S("\"a\""), 784111778));
    return done();
}
