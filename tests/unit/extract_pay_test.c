/* What a line says about pay, and what is somebody else's price. */
#include "extract/posting.h"
#include "test.h"

static const struct {
    const char *line;
    bool about; /* the line is known to be about pay */
    int64_t min, max;
    const char *currency, *period;
} cases[] = {
    {"$120,000 - $150,000 a year", false, 12000000, 15000000, "USD", "year"},
    {"€70,000 - €85,000 per year", true, 7000000, 8500000, "EUR", "year"},
    {"60.000 € bis 75.000 € brutto/Jahr", true, 6000000, 7500000, "EUR", "year"},
    {"£45k-£55k per annum", false, 4500000, 5500000, "GBP", "year"},
    {"USD 120K–150K", true, 12000000, 15000000, "USD", "year"},
    {"60-75k €", true, 6000000, 7500000, "EUR", "year"},
    {"$24.50 - $29.00 an hour", false, 2450, 2900, "USD", "hour"},
    {"$35 an hour", true, 3500, 0, "USD", "hour"},
    {"EUR 4,500 per month", true, 450000, 0, "EUR", "month"},
    {"CHF 110'000 - 125'000", true, 11000000, 12500000, "CHF", "year"},
    {"NOK 310 000 – 345 000 per year", true, 31000000, 34500000, "NOK", "year"},
    {"We raised $40M in 2023", false, 0, 0, NULL, NULL},
    {"a market of $2 billion", true, 0, 0, NULL, NULL},
    {"$500 budget for books", false, 0, 0, NULL, NULL},
    {"1,900 stars", true, 0, 0, NULL, NULL},
    {"$90,000 - $20", true, 0, 0, NULL, NULL},
    {"call +49 30 1234567", true, 0, 0, NULL, NULL},
    {"", true, 0, 0, NULL, NULL},
};

int main(void)
{
    Arena a = arena_reserve(16 << 20);
    for (isize i = 0; i < countof(cases); i++) {
        Pay pay = {0};
        printf("# %s\n", cases[i].line);
        bool found = pay_read(&a, str_of(cases[i].line), cases[i].about, &pay);
        check(found == (cases[i].min > 0));
        if (!found)
            continue;
        check(pay.min == cases[i].min && pay.max == cases[i].max);
        check_str(str_of(pay.currency), str_of(cases[i].currency));
        check_str(str_of(pay.period), str_of(cases[i].period));
    }
    arena_release(&a);
    return done();
}
