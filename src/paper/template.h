/*
 * template.h — how a resume looks, as data: sizes, inks, the order of sections.
 *
 * A template is a row in template.c; a JSON object may then change any value of it, so
 * that a new template needs a row in a database and no code.  docs/templates.md has its
 * keys and their ranges.  "colors": [accent, ...] is read too; other keys are ignored.
 */
#ifndef PAPER_TEMPLATE_H
#define PAPER_TEMPLATE_H

#include "paper/model.h"

typedef enum Ink { INK_TEXT, INK_MUTED, INK_ACCENT, INK_RULE, INK_LEADER, N_INKS } Ink;
typedef enum Size { SIZE_NAME, SIZE_HEADING, SIZE_BODY, N_SIZES } Size;

/* How a piece of text is set; template.c says with which size, weight and ink. */
typedef enum Style {
    STYLE_NAME,
    STYLE_LABEL,
    STYLE_CONTACT,
    STYLE_HEADING,
    STYLE_TITLE,   /* what an entry is: the position, the degree */
    STYLE_CONTEXT, /* where it was: the employer, the school */
    STYLE_MUTED,   /* dates, links, places, footers */
    STYLE_BODY,
    STYLE_KEY, /* the name of a skill before its keywords */
    N_STYLES,
} Style;

typedef struct StyleSpec {
    Size size;
    int weight; /* 400, 600, 700 */
    Ink ink;
} StyleSpec;

/* What the entries of a section look like. */
typedef enum Look {
    LOOK_FULL,    /* title and dates; context; text; bullets */
    LOOK_COMPACT, /* title, context and date on one line; text */
    LOOK_ROWS,    /* Key (level): word, word */
    LOOK_FLOW,    /* Key (level) - Key (level), all on one line */
    LOOK_PLAIN,   /* text only */
} Look;

typedef struct SectionPlan {
    SectionKey key;
    Look look;
    Str title;
} SectionPlan;

typedef struct Paper {
    const char *name;
    double width, height; /* points */
} Paper;

typedef enum Label { LABEL_COURSES, LABEL_SCORE, LABEL_PAGE, N_LABELS } Label;

typedef struct Template {
    Str slug, font;
    int family; /* row of `font` */
    Str paper_name;
    Paper paper;
    double margin_x, margin_y;
    double sizes[N_SIZES];
    double leading[N_SIZES]; /* height of a line */
    double unit;             /* the rhythm: every gap is a multiple of it */
    uint32_t inks[N_INKS];   /* 0xRRGGBB */
    StyleSpec styles[N_STYLES];
    bool heading_rules; /* a hairline under each heading */
    bool centers_head;  /* the name, and what stands below it before the sections */
    SectionPlan sections[N_SECTIONS];
    isize n_sections;
    DateWords words;
    Str labels[N_LABELS];
    FontSet need; /* what shows the words above */
} Template;

typedef struct TemplateWish {
    Str slug, config;            /* null: the first; nothing changed */
    const struct json_t *layout; /* a resume's own settings, over config; or NULL */
    Str paper;                   /* over both; null: as they say */
} TemplateWish;

/* False: `error` names the key of the settings, or the names that there are. */
bool template_get(Arena *a, Held *held, const TemplateWish *wish, Template *out,
                  Error *error) MUST_CHECK;

#endif
