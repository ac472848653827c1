// draft.ts — a job that is being added: what she typed, what was read from the posting, and what of both becomes a row.
import type { Status } from "~/data/types";
import type { EmploymentType, JobChanges, SalaryPeriod, Workplace } from "./rows";
import { amountOf, linkOf } from "./words";

export interface JobDraft {
  text: string; // of the posting, as pasted
  values: Record<Name, string>;
  read: Partial<Record<Name, Reading>>; // where it comes from the text and she has not changed it
}

export interface Reading {
  source: string;
  confidence: number;
}

export const names = [
  "job_title", "company", "location", "workplace", "employment_type", "salary_min", "salary_max", "salary_currency", "salary_period", "job_url", "deadline", "source", "description", "status",
] as const;
export type Name = (typeof names)[number];

export const emptyDraft = (status: Status = "saved"): JobDraft => ({ text: "", read: {}, values: { ...(Object.fromEntries(names.map((name) => [name, ""])) as Record<Name, string>), status } });

export const isEmpty = (draft: JobDraft) => !draft.text && names.every((name) => name === "status" || !draft.values[name]);

export interface JobReading {
  job: Partial<Record<Name, string | number | null>>;
  fields: { name: string; value: unknown; confidence: number; source: string }[];
}

const LINK = /^https?:\/\/\S+$/i;
export const onlyLink = (text: string) => LINK.test(text.trim());

// What was read fills what she has not filled herself.
export function withReading(draft: JobDraft, { job, fields }: JobReading): JobDraft {
  const values = { ...draft.values };
  const read: JobDraft["read"] = {};
  for (const name of names) {
    if (values[name] && name !== "status" && !draft.read[name]) continue;
    if (name === "status") continue;
    const value = job[name];
    values[name] = value === undefined || value === null ? "" : String(value);
    if (!values[name]) continue;
    const field = fields.find((f) => f.name === name);
    read[name] = { source: field?.source ?? "", confidence: field?.confidence ?? 1 };
  }
  return { ...draft, values, read };
}

export function jobOf({ values, text }: JobDraft): JobChanges {
  const given = (name: Name) => values[name].trim() || undefined;
  const job: JobChanges = {
    job_title: values.job_title.trim(), company: values.company.trim(), status: values.status as Status, location: given("location"), workplace: given("workplace") as Workplace | undefined,
    employment_type: given("employment_type") as EmploymentType | undefined, salary_min: amountOf(values.salary_min) ?? undefined, salary_max: amountOf(values.salary_max) ?? undefined,
    salary_currency: given("salary_currency")?.toUpperCase(), salary_period: given("salary_period") as SalaryPeriod | undefined, job_url: given("job_url") && linkOf(values.job_url), deadline: given("deadline"), source: given("source"),
    description: given("description") ?? (onlyLink(text) ? undefined : text.trim() || undefined),
  };
  return Object.fromEntries(Object.entries(job).filter(([, value]) => value !== undefined)) as JobChanges;
}
