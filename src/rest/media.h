/* media.h — media types as Accept and Content-Type name them. */
#ifndef REST_MEDIA_H
#define REST_MEDIA_H

#include "base/str.h"

typedef enum MediaKind {
    MEDIA_JSON,
    MEDIA_ANY,
    MEDIA_OBJECT,         /* application/vnd.pgrst.object+json */
    MEDIA_STRIPPED_ARRAY, /* application/vnd.pgrst.array+json;nulls=stripped */
    MEDIA_CSV,
    MEDIA_GEOJSON,
    MEDIA_TEXT,
    MEDIA_XML,
    MEDIA_OPENAPI,
    MEDIA_FORM,
    MEDIA_BYTES,
    MEDIA_PLAN, /* application/vnd.pgrst.plan */
    MEDIA_OTHER,
} MediaKind;

enum {
    PLAN_ANALYZE = 1,
    PLAN_VERBOSE = 2,
    PLAN_SETTINGS = 4,
    PLAN_BUFFERS = 8,
    PLAN_WAL = 16
};

typedef struct Media {
    MediaKind kind;
    bool stripped; /* MEDIA_OBJECT: nulls=stripped */
    Str name;      /* MEDIA_OTHER: as it was written, lower case */
    /* MEDIA_PLAN */
    bool plan_json;
    int plan_options;
    MediaKind plan_for;
    bool plan_stripped;
    Str plan_name;
} Media;

enum { MAX_ACCEPTED = 32 };

Media parse_media(Arena *a, Str text);
/* Accept's list, the most wanted first; how many. */
int parse_accept(Arena *a, Str text, Media *out);

Str media_mime(Arena *a, const Media *m);         /* "text/csv" */
Str media_content_type(Arena *a, const Media *m); /* with its charset */

#endif
