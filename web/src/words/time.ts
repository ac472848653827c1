// time.ts — dates and times as she reads them: in her language and her time zone.
import { dateFormat } from "./formats";
import { locale, many, t } from "./t";
import { store } from "~/data/store";

export const zone = store(Intl.DateTimeFormat().resolvedOptions().timeZone);

// A day of the calendar ("2026-11-21") is no moment: it is the same day everywhere.
const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);
const parse = (at: string | Date) => (at instanceof Date ? at : new Date(isDay(at) ? `${at}T00:00:00Z` : at));
const zoneOf = (at: string | Date) => (typeof at === "string" && isDay(at) ? "UTC" : zone.get());

const format = (at: string | Date, options: Intl.DateTimeFormatOptions) =>
  dateFormat(locale(), { timeZone: zoneOf(at), ...options }).format(parse(at));

export const date = (at: string | Date) => format(at, { day: "numeric", month: "short", year: "numeric" });
export const shortDate = (at: string | Date) => format(at, { day: "numeric", month: "short" });
export const weekday = (at: string | Date) => format(at, { weekday: "long", day: "numeric", month: "long" });
export const time = (at: string | Date) => format(at, { hour: "numeric", minute: "2-digit" });
export const dateTime = (at: string | Date) => format(at, { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });

// "2026-11-21": the day that it is where she is.
export const today = (at: Date = new Date()) => dateFormat("en-CA", { timeZone: zone.get() }).format(at);

export const daysUntil = (day: string) => Math.round((Date.parse(day) - Date.parse(today())) / 86400000);

// "today", "tomorrow", "in 3 days", "2 days ago"
export function nearDay(at: string | Date): string {
  const n = daysUntil(typeof at === "string" && isDay(at) ? at : today(parse(at)));
  if (n === 0) return t("today");
  if (n === 1) return t("tomorrow");
  if (n === -1) return t("yesterday");
  return n > 0 ? many(n, "in {n} day", "in {n} days") : many(-n, "{n} day ago", "{n} days ago");
}

// What <input type="datetime-local"> holds, in her zone, and back.
export function toLocalInput(at: string | Date): string {
  const parts = Object.fromEntries(
    dateFormat("en-CA", { timeZone: zone.get(), year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
      .formatToParts(parse(at))
      .map((p) => [p.type, p.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

// As such an input has it: tomorrow where she is, at the next full hour if people work then, else at ten.
export function tomorrow(now: Date = new Date()): string {
  const hour = Number(toLocalInput(now).slice(11, 13)) + 1;
  const day = new Date(Date.parse(today(now)) + 86400000).toISOString().slice(0, 10);
  return `${day}T${hour >= 9 && hour <= 17 ? String(hour).padStart(2, "0") : "10"}:00`;
}

export function fromLocalInput(text: string): string {
  const guess = new Date(`${text}:00Z`);
  const seen = new Date(`${toLocalInput(guess)}:00Z`);
  return new Date(guess.getTime() - (seen.getTime() - guess.getTime())).toISOString();
}
