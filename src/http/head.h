/*
 * head.h — reading a request's head: strict, and without any I/O.
 *
 * The caller keeps the bytes from the head's first on in one piece and calls head_read
 * with all of them whenever more have come; what was read is not read again.  The piece
 * may move between calls: a Head holds offsets.  Header names are lowered in place.
 *
 *   head    = [CRLF [CRLF]] method SP target SP version CRLF *(field CRLF) CRLF
 *   target  = "/" ... | "http://" authority ["/" ...] | "*", which is OPTIONS' alone
 *   field   = token ":" OWS value OWS
 */
#ifndef HTTP_HEAD_H
#define HTTP_HEAD_H

#include "http/http.h"

typedef enum HeadStep { HEAD_MORE, HEAD_WHOLE, HEAD_REFUSED } HeadStep;

typedef struct Span {
    uint32_t at, len;
} Span;

typedef struct Field {
    Span name, value;
} Field;

typedef struct Head {
    isize size;               /* once whole: the head with its blank line */
    const ErrorKind *refusal; /* once refused */
    isize line, scanned;      /* where the unread line begins; no LF before this */
    int n_lines, blank_lines;
    int minor; /* of HTTP/1.x */
    int n_hosts, n_codings;
    int64_t content_length; /* -1: none named */
    bool chunked, close, keep_alive, expects_continue, expects_other;
    Method method;
    Span method_name, path, query;
    int n_fields;
    Field fields[HTTP_MAX_HEADERS];
} Head;

void head_begin(Head *h);
HeadStep head_read(Head *h, char *bytes, isize len);

/* A whole head as views into `bytes`; `headers` has room for h->n_fields. */
void head_request(const Head *h, const char *bytes, Header *headers, Request *req);

bool head_is_token(Str text);    /* not empty, and of the token set's bytes only */
bool head_has_control(Str text); /* some byte is a control other than a tab */

#endif
