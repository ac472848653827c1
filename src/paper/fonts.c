#include "paper/fonts.h"
#include "paper/errors.h"
#include "paper/text.h"

#include "base/buf.h"

#include <fontconfig/fontconfig.h>
#include <glib.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#define FONT_ROOT "/usr/share/fonts/"

enum { MAX_WEIGHTS = 3, CJK_VARIANTS = 5, ROUNDS = 4 };

typedef struct Family {
    const char *name, *package;
    int script; /* GUnicodeScript, whose characters it is asked for; or one of those
                   below */
    const char *files[MAX_WEIGHTS]; /* the first decides what the family covers */
} Family;

enum { TEXT_FAMILY = -2, ANY_SCRIPT = G_UNICODE_SCRIPT_COMMON };

#define NOTO(name, file, script)                                                       \
    {                                                                                  \
        name, "fonts-noto-core", script,                                               \
        {                                                                              \
            "truetype/noto/" file "-Regular.ttf", "truetype/noto/" file "-Bold.ttf"    \
        }                                                                              \
    }
#define SANS(name, file, script) NOTO("Noto Sans " name, "NotoSans" file, script)

/* Rows of ANY_SCRIPT are asked in this order, after the row of the script itself. */
static const Family families[] = {
    {"Inter",
     "fonts-inter",
     TEXT_FAMILY,
     {"opentype/inter/Inter-Regular.otf", "opentype/inter/Inter-SemiBold.otf",
      "opentype/inter/Inter-Bold.otf"}},
    {"Lato",
     "fonts-lato",
     TEXT_FAMILY,
     {"truetype/lato/Lato-Regular.ttf", "truetype/lato/Lato-Semibold.ttf",
      "truetype/lato/Lato-Bold.ttf"}},
    NOTO("Noto Serif", "NotoSerif", TEXT_FAMILY),
    NOTO("Noto Sans", "NotoSans", ANY_SCRIPT),
    SANS("Arabic", "Arabic", G_UNICODE_SCRIPT_ARABIC),
    SANS("Armenian", "Armenian", G_UNICODE_SCRIPT_ARMENIAN),
    SANS("Bengali", "Bengali", G_UNICODE_SCRIPT_BENGALI),
    SANS("Cherokee", "Cherokee", G_UNICODE_SCRIPT_CHEROKEE),
    SANS("Devanagari", "Devanagari", G_UNICODE_SCRIPT_DEVANAGARI),
    SANS("Ethiopic", "Ethiopic", G_UNICODE_SCRIPT_ETHIOPIC),
    SANS("Georgian", "Georgian", G_UNICODE_SCRIPT_GEORGIAN),
    SANS("Gujarati", "Gujarati", G_UNICODE_SCRIPT_GUJARATI),
    SANS("Gurmukhi", "Gurmukhi", G_UNICODE_SCRIPT_GURMUKHI),
    SANS("Hebrew", "Hebrew", G_UNICODE_SCRIPT_HEBREW),
    SANS("Kannada", "Kannada", G_UNICODE_SCRIPT_KANNADA),
    SANS("Khmer", "Khmer", G_UNICODE_SCRIPT_KHMER),
    SANS("Lao", "Lao", G_UNICODE_SCRIPT_LAO),
    SANS("Malayalam", "Malayalam", G_UNICODE_SCRIPT_MALAYALAM),
    SANS("Myanmar", "Myanmar", G_UNICODE_SCRIPT_MYANMAR),
    SANS("Oriya", "Oriya", G_UNICODE_SCRIPT_ORIYA),
    SANS("Sinhala", "Sinhala", G_UNICODE_SCRIPT_SINHALA),
    SANS("Tamil", "Tamil", G_UNICODE_SCRIPT_TAMIL),
    SANS("Telugu", "Telugu", G_UNICODE_SCRIPT_TELUGU),
    SANS("Thai", "Thai", G_UNICODE_SCRIPT_THAI),
    NOTO("Noto Serif Tibetan", "NotoSerifTibetan", G_UNICODE_SCRIPT_TIBETAN),
    SANS("Symbols", "Symbols", ANY_SCRIPT),
    {"Noto Sans Symbols2",
     "fonts-noto-core",
     ANY_SCRIPT,
     {"truetype/noto/NotoSansSymbols2-Regular.ttf"}},
    {"Noto Sans Math",
     "fonts-noto-core",
     ANY_SCRIPT,
     {"truetype/noto/NotoSansMath-Regular.ttf"}},
    /* Its name goes on with the variant: SC, TC, HK, JP or KR. */
    {"Noto Sans CJK ",
     "fonts-noto-cjk",
     ANY_SCRIPT,
     {"opentype/noto/NotoSansCJK-Regular.ttc", "opentype/noto/NotoSansCJK-Bold.ttc"}},
};
enum { N_FAMILIES = countof(families), CJK = N_FAMILIES - 1 };

