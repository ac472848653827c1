/* answer_score.c — POST /functions/v1/answer-score: judges a typed answer and keeps it.
 */
#include "career/career.h"
#include "career/practice.h"
#include "career/practice_errors.h"
#include "career/score_json.h"
#include "serve/json.h"

enum { ANSWER_MOST = 20000 /* characters */, DAY_MS = 24 * 3600 * 1000 };

/* As the caller: the bank's questions and her own are there, and no others. */
static const Query find_question = {
    "career.find_question",
    "select id, question, ideal_answer, category"
    "  from public.questions where id = $1::bigint",
};
/* What a session asks is kept as it was then: the text that she saw is the one to judge
 * by. Without its id, it is the one with this question, not yet answered if possible.
 */
static const Query find_asked = {
    "career.find_asked",
    "select i.question_id, i.question_text, i.ideal_answer,"
    "       coalesce(q.category, i.question_type_tag), i.id"
    "  from public.interview_questions i"
    "  left join public.questions q on q.id = i.question_id"
    " where i.session_id = $1::uuid and ($2::uuid is null or i.id = $2::uuid)"
    "   and ($3::bigint is null or i.question_id = $3::bigint)"
    " order by exists (select from public.attempts a"
    "                   where a.interview_question_id = i.id), i.question_order"
    " limit 1",
};
enum { QUESTION_ID, QUESTION_TEXT, QUESTION_IDEAL, QUESTION_CATEGORY, ASKED_ID };

/* As the server, in the caller's name: scores are not hers to set. A session that ended
 * meanwhile takes no more answers: then there is no row. */
static const Query keep_attempt = {
    "career.keep_attempt",
    "with s as (update public.interview_sessions"
    "              set status = 'in_progress', started_at = coalesce(started_at, now())"
    "            where user_id = $1::uuid and id = $2::uuid"
    "              and status in ('pending', 'in_progress') returning id)"
    " insert into public.attempts (user_id, session_id, interview_question_id, "
    "question_id,"
    "   transcript, duration_ms, final_score, ml_scores, llm_feedback, scorer, "
    "scored_at)"
    " select $1::uuid, $2::uuid, $3::uuid, $4::bigint, $5, $6::int, "
    "coalesce($7::numeric, 0),"
    "        $8::jsonb, $9::jsonb, 'embedded', case when $7 is not null then now() end"
    "  where $2::uuid is null or exists (select from s)"
    " returning id, number",
};
enum { ATTEMPT_ID, ATTEMPT_NUMBER };

typedef struct Wish {
    int64_t question_id, duration_ms;
    Str answer, session_id, interview_question_id;
} Wish;

typedef struct Asked {
    Str question_id, interview_question_id; /* either may be null */
    ScoreJob job;
} Asked;

static int64_t characters(Str text)
{
    int64_t n = 0;
    for (isize i = 0; i < text.len; i++)
        n += ((unsigned char)text.s[i] & 0xc0) != 0x80;
    return n;
}

static bool blank(Str text)
{
    for (isize i = 0; i < text.len; i++)
        if ((unsigned char)text.s[i] > ' ')
            return false;
    return true;
}

static bool read_wish(Ctx *cx, Wish *w)
{
    *w = (Wish){.question_id = -1, .duration_ms = -1};
    if (!body_fields(cx, {"question_id", &w->question_id, FIELD_INT},
                     {"answer", &w->answer}, {"session_id", &w->session_id},
                     {"interview_question_id", &w->interview_question_id},
                     {"duration_ms", &w->duration_ms, FIELD_INT}))
        return false;
    if (w->question_id < 0 && !(w->session_id.s && w->interview_question_id.s))
        return fail(cx, .kind = &bad_answer,
                    .details = S("Give question_id, or session_id with "
                                 "interview_question_id."));
    if (w->interview_question_id.s && !w->session_id.s)
        return fail(cx, .kind = &bad_answer,
                    .details = S("interview_question_id needs its session_id."));
    if (w->duration_ms < -1 || w->duration_ms > DAY_MS)
        return fail(cx, .kind = &bad_answer,
                    .details = S("duration_ms is from 0 to a day's 86400000."));
    if (blank(w->answer))
        return fail(cx, .kind = &answer_empty,
                    .hint = S("Put what you would say into \"answer\"."));
    if (characters(w->answer) > ANSWER_MOST)
        return fail(cx, .kind = &answer_too_long,
                    .hint = S("Keep it under 20000 characters; two minutes of talk are "
                              "about 2000."));
    return true;
}

