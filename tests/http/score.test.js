// Practice through the real client: a session, answers with scores that name their sentences, what they move, and the session's feedback;
// and then others, who have no part in it.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startServer, client } from "./server.js";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const rung = join(root, process.env.BUILD ?? "build/asan", "rung");

const KINDS = ["content", "structure", "relevance", "communication", "confidence"]; // of typed answers
const cases = new URL("../cases/score/", import.meta.url);

// The parts of a golden case: question, good, middling, poor, ...
async function goldenCase(name) {
  const text = await readFile(new URL(`${name}.case`, cases), "utf8");
  return Object.fromEntries(text.split("\n--- ").slice(1).map((part) => {
    const end = part.indexOf("\n");
    return [part.slice(0, end), part.slice(end + 1)];
  }));
}
const testing = await goldenCase("testing");

let server, ann, bob, stranger, annId, questionId, session, questions;

const ok = ({ data, error }) => {
  assert.equal(error, null, JSON.stringify(error));
  return data;
};
const call = (who, name, body) => who.functions.invoke(name, { body });

// Refused with this status, and in four fields.
async function refused(who, name, body, status, code) {
  const { data, error } = await call(who, name, body);
  assert.equal(data, null);
  assert.equal(error.context.status, status, await error.context.clone().text());
  const said = await error.context.json();
  assert.deepEqual(Object.keys(said), ["code", "message", "details", "hint"]);
  assert.equal(said.code, code);
  assert.ok(said.message);
}

const sql = async (text) => JSON.parse(await server.query(`select coalesce(jsonb_agg(t), '[]') from (${text}) t`));

before(async () => {
  server = await startServer();
  ann = client(server);
  bob = client(server);
  stranger = client(server);
  annId = ok(await ann.auth.signUp({ email: "ann@example.org", password: "correct horse battery" })).user.id;
  ok(await bob.auth.signUp({ email: "bob@example.org", password: "another long secret" }));
  const quoted = testing.question.replaceAll("'", "''");
  [{ id: questionId }] = await sql(`select id from public.questions where question = '${quoted}'`);
});
after(() => server?.stop());

test("an answer gets five scores, and every point that they lack names its sentence", async () => {
  const answer = testing.middling;
  const got = ok(await call(ann, "answer-score", { question_id: questionId, answer, duration_ms: 61000 }));
  assert.deepEqual(Object.keys(got.scores), KINDS);
  assert.deepEqual(got.left_out.map((l) => l.score), ["delivery"]);
  assert.ok(got.left_out[0].why.length > 10);
  assert.equal(got.confidence, "normal");
  for (const kind of KINDS) {
    const lost = got.evidence.filter((e) => e.score === kind).reduce((sum, e) => sum + Math.round(e.lost * 10), 0);
    assert.equal(1000 - lost, Math.round(got.scores[kind] * 10), kind);
  }
  const points = got.evidence.reduce((sum, e) => sum + e.points, 0);
  assert.ok(Math.abs(100 - got.final_score - points) < 0.15, `${points} points are missing in ${got.final_score}`);
  for (const e of got.evidence) {
    assert.ok(e.says && e.cure && e.rule && e.sentence >= 0);
    assert.equal(answer.slice(e.from, e.to), e.quote);
    assert.equal(Buffer.from(answer).subarray(e.start, e.end).toString(), e.quote);
  }
  const [kept] = await sql(`select * from public.attempts where id = '${got.attempt_id}'`);
  assert.equal(kept.user_id, annId);
  assert.equal(kept.transcript, answer);
  assert.equal(kept.final_score, got.final_score);
  assert.equal(kept.duration_ms, 61000);
  assert.deepEqual(kept.ml_scores, got.scores);
  for (const reason of ["evidence", "left_out", "sentences", "doubts"]) assert.deepEqual(kept.llm_feedback[reason], got[reason]);
  assert.ok(kept.scored_at && kept.number === got.attempt_number);
});

test("it moves her progress, the question's history, her day and her totals", async () => {
  const skills = await sql(`select skill_name, samples from public.skill_progress where user_id = '${annId}' order by 1`);
  assert.deepEqual(skills, [...KINDS].sort().map((skill_name) => ({ skill_name, samples: 1 })));
  const [history] = await sql(`select times_asked, due_at > now() as later from public.question_history where user_id = '${annId}' and question_id = ${questionId}`);
  assert.deepEqual(history, { times_asked: 1, later: true });
  const [day] = await sql(`select attempts_count, practice_seconds from public.practice_sessions where user_id = '${annId}'`);
  assert.deepEqual(day, { attempts_count: 1, practice_seconds: 61 });
  const [profile] = await sql(`select total_attempts, current_streak from public.profiles where id = '${annId}'`);
  assert.deepEqual(profile, { total_attempts: 1, current_streak: 1 });
});

