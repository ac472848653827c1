// events.ts — a job's timeline, read and changed.
import { peek, put, stale, useQuery, type Query } from "~/data/query";
import { ask, rung } from "~/data/rung";
import { complain, say } from "~/parts/toast";
import type { IconName } from "~/parts/icon";
import { t } from "~/words/t";
import { EVENT, type EventKind, type JobEvent } from "./rows";

export const kinds: Record<EventKind, { icon: IconName; name: () => string }> = {
  status: { icon: "forward", name: () => t("Moved") },
  interview: { icon: "calendar", name: () => t("Interview") },
  task: { icon: "check", name: () => t("Task") },
  note: { icon: "edit", name: () => t("Note") },
  call: { icon: "phone", name: () => t("Call") },
  email: { icon: "mail", name: () => t("E-mail") },
  offer: { icon: "money", name: () => t("Offer") },
  share_view: { icon: "eye", name: () => t("Your page was viewed") },
};

export type EventChanges = Partial<Pick<JobEvent, "kind" | "title" | "body" | "occurred_at" | "ends_at" | "remind_at" | "done_at">>;

const keyOf = (job: string) => `board/events/${job}`;

export const useEvents = (job: string): Query<JobEvent[]> =>
  useQuery(keyOf(job), () => ask<JobEvent[]>(rung.from("job_events").select(EVENT).eq("job_id", job).order("occurred_at", { ascending: false }).order("created_at", { ascending: false })));

const newestFirst = (a: JobEvent, b: JobEvent) => b.occurred_at.localeCompare(a.occurred_at);

function show(job: string, make: (events: JobEvent[]) => JobEvent[]) {
  if (peek(keyOf(job))) put<JobEvent[]>(keyOf(job), (events) => make(events!).sort(newestFirst));
}

// An interview also moves what the card says comes next.
const followUp = (job: string) => stale(keyOf(job), `board/job/${job}`, "board/cards", "home/");

export async function addEvent(job: string, values: EventChanges): Promise<void> {
  const event = await ask<JobEvent>(rung.from("job_events").insert({ job_id: job, ...values }).select(EVENT).single());
  show(job, (events) => [event, ...events]);
  followUp(job);
}

export async function changeEvent(event: JobEvent, changes: EventChanges): Promise<void> {
  const put = (those: Partial<JobEvent>) => show(event.job_id, (events) => events.map((e) => (e.id === event.id ? { ...e, ...those } : e)));
  put(changes);
  try {
    put(await ask<JobEvent>(rung.from("job_events").update(changes).eq("id", event.id).select(EVENT).single()));
    followUp(event.job_id);
  } catch (error) {
    put(event);
    throw error;
  }
}

export const setDone = (event: JobEvent, done: boolean) => changeEvent(event, { done_at: done ? new Date().toISOString() : null }).catch(complain);

// The columns that only the server writes are left out.
const withoutMove = (event: JobEvent) => Object.fromEntries(Object.entries(event).filter(([name]) => name !== "from_status" && name !== "to_status")) as EventChanges;

export async function removeEvent(event: JobEvent): Promise<void> {
  show(event.job_id, (events) => events.filter((e) => e.id !== event.id));
  try {
    await ask(rung.from("job_events").delete().eq("id", event.id));
    followUp(event.job_id);
    say(t("Deleted {what}", { what: kinds[event.kind].name() }), { label: t("Undo"), onAct: () => void addEvent(event.job_id, withoutMove(event)).catch(complain) });
  } catch (error) {
    show(event.job_id, (events) => [event, ...events]);
    void complain(error);
  }
}
