#include "main/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const Setting settings_table[SETTING_COUNT] = {
    [SETTING_DATA_DIR] = {"RUNG_DATA_DIR", "--data", "DIR", "./rung-data",
                          "the database, files and keys (as root /var/lib/rung)"},
    [SETTING_LISTEN] = {"RUNG_LISTEN", "--listen", "HOST:PORT", "127.0.0.1:8080",
                        "where to serve; port 0 picks a free one and prints it"},
    [SETTING_DATABASE_URL] = {"RUNG_DATABASE_URL", NULL, "URL", NULL,
                              "a PostgreSQL 15+ of yours, as its owner, instead of the "
                              "private one",
                              .secret = true},
    [SETTING_JWT_SECRET] = {"RUNG_JWT_SECRET", NULL, "TEXT", NULL,
                            "signs sessions; made in the data folder unless given",
                            .secret = true},
    [SETTING_SEAL_KEY] =
        {"RUNG_SEAL_KEY", NULL, "TEXT", NULL,
         "seals secrets in the database; made in the data folder unless "
         "given",
         .secret = true},
    [SETTING_SITE_URL] = {"RUNG_SITE_URL", "--site-url", "URL", NULL,
                          "the address people know; links in mails begin with it"},
    [SETTING_SIGNUP] = {"RUNG_SIGNUP", "--signup", "open|approval|closed", "open",
                        "who may open an account"},
    [SETTING_CONFIRM_EMAIL] =
        {"RUNG_CONFIRM_EMAIL", "--confirm-email", "on|off", NULL,
         "confirm addresses by mail (on when mail is configured)"},
    [SETTING_ANONYMOUS_USERS] = {"RUNG_ANONYMOUS_USERS", "--anonymous-users", "on|off",
                                 "off", "let people in without an address"},
    [SETTING_TRUSTED_PROXIES] = {"RUNG_TRUSTED_PROXIES", "--trusted-proxies",
                                 "ADDRESS,...", NULL,
                                 "whose X-Forwarded-For is believed"},
    [SETTING_RATE_LIMIT] = {"RUNG_RATE_LIMIT", "--rate-limit", "N", "30",
                            "guesses at passwords that one address has in five "
                            "minutes; off for none"},
    [SETTING_WORK_LIMIT] = {"RUNG_WORK_LIMIT", "--work-limit", "SECONDS", "60",
                            "of a processor that one person's documents have in five "
                            "minutes; off for none"},
    [SETTING_ENV] = {"RUNG_ENV", "--env", "production|development", "production",
                     "in development errors say why a row or a table was refused"},
};

const char *nearest_name(Str typed, const char *const *names, isize n)
{
    const char *best = NULL;
    isize least = typed.len / 3 + 2; /* further than that is another word */
    for (isize i = 0; i < n; i++) {
        isize d = str_distance(typed, str_of(names[i]));
        if (d < least)
            best = names[i], least = d;
    }
    return best;
}

static const char *fallback(SettingId id)
{
    if (id == SETTING_DATA_DIR && geteuid() == 0)
        return "/var/lib/rung";
    return settings_table[id].fallback;
}

/* An empty variable is as good as none: that is how a unit file clears one. */
static void read_environment(Settings *s)
{
    for (int id = 0; id < SETTING_COUNT; id++) {
        const char *text = getenv(settings_table[id].env);
        s->value[id] = str_of(text && *text ? text : fallback((SettingId)id));
    }
}

static void print_row(const char *name, const char *value, const char *about)
{
    int n = printf("  %s%s%s", name, value ? " " : "", value ? value : "");
    if (n > 33)
        n = printf("\n") - 1;
    printf("%*s%s\n", 34 - n, "", about);
}

static void print_settings(void)
{
    for (int id = 0; id < SETTING_COUNT; id++)
        if (settings_table[id].option)
            print_row(settings_table[id].option, settings_table[id].value,
                      settings_table[id].about);
    print_row("--help", NULL, "prints this");
    printf("\nEnvironment:\n");
    for (int id = 0; id < SETTING_COUNT; id++) {
        const Setting *row = &settings_table[id];
        print_row(row->env, row->option ? NULL : row->value,
                  row->option ? row->option : row->about);
    }
}

