#include "paper/errors.h"
#include "paper/model.h"
#include "paper/template.h"
#include "test.h"

#include "base/buf.h"

#include <string.h>

static const struct {
    const char *json, *details;
    const ErrorKind *kind;
} refused[] = {
    {"", "line 1, column 0: '[' or '{' expected near end of file", &paper_not_json},
    {"{\"basics\": ", "line 1, column 11: unexpected token near end of file",
     &paper_not_json},
    {"[]", "the resume: expected an object, found a list", &paper_bad_resume},
    {"{\"basics\": 7}", "basics: expected an object, found a number",
     &paper_bad_resume},
    {"{\"basics\": {\"name\": [\"Ann\"]}}",
     "basics.name: expected a text, found a list", &paper_bad_resume},
    {"{\"basics\": {\"location\": \"here\"}}",
     "basics.location: expected an object, found \"here\"", &paper_bad_resume},
    {"{\"basics\": {\"profiles\": [{\"url\": true}]}}",
     "basics.profiles[0].url: expected a text, found true", &paper_bad_resume},
    {"{\"work\": {}}", "work: expected a list, found an object", &paper_bad_resume},
    {"{\"work\": [null, 4]}", "work[1]: expected an object, found a number",
     &paper_bad_resume},
    {"{\"work\": [{}, {\"startDate\": \"soon\"}]}",
     "work[1].startDate: expected a date (YYYY, YYYY-MM or YYYY-MM-DD), found \"soon\"",
     &paper_bad_resume},
    {"{\"work\": [{\"startDate\": \"present\"}]}",
     "work[0].startDate: expected a date (YYYY, YYYY-MM or YYYY-MM-DD), found "
     "\"present\"",
     &paper_bad_resume},
    {"{\"projects\": [{\"highlights\": \"one\"}]}",
     "projects[0].highlights: expected a list of texts, found \"one\"",
     &paper_bad_resume},
    {"{\"projects\": [{\"highlights\": [\"one\", {}]}]}",
     "projects[0].highlights[1]: expected a text, found an object", &paper_bad_resume},
    {"{\"basics\": {\"name\": \"Ann \xF0\x9F\x9A\x80\"}}",
     "basics.name, character 5: no font has U+1F680 \"\xF0\x9F\x9A\x80\"",
     &paper_missing_glyph},
    {"{\"skills\": [{\"keywords\": [\"C\", \"\xCD\xB8\"]}]}",
     "skills[0].keywords[1], character 1: no font has U+0378", &paper_missing_glyph},
};

static Arena arena;

static bool resume_from(const char *json, Resume *out, Error *error)
{
    Held held = {.arena = &arena};
    *error = (Error){0};
    const struct json_t *root = resume_parse(&arena, &held, str_of(json), error);
    bool done =
        root && resume_read(&arena, root, fonts_text_family(S("Inter")), out, error);
    held_release(&held);
    return done;
}

static void test_refused(void)
{
    for (isize i = 0; i < countof(refused); i++) {
        Resume resume;
        Error error;
        check(!resume_from(refused[i].json, &resume, &error));
        check(paper_error_is(&error, refused[i].kind));
        check_str(error.details, str_of(refused[i].details));
        arena_reset(&arena);
    }
}

/* {"work": [{"summary": "aaa..."}, ...]} or the same of highlights of one entry. */
static Str much(bool lines, isize texts, isize bytes)
{
    Buf b = buf_new(&arena);
    buf_addf(&b, "{\"work\": [%s", lines ? "{\"highlights\": [" : "");
    for (isize i = 0; i < texts; i++) {
        buf_addf(&b, "%s%s\"", i ? "," : "", lines ? "" : "{\"summary\": ");
        for (isize n = 0; n < bytes; n++)
            buf_add(&b, S("a"));
        buf_addf(&b, "\"%s", lines ? "" : "}");
    }
    buf_addf(&b, "%s]}", lines ? "]}" : "");
    return buf_str(&b);
}

static void test_too_much(void)
{
    static const struct {
        bool lines;
        isize texts, bytes;
        const char *details;
    } cases[] = {
        {true, 500, 100, NULL},
        {true, 501, 1, "work[0].highlights: expected a list of at most 500"},
        {true, 1, 4000, NULL},
        {true, 1, 4001, "work[0].highlights[0]: expected a line of at most 4000 bytes"},
        {false, 4, 60000, NULL},
        {false, 1, 60001, "work[0].summary: expected a text of at most 60000 bytes"},
        {false, 5, 60000, "its texts are more than 256 KB together"},
        {false, 20, 60000, "the JSON is larger than 1 MB"},
    };
    for (isize i = 0; i < countof(cases); i++) {
        Resume resume;
        Error error;
        Str json = much(cases[i].lines, cases[i].texts, cases[i].bytes);
        bool done = resume_from(str_cstr(&arena, json), &resume, &error);
        check(done == !cases[i].details);
        check(done || str_starts(error.details, str_of(cases[i].details)));
        arena_reset(&arena);
    }
}