test("the same answer gets the same scores, a better one better, and beyond ASCII the places still fit", async () => {
  const ask = async (answer) => ok(await call(ann, "answer-score", { question_id: questionId, answer }));
  const [good, again, poor] = [await ask(testing.good), await ask(testing.good), await ask(testing.poor)];
  for (const same of ["final_score", "scores", "evidence", "sentences"]) assert.deepEqual(again[same], good[same]);
  assert.ok(good.final_score > poor.final_score + 30);
  const odd = "😀 I test “café” rules first… Um, the naïve ones 🚀 break, I think. 日本 too!";
  for (const e of (await ask(odd)).evidence) assert.equal(odd.slice(e.from, e.to), e.quote);
});

test("what is not English is kept, but not judged, and does not count", async () => {
  const [before] = await sql(`select total_attempts from public.profiles where id = '${annId}'`);
  const got = ok(await call(ann, "answer-score", {
    question_id: questionId,
    answer: "Zuerst schreibe ich die Regeln auf, danach prüfe ich jede einzelne mit einem kleinen Test und zeige das Ergebnis meinem Kollegen.",
  }));
  assert.equal(got.final_score, null);
  assert.deepEqual(got.scores, {});
  assert.equal(got.left_out.length, 6);
  assert.equal(got.confidence, "low");
  assert.match(got.doubts[0], /English/);
  const [kept] = await sql(`select scored_at, final_score from public.attempts where id = '${got.attempt_id}'`);
  assert.deepEqual(kept, { scored_at: null, final_score: 0 });
  const [later] = await sql(`select total_attempts from public.profiles where id = '${annId}'`);
  assert.deepEqual(later, before);
});

test("a session asks what was wished for, in order", async () => {
  ({ session, questions } = ok(await call(ann, "session-start", { category: "technical", difficulty: "medium", num_questions: 3, session_name: "Friday" })));
  assert.equal(session.status, "pending");
  assert.equal(session.user_id, annId);
  assert.equal(session.session_name, "Friday");
  assert.deepEqual(questions.map((q) => [q.order, q.category, q.difficulty]), [1, 2, 3].map((n) => [n, "technical", "medium"]));
  assert.ok(!JSON.stringify(questions).includes("ideal")); // nobody is shown the answer before she has tried
  const due = questions.map((q) => q.question_id);
  assert.ok(!due.includes(questionId), "what was answered just now is not due");
});

test("its answers belong to it, and it begins with the first", async () => {
  const first = ok(await call(ann, "answer-score", { session_id: session.id, question_id: questions[0].question_id, answer: testing.middling }));
  assert.equal(first.interview_question_id, questions[0].id);
  const second = ok(await call(ann, "answer-score", { session_id: session.id, interview_question_id: questions[1].id, answer: testing.good }));
  const rows = await sql(`select session_id, interview_question_id, question_id from public.attempts where id in ('${first.attempt_id}', '${second.attempt_id}') order by number`);
  assert.deepEqual(rows, [0, 1].map((n) => ({ session_id: session.id, interview_question_id: questions[n].id, question_id: questions[n].question_id })));
  const [now] = await sql(`select status, started_at is not null as started from public.interview_sessions where id = '${session.id}'`);
  assert.deepEqual(now, { status: "in_progress", started: true });
  await refused(ann, "answer-score", { session_id: session.id, question_id: questionId, answer: "x" }, 409, "not_of_session");
});

test("each question counts with its best answer, and its feedback names the question", async () => {
  const { session: own, questions: asked } = ok(await call(ann, "session-start", { category: "behavioral", num_questions: 3 }));
  const answer = async (n, text) => ok(await call(ann, "answer-score", { session_id: own.id, interview_question_id: asked[n].id, answer: text })).final_score;
  const [poor, good, worse] = [await answer(2, testing.poor), await answer(2, testing.middling), await answer(2, testing.poor)];
  assert.ok(poor < good && worse < good);
  const done = ok(await call(ann, "session-finish", { session_id: own.id }));
  assert.equal(done.score, good);
  assert.match(done.consolidated_feedback.overall_summary, /^1 answer, /);
  assert.match(done.consolidated_feedback.areas_for_improvement[0], / [Ii]n question 3[.:]/);
});