static void print_help(const char *command, const Usage *usage, bool settings)
{
    printf("rung %s [options]%s%s\n\n%s\n\n", command, usage->arguments ? " " : "",
           usage->arguments ? usage->arguments : "", usage->about);
    for (const Option *o = usage->options; o && o->name; o++)
        print_row(o->name, o->value, o->about);
    if (settings)
        print_settings();
    else
        print_row("--help", NULL, "prints this");
}

/* choices = text ("|" text)*; anything else is the name of a value, and all fits */
static bool is_allowed(Str value, const char *choices)
{
    if (!value.s || !strchr(choices, '|'))
        return true;
    StrPair p = {.tail = str_of(choices), .found = true};
    while (p.found) {
        p = str_cut(p.tail, '|');
        if (str_eq(p.head, value))
            return true;
    }
    return false;
}

static bool check_values(const Settings *s)
{
    for (int id = 0; id < SETTING_COUNT; id++) {
        const Setting *row = &settings_table[id];
        if (is_allowed(s->value[id], row->value))
            continue;
        fprintf(stderr, "rung: %s is \"%" STR_FMT "\"; it can be %s\n", row->env,
                STR_ARG(s->value[id]), row->value);
        return false;
    }
    return true;
}

static int unknown_option(const char *command, const Usage *usage, bool settings,
                          Str typed)
{
    const char *names[SETTING_COUNT + 32] = {"--help"};
    isize n = 1;
    for (int id = 0; settings && id < SETTING_COUNT; id++)
        if (settings_table[id].option)
            names[n++] = settings_table[id].option;
    for (const Option *o = usage->options; o && o->name && n < countof(names); o++)
        names[n++] = o->name;
    const char *near = nearest_name(typed, names, n);
    fprintf(stderr, "rung: %s has no option %" STR_FMT "; %s%s\n", command,
            STR_ARG(typed), near ? "did you mean " : "see rung ", near ? near : "help");
    return 2;
}

typedef struct Found {
    Str *into;
    bool takes_value;
} Found;

static Found find_option(Settings *s, const Usage *usage, Str name)
{
    for (const Option *o = usage->options; o && o->name; o++)
        if (str_eq(name, str_of(o->name)))
            return (Found){o->into, o->value != NULL};
    for (int id = 0; s && id < SETTING_COUNT; id++)
        if (settings_table[id].option &&
            str_eq(name, str_of(settings_table[id].option)))
            return (Found){&s->value[id], true};
    return (Found){0};
}

int settings_read(Settings *s, const Usage *usage, int *argc, char **argv)
{
    int kept = 1;
    if (s)
        read_environment(s);
    for (int i = 1; i < *argc; i++) {
        Str word = str_of(argv[i]);
        if (str_eq(word, S("--help")))
            return print_help(argv[0], usage, s != NULL), 0;
        StrPair p = str_cut(word, '='); /* --data=DIR is --data DIR */
        Found found = find_option(s, usage, p.head);
        bool is_option = word.len > 1 && word.s[0] == '-';
        if (!found.into && is_option && !usage->passes_on)
            return unknown_option(argv[0], usage, s != NULL, p.head);
        if (!found.into) {
            argv[kept++] = argv[i];
        } else if (!found.takes_value) {
            *found.into = p.head;
        } else if (p.found || i + 1 < *argc) {
            *found.into = p.found ? p.tail : str_of(argv[++i]);
        } else {
            fprintf(stderr, "rung: %s needs a value\n", argv[i]);
            return 2;
        }
    }
    if (kept > 1 && !usage->arguments) {
        fprintf(stderr, "rung: %s takes no \"%s\"; see rung %s --help\n", argv[0],
                argv[1], argv[0]);
        return 2;
    }
    argv[kept] = NULL;
    *argc = kept;
    return !s || check_values(s) ? SETTINGS_READ : 2;
}