static void test_long_value_is_cut(void)
{
    Resume resume;
    Error error;
    check(!resume_from(
        "{\"work\": [{\"endDate\": \"\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5"
        "\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5"
        "\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5 \xC3\xA5\xC3\xA5\xC3\xA5\"}]}",
        &resume, &error));
    check_str(
        error.details,
        S("work[0].endDate: expected a date (YYYY, YYYY-MM or YYYY-MM-DD), found "
          "\"\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5"
          "\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5"
          "\xC3\xA5 ...\""));
    arena_reset(&arena);
}

static void test_read(void)
{
    Resume r;
    Error error;
    check(resume_from(
        "{\"basics\": {\"name\": \" Ann\\n Lee \", \"summary\": \"a\\n\\nb\","
        "  \"profiles\": [null, {\"network\": \"GitHub\"}]},"
        " \"work\": [{\"company\": \"Old Ltd\", \"position\": \"Boss\","
        "  \"startDate\": \"2012-02\", \"endDate\": \"Present\"},"
        "  {\"company\": \"Old Ltd\", \"name\": \"New Ltd\", \"highlights\": "
        "[\"\", \"x\", null]}],"
        " \"awards\": [{\"title\": \"First\", \"date\": \"2020\"}],"
        " \"unknown\": {\"is\": \"ignored\"}, \"volunteer\": null,"
        " \"meta\": {\"lastModified\": \"2024-02-11T09:00:00Z\"}}",
        &r, &error));
    check_str(r.name, S("Ann Lee"));
    check(r.n_profiles == 1);
    check_str(r.profiles[0].network, S("GitHub"));
    check_str(r.sections[SECTION_SUMMARY].entries[0].summary, S("a\nb"));
    const Section *work = &r.sections[SECTION_WORK];
    check(work->n == 2);
    check_str(work->entries[0].organization, S("Old Ltd"));
    check(work->entries[0].ongoing && !work->entries[0].end.year);
    check_str(work->entries[1].organization, S("New Ltd"));
    check(work->entries[1].highlights.n == 1);
    check(!r.sections[SECTION_AWARDS].entries[0].ongoing);
    check(r.sections[SECTION_VOLUNTEER].n == 0);
    check(r.modified.year == 2024 && r.modified.month == 2 && r.modified.day == 11);
    check_str(r.language, S("en"));
    arena_reset(&arena);
}

static void test_language(void)
{
    static const struct {
        const char *json, *language, *cjk_forms;
        bool right_to_left;
    } cases[] = {
        {"{}", "en", "zh", false},
        {"{\"basics\": {\"name\": \"\xE8\x97\xA4\xE7\x94\xB0 "
         "\xE3\x83\xA6\xE3\x82\xAD\"}}",
         "ja", "ja", false},
        {"{\"basics\": {\"name\": \"\xEA\xB9\x80\xEC\xB2\xA0\xEC\x88\x98\"}}", "ko",
         "ko", false},
        {"{\"basics\": {\"name\": \"\xE9\x99\xB3\xE5\xA4\xA7\xE6\x96\x87\"}}", "zh",
         "zh", false},
        {"{\"basics\": {\"name\": \"\xD9\x84\xD9\x8A\xD9\x84\xD9\x89\"}}", "ar", "zh",
         true},
        {"{\"meta\": {\"language\": \"de-AT\"}}", "de-AT", "zh", false},
        {"{\"basics\": {\"name\": \"Fujita Yuki \xE8\x97\xA4\xE7\x94\xB0 "
         "\xE3\x83\xA6\"}}",
         "en", "ja", false},
        {"{\"meta\": {\"language\": \"zh-TW\"}, \"basics\": {\"name\": "
         "\"\xE3\x83\xA6\"}}",
         "zh-TW", "zh-TW", false},
    };
    for (isize i = 0; i < countof(cases); i++) {
        Resume r;
        Error error;
        check(resume_from(cases[i].json, &r, &error));
        check_str(r.language, str_of(cases[i].language));
        check_str(r.cjk_forms, str_of(cases[i].cjk_forms));
        check(r.right_to_left == cases[i].right_to_left);
        arena_reset(&arena);
    }
}

int main(void)
{
    arena = arena_reserve(16 << 20);
    test_refused();
    test_too_much();
    test_long_value_is_cut();
    test_read();
    test_language();
    arena_release(&arena);
    return done();
}
