/* Ways to say when, and what only looks like it. */
#include "extract/dates.h"
#include "test.h"

#include "base/buf.h"

static const struct {
    const char *text, *start, *end;
    bool ongoing;
    const char *said; /* the part of the text */
} cases[] = {
    {"Engineer, Mar 2019 - Present", "2019-03", "", true, "Mar 2019 - Present"},
    {"03/2019 – 05/2021", "2019-03", "2021-05", false, "03/2019 – 05/2021"},
    {"2019-2021", "2019", "2021", false, "2019-2021"},
    {"seit 2020", "2020", "", true, "seit 2020"},
    {"seit März 2020 bei uns", "2020-03", "", true, "seit März 2020"},
    {"01.04.2018 bis 30.06.2019", "2018-04-01", "2019-06-30", false,
     "01.04.2018 bis 30.06.2019"},
    {"03/04/2019 - 12/25/2020", "2019-03", "2020-12-25", false,
     "03/04/2019 - 12/25/2020"},
    {"2016-08-24", "2016-08-24", "", false, "2016-08-24"},
    {"2016-08 – 2017-01", "2016-08", "2017-01", false, "2016-08 – 2017-01"},
    {"septembre 2014 – février 2019", "2014-09", "2019-02", false,
     "septembre 2014 – février 2019"},
    {"mars 2019 – aujourd’hui", "2019-03", "", true, "mars 2019 – aujourd’hui"},
    {"enero de 2015 a diciembre de 2016", "2015-01", "2016-12", false,
     "enero de 2015 a diciembre de 2016"},
    {"Sept. 2012 to Oct. 2013", "2012-09", "2013-10", false, "Sept. 2012 to Oct. 2013"},
    {"Jan - Mar 2013", "2013-01", "2013-03", false, "Jan - Mar 2013"},
    {"14 March 2019", "2019-03-14", "", false, "14 March 2019"},
    {"March 14, 2019", "2019-03-14", "", false, "March 14, 2019"},
    {"(Summer 2014)", "2014", "", false, "Summer 2014"},
    {"Mar '19 - Apr '20", "2019-03", "2020-04", false, "Mar '19 - Apr '20"},
    {"31.02.2019", "2019-02", "", false, "31.02.2019"},
    {"in 2017 we moved; 05/2018 - 06/2018", "2018-05", "2018-06", false,
     "05/2018 - 06/2018"},
    {"nothing at all", "", "", false, ""},
    {"2,300 stars", "", "", false, ""},
    {"call 0203 2019 2233 4455", "2019", "", false, "2019"},
    {"$2015 a month", "", "", false, ""},
    {"2020% more", "", "", false, ""},
    {"SQL2019", "", "", false, ""},
    {"1066 and all that", "", "", false, ""},
};

static const struct {
    const char *text;
    bool all;
} whole[] = {
    {"03/2019 – 05/2021", true},
    {"(2019 - 2021)", true},
    {"seit 04/2019", true},
    {"2019 - 2021 Berlin", false},
    {"Berlin", false},
    {"2019 und 2021", false},
    {"", false},
};

int main(void)
{
    Arena a = arena_reserve(16 << 20);
    for (isize i = 0; i < countof(cases); i++) {
        When w = {0};
        Str text = str_of(cases[i].text);
        bool found = when_find(&a, text, &w);
        printf("# %s\n", cases[i].text);
        check(found == (cases[i].said[0] != 0));
        check_str(w.start, str_of(cases[i].start));
        check_str(w.end, str_of(cases[i].end));
        check(w.ongoing == cases[i].ongoing);
        Str said = {text.s + w.at, w.len};
        check_str(said, str_of(cases[i].said));
    }
    for (isize i = 0; i < countof(whole); i++) {
        printf("# %s\n", whole[i].text);
        check(when_is_all(&a, str_of(whole[i].text)) == whole[i].all);
    }
    arena_release(&a);
    return done();
}
