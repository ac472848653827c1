// send.ts — an answer goes to be judged. When the connection is lost, it may have arrived all the same: what is asked first then is whether it has.
import { whenThere } from "~/data/connection";
import { problemOf } from "~/data/problem";
import { stale } from "~/data/query";
import { ask, invoke, rung } from "~/data/rung";
import { sessionKey, type Asked, type Attempt, type PracticeSession, type Reasons, type Scores } from "./rows";

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

// After a lost connection `late` is called when it is back: with the attempt, or undefined when the answer has not arrived.
export async function sendAnswer(session: PracticeSession, asked: Asked, text: string, ms: number, late: (attempt: Attempt | undefined) => void): Promise<Attempt> {
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
    if (problem.kind === "offline") whenThere(() => void arrived(asked, text).then(late, () => undefined));
    if (problem.code === "session_over") stale(sessionKey(session.id));
    throw problem;
  }
}
