// ics.ts — an interview as a calendar's file (RFC 5545): made here, it leaves the machine only where she takes it.
import { t } from "~/words/t";
import type { Job, JobEvent } from "./rows";

const utc = (at: string | number) => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
const text = (words: string) => words.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
const HOUR = 3600000;

// Lines of at most 75 bytes, each further one begins with a space.
function folded(line: string): string {
  const bytes = new TextEncoder();
  let out = "";
  let length = 0;
  for (const letter of line) {
    const n = bytes.encode(letter).length;
    if (length + n > 74) {
      out += "\r\n ";
      length = 1;
    }
    out += letter;
    length += n;
  }
  return out;
}

export function calendarFile(event: JobEvent, job: Pick<Job, "job_title" | "company" | "location">, address: string): string {
  const starts = Date.parse(event.occurred_at);
  const ends = event.ends_at ? Date.parse(event.ends_at) : starts + HOUR;
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rung//Board//EN", "BEGIN:VEVENT",
    `UID:${event.id}@rung`, `DTSTAMP:${utc(Date.now())}`, `DTSTART:${utc(starts)}`, `DTEND:${utc(ends)}`,
    `SUMMARY:${text([event.title || t("Interview"), `${job.job_title}, ${job.company}`].join(": "))}`,
    event.body ? `DESCRIPTION:${text(event.body)}` : "", job.location ? `LOCATION:${text(job.location)}` : "", `URL:${address}`,
    "BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${text(event.title || t("Interview"))}`, "TRIGGER:-PT30M", "END:VALARM", "END:VEVENT", "END:VCALENDAR",
  ];
  return lines.filter(Boolean).map(folded).join("\r\n") + "\r\n";
}
