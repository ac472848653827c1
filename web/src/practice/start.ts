// start.ts — a session begins: as she wishes, or with the questions that she chose.
import { go } from "~/app/router";
import { dropDraft, keepDraft, keptDraft } from "~/data/draft";
import { stale } from "~/data/query";
import { ask, invoke, rung } from "~/data/rung";
import type { Kind, Level } from "./kinds";
import type { SessionHead } from "./rows";

export interface Choice {
  kind: Kind | "";
  level: Level | "";
  count: number;
  seconds: number; // for each question; 0: as long as she likes
}

const FIRST: Choice = { kind: "behavioral", level: "", count: 5, seconds: 120 };
export const lastChoice = (): Choice => ({ ...FIRST, ...keptDraft<Partial<Choice>>("practice.choice") });

const paceName = (session: string) => `practice.pace.${session}`;
export const paceOf = (session: string): number => keptDraft<number>(paceName(session)) ?? lastChoice().seconds;

function enter(session: string, seconds: number) {
  keepDraft(paceName(session), seconds);
  stale("practice/", "home/");
  go(`/practice/${session}`);
}

export async function startAs(choice: Choice, name: string, job: string | null): Promise<void> {
  keepDraft("practice.choice", choice);
  const { session } = await invoke<{ session: SessionHead }>("session-start", {
    category: choice.kind || undefined,
    difficulty: choice.level || undefined,
    num_questions: choice.count,
    session_name: name,
    job_id: job ?? undefined,
  });
  enter(session.id, choice.seconds);
}

export async function startOf(questions: number[], name: string): Promise<void> {
  const id = await ask<string>(rung.rpc("start_practice_of", { question_ids: questions, session_name: name }));
  enter(id, lastChoice().seconds);
}


export const forgetPace = (session: string) => dropDraft(paceName(session));
