#include "http/range.h"
#include "http/date.h"

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
        if (!count)
            return (Range){.outcome = RANGE_NONE};
        return (Range){RANGE_PART, size - count, count};
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
