/* request.h — a request as it came, and asking it for a header or a parameter. */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include "base/str.h"

typedef struct Header {
    Str name, value; /* a request's names are lower case already */
} Header;

typedef enum Method {
    METHOD_GET = 1,
    METHOD_HEAD = 2,
    METHOD_POST = 4,
    METHOD_PUT = 8,
    METHOD_PATCH = 16,
    METHOD_DELETE = 32,
    METHOD_OPTIONS = 64,
    METHOD_OTHER = 128, /* a well-formed token that no route can name */
} Method;

enum { HTTP_MAX_HEADERS = 100, HTTP_MAX_HEAD = 64 << 10, HTTP_MAX_TARGET = 8 << 10 };

typedef struct Request {
    Method method;
    Str method_name;
    Str path, query; /* as they came: percent-encoded; query without its "?" */
    const Header *headers;
    int n_headers;
    int64_t content_length; /* -1: chunked */
    bool has_body, keep_alive, expects_continue;
    Str body;       /* memory; a NUL follows it */
    bool maps_body; /* it lies in a file: what has been read of it may leave memory */
    int body_fd; /* BODY_FILE: an unlinked spool file, read from its start; else -1 */
    int64_t body_size; /* of either */
    Str client_ip;     /* the peer's; behind a trusted proxy, whom it names */
    Str id; /* unique: 26 characters of ours, or a trusted proxy's x-request-id */
} Request;

Str header_get(const Request *req, Str lower_case_name); /* the null Str when absent */
Str query_get(Arena *a, const Request *req, Str name);   /* decoded; null when absent */
/* Percent-decoding; false on a malformed escape.  `plus` turns "+" into a space. */
bool url_decode(Arena *a, Str text, bool plus, Str *out) MUST_CHECK;

#endif
