// send.ts — an answer goes to be judged. When the way back is lost, it may have arrived: then the result is fetched, not sent twice.
import { whenThere } from "~/data/connection";
import { Problem, problemOf } from "~/data/problem";
import { stale } from "~/data/query";
import { ask, invoke, rung } from "~/data/rung";
import { t } from "~/words/t";
import type { Asked, Attempt, PracticeSession, Reasons, Scores } from "./rows";

export const draftName = (asked: Asked) => `practice.answer.${asked.id}`;
export const clockName = (asked: Asked) => `practice.clock.${asked.id}`;

interface Judged extends Reasons {
  attempt_id: string;
  attempt_number: number;
  final_score: number | null;
  scores: Scores;
}

const COLUMNS = "id,number,interview_question_id,final_score,ml_scores,duration_ms,scored_at,transcript,llm_feedback";

async function arrived(asked: Asked, text: string): Promise<Attempt | undefined> {
  const [last] = await ask<Attempt[]>(rung.from("attempts").select(COLUMNS).eq("interview_question_id", asked.id).order("number", { ascending: false }).limit(1));
  return last?.transcript === text ? last : undefined;
}

// `late` is called when the answer turns out, after a lost connection, to have been judged.
export async function sendAnswer(session: PracticeSession, asked: Asked, text: string, ms: number, late: (attempt: Attempt) => void): Promise<Attempt> {
  try {
    const judged = await invoke<Judged>("answer-score", { session_id: session.id, interview_question_id: asked.id, answer: text, duration_ms: ms });
    const { left_out, evidence, sentences, doubts } = judged;
    return {
      id: judged.attempt_id,
      number: judged.attempt_number,
      interview_question_id: asked.id,
      final_score: judged.final_score ?? 0,
      ml_scores: judged.scores,
      duration_ms: ms,
      scored_at: judged.final_score === null ? null : new Date().toISOString(),
      transcript: text,
      llm_feedback: { left_out, evidence, sentences, doubts },
    };
  } catch (error) {
    const problem = await problemOf(error);
    if (problem.kind === "offline") whenThere(() => void arrived(asked, text).then((attempt) => attempt && late(attempt), () => undefined));
    if (problem.code === "session_over") {
      stale(`practice/session/${session.id}`);
      throw new Problem(problem.message, problem.kind, t("It was finished in another window. Your text is still here."), problem.code);
    }
    throw problem;
  }
}
