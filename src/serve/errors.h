/* errors.h — what may go wrong before a handler is reached; each surface says it its
 * own way. */
#ifndef SERVE_ERRORS_H
#define SERVE_ERRORS_H

#include "base/error.h"

extern const ErrorKind no_such_route;      /* 404 */
extern const ErrorKind method_not_allowed; /* 405 */
extern const ErrorKind request_too_large;  /* 413: the request's arena is full */
extern const ErrorKind jwt_malformed;      /* 401: details say what does not parse */
extern const ErrorKind jwt_invalid;     /* 401: no key of ours, or a wrong signature */
extern const ErrorKind jwt_expired;     /* 401 */
extern const ErrorKind jwt_not_yet;     /* 401: nbf or iat lie ahead */
extern const ErrorKind jwt_bad_claims;  /* 401 */
extern const ErrorKind key_first;       /* 401: the route wants any token of ours */
extern const ErrorKind sign_in_first;   /* 401: the route wants a person's token */
extern const ErrorKind service_only;    /* 403: the route wants the service key */
extern const ErrorKind bad_json;        /* 400 */
extern const ErrorKind over_rate_limit; /* 429: cx->retry_after says how long */

#endif
