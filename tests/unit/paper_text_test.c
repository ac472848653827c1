#include "paper/text.h"
#include "test.h"

static const struct {
    const char *text, *line, *lines;
} cases[] = {
    {"plain", "plain", "plain"},
    {"  two\t\tspaces  ", "two spaces", "two spaces"},
    {"a\r\nb", "a b", "a\nb"},
    {"a \n\n \n b\n", "a b", "a\nb"},
    {"a\xE2\x80\xA8"
     "b",
     "a b", "a\nb"},                                     /* U+2028 */
    {"zero\xE2\x80\x8Bwidth", "zerowidth", "zerowidth"}, /* U+200B */
    {"soft\xC2\xADhyphen", "softhyphen", "softhyphen"},  /* U+00AD */
    {"\xEF\xBB\xBFmark", "mark", "mark"},                /* U+FEFF */
    {"evil\xE2\x80\xAEtxt", "eviltxt", "eviltxt"},       /* U+202E */
    {"bell\x07", "bell", "bell"},
    {"10\xE2\x80\xAFkm", "10\xC2\xA0km", "10\xC2\xA0km"}, /* U+202F */
    {"10\xC2\xA0km", "10\xC2\xA0km", "10\xC2\xA0km"},
    {"\xE2\x9C\x94\xEF\xB8\x8F done", "\xE2\x9C\x94 done", "\xE2\x9C\x94 done"},
    {"\xD9\x86\xE2\x80\x8C\xD8\xA7", "\xD9\x86\xE2\x80\x8C\xD8\xA7",
     "\xD9\x86\xE2\x80\x8C\xD8\xA7"}, /* a joiner that Persian needs */
    {"re\xCC\x81sume\xCC\x81", "r\xC3\xA9sum\xC3\xA9", "r\xC3\xA9sum\xC3\xA9"},
    {"", "", ""},
    {" \n ", "", ""},
};

int main(void)
{
    Arena arena = arena_reserve(1 << 20);
    for (isize i = 0; i < countof(cases); i++) {
        check_str(text_clean(&arena, str_of(cases[i].text), false),
                  str_of(cases[i].line));
        check_str(text_clean(&arena, str_of(cases[i].text), true),
                  str_of(cases[i].lines));
    }
    check(text_clean(&arena, (Str){0}, true).s == NULL);
    arena_release(&arena);
    return done();
}
