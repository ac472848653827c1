#include "paper/date.h"

#include "base/buf.h"

static bool digits(Str text, isize at, isize n, int *out)
{
    *out = 0;
    for (isize i = at; i < at + n; i++) {
        if (text.s[i] < '0' || text.s[i] > '9')
            return false;
        *out = *out * 10 + (text.s[i] - '0');
    }
    return true;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* date = YYYY ["-" MM ["-" DD]] */
bool date_parse(Str text, Date *out)
{
    Date d = {0};
    if (text.len != 4 && text.len != 7 && text.len != 10)
        return false;
    if (!digits(text, 0, 4, &d.year) || d.year < 1000)
        return false;
    if (text.len >= 7) {
        if (text.s[4] != '-' || !digits(text, 5, 2, &d.month))
            return false;
        if (d.month < 1 || d.month > 12)
            return false;
    }
    if (text.len == 10) {
        if (text.s[7] != '-' || !digits(text, 8, 2, &d.day))
            return false;
        if (d.day < 1 || d.day > days_in(d.year, d.month))
            return false;
    }
    *out = d;
    return true;
}

static void add_date(Buf *b, const DateWords *words, Date d)
{
    if (d.month)
        buf_addf(b, "%" STR_FMT " ", STR_ARG(words->months[d.month - 1]));
    buf_addf(b, "%d", d.year);
}

Str date_range(Arena *a, const DateWords *words, Date start, Date end, bool ongoing)
{
    Buf b = buf_new(a);
    if (start.year)
        add_date(&b, words, start);
    bool same = start.year == end.year && start.month == end.month;
    if (end.year && !same) {
        buf_add(&b, start.year ? S(" - ") : S(""));
        add_date(&b, words, end);
    } else if (!end.year && ongoing && start.year) {
        buf_addf(&b, " - %" STR_FMT, STR_ARG(words->present));
    }
    return buf_str(&b);
}
