/* errors.h — the catalogue of what can be wrong with a file that shall be a resume. */
#ifndef EXTRACT_ERRORS_H
#define EXTRACT_ERRORS_H

#include "base/error.h"

static const ErrorKind extract_unsupported = {422, "import_unsupported",
                                              "This kind of file cannot be read."};
static const ErrorKind extract_empty = {422, "import_empty", "The file is empty."};
static const ErrorKind extract_damaged = {422, "import_damaged",
                                          "The file is damaged."};
static const ErrorKind extract_encrypted = {422, "import_encrypted",
                                            "The file asks for a password."};
static const ErrorKind extract_no_text = {422, "import_no_text",
                                          "The file has no text, only pictures of it."};
static const ErrorKind extract_too_much = {422, "import_too_much",
                                           "The file takes too much to read."};
static const ErrorKind extract_bad_json = {422, "import_bad_json",
                                           "The file is not JSON Resume."};
static const ErrorKind extract_no_child = {500, "import_failed",
                                           "The reader of files cannot be started."};

#endif