static const struct {
    const char *language, *variant;
} variants[CJK_VARIANTS] = {
    {"ja", "JP"}, {"ko", "KR"}, {"zh-tw", "TC"}, {"zh-hk", "HK"}, {"zh", "SC"},
};

/*
 * What is shared between threads: the characters of each family, and one configuration
 * that holds every family that any thread has needed.  Both only grow, under `lock`; a
 * configuration is never changed once a thread has it, but replaced by a larger one.
 */
static struct {
    pthread_mutex_t lock;
    FcCharSet *covered[N_FAMILIES];
    FcConfig *config;
    FontSet holds;
} shared = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* What one thread keeps between jobs.  Pango's objects are not for two threads. */
typedef struct ThreadFonts {
    PangoContext *context;
    FontSet holds;
} ThreadFonts;

static _Thread_local ThreadFonts own;
static pthread_key_t thread_key;
static pthread_once_t thread_key_made = PTHREAD_ONCE_INIT;

static FontSet row_bit(int row)
{
    return (FontSet)1 << row;
}

int fonts_text_family(Str name)
{
    for (int i = 0; i < N_FAMILIES; i++)
        if (families[i].script == TEXT_FAMILY && str_eq(name, str_of(families[i].name)))
            return i;
    return -1;
}

static bool not_installed(Arena *a, int row, Error *error)
{
    Buf details = buf_new(a), hint = buf_new(a);
    buf_addf(&details, "%s of the package %s cannot be read", families[row].name,
             families[row].package);
    buf_addf(&hint, "apt install %s", families[row].package);
    *error = (Error){
        .kind = &paper_no_fonts, .details = buf_str(&details), .hint = buf_str(&hint)};
    return false;
}

static bool path_of(const char *file, char *path, size_t size)
{
    int n = snprintf(path, size, FONT_ROOT "%s", file);
    return n > 0 && (size_t)n < size && access(path, R_OK) == 0;
}

/* The characters that the row's family has; NULL when its file is not there. */
static const FcCharSet *covered_by(int row)
{
    pthread_mutex_lock(&shared.lock);
    FcCharSet *set = shared.covered[row];
    char path[256];
    if (!set && path_of(families[row].files[0], path, sizeof path)) {
        int faces = 0;
        FcPattern *face = FcFreeTypeQuery((const FcChar8 *)path, 0, NULL, &faces);
        if (face && FcPatternGetCharSet(face, FC_CHARSET, 0, &set) == FcResultMatch)
            set = shared.covered[row] = FcCharSetCopy(set);
        if (face)
            FcPatternDestroy(face);
    }
    pthread_mutex_unlock(&shared.lock);
    return set;
}

static bool is_cjk(GUnicodeScript script)
{
    return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA ||
           script == G_UNICODE_SCRIPT_KATAKANA || script == G_UNICODE_SCRIPT_HANGUL ||
           script == G_UNICODE_SCRIPT_BOPOMOFO;
}

/*
 * Is `row` asked for a character of `script` in this round?  First its own; then what
 * is needed anyway, then those for any script; then all, for the signs that several
 * scripts share (the danda of India, the Arabic comma).
 */
static bool is_asked(int row, GUnicodeScript script, FontSet need, int round)
{
    switch (round) {
    case 0:
        return families[row].script == (int)script || (row == CJK && is_cjk(script));
    case 1: return (need & row_bit(row)) != 0;
    case 2: return families[row].script == ANY_SCRIPT;
    default: return true;
    }
}

static bool no_glyph(Arena *a, uint32_t c, Error *error)
{
    Buf details = buf_new(a);
    char utf8[8] = {0};
    g_unichar_to_utf8(c, utf8);
    bool shows = g_unichar_isprint(c);
    buf_addf(&details, "no font has U+%04X%s%s%s", c, shows ? " \"" : "",
             shows ? utf8 : "", shows ? "\"" : "");
    *error = (Error){.kind = &paper_missing_glyph,
                     .details = buf_str(&details),
                     .hint = S("Remove the character or write it in words")};
    return false;
}

static bool cover_character(Arena *a, uint32_t c, FontSet *need, Error *error)
{
    GUnicodeScript script = g_unichar_get_script(c);
    for (int round = 0; round < ROUNDS; round++)
        for (int row = 0; row < N_FAMILIES; row++) {
            if (!is_asked(row, script, *need, round))
                continue;
            const FcCharSet *set = covered_by(row);
            if (!set)
                return not_installed(a, row, error);
            if (!FcCharSetHasChar(set, c))
                continue;
            *need |= row_bit(row);
            return true;
        }
    return no_glyph(a, c, error);
}

