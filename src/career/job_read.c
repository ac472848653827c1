/* job_read.c — POST /functions/v1/job-read: a posting's text into the columns of a job,
 * for its owner to review. Nothing is written. */
#include "career/career.h"
#include "career/errors.h"
#include "extract/posting.h"
#include "serve/json.h"

bool job_read(Ctx *cx)
{
    Str text = {0};
    Posting posting;
    if (!body_fields(cx, {"text", &text}))
        return false;
    if (!text.s)
        return fail(cx, .kind = &bad_wish, .details = S("Give text: the posting."));
    if (!posting_read(cx->arena, text, &posting, &cx->error))
        return false;
    Buf b = buf_new(cx->arena);
    json_open(&b);
    posting_json(&b, &posting);
    json_close(&b);
    return send_json(cx, 200, buf_str(&b));
}
