// day.ts — what the home page shows, in one question to the server.
import { complain } from "~/parts/toast";
import { peek, put, stale, useQuery, type Query } from "~/data/query";
import { ask, rung } from "~/data/rung";
import type { Status } from "~/data/types";

export interface OfJob {
  job_id: string;
  company: string;
  job_title: string;
}
export interface Interview extends OfJob {
  event_id: string;
  at: string;
  ends_at: string | null;
  title: string | null;
}
export interface Deadline extends OfJob {
  status: Status;
  deadline: string;
  days_left: number;
}
export interface Reminder extends OfJob {
  event_id: string;
  kind: string;
  title: string | null;
  remind_at: string;
}
export interface WeakQuestion {
  question_id: number;
  question: string;
  category: string;
  difficulty: string;
  last_score: number | null;
  due_at: string;
}
export interface Week {
  applied: number;
  moved: number;
  interviews: number;
  practised: number;
  average_score: number | null;
}
export interface Day {
  today: string;
  interviews: Interview[];
  deadlines: Deadline[];
  reminders: Reminder[];
  weak_questions: WeakQuestion[];
  questions_due: number;
  week: Week;
  last_week: Week;
  counts: Record<Status, number>;
  streak: { current: number; longest: number; practised_today: boolean };
  newcomer: { has_resume: boolean; has_job: boolean; has_practised: boolean };
  unread_notifications: number;
}

const KEY = "home/day";

export const useDay = (): Query<Day> => useQuery(KEY, () => ask<Day>(rung.rpc("my_day")));

async function settle(event_id: string, changes: Record<string, unknown>) {
  const day = peek<Day>(KEY);
  if (day) put<Day>(KEY, { ...day, reminders: day.reminders.filter((r) => r.event_id !== event_id) });
  try {
    await ask(rung.from("job_events").update(changes).eq("id", event_id));
    stale("board/");
  } catch (error) {
    await complain(error);
    stale(KEY);
  }
}

const DAY_MS = 86400000;

export const reminderDone = (r: Reminder) => settle(r.event_id, { done_at: new Date().toISOString() });
export const reminderUndone = async (r: Reminder) => {
  await settle(r.event_id, { done_at: null, remind_at: r.remind_at });
  stale(KEY);
};
export const remindTomorrow = (r: Reminder) => settle(r.event_id, { remind_at: new Date(Date.now() + DAY_MS).toISOString() });
