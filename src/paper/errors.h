/* errors.h — the catalogue of what can be wrong with a resume, a template or the fonts.
 */
#ifndef PAPER_ERRORS_H
#define PAPER_ERRORS_H

#include "base/error.h"

#include <string.h>

static const ErrorKind paper_not_json = {400, "paper_not_json",
                                         "the resume is not JSON"};
static const ErrorKind paper_bad_resume = {
    422, "paper_bad_resume", "the resume does not follow JSON Resume 1.0"};
static const ErrorKind paper_bad_config = {422, "paper_bad_config",
                                           "the template's settings cannot be used"};
static const ErrorKind paper_unknown_template = {422, "paper_unknown_template",
                                                 "there is no such template"};
static const ErrorKind paper_bad_request = {
    422, "paper_bad_request", "this page, size or resolution cannot be made"};
static const ErrorKind paper_missing_glyph = {
    422, "paper_missing_glyph", "the resume has a character that no font can show"};
static const ErrorKind paper_too_large = {422, "paper_too_large",
                                          "the resume is too long for a document"};
static const ErrorKind paper_no_fonts = {500, "paper_no_fonts",
                                         "a font that documents need is not installed"};
static const ErrorKind paper_failed = {500, "paper_failed",
                                       "the document could not be drawn"};

/* By code: every file has a copy of the catalogue. */
static inline bool paper_error_is(const Error *error, const ErrorKind *kind)
{
    return error->kind && strcmp(error->kind->code, kind->code) == 0;
}

#endif
