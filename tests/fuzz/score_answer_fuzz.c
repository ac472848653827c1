/* Whatever is answered: scores lie within their range, losses add up and lie on
 * characters of the answer, and the same answer gets the same scores. */
#include "../unit/score.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const categories[] = {"behavioral",    "technical", "situational",
                                         "system_design", "product",   "hr_screening",
                                         "general",       ""};

static bool is_utf8(Str s)
{
    isize n;
    for (isize i = 0; i < s.len; i += n) {
        unsigned char c = (unsigned char)s.s[i];
        n = c < 0x80                ? 1
            : c >= 0xc2 && c < 0xe0 ? 2
            : c >= 0xe0 && c < 0xf0 ? 3
            : c >= 0xf0 && c < 0xf5 ? 4
                                    : 0;
        if (!n || n > s.len - i)
            return false;
        for (isize k = 1; k < n; k++)
            if ((s.s[i + k] & 0xc0) != 0x80)
                return false;
        unsigned char d = n > 1 ? (unsigned char)s.s[i + 1] : 0;
        if ((c == 0xe0 && d < 0xa0) || (c == 0xed && d > 0x9f) ||
            (c == 0xf0 && d < 0x90) || (c == 0xf4 && d > 0x8f))
            return false;
    }
    return true;
}

/* The first byte chooses the category; a NUL ends the question, the rest is the answer.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.start)
        arena = arena_reserve(256 << 20);
    Str text = {(const char *)data, (isize)size};
    ScoreJob job = {.category = S("behavioral"), .answer = text};
    if (text.len) {
        job.category = str_of(categories[data[0] % countof(categories)]);
        job.answer = str_skip(text, 1);
        StrPair cut = str_cut(job.answer, 0);
        if (cut.found) {
            job.question = job.ideal_answer = cut.head;
            job.answer = cut.tail;
        }
    }
    ScoreResult r, again;
    Error error;
    if (score_answer(&arena, &job, &r, &error)) {
        assert(score_broken(job.answer, &r, is_utf8(job.answer)) == NULL);
        bool same = score_answer(&arena, &job, &again, &error) &&
                    again.final == r.final && again.n_evidence == r.n_evidence;
        for (isize i = 0; same && i < r.n_evidence; i++)
            same = r.evidence[i].lost == again.evidence[i].lost &&
                   r.evidence[i].rule == again.evidence[i].rule &&
                   r.evidence[i].start == again.evidence[i].start;
        assert(same);
    }
    arena_reset(&arena);
    return 0;
}