test("it ends with the mean and one feedback, the same when asked again, and takes no more answers", async () => {
  const done = ok(await call(ann, "session-finish", { session_id: session.id }));
  const [{ mean }] = await sql(`select round(avg(final_score), 2) as mean from public.attempts where session_id = '${session.id}'`);
  assert.equal(done.status, "completed");
  assert.equal(done.score, mean);
  const feedback = done.consolidated_feedback;
  assert.deepEqual(Object.keys(feedback).sort(), ["actionable_suggestions", "areas_for_improvement", "details", "overall_summary", "strengths"]);
  assert.match(feedback.overall_summary, /^2 answers, \d/);
  assert.equal(feedback.areas_for_improvement.length, 3);
  assert.match(feedback.areas_for_improvement[0], / [Ii]n question [12][.:]/);
  assert.ok(feedback.actionable_suggestions.length >= 3);
  const [kept] = await sql(`select status, actual_num_questions, completed_at is not null as completed, overall_score_qualitative is not null as worded from public.interview_sessions where id = '${session.id}'`);
  assert.deepEqual(kept, { status: "completed", actual_num_questions: 2, completed: true, worded: true });
  assert.deepEqual(ok(await call(ann, "session-finish", { session_id: session.id })), done);
  await refused(ann, "answer-score", { session_id: session.id, interview_question_id: questions[2].id, answer: "Late." }, 409, "session_over");
});

test("nobody else has a part in it", async () => {
  const { session: open, questions: asked } = ok(await call(ann, "session-start", { num_questions: 1 }));
  const mine = { id: Number(await server.query(
    `insert into public.questions (question, is_custom, uploaded_by) values ('Ann''s own?', true, '${annId}') returning id`)) };
  await refused(bob, "answer-score", { question_id: mine.id, answer: "I guess." }, 404, "no_such_question");
  ok(await call(ann, "answer-score", { question_id: mine.id, answer: "I wrote it." }));
  await refused(bob, "answer-score", { session_id: open.id, question_id: asked[0].question_id, answer: "Mine." }, 404, "no_such_session");
  await refused(bob, "answer-score", { session_id: open.id, interview_question_id: asked[0].id, answer: "Mine." }, 404, "no_such_session");
  await refused(bob, "session-finish", { session_id: open.id }, 404, "no_such_session");
  const own = ok(await call(bob, "session-start", { num_questions: 1 }));
  await refused(bob, "answer-score", { session_id: own.session.id, interview_question_id: asked[0].id, answer: "Mine." }, 409, "not_of_session");
  // whose answer it is, the token says and nothing else
  const forged = ok(await call(bob, "answer-score", { question_id: questionId, answer: "I wrote it.", user_id: annId }));
  assert.notEqual((await sql(`select user_id from public.attempts where id = '${forged.attempt_id}'`))[0].user_id, annId);
  for (const [name, body] of [["answer-score", { question_id: questionId, answer: "x" }], ["session-start", {}], ["session-finish", { session_id: open.id }]])
    await refused(stranger, name, body, 401, "sign_in_first");
  const [still] = await sql(`select status from public.interview_sessions where id = '${open.id}'`);
  assert.deepEqual(still, { status: "pending" });
});

test("what cannot be scored is refused with a reason", async () => {
  const none = "00000000-0000-4000-8000-000000000000";
  for (const [body, status, code] of [
    [{ answer: "x" }, 400, "bad_request"],
    [{ question_id: "one", answer: "x" }, 400, "bad_json"],
    [{ question_id: questionId }, 400, "answer_empty"],
    [{ question_id: questionId, answer: " \n\t " }, 400, "answer_empty"],
    [{ question_id: questionId, answer: 5 }, 400, "bad_json"],
    [{ question_id: questionId, answer: "x", duration_ms: -2 }, 400, "bad_request"],
    [{ question_id: questionId, answer: "x", interview_question_id: none }, 400, "bad_request"],
    [{ question_id: 999999999, answer: "x" }, 404, "no_such_question"],
    [{ question_id: questionId, answer: "ä".repeat(20001) }, 413, "answer_too_long"],
    [{ question_id: questionId, answer: "x", session_id: none }, 404, "no_such_session"],
    [{ question_id: questionId, answer: "x", session_id: "not a uuid" }, 404, "no_such_session"],
  ])
    await refused(ann, "answer-score", body, status, code);
  ok(await call(ann, "answer-score", { question_id: questionId, answer: "ä ".repeat(10000) }));
  for (const [body, status, code] of [
    [{ num_questions: 0 }, 400, "bad_request"],
    [{ num_questions: 51 }, 400, "bad_request"],
    [{ category: "astrology" }, 404, "no_questions"],
    [{ job_id: none }, 400, "bad_request"],
    [{ job_id: "none" }, 400, "bad_request"],
  ])
    await refused(ann, "session-start", body, status, code);
  const { session: unanswered } = ok(await call(ann, "session-start", { num_questions: 1 }));
  await refused(ann, "session-finish", { session_id: unanswered.id }, 409, "session_unanswered");
  await refused(ann, "session-finish", {}, 400, "bad_request");
});

