#include "paper/fields.h"

#define FILLS(member) offsetof(Entry, member)

/* Older names of a field stand before its present one, which wins. */
const Field resume_fields[] = {
    {"company", FILLS(organization), SECTION_WORK, TEXT},
    {"name", FILLS(organization), SECTION_WORK, TEXT},
    {"position", FILLS(name), SECTION_WORK, TEXT},
    {"location", FILLS(place), SECTION_WORK, TEXT},
    {"description", FILLS(description), SECTION_WORK, TEXT},
    {"website", FILLS(url), SECTION_WORK, TEXT},
    {"url", FILLS(url), SECTION_WORK, TEXT},
    {"startDate", FILLS(start), SECTION_WORK, START},
    {"endDate", FILLS(end), SECTION_WORK, END},
    {"summary", FILLS(summary), SECTION_WORK, LINES},
    {"highlights", FILLS(highlights), SECTION_WORK, LIST},

    {"organization", FILLS(organization), SECTION_VOLUNTEER, TEXT},
    {"position", FILLS(name), SECTION_VOLUNTEER, TEXT},
    {"url", FILLS(url), SECTION_VOLUNTEER, TEXT},
    {"startDate", FILLS(start), SECTION_VOLUNTEER, START},
    {"endDate", FILLS(end), SECTION_VOLUNTEER, END},
    {"summary", FILLS(summary), SECTION_VOLUNTEER, LINES},
    {"highlights", FILLS(highlights), SECTION_VOLUNTEER, LIST},

    {"institution", FILLS(organization), SECTION_EDUCATION, TEXT},
    {"url", FILLS(url), SECTION_EDUCATION, TEXT},
    {"area", FILLS(area), SECTION_EDUCATION, TEXT},
    {"studyType", FILLS(name), SECTION_EDUCATION, TEXT},
    {"startDate", FILLS(start), SECTION_EDUCATION, START},
    {"endDate", FILLS(end), SECTION_EDUCATION, END},
    {"gpa", FILLS(score), SECTION_EDUCATION, TEXT},
    {"score", FILLS(score), SECTION_EDUCATION, TEXT},
    {"courses", FILLS(courses), SECTION_EDUCATION, LIST},

    {"title", FILLS(name), SECTION_AWARDS, TEXT},
    {"date", FILLS(start), SECTION_AWARDS, START},
    {"awarder", FILLS(organization), SECTION_AWARDS, TEXT},
    {"summary", FILLS(summary), SECTION_AWARDS, LINES},

    {"name", FILLS(name), SECTION_CERTIFICATES, TEXT},
    {"date", FILLS(start), SECTION_CERTIFICATES, START},
    {"url", FILLS(url), SECTION_CERTIFICATES, TEXT},
    {"issuer", FILLS(organization), SECTION_CERTIFICATES, TEXT},

    {"name", FILLS(name), SECTION_PUBLICATIONS, TEXT},
    {"publisher", FILLS(organization), SECTION_PUBLICATIONS, TEXT},
    {"releaseDate", FILLS(start), SECTION_PUBLICATIONS, START},
    {"url", FILLS(url), SECTION_PUBLICATIONS, TEXT},
    {"summary", FILLS(summary), SECTION_PUBLICATIONS, LINES},

    {"name", FILLS(name), SECTION_SKILLS, TEXT},
    {"level", FILLS(level), SECTION_SKILLS, TEXT},
    {"keywords", FILLS(keywords), SECTION_SKILLS, LIST},

    {"language", FILLS(name), SECTION_LANGUAGES, TEXT},
    {"fluency", FILLS(level), SECTION_LANGUAGES, TEXT},

    {"name", FILLS(name), SECTION_INTERESTS, TEXT},
    {"keywords", FILLS(keywords), SECTION_INTERESTS, LIST},

    {"name", FILLS(name), SECTION_REFERENCES, TEXT},
    {"reference", FILLS(summary), SECTION_REFERENCES, LINES},

    {"name", FILLS(name), SECTION_PROJECTS, TEXT},
    {"description", FILLS(summary), SECTION_PROJECTS, LINES},
    {"highlights", FILLS(highlights), SECTION_PROJECTS, LIST},
    {"keywords", FILLS(keywords), SECTION_PROJECTS, LIST},
    {"startDate", FILLS(start), SECTION_PROJECTS, START},
    {"endDate", FILLS(end), SECTION_PROJECTS, END},
    {"url", FILLS(url), SECTION_PROJECTS, TEXT},
    {"roles", FILLS(roles), SECTION_PROJECTS, LIST},
    {"entity", FILLS(organization), SECTION_PROJECTS, TEXT},
    {"type", FILLS(kind), SECTION_PROJECTS, TEXT},
};

const isize resume_fields_count = countof(resume_fields);
