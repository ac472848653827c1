// rows.ts — what the board's rooms read from the server.
import type { Status } from "~/data/types";

export type Workplace = "onsite" | "hybrid" | "remote";
export type EmploymentType = "full_time" | "part_time" | "contract" | "internship" | "temporary";
export type SalaryPeriod = "hour" | "day" | "month" | "year";

// Of view job_board: a job without its long texts.
export interface Card {
  id: string;
  job_title: string;
  company: string;
  status: Status;
  stage: string | null;
  position: number;
  location: string | null;
  workplace: Workplace | null;
  employment_type: EmploymentType | null;
  salary: string | null;
  salary_min: number | null;
  salary_max: number | null;
  salary_currency: string;
  salary_period: SalaryPeriod | null;
  job_url: string | null;
  source: string | null;
  excitement_level: number | null;
  date_applied: string | null;
  deadline: string | null;
  next_interview_at: string | null;
  resume_id: string | null;
  resume_version: number | null;
  tags: string[];
  has_notes: boolean;
  archived_at: string | null;
  created_at: string;
  updated_at: string;
}

export interface Job extends Omit<Card, "has_notes"> {
  description: string | null;
  requirements: string | null;
  benefits: string | null;
  notes: string | null;
}

export type JobChanges = Partial<Omit<Job, "id" | "created_at" | "updated_at" | "next_interview_at">>;

const SHARED =
  "id,job_title,company,status,stage,position,location,workplace,employment_type,salary,salary_min,salary_max,salary_currency,salary_period," +
  "job_url,source,excitement_level,date_applied,deadline,next_interview_at,resume_id,resume_version,tags,archived_at,created_at,updated_at";
export const CARD = `${SHARED},has_notes`;
export const JOB = `${SHARED},description,requirements,benefits,notes`;

export type EventKind = "status" | "interview" | "task" | "note" | "call" | "email" | "offer" | "share_view";

export interface JobEvent {
  id: string;
  job_id: string;
  kind: EventKind;
  from_status: Status | null;
  to_status: Status | null;
  title: string | null;
  body: string | null;
  occurred_at: string;
  ends_at: string | null;
  remind_at: string | null;
  done_at: string | null;
}
export const EVENT = "id,job_id,kind,from_status,to_status,title,body,occurred_at,ends_at,remind_at,done_at";

export interface Contact {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  company: string | null;
  role: string | null;
  url: string | null;
  notes: string | null;
}
export const CONTACT = "id,name,email,phone,company,role,url,notes";

const texts: readonly string[] = ["description", "requirements", "benefits", "notes"];

// What a card shows of these columns of its job.
export function ofCard(columns: JobChanges): Partial<Card> {
  const shared = Object.fromEntries(Object.entries(columns).filter(([name]) => !texts.includes(name)));
  return "notes" in columns ? { ...shared, has_notes: !!columns.notes } : shared;
}
