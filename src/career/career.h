/* career.h — the product's own endpoints: POST /functions/v1/NAME, JSON in and
 * documents out; pictures of templates. */
#ifndef CAREER_CAREER_H
#define CAREER_CAREER_H

#include "serve/ctx.h"

Handler resume_import,   /* {path}, or the file itself: a form's or the whole body */
    resume_import_admit, /* before the body is read */
    job_read,            /* {text} */
    resume_render, /* {resume_id [, version] | data, template, config, format, page,
                      paper, dpi} */
    template_picture, session_start, /* {category, difficulty, num_questions, due_first,
                                        session_name, job_id} */
    answer_score,   /* {question_id, answer, session_id, interview_question_id,
                       duration_ms} */
    session_finish; /* {session_id} */

#endif
