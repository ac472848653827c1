/* session_start.c — POST /functions/v1/session-start: a practice session with
 * questions. The choosing is the database's (start_practice): there it is atomic, and
 * under the caller's own rights. */
#include "career/career.h"
#include "career/practice_errors.h"
#include "serve/json.h"

static const Query start_practice = {
    "career.start_practice",
    "select public.start_practice($1, $2, $3::int, $4::boolean, $5, $6::uuid)",
};

static const Query session_and_questions = {
    "career.session_and_questions",
    "select to_jsonb(s), (select jsonb_agg(jsonb_build_object('id', i.id, "
    "'question_id',"
    "         i.question_id, 'question', i.question_text, 'category',"
    "         i.question_type_tag, 'difficulty', q.difficulty, 'order',"
    "         i.question_order) order by i.question_order)"
    "    from public.interview_questions i"
    "    left join public.questions q on q.id = i.question_id"
    "   where i.session_id = s.id)"
    "  from public.interview_sessions s where s.id = $1::uuid",
};
enum { SESSION, QUESTIONS };

typedef struct Wish {
    Str category, difficulty, name, job_id;
    int64_t n;
    bool due_first;
} Wish;

static bool read_wish(Ctx *cx, Wish *w)
{
    *w = (Wish){.n = 5, .due_first = true};
    Str interview_type = {0};
    if (!body_fields(cx, {"category", &w->category},
                     {"interview_type", &interview_type},
                     {"difficulty", &w->difficulty}, {"session_name", &w->name},
                     {"job_id", &w->job_id}, {"num_questions", &w->n, FIELD_INT},
                     {"due_first", &w->due_first, FIELD_BOOL}))
        return false;
    if (!w->category.s)
        w->category = interview_type;
    if (w->n < 1 || w->n > 50)
        return fail(cx, .kind = &bad_answer,
                    .details = S("num_questions is from 1 to 50."));
    return true;
}

static bool refused(Ctx *cx)
{
    Str state = db_sqlstate(&cx->db);
    bool none = str_eq(state, S("P0002"));
    if (!none && !str_eq(state, S("22P02")) && !str_eq(state, S("23503")))
        return false;
    cx->error = (Error){0};
    if (none)
        return fail(cx, .kind = &no_questions,
                    .hint =
                        S("Choose another category or difficulty, or add a question of "
                          "your own."));
    return fail(cx, .kind = &bad_answer, .details = S("job_id is none of your jobs."));
}

bool session_start(Ctx *cx)
{
    Wish w;
    Row row;
    if (!read_wish(cx, &w))
        return false;
    Buf n = buf_new(cx->arena);
    buf_addf(&n, "%jd", (intmax_t)w.n);
    if (!db_get(&cx->db, &start_practice,
                STRS(w.category, w.difficulty, buf_str(&n),
                     w.due_first ? S("t") : S("f"), w.name, w.job_id),
                &row))
        return refused(cx);
    if (!db_get(&cx->db, &session_and_questions, STRS(row.col[0]), &row))
        return false;
    Buf b = buf_new(cx->arena);
    json_open(&b);
    json_raw(&b, "session", row.col[SESSION]);
    json_raw(&b, "questions", row.col[QUESTIONS]);
    json_close(&b);
    return send_json(cx, 200, buf_str(&b));
}