test("the bank's own answers are good ones by its own rules, and the longest that may come fits", async () => {
  const cat = client(server);
  ok(await cat.auth.signUp({ email: "cat@example.org", password: "a third long secret" }));
  const finals = [];
  for (const q of await sql("select id, question, ideal_answer from public.questions where uploaded_by is null")) {
    const { final_score: final } = ok(await call(cat, "answer-score", { question_id: q.id, answer: q.ideal_answer }));
    assert.ok(final >= 70, `${q.question}: ${final}`);
    finals.push(final);
  }
  finals.sort((a, b) => a - b);
  assert.ok(finals[finals.length >> 1] >= 88, `median ${finals[finals.length >> 1]}`);
  const long = ok(await call(cat, "answer-score", { question_id: questionId, answer: "I a do to 1 I ".repeat(1428) }));
  assert.ok(long.counts.words > 8000 && long.confidence === "low");
});

test("the command says the same as the server", async () => {
  const got = ok(await call(ann, "answer-score", { question_id: questionId, answer: testing.good }));
  const file = join(await mkdtemp(join(tmpdir(), "score-")), "answer.txt");
  await writeFile(file, testing.good);
  const score = (...more) => run(rung, ["score", "--question", testing.question, "--ideal", testing.ideal, "--category", testing.category, ...more, file]);
  const { attempt_id, attempt_number, interview_question_id, ...same } = got;
  assert.deepEqual(JSON.parse((await score("--json")).stdout), same);
  const { stdout } = await score();
  assert.match(stdout, new RegExp(`FINAL +█+·* +${got.final_score.toFixed(1)}`));
  assert.match(stdout, /delivery +left out: /);
  for (const e of got.evidence) assert.ok(stdout.includes(`-${e.lost.toFixed(1)} `), e.rule);
  await assert.rejects(score("--category", "astrology"), { code: 1, stderr: /no such category/ });
  await assert.rejects(run(rung, ["score", "--nonsense"]), { code: 2, stderr: /score has no option --nonsense/ });
  await assert.rejects(run(rung, ["score", "/nowhere/answer.txt"]), { code: 1, stderr: /cannot read/ });
});

test("she reads all of it as rows, others none of it, and nobody writes a score", async () => {
  const id = ok(await ann.rpc("start_practice", { category: "product", num_questions: 2 }));
  const rows = ok(await ann.from("interview_questions").select("question_order, question_text").eq("session_id", id).order("question_order"));
  assert.deepEqual(rows.map((r) => r.question_order), [1, 2]);
  for (const table of ["attempts", "skill_progress", "question_history", "practice_sessions", "interview_sessions"]) {
    assert.ok(ok(await ann.from(table).select("*")).length > 0, table);
    assert.deepEqual(ok(await bob.from(table).select("*").eq("user_id", annId)), [], table);
  }
  assert.notEqual((await ann.from("attempts").insert({ question_id: questionId, final_score: 100 })).error, null);
  assert.notEqual((await ann.from("interview_sessions").update({ score: 100 }).eq("id", id)).error, null);
  assert.notEqual((await stranger.rpc("start_practice", {})).error, null);
});

test("what is due is asked first", async () => {
  await server.query(`update public.question_history set due_at = now() - interval '1 day' where user_id = '${annId}' and question_id = ${questionId}`);
  const { questions: asked } = ok(await call(ann, "session-start", { category: "technical", num_questions: 2 }));
  assert.equal(asked[0].question_id, questionId);
});
