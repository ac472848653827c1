/*
 * model.h — a resume as structs: what JSON Resume 1.0 says, in the arena, cleaned.
 *
 * All twelve sections share one shape, Entry; which member of it a JSON field fills is
 * a row of the table in model.c.  So a template lays out shapes, not sections.
 */
#ifndef PAPER_MODEL_H
#define PAPER_MODEL_H

#include "paper/date.h"
#include "paper/fonts.h"
#include "paper/held.h"

typedef enum SectionKey {
    SECTION_WORK,
    SECTION_VOLUNTEER,
    SECTION_EDUCATION,
    SECTION_AWARDS,
    SECTION_CERTIFICATES,
    SECTION_PUBLICATIONS,
    SECTION_SKILLS,
    SECTION_LANGUAGES,
    SECTION_INTERESTS,
    SECTION_REFERENCES,
    SECTION_PROJECTS,
    SECTION_SUMMARY, /* basics.summary: one entry with a summary */
    N_SECTIONS,
} SectionKey;

typedef struct TextList {
    Str *items;
    isize n;
} TextList;

typedef struct Entry {
    Str name;         /* position, degree, project, award, skill, language, person */
    Str area;         /* of a degree */
    Str organization; /* employer, school, awarder, issuer, publisher, client */
    Str place, kind, level, score, url;
    Str description, summary;
    TextList highlights, keywords, roles, courses;
    Date start, end;
    bool ongoing; /* no end is "until now", not "unknown" */
} Entry;

typedef struct Section {
    Entry *entries;
    isize n;
} Section;

typedef struct Profile {
    Str network, username, url;
} Profile;

typedef struct Resume {
    Str name, label, email, phone, url;
    Str address, city, region, postal_code, country;
    Profile *profiles;
    isize n_profiles;
    Section sections[N_SECTIONS];
    Str language;  /* meta.language, or guessed from most of the writing; never null */
    Str cjk_forms; /* "ja", "ko", "zh..": whose forms characters of China have */
    Date modified; /* meta.lastModified's day */
    bool right_to_left;
    FontSet need;
} Resume;

Str section_key_name(SectionKey key); /* "work" */
bool section_key_named(Str name, SectionKey *out) MUST_CHECK;

/* The JSON object of a resume, held; NULL: `error` says where it is none. */
const struct json_t *resume_parse(Arena *a, Held *held, Str json, Error *error);

/* Its meta.layout, the settings that lie over its template's; NULL: there are none. */
const struct json_t *resume_layout(const struct json_t *root);

/* False: `error` names the field and what it should be. `family`: the template's font.
 */
bool resume_read(Arena *a, const struct json_t *root, int family, Resume *out,
                 Error *error) MUST_CHECK;

#endif