static Str number_or_null(Arena *a, int64_t n)
{
    Buf b = buf_new(a);
    buf_addf(&b, "%jd", (intmax_t)n);
    return n < 0 ? (Str){0} : buf_str(&b);
}

static void take_question(Asked *asked, const Row *row)
{
    asked->question_id = row->col[QUESTION_ID];
    asked->job.question = row->col[QUESTION_TEXT];
    asked->job.ideal_answer = row->col[QUESTION_IDEAL];
    asked->job.category = row->col[QUESTION_CATEGORY];
}

static bool find_in_session(Ctx *cx, const Wish *w, Asked *asked)
{
    Practice practice;
    Row row;
    if (!practice_find(cx, w->session_id, &practice))
        return false;
    if (!str_eq(practice.status, S("pending")) &&
        !str_eq(practice.status, S("in_progress")))
        return fail(cx, .kind = &session_over, .hint = S("Start another one."));
    Str question_id = number_or_null(cx->arena, w->question_id);
    if (!db_find(&cx->db, &find_asked,
                 STRS(w->session_id, w->interview_question_id, question_id), &row))
        return fail_as_missing(cx, &not_of_session);
    if (!row.col)
        return fail(cx, .kind = &not_of_session,
                    .hint = S("Its questions are the rows of interview_questions."));
    take_question(asked, &row);
    asked->interview_question_id = row.col[ASKED_ID];
    return true;
}

static bool find_alone(Ctx *cx, const Wish *w, Asked *asked)
{
    Row row;
    Str question_id = number_or_null(cx->arena, w->question_id);
    if (!db_find(&cx->db, &find_question, STRS(question_id), &row))
        return fail_as_missing(cx, &no_such_question);
    if (!row.col)
        return fail(cx, .kind = &no_such_question);
    take_question(asked, &row);
    return true;
}

static Str reasons(Arena *a, Str answer, const ScoreResult *r)
{
    Buf b = buf_new(a);
    json_open(&b);
    json_str(&b, "source", S("rules"));
    score_json_reasons(&b, answer, r);
    json_close(&b);
    return buf_str(&b);
}

static bool keep(Ctx *cx, const Wish *w, const Asked *asked, const ScoreResult *r,
                 Row *row)
{
    Buf scores = buf_new(cx->arena);
    score_json_scores(&scores, NULL, r);
    bool judged = r->final != SCORE_LEFT_OUT;
    Str final = judged ? score_decimal(cx->arena, r->final) : (Str){0};
    db_as_service(cx);
    if (!db_find(&cx->db, &keep_attempt,
                 STRS(cx->who.user_id, w->session_id, asked->interview_question_id,
                      asked->question_id, w->answer,
                      number_or_null(cx->arena, w->duration_ms), final,
                      buf_str(&scores), reasons(cx->arena, w->answer, r)),
                 row))
        return false;
    if (!row->col)
        return fail(cx, .kind = &session_over, .hint = S("Start another one."));
    return true;
}

bool answer_score(Ctx *cx)
{
    Wish w;
    Asked asked = {0};
    ScoreResult result;
    Row row;
    if (!read_wish(cx, &w) || !(w.session_id.s ? find_in_session(cx, &w, &asked)
                                               : find_alone(cx, &w, &asked)))
        return false;
    asked.job.answer = w.answer;
    if (!score_answer(cx->arena, &asked.job, &result, &cx->error) ||
        !keep(cx, &w, &asked, &result, &row))
        return false;
    Buf b = buf_new(cx->arena);
    json_open(&b);
    json_str(&b, "attempt_id", row.col[ATTEMPT_ID]);
    json_raw(&b, "attempt_number", row.col[ATTEMPT_NUMBER]);
    json_str(&b, "interview_question_id", asked.interview_question_id);
    score_json(&b, w.answer, &result);
    json_close(&b);
    return send_json(cx, 200, buf_str(&b));
}
