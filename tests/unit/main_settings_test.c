#include "main/settings.h"
#include "test.h"

#include <stdlib.h>

static Str as_json, page;
static const Option options[] = {
    {"--json", NULL, "a switch", &as_json},
    {"--page", "N", "a value", &page},
    {0},
};
static const Usage takes_files = {.arguments = "[FILE]", .options = options};
static const Usage takes_nothing = {.options = options};
static const Usage hands_on = {.arguments = "[...]", .passes_on = true};

typedef struct Line {
    const char *argv[8];
    int argc;
    Settings s;
} Line;

#define LINE(...)                                                                      \
    ((Line){.argv = {"rung", __VA_ARGS__},                                             \
            .argc = 1 + (int)countof(((const char *[]){__VA_ARGS__}))})

static int read(Line *line, const Usage *usage)
{
    as_json = page = (Str){0};
    return settings_read(&line->s, usage, &line->argc, (char **)(uintptr_t)line->argv);
}

static void options_beat_the_environment(void)
{
    setenv("RUNG_LISTEN", "127.0.0.1:1", 1);
    setenv("RUNG_SITE_URL", "", 1);
    Line line = LINE("one");
    check(read(&line, &takes_files) == SETTINGS_READ);
    check_str(line.s.value[SETTING_LISTEN], S("127.0.0.1:1"));
    check_str(line.s.value[SETTING_SIGNUP], S("open"));
    check(!line.s.value[SETTING_SITE_URL].s);
    line = LINE("--listen", "[::1]:2", "--data=/srv/a=b");
    check(read(&line, &takes_files) == SETTINGS_READ);
    check_str(line.s.value[SETTING_LISTEN], S("[::1]:2"));
    check_str(line.s.value[SETTING_DATA_DIR], S("/srv/a=b"));
    unsetenv("RUNG_LISTEN");
}

static void what_is_no_option_is_left_in_order(void)
{
    Line line = LINE("a", "--json", "b", "--page", "2", "-");
    check(read(&line, &takes_files) == SETTINGS_READ);
    check(line.argc == 4);
    check_str(str_of(line.argv[1]), S("a"));
    check_str(str_of(line.argv[2]), S("b"));
    check_str(str_of(line.argv[3]), S("-"));
    check(line.argv[4] == NULL);
    check_str(as_json, S("--json"));
    check_str(page, S("2"));
    line = LINE("--data", "x", "-c", "select 1");
    check(read(&line, &hands_on) == SETTINGS_READ);
    check(line.argc == 3);
    check_str(str_of(line.argv[1]), S("-c"));
}

static void a_wrong_line_is_refused(void)
{
    Line unknown = LINE("--jason"), no_value = LINE("--page"), surplus = LINE("x"),
         choice = LINE("--signup", "maybe");
    check(read(&unknown, &takes_files) == 2);
    check(read(&no_value, &takes_files) == 2);
    check(read(&surplus, &takes_nothing) == 2);
    check(read(&choice, &takes_files) == 2);
}

static void a_near_name_is_found(void)
{
    static const char *const names[] = {"migrate", "serve", "psql"};
    check_str(str_of(nearest_name(S("migrat"), names, 3)), S("migrate"));
    check_str(str_of(nearest_name(S("sreve"), names, 3)), S("serve"));
    check(nearest_name(S("frobnicate"), names, 3) == NULL);
    check(nearest_name(S(""), names, 0) == NULL);
}

int main(void)
{
    options_beat_the_environment();
    what_is_no_option_is_left_in_order();
    a_wrong_line_is_refused();
    a_near_name_is_found();
    return done();
}
