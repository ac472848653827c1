#include "rest/json_rows.h"
#include "rest/json_text.h"
#include "test.h"

static const struct {
    JsonKind kind;
    const char *text, *json;
} values[] = {
    {JSON_QUOTED, "plain", "\"plain\""},
    {JSON_QUOTED, "a\"b\\c\n\t\x01\x7f", "\"a\\\"b\\\\c\\n\\t\\u0001\x7f\""},
    {JSON_NUMBER, "-42", "-42"},
    {JSON_FLOAT, "1e-07", "1e-07"},
    {JSON_FLOAT, "NaN", "\"NaN\""},
    {JSON_FLOAT, "-Infinity", "\"-Infinity\""},
    {JSON_BOOL, "t", "true"},
    {JSON_BOOL, "f", "false"},
    {JSON_RAW, "{\"a\": 1}", "{\"a\": 1}"},
    {JSON_TIMESTAMP, "2024-01-31 10:00:00.5", "\"2024-01-31T10:00:00.5\""},
    {JSON_TIMESTAMP, "0044-03-15 10:00:00 BC", "\"0044-03-15T10:00:00 BC\""},
    {JSON_TIMESTAMP, "infinity", "\"infinity\""},
    {JSON_TIMESTAMPTZ, "2024-01-31 10:00:00+00", "\"2024-01-31T10:00:00+00:00\""},
    {JSON_TIMESTAMPTZ, "2024-01-31 10:00:00-03:30", "\"2024-01-31T10:00:00-03:30\""},
    {JSON_TIMESTAMPTZ, "0044-03-15 10:00:00+00 BC", "\"0044-03-15T10:00:00+00:00 BC\""},
    {JSON_TIMESTAMPTZ, "-infinity", "\"-infinity\""},
};

static const struct {
    const char *json;
    bool ok;
} texts[] = {
    {"{\"a\":[1,-2.5e+3,\"\\u00e9\",null,true]}", true},
    {" [ ] ", true},
    {"{\"a\":1,}", false},
    {"[1 2]", false},
    {"01", false},
    {"1.", false},
    {"\"\\ud83d\\ude00\"", true},
    {"\"\\ud83d\"", false},
    {"\"\\u0000\"", false},
    {"\"a\nb\"", false},
    {"nul", false},
    {"", false},
};

int main(void)
{
    Arena arena = arena_reserve(1 << 20);
    for (isize i = 0; i < countof(values); i++) {
        Buf b = buf_new(&arena);
        add_json_value(&b, values[i].kind, str_of(values[i].text));
        check_str(buf_str(&b), str_of(values[i].json));
    }
    for (isize i = 0; i < countof(texts); i++) {
        JsonScan s = scan_of(&arena, str_of(texts[i].json));
        bool ok = scan_skip_value(&s) && scan_peek(&s) == -1;
        check_at(ok == texts[i].ok, texts[i].json, __FILE__, __LINE__);
    }
    JsonScan s = scan_of(&arena, S("\"\\ud83d\\ude00 \\n\""));
    Str text;
    check(scan_string(&s, &text));
    check_str(text, S("\xf0\x9f\x98\x80 \n"));
    arena_release(&arena);
    return done();
}
