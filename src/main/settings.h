/*
 * settings.h — every setting of Rung: one row each, read in this one place.
 *
 * A command line option beats the environment, which beats the default.  Secrets have
 * no option, because a command line is for everyone to see.
 */
#ifndef MAIN_SETTINGS_H
#define MAIN_SETTINGS_H

#include "base/str.h"

typedef enum SettingId {
    SETTING_DATA_DIR,
    SETTING_LISTEN,
    SETTING_DATABASE_URL,
    SETTING_JWT_SECRET,
    SETTING_SEAL_KEY,
    SETTING_SITE_URL,
    SETTING_SIGNUP,
    SETTING_CONFIRM_EMAIL,
    SETTING_ANONYMOUS_USERS,
    SETTING_TRUSTED_PROXIES,
    SETTING_RATE_LIMIT,
    SETTING_WORK_LIMIT,
    SETTING_ENV,
    SETTING_COUNT
} SettingId;

typedef struct Setting {
    const char *env;
    const char *option;   /* "--data"; NULL: the environment only */
    const char *value;    /* "DIR", for help; "a|b|c" allows just these */
    const char *fallback; /* NULL: unset */
    const char *about;
    bool secret; /* never printed */
} Setting;

extern const Setting settings_table[SETTING_COUNT];

typedef struct Settings {
    Str value[SETTING_COUNT]; /* null when unset */
} Settings;

/* What one command takes besides the settings. */
typedef struct Option {
    const char *name;  /* "--json" */
    const char *value; /* "FILE", or NULL for a switch */
    const char *about;
    Str *into; /* its value; the option's own name for a switch */
} Option;

typedef struct Usage {
    const char *arguments; /* "[FILE]", or NULL: it takes none */
    const char *about;
    const Option *options; /* ends with a row without a name */
    bool passes_on;        /* what we do not know is another program's: left alone */
} Usage;

enum { SETTINGS_READ = -1 };

/* Fills *s and moves what are not options to the front of argv, after argv[0]; *argc
 * counts what is left.  A NULL s: the command has its own options and no settings.
 * Anything but SETTINGS_READ is the status to end with: help was
 * asked for, or the command line is wrong and stderr says how. */
int settings_read(Settings *s, const Usage *usage, int *argc, char **argv) MUST_CHECK;

/* The name nearest to a mistyped one; NULL when none is near. */
const char *nearest_name(Str typed, const char *const *names, isize n);

#endif
