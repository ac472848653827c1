/* career.h — the product's own endpoints, POST /functions/v1/NAME: JSON in, documents
 * out. */
#ifndef CAREER_CAREER_H
#define CAREER_CAREER_H

#include "serve/ctx.h"

Handler
    resume_render; /* {resume_id | data, template, config, format, page, paper, dpi} */

#endif
