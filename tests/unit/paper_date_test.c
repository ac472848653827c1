#include "paper/date.h"
#include "test.h"

static const struct {
    const char *text;
    int year, month, day; /* year 0: refused */
} dates[] = {
    {"2013", 2013, 0, 0},
    {"2013-12", 2013, 12, 0},
    {"2013-12-01", 2013, 12, 1},
    {"2024-02-29", 2024, 2, 29},
    {"2023-02-29", 0, 0, 0},
    {"1900-02-29", 0, 0, 0},
    {"2000-02-29", 2000, 2, 29},
    {"2013-13", 0, 0, 0},
    {"2013-00", 0, 0, 0},
    {"2013-04-31", 0, 0, 0},
    {"0999", 0, 0, 0},
    {"13", 0, 0, 0},
    {"2013/12", 0, 0, 0},
    {"2013-12-1", 0, 0, 0},
    {"soon", 0, 0, 0},
    {"", 0, 0, 0},
    {"2013-12-01T00:00", 0, 0, 0},
    {"-013", 0, 0, 0},
};

static const struct {
    Date start, end;
    bool ongoing;
    const char *text;
} ranges[] = {
    {{2013, 12, 1}, {2014, 12, 1}, true, "Dec 2013 - Dec 2014"},
    {{2013, 12, 0}, {0, 0, 0}, true, "Dec 2013 - Present"},
    {{2013, 12, 0}, {0, 0, 0}, false, "Dec 2013"},
    {{2013, 0, 0}, {2016, 0, 0}, true, "2013 - 2016"},
    {{2016, 8, 24}, {2016, 8, 24}, true, "Aug 2016"},
    {{2016, 0, 0}, {2016, 5, 0}, true, "2016 - May 2016"},
    {{0, 0, 0}, {2016, 5, 0}, true, "May 2016"},
    {{0, 0, 0}, {0, 0, 0}, true, ""},
};

int main(void)
{
    Arena arena = arena_reserve(1 << 20);
    for (isize i = 0; i < countof(dates); i++) {
        Date d = {0};
        bool read = date_parse(str_of(dates[i].text), &d);
        check(read == (dates[i].year > 0));
        check(d.year == dates[i].year && d.month == dates[i].month &&
              d.day == dates[i].day);
    }
    DateWords words = {.months = {S("Jan"), S("Feb"), S("Mar"), S("Apr"), S("May"),
                                  S("Jun"), S("Jul"), S("Aug"), S("Sep"), S("Oct"),
                                  S("Nov"), S("Dec")},
                       .present = S("Present")};
    for (isize i = 0; i < countof(ranges); i++)
        check_str(date_range(&arena, &words, ranges[i].start, ranges[i].end,
                             ranges[i].ongoing),
                  str_of(ranges[i].text));
    arena_release(&arena);
    return done();
}
