/*
 * multipart.h — where the parts of a form lie in its bytes (RFC 7578).
 *
 * The form is fed in pieces of any size; only heads of parts are kept, so a form of any
 * length needs this struct and nothing more.  A part is a range of the form's bytes,
 * for the caller to copy or to read.
 */
#ifndef STORAGE_MULTIPART_H
#define STORAGE_MULTIPART_H

#include "base/str.h"

enum {
    MULTIPART_PARTS = 32,
    MULTIPART_HEAD = 4 << 10, /* bytes of one part's head */
    MULTIPART_BOUNDARY = 70,  /* characters, by RFC 2046 */
};

typedef struct Part {
    Str name, filename, content_type; /* null when the head does not say */
    int64_t offset, size;             /* of its data, within the form */
} Part;

typedef enum MultipartState {
    MULTIPART_DATA,      /* of a part, or before the first one */
    MULTIPART_DELIMITED, /* behind a delimiter: "--", blanks, or the line's end */
    MULTIPART_DASH,
    MULTIPART_RETURN,
    MULTIPART_IN_HEAD,
    MULTIPART_DONE, /* what follows is of no interest */
    MULTIPART_BROKEN,
} MultipartState;

typedef struct Multipart {
    Arena *arena;
    MultipartState state;
    char delimiter[4 + MULTIPART_BOUNDARY]; /* CR LF "--" boundary */
    isize delimiter_len, matched;
    char head[MULTIPART_HEAD];
    isize head_len;
    int64_t at; /* bytes fed so far */
    bool open;  /* parts[n - 1] has not ended yet */
    Part parts[MULTIPART_PARTS];
    isize n;
    const char *wrong; /* with MULTIPART_BROKEN: for people */
} Multipart;

/* False: the content type is not a form's, or names no good boundary. */
bool multipart_begin(Multipart *m, Arena *a, Str content_type) MUST_CHECK;
bool multipart_feed(Multipart *m, Str bytes) MUST_CHECK; /* false: m->wrong */
bool multipart_end(Multipart *m) MUST_CHECK;

/* A header's parameter, `name="blob"`; the null Str when it has none. */
Str header_param(Arena *a, Str value, Str name);

#endif