bool fonts_cover(Arena *a, int family, Str text, FontSet *need, isize *at, Error *error)
{
    const FcCharSet *has = covered_by(family);
    if (!has)
        return not_installed(a, family, error);
    *need |= row_bit(family);
    for (*at = 0; *at < text.len;) {
        isize after = *at;
        uint32_t c = text_next(text, &after);
        if (c >= 0x20 && !text_is_joiner(c) && !FcCharSetHasChar(has, c) &&
            !cover_character(a, c, need, error))
            return false;
        *at = after;
    }
    return true;
}

static bool add_files(FcConfig *config, const Family *family)
{
    for (int i = 0; i < MAX_WEIGHTS && family->files[i]; i++) {
        char path[256];
        if (!path_of(family->files[i], path, sizeof path) ||
            !FcConfigAppFontAddFile(config, (const FcChar8 *)path))
            return false;
    }
    return true;
}

/* A reference to a configuration that holds `need`; NULL and *missing if a file is not
 * there. */
static FcConfig *config_with(FontSet need, FontSet *holds, int *missing)
{
    pthread_mutex_lock(&shared.lock);
    *missing = -1;
    if (!shared.config || (need & ~shared.holds)) {
        FontSet wanted = need | shared.holds;
        FcConfig *config = FcConfigCreate();
        for (int row = 0; row < N_FAMILIES && *missing < 0; row++)
            if ((wanted & row_bit(row)) && !add_files(config, &families[row]))
                *missing = row;
        /* Pango's first font map calls FcInit(), which would read the whole system's
         * fonts in the background; with a current configuration it does nothing. */
        if (*missing < 0 && !shared.config)
            FcConfigSetCurrent(config);
        if (*missing < 0) {
            if (shared.config)
                FcConfigDestroy(shared.config);
            shared.config = config;
            shared.holds = wanted;
        } else {
            FcConfigDestroy(config);
        }
    }
    FcConfig *result = *missing < 0 ? FcConfigReference(shared.config) : NULL;
    *holds = shared.holds;
    pthread_mutex_unlock(&shared.lock);
    return result;
}

static PangoContext *new_context(FcConfig *config)
{
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72); /* points */
    PangoContext *context = pango_font_map_create_context(map);
    g_object_unref(map);

    /* Without these every glyph is moved to a whole pixel, and spacing looks drunk. */
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    return context;
}

static void end_thread(void *value)
{
    ThreadFonts *ending = value;
    g_object_unref(ending->context);
    ending->context = NULL;
}

static void make_thread_key(void)
{
    if (pthread_key_create(&thread_key, end_thread) != 0)
        abort();
}

/* Takes the context; the thread's end frees it. */
static void keep_context(PangoContext *context, FontSet holds)
{
    pthread_once(&thread_key_made, make_thread_key);
    if (own.context)
        g_object_unref(own.context);
    own = (ThreadFonts){.context = context, .holds = holds};
    if (pthread_setspecific(thread_key, &own) != 0)
        abort();
}

static const char *cjk_variant(Arena *a, Str language)
{
    Str lower = str_lower(a, language);
    for (isize i = 0; i < CJK_VARIANTS; i++)
        if (str_starts(lower, str_of(variants[i].language)))
            return variants[i].variant;
    return "SC";
}

static const char *names_of(Arena *a, int family, FontSet need, Str language)
{
    Buf names = buf_new(a);
    buf_addf(&names, "%s", families[family].name);
    for (int row = 0; row < N_FAMILIES; row++) {
        if (row == family || !(need & row_bit(row)))
            continue;
        buf_addf(&names, ",%s%s", families[row].name,
                 row == CJK ? cjk_variant(a, language) : "");
    }
    return str_cstr(a, buf_str(&names));
}

bool fonts_of_thread(Arena *a, int family, FontSet need, Str language, Fonts *out,
                     Error *error)
{
    const char *names = names_of(a, family, need, language);
    if (!own.context || (need & ~own.holds)) {
        int missing;
        FontSet holds;
        FcConfig *config = config_with(need, &holds, &missing);
        if (!config)
            return not_installed(a, missing, error);
        keep_context(new_context(config), holds);
        FcConfigDestroy(config); /* the font map keeps its own reference */
    }
    pango_context_set_language(own.context, pango_language_from_string("en"));
    *out = (Fonts){.context = own.context, .families = names};
    return true;
}
