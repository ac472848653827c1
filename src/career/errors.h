/* errors.h — what the product's own endpoints refuse, and why. */
#ifndef CAREER_ERRORS_H
#define CAREER_ERRORS_H

#include "base/error.h"

static const ErrorKind bad_wish = {400, "bad_request",
                                   "The request asks for nothing we know."};
static const ErrorKind no_such_resume = {404, "no_such_resume",
                                         "You have no such resume."};

static const ErrorKind no_such_version = {404, "no_such_version",
                                          "This resume has no such version."};
static const ErrorKind no_such_template = {404, "no_such_template",
                                           "There is no such template."};

#endif
