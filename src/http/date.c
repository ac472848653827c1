/* date.c — writing HTTP's dates, and reading them; no locale has a say. */
#include "http/date.h"

#include <stdio.h>
#include <string.h>

static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
static const char days[] = "SunMonTueWedThuFriSat";

void http_date_write(time_t when, char text[HTTP_DATE_SIZE])
{
    struct tm tm;
    gmtime_r(&when, &tm);
    snprintf(text, HTTP_DATE_SIZE, "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT",
             days + (isize)3 * tm.tm_wday, tm.tm_mday, months + (isize)3 * tm.tm_mon,
             tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

Str http_date(Arena *a, int64_t seconds)
{
    char text[HTTP_DATE_SIZE];
    http_date_write((time_t)seconds, text);
    return str_copy(a, str_of(text));
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
    while (tm.tm_mon < 12 && memcmp(months + (isize)3 * tm.tm_mon, text.s + 8, 3) != 0)
        tm.tm_mon++;
    if (tm.tm_mon == 12 || tm.tm_mday < 1 || tm.tm_mday > 31 || tm.tm_hour > 23 ||
        tm.tm_min > 59 || tm.tm_sec > 60)
        return false;
    tm.tm_year = year - 1900;
    *seconds = timegm(&tm);
    return true;
}
