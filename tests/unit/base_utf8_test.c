/* UTF-8 as RFC 3629 has it: neither overlong, nor surrogates, nor beyond U+10FFFF. */
#include "base/utf8.h"
#include "test.h"

int main(void)
{
    Arena arena = arena_reserve(1 << 16);
    static const struct {
        Str text;
        isize length;
    } firsts[] = {
        {{"a", 1}, 1},
        {{"\0", 1}, 1},
        {{"\x7f", 1}, 1},
        {{"\xc2\x80", 2}, 2},
        {{"\xdf\xbf", 2}, 2},
        {{"\xe0\xa0\x80", 3}, 3},
        {{"\xed\x9f\xbf", 3}, 3},
        {{"\xef\xbf\xbf", 3}, 3},
        {{"\xf0\x90\x80\x80", 4}, 4},
        {{"\xf4\x8f\xbf\xbf", 4}, 4},
        {{"", 0}, 0},
        {{"\x80", 1}, 0},
        {{"\xbf", 1}, 0},
        {{"\xc0\x80", 2}, 0},
        {{"\xc1\xbf", 2}, 0},
        {{"\xc2", 1}, 0},
        {{"\xc2\x41", 2}, 0},
        {{"\xe0\x9f\xbf", 3}, 0},
        {{"\xe1\x80", 2}, 0},
        {{"\xe1\x80\x41", 3}, 0},
        {{"\xed\xa0\x80", 3}, 0},
        {{"\xf0\x8f\xbf\xbf", 4}, 0},
        {{"\xf4\x90\x80\x80", 4}, 0},
        {{"\xf5\x80\x80\x80", 4}, 0},
        {{"\xf1\x80\x80", 3}, 0},
        {{"\xff", 1}, 0},
    };
    for (isize i = 0; i < countof(firsts); i++)
        check(utf8_first(firsts[i].text) == firsts[i].length);

    Str fine = S("gr\xc3\xbc\xc3\x9f dich");
    check(utf8_scrub(&arena, fine).s == fine.s);
    check(utf8_scrub(&arena, (Str){0}).s == NULL);
    check_str(utf8_scrub(&arena, S("a\xff"
                                   "b\0c\xc3")),
              S("a\xef\xbf\xbd"
                "b\xef\xbf\xbd"
                "c\xef\xbf\xbd"));
    check_str(utf8_scrub(&arena, S("\xed\xa0\x80")),
              S("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"));
    arena_release(&arena);
    return done();
}
