// rows.ts — practice as the server keeps it, and how it is read.
import { useQuery, type Query } from "~/data/query";
import { ask, rung } from "~/data/rung";
import type { Kind, Level, Skill } from "./kinds";

// One reason for lost points; from and to are places in the answer, in UTF-16 units as strings count.
export interface Evidence {
  score: Skill;
  lost: number; // of that score
  points: number; // of the final score
  rule: string;
  sentence: number;
  from: number;
  to: number;
  quote: string;
  missing: boolean;
  says: string;
  cure: string;
}

export interface Reasons {
  evidence: Evidence[];
  left_out: { score: Skill; why: string }[];
  sentences: { from: number; to: number; part: "situation" | "task" | "action" | "result" | null }[];
  doubts: string[];
}

export type Scores = Partial<Record<Skill, number>>;

export interface AttemptHead {
  id: string;
  number: number;
  interview_question_id: string | null;
  final_score: number;
  ml_scores: Scores;
  duration_ms: number | null;
  scored_at: string | null; // null: kept, but not judged
}

export interface Attempt extends AttemptHead {
  transcript: string;
  llm_feedback: Reasons;
}

export interface Asked {
  id: string;
  question_id: number | null;
  question_text: string;
  question_type_tag: Kind | null;
  question_order: number;
  questions: { difficulty: Level } | null;
}

interface Mean {
  score: Skill;
  mean: number;
}

export interface Feedback {
  details?: {
    answers: number;
    score: number | null;
    strongest?: Mean;
    weakest?: Mean;
    areas: { says: string; answers: number; question: number; quote: string }[];
  };
  overall_summary?: string;
  strengths?: string[];
  areas_for_improvement?: string[];
  actionable_suggestions?: string[];
}

export interface SessionHead {
  id: string;
  session_name: string;
  status: "pending" | "in_progress" | "completed" | "abandoned";
  score: number | null;
  actual_num_questions: number;
  created_at: string;
  completed_at: string | null;
}

export interface PracticeSession extends SessionHead {
  consolidated_feedback: Feedback;
  jobs: { id: string; company: string; job_title: string } | null;
  interview_questions: Asked[];
  attempts: AttemptHead[];
}

export interface Due {
  question_id: number;
  last_score: number;
  questions: { question: string; category: Kind; difficulty: Level };
}

const HEAD = "id,session_name,status,score,actual_num_questions,created_at,completed_at";
const ATTEMPT = "id,number,interview_question_id,final_score,ml_scores,duration_ms,scored_at";

export const sessionKey = (id: string) => `practice/session/${id}`;
export const attemptKey = (id: string) => `practice/attempt/${id}`;

export function useSession(id: string): Query<PracticeSession> {
  return useQuery(sessionKey(id), () =>
    ask<PracticeSession>(
      rung
        .from("interview_sessions")
        .select(`${HEAD},consolidated_feedback,jobs(id,company,job_title),interview_questions(id,question_id,question_text,question_type_tag,question_order,questions(difficulty)),attempts(${ATTEMPT})`)
        .eq("id", id)
        .order("question_order", { referencedTable: "interview_questions" })
        .order("number", { referencedTable: "attempts" })
        .single(),
    ),
  );
}

export function useAttempt(id: string | null): Query<Attempt> {
  return useQuery(id && attemptKey(id), () => ask<Attempt>(rung.from("attempts").select(`${ATTEMPT},transcript,llm_feedback`).eq("id", id!).single()));
}

export const SESSIONS_A_PAGE = 10;

export function useSessions(pages: number): Query<SessionHead[]> {
  return useQuery(`practice/sessions/${pages}`, () =>
    ask<SessionHead[]>(rung.from("interview_sessions").select(HEAD).neq("status", "abandoned").order("created_at", { ascending: false }).limit(pages * SESSIONS_A_PAGE + 1)),
  );
}

// What she may be asked again, the weakest first.
export function useDue(): Query<Due[]> {
  return useQuery("practice/due", () =>
    ask<Due[]>(
      rung
        .from("question_history")
        .select("question_id,last_score,questions!inner(question,category,difficulty)")
        .lte("due_at", new Date().toISOString())
        .eq("questions.is_active", true)
        .order("last_score")
        .order("due_at")
        .limit(50),
    ),
  );
}

export async function idealAnswer(asked: Asked): Promise<string> {
  const row = await ask<{ ideal_answer: string }>(rung.from("interview_questions").select("ideal_answer").eq("id", asked.id).single());
  return row.ideal_answer;
}

// The best judged answer of a question counts; of equals the first.
export function bestOf(attempts: readonly AttemptHead[]): AttemptHead | undefined {
  return attempts.filter((a) => a.scored_at).reduce<AttemptHead | undefined>((best, a) => (best && best.final_score >= a.final_score ? best : a), undefined);
}

export const attemptsAt = (session: PracticeSession, asked: Asked) => session.attempts.filter((a) => a.interview_question_id === asked.id);
export const isOver = (session: SessionHead) => session.status === "completed" || session.status === "abandoned";
