/* practice_errors.h — what practice refuses, and why. */
#ifndef CAREER_PRACTICE_ERRORS_H
#define CAREER_PRACTICE_ERRORS_H

#include "base/error.h"

static const ErrorKind bad_answer = {400, "bad_request",
                                     "The request lacks what an answer needs."};
static const ErrorKind answer_empty = {400, "answer_empty", "There is no answer yet."};
static const ErrorKind answer_too_long = {413, "answer_too_long",
                                          "The answer is too long to be scored."};
static const ErrorKind no_such_question = {404, "no_such_question",
                                           "You have no such question."};
static const ErrorKind no_such_session = {404, "no_such_session",
                                          "You have no such practice session."};
static const ErrorKind not_of_session = {409, "not_of_session",
                                         "This session does not ask this question."};
static const ErrorKind session_over = {409, "session_over",
                                       "This practice session is over."};
static const ErrorKind session_unanswered = {
    409, "session_unanswered", "Nothing in this session has been answered and scored."};
static const ErrorKind no_questions = {404, "no_questions",
                                       "There are no questions of this kind."};

#endif
