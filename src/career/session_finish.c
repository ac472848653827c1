/* session_finish.c — POST /functions/v1/session-finish: a session's score and feedback.
 */
#include "career/career.h"
#include "career/practice.h"
#include "career/practice_errors.h"
#include "career/score_json.h"
#include "serve/json.h"

/* Each question counts with the best of its answers, so that trying again is free. */
#define BEST_ANSWERS                                                                   \
    "with best as (select distinct on (key) * from ("                                  \
    "   select a.*, i.question_order, coalesce(a.interview_question_id::text,"         \
    "          a.question_id::text, a.id::text) as key"                                \
    "     from public.attempts a left join public.interview_questions i"               \
    "       on i.user_id = a.user_id and i.id = a.interview_question_id"               \
    "    where a.user_id = $1::uuid and a.session_id = $2::uuid"                       \
    "      and a.scored_at is not null) judged"                                        \
    "   order by key, final_score desc, number)"

/* A row for each piece of evidence, one at least for each answer that counts. */
static const Query read_evidence = {
    "career.read_evidence",
    BEST_ANSWERS
    " select a.id, a.question_order, a.final_score * 10, a.ml_scores, e.value ->> "
    "'score',"
    "       round((e.value ->> 'lost')::numeric * 10)::int, e.value ->> 'rule',"
    "       e.value ->> 'quote'"
    "  from (select * from best order by question_order, number limit 200) a"
    "  left join lateral jsonb_array_elements(a.llm_feedback -> 'evidence') e on true"
    " order by a.question_order, a.number",
};
enum { OF_ATTEMPT, QUESTION, FINAL, SCORES, LOST_SCORE, LOST, RULE, QUOTE };

/* The score is the mean of the answers that count, and only the server sets it. A
 * session that was finished meanwhile stays as it is. */
static const Query finish_session = {
    "career.finish_session",
    BEST_ANSWERS
    " update public.interview_sessions s"
    "   set score = m.mean, actual_num_questions = m.asked, consolidated_feedback ="
    "         $3::jsonb, feedback_generated_at = now(), status = 'completed',"
    "       completed_at = now(), duration = coalesce(s.duration,"
    "         extract(epoch from now() - coalesce(s.started_at, s.created_at))::int)"
    "  from (select round(avg(final_score), 2) as mean, count(*) as asked from best) m"
    " where s.user_id = $1::uuid and s.id = $2::uuid"
    "   and s.status in ('pending', 'in_progress')",
};

typedef struct Answers {
    ScoreResult *v;
    isize n;
} Answers;

static int whole(Str text)
{
    int64_t n = 0;
    return str_to_int(str_cut(text, '.').head, &n) ? (int)n : 0;
}

/* {"content": 72.4, ...} as it was written by score_json_scores() */
static bool read_scores(Arena *a, Str json, ScoreResult *r)
{
    for (int k = 0; k < SCORE_KINDS; k++) {
        Str value = {0};
        if (!json_fields(a, json, {score_name((ScoreKind)k), &value, FIELD_JSON}))
            return false;
        r->scores[k] = SCORE_LEFT_OUT;
        if (!value.s)
            continue;
        StrPair cut = str_cut(value, '.');
        r->scores[k] = whole(cut.head) * 10 + (cut.tail.len ? cut.tail.s[0] - '0' : 0);
    }
    return true;
}

static Answers read_answers(Arena *a, const Rows *rows)
{
    Answers answers = {.v = make_n(a, ScoreResult, rows->n + 1)};
    ScoreEvidence *evidence = make_n(a, ScoreEvidence, rows->n + 1);
    Str before = {0};
    for (isize i = 0; i < rows->n; i++) {
        Str *col = rows->row[i].col;
        bool next = !before.s || !str_eq(before, col[OF_ATTEMPT]);
        answers.n += next;
        ScoreResult *r = &answers.v[answers.n - 1];
        if (next) {
            *r = (ScoreResult){.question = whole(col[QUESTION]),
                               .final = whole(col[FINAL]),
                               .evidence = &evidence[i]};
            if (!read_scores(a, col[SCORES], r))
                r->final = SCORE_LEFT_OUT;
        }
        before = col[OF_ATTEMPT];
        ScoreEvidence e = {.lost = whole(col[LOST]),
                           .rule = str_cstr(a, col[RULE]),
                           .quote = col[QUOTE]};
        evidence[i] = e;
        if (col[RULE].s && score_kind_of(col[LOST_SCORE], &evidence[i].score))
            r->n_evidence = &evidence[i] - r->evidence + 1;
    }
    return answers;
}

static bool finish(Ctx *cx, const Practice *practice)
{
    Rows rows;
    ScoreFeedback feedback;
    if (!db_all(&cx->db, &read_evidence, STRS(cx->who.user_id, practice->id), &rows))
        return false;
    Answers answers = read_answers(cx->arena, &rows);
    if (!answers.n)
        return fail(cx, .kind = &session_unanswered,
                    .hint = S("Answer one of its questions, or set its status to "
                              "abandoned."));
    score_feedback(cx->arena, answers.v, answers.n, &feedback);
    Buf b = buf_new(cx->arena);
    score_json_feedback(&b, NULL, &feedback);
    db_as_service(cx);
    if (!db_exec(&cx->db, &finish_session,
                 STRS(cx->who.user_id, practice->id, buf_str(&b))))
        return false;
    db_as_caller(cx);
    return true;
}

bool session_finish(Ctx *cx)
{
    Str session_id = {0};
    Practice practice;
    if (!body_fields(cx, {"session_id", &session_id}))
        return false;
    if (!session_id.s)
        return fail(cx, .kind = &bad_answer, .details = S("Give session_id."));
    if (!practice_find(cx, session_id, &practice))
        return false;
    if (str_eq(practice.status, S("abandoned")))
        return fail(cx, .kind = &session_over, .hint = S("It was abandoned."));
    /* Finishing again answers the same: a client may not have heard the first time. */
    if (!str_eq(practice.status, S("completed")) &&
        (!finish(cx, &practice) || !practice_find(cx, session_id, &practice)))
        return false;
    Buf b = buf_new(cx->arena);
    json_open(&b);
    json_str(&b, "session_id", practice.id);
    json_str(&b, "status", practice.status);
    json_raw(&b, "score", practice.score);
    json_raw(&b, "consolidated_feedback", practice.feedback);
    json_close(&b);
    return send_json(cx, 200, buf_str(&b));
}
