#include "storage/range.h"

#include <string.h>
#include <time.h>

static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
static const char days[] = "SunMonTueWedThuFriSat";

/* range = "bytes=" (first "-" [last] | "-" suffix) */
Range range_of(Str header, int64_t size)
{
    const Range whole = {RANGE_WHOLE, 0, size};
    int64_t first, last;
    if (header.len < 6 || !str_eq_nocase((Str){header.s, 6}, S("bytes=")))
        return whole;
    StrPair ends = str_cut(str_trim(str_skip(header, 6)), '-');
    if (!ends.found)
        return whole;
    if (!ends.head.len) {
        if (!str_to_int(ends.tail, &last))
            return whole;
        int64_t count = last < size ? last : size;
        return (Range){count ? RANGE_PART : RANGE_NONE, size - count, count};
    }
    if (!str_to_int(ends.head, &first))
        return whole;
    if (!ends.tail.len)
        last = size - 1;
    else if (!str_to_int(ends.tail, &last) || last < first)
        return whole;
    if (first >= size)
        return (Range){.outcome = RANGE_NONE};
    if (last >= size)
        last = size - 1;
    return (Range){RANGE_PART, first, last - first + 1};
}

static Str strong(Str tag)
{
    return str_starts(tag, S("W/")) ? str_skip(tag, 2) : tag;
}

/* Our tags have no comma in them, so cutting at commas cannot make a false match. */
bool etag_listed(Str header, Str etag)
{
    StrPair cut;
    if (!etag.len)
        return false;
    do {
        cut = str_cut(header, ',');
        Str tag = str_trim(cut.head);
        if (str_eq(tag, S("*")) || str_eq(strong(tag), strong(etag)))
            return true;
        header = cut.tail;
    } while (cut.found);
    return false;
}

bool if_range_holds(Str header, Str etag, int64_t modified)
{
    int64_t at;
    if (http_date_parse(header, &at))
        return at == modified;
    return etag.len && str_eq(header, etag);
}

Str http_date(Arena *a, int64_t seconds)
{
    struct tm tm;
    time_t t = (time_t)seconds;
    Buf b = buf_new(a);
    if (gmtime_r(&t, &tm))
        buf_addf(&b, "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT", days + 3 * tm.tm_wday,
                 tm.tm_mday, months + 3 * tm.tm_mon, tm.tm_year + 1900, tm.tm_hour,
                 tm.tm_min, tm.tm_sec);
    return buf_str(&b);
}

static bool number(Str text, isize at, isize len, int *n)
{
    int64_t value;
    if (!str_to_int((Str){text.s + at, len}, &value))
        return false;
    *n = (int)value;
    return true;
}

/* "Sun, 06 Nov 1994 08:49:37 GMT" */
bool http_date_parse(Str text, int64_t *seconds)
{
    struct tm tm = {0};
    int year;
    if (text.len != 29 || text.s[16] != ' ' || text.s[19] != ':' || text.s[22] != ':' ||
        !str_ends(text, S(" GMT")) || !number(text, 5, 2, &tm.tm_mday) ||
        !number(text, 12, 4, &year) || !number(text, 17, 2, &tm.tm_hour) ||
        !number(text, 20, 2, &tm.tm_min) || !number(text, 23, 2, &tm.tm_sec))
        return false;
    tm.tm_mon = 0;
    while (tm.tm_mon < 12 && memcmp(months + 3 * tm.tm_mon, text.s + 8, 3) != 0)
        tm.tm_mon++;
    if (tm.tm_mon == 12 || tm.tm_mday < 1 || tm.tm_mday > 31 || tm.tm_hour > 23 ||
        tm.tm_min > 59 || tm.tm_sec > 60)
        return false;
    tm.tm_year = year - 1900;
    *seconds = timegm(&tm);
    return true;
}
