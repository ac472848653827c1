/* Where sentences begin and end, and what is taken out of them. */
#include "score/text.h"

#include "base/buf.h"
#include "score/lexicon.h"
#include "test.h"

static Arena arena;

/* "[sentence][sentence]" */
static Str sentences(const char *text)
{
    Vocabulary v = vocabulary_new(&arena);
    Text t = text_read(&v, str_of(text));
    Buf b = buf_new(&arena);
    for (isize s = 0; s < t.n_sentences; s++)
        buf_addf(&b, "[%.*s]", (int)(t.sentence[s].end - t.sentence[s].start),
                 text + t.sentence[s].start);
    return buf_str(&b);
}

/* The words that are judged, with blanks between. */
static Str words(const char *text)
{
    Vocabulary v = vocabulary_new(&arena);
    Text t = text_read(&v, str_of(text));
    Buf b = buf_new(&arena);
    for (isize i = 0; i < t.n_words; i++)
        buf_addf(&b, "%s%" STR_FMT, i ? " " : "", STR_ARG(t.word[i].lower));
    return buf_str(&b);
}

static void test_sentences(void)
{
    check_str(sentences("I came. I saw! Did I win?"),
              S("[I came.][I saw!][Did I win?]"));
    check_str(sentences("It cost 3.50 euros, i.e. 1,000 less. Good."),
              S("[It cost 3.50 euros, i.e. 1,000 less.][Good.]"));
    check_str(sentences("I met Dr. Weber at St. Mary's. He said no. I left."),
              S("[I met Dr. Weber at St. Mary's.][He said no.][I left.]"));
    check_str(sentences("He said \"go on.\" I went on... slowly."),
              S("[He said \"go on.\"][I went on...][slowly.]"));
    check_str(sentences("First line\nsame sentence\n\nA paragraph\n- one\n- two"),
              S("[First line\nsame sentence][A paragraph][one][two]"));
    check_str(sentences("I tried it; it failed."), S("[I tried it;][it failed.]"));
    check_str(sentences("see v1.2.3 and example.org today"),
              S("[see v1.2.3 and example.org today]"));
    check_str(sentences("  caf\xc3\xa9 cr\xc3\xa8me \xe2\x80\xa6  "),
              S("[caf\xc3\xa9 cr\xc3\xa8me \xe2\x80\xa6]"));
    check_str(sentences(" ... !? "), S(""));
    check_str(sentences(""), S(""));
}

static void test_words(void)
{
    check_str(words("It\xe2\x80\x99s Anna's well-known 1,000.5"),
              S("it's anna's well known 1,000.5"));
    check_str(words("So, um, I basically rewrote, you know, the tests."),
              S("so i rewrote the tests"));
    check_str(words("I think we should, maybe, wait."), S("we should wait"));
    check_str(words("I like it. It was, like, big. Well, yes."),
              S("i like it it was big yes"));
    check_str(words("Do you know her?"), S("do her")); /* a price of phrases */
}

static void test_marks(void)
{
    Vocabulary v = vocabulary_new(&arena);
    Text t =
        text_read(&v, S("As a result, costs fell by 40% to $3 at Acme. Um, you know. "
                        "I mean, sorry, I mean it."));
    check(t.n_sentences == 3 && t.sentence[1].words == 0);
    check(t.sentence[1].fillers == 2 && t.sentence[2].corrections >= 2);
    check(t.word[0].cues & CUE_RESULT);
    check(sentence_cues(&t, 0, CUE_CHANGE) == 1);
    isize measured = 0, capital = 0;
    for (isize i = 0; i < t.n_words; i++) {
        measured += t.word[i].measured;
        capital += t.word[i].capital;
    }
    check(measured == 2 && capital == 1);
    Text foreign = text_read(&v, S("\xe6\xbc\xa2\xe5\xad\x97 abc"));
    check(foreign.foreign_letters == 2 && foreign.letters == 5);
    Text broken = text_read(&v, S("a\xff\xfe b\xc3 c\xe2\x80"));
    check(broken.n_words == 3);
}

static void test_synonyms(void)
{
    check_str(lexicon_synonym(S("argu")), lexicon_synonym(S("conflict")));
    check_str(lexicon_synonym(S("zebra")), S("zebra"));
}

int main(void)
{
    arena = arena_reserve(16 << 20);
    test_sentences();
    test_words();
    test_marks();
    test_synonyms();
    arena_release(&arena);
    return done();
}
