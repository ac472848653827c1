/* errors.h — the catalogue of what the server itself refuses, and why. */
#ifndef HTTP_ERRORS_H
#define HTTP_ERRORS_H

#include "base/error.h"

static const ErrorKind bad_request_line = {400, "bad_request",
                                           "the request line is malformed"};
static const ErrorKind bad_target = {400, "bad_request",
                                     "the target is neither a path nor an http URL"};
static const ErrorKind bad_version = {400, "bad_request",
                                      "the version is neither HTTP/1.1 nor HTTP/1.0"};
static const ErrorKind bad_line_end = {400, "bad_request",
                                       "a line does not end with CR LF"};
static const ErrorKind bad_header_name = {
    400, "bad_request", "a header's name is not a token followed by a colon"};
static const ErrorKind bad_header_value = {400, "bad_request",
                                           "a header's value has a control character"};
static const ErrorKind folded_header = {400, "bad_request",
                                        "a header continues on a second line"};
static const ErrorKind bad_host = {400, "bad_request",
                                   "there must be one well-formed Host header"};
static const ErrorKind bad_content_length = {
    400, "bad_request", "Content-Length must be one decimal number"};
static const ErrorKind length_and_coding = {
    400, "bad_request", "Content-Length and Transfer-Encoding exclude each other"};
static const ErrorKind bad_coding = {
    400, "bad_request", "Transfer-Encoding is repeated, or sent with HTTP/1.0"};
static const ErrorKind bad_chunk = {400, "bad_request",
                                    "the chunked body is malformed"};
static const ErrorKind body_cut_short = {400, "bad_request",
                                         "the body ended before its end"};
static const ErrorKind slow_head = {408, "request_timeout",
                                    "the request's head took too long to come"};
static const ErrorKind slow_body = {408, "request_timeout",
                                    "the request's body came too slowly"};
static const ErrorKind body_too_large = {413, "body_too_large",
                                         "the body is larger than is allowed here"};
static const ErrorKind no_room = {413, "request_too_large",
                                  "the request needs more memory than one may have"};
static const ErrorKind target_too_long = {414, "target_too_long",
                                          "the target is longer than 8 KB"};
static const ErrorKind bad_expectation = {417, "bad_expectation",
                                          "the only known Expect is 100-continue"};
static const ErrorKind head_too_large = {431, "head_too_large",
                                         "the request's head is larger than 64 KB"};
static const ErrorKind too_many_headers = {431, "head_too_large",
                                           "the request has more than 100 headers"};
static const ErrorKind spool_failed = {500, "spool_failed",
                                       "the body could not be stored"};
static const ErrorKind unknown_coding = {501, "unknown_coding",
                                         "the only known Transfer-Encoding is chunked"};
static const ErrorKind too_busy = {503, "too_busy",
                                   "too many connections; try again soon"};
static const ErrorKind unknown_version = {505, "unknown_version",
                                          "HTTP/1.1 and HTTP/1.0 are spoken here"};
static const ErrorKind spool_full = {507, "spool_full",
                                     "no space is left to store the body"};

#endif
