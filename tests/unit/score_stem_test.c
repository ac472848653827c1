/* The examples of Porter's paper, rule by rule, and what is no English word. */
#include "score/stem.h"

#include "test.h"

#include <string.h>

static const char *const pairs[][2] = {
    /* 1a */
    {"caresses", "caress"},
    {"ponies", "poni"},
    {"ties", "ti"},
    {"caress", "caress"},
    {"cats", "cat"},
    /* 1b */
    {"feed", "feed"},
    {"agreed", "agre"},
    {"plastered", "plaster"},
    {"bled", "bled"},
    {"motoring", "motor"},
    {"sing", "sing"},
    {"conflated", "conflat"},
    {"troubled", "troubl"},
    {"sized", "size"},
    {"hopping", "hop"},
    {"tanned", "tan"},
    {"falling", "fall"},
    {"hissing", "hiss"},
    {"fizzed", "fizz"},
    {"failing", "fail"},
    {"filing", "file"},
    /* 1c */
    {"happy", "happi"},
    {"sky", "sky"},
    /* 2 */
    {"relational", "relat"},
    {"conditional", "condit"},
    {"rational", "ration"},
    {"digitizer", "digit"},
    {"radically", "radic"},
    {"differently", "differ"},
    {"vilely", "vile"},
    {"vietnamization", "vietnam"},
    {"predication", "predic"},
    {"operator", "oper"},
    {"feudalism", "feudal"},
    {"decisiveness", "decis"},
    {"hopefulness", "hope"},
    {"callousness", "callous"},
    {"formality", "formal"},
    {"sensitivity", "sensit"},
    {"sensibility", "sensibl"},
    /* 3 */
    {"triplicate", "triplic"},
    {"formative", "form"},
    {"formalize", "formal"},
    {"electricity", "electr"},
    {"electrical", "electr"},
    {"hopeful", "hope"},
    {"goodness", "good"},
    /* 4 */
    {"revival", "reviv"},
    {"allowance", "allow"},
    {"inference", "infer"},
    {"airliner", "airlin"},
    {"gyroscopic", "gyroscop"},
    {"adjustable", "adjust"},
    {"defensible", "defens"},
    {"irritant", "irrit"},
    {"replacement", "replac"},
    {"adjustment", "adjust"},
    {"dependent", "depend"},
    {"adoption", "adopt"},
    {"communism", "commun"},
    {"activate", "activ"},
    {"angularity", "angular"},
    {"homologous", "homolog"},
    {"effective", "effect"},
    {"bowdlerize", "bowdler"},
    /* 5 */
    {"probate", "probat"},
    {"rate", "rate"},
    {"cease", "ceas"},
    {"controlling", "control"},
    {"roll", "roll"},
    /* all together */
    {"generalizations", "gener"},
    {"oscillators", "oscil"},
    /* no words of a-z */
    {"ab", "ab"},
    {"", ""},
    {"p99s", "p99s"},
    {"caf\xc3\xa9s", "caf\xc3\xa9s"},
};

int main(void)
{
    Arena arena = arena_reserve(1 << 20);
    for (isize i = 0; i < countof(pairs); i++) {
        printf("# %s\n", pairs[i][0]);
        check_str(stem_of(&arena, str_of(pairs[i][0])), str_of(pairs[i][1]));
    }
    char *long_word = make_n(&arena, char, 100000);
    memset(long_word, 'y', 100000);
    check(stem_of(&arena, (Str){long_word, 100000}).len == 100000);
    arena_release(&arena);
    return done();
}
