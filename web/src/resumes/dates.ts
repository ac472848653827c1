// dates.ts — dates as people write them, to JSON Resume's (2019, 2019-03, 2019-03-12) and back.
import { language } from "~/words/t";

const pad = (n: number) => String(n).padStart(2, "0");

function monthNames(code: string, month: "long" | "short"): string[] {
  const format = new Intl.DateTimeFormat(code, { month, timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, i) => format.format(Date.UTC(2000, i, 1)).toLowerCase().replace(/\.$/, ""));
}

const LEAST_LETTERS = 3;

function monthNamed(word: string): number {
  const given = word.toLowerCase().replace(/\.$/, "");
  if (given.length < LEAST_LETTERS) return 0;
  for (const code of new Set([language.get(), "en"])) {
    const at = monthNames(code, "short").indexOf(given) + 1 || monthNames(code, "long").findIndex((name) => name.startsWith(given)) + 1;
    if (at) return at;
  }
  return 0;
}

const isYear = (y: number) => y >= 1900 && y <= 2100;

function isoOf(year: number, month = 0, day = 0): string | undefined {
  if (!isYear(year) || month < 0 || month > 12) return undefined;
  if (!month) return String(year);
  if (!day) return `${year}-${pad(month)}`;
  const iso = `${year}-${pad(month)}-${pad(day)}`;
  return new Date(`${iso}T00:00:00Z`).toISOString().startsWith(iso) ? iso : undefined;
}

// "Mar 2019", "March, 2019", "3/2019", "2019-03", "12 Mar 2019", "12.3.2019", "2019". undefined: none of them.
export function parseDate(text: string): string | undefined {
  const t = text.trim().replace(/\s+/g, " ");
  let m: RegExpMatchArray | null;
  try {
    if ((m = t.match(/^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/))) return isoOf(+m[1]!, m[2] ? +m[2] || 13 : 0, m[3] ? +m[3] || 32 : 0);
    if ((m = t.match(/^(\d{1,2}) ?[-/.] ?(\d{4})$/))) return isoOf(+m[2]!, +m[1]! || 13);
    if ((m = t.match(/^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$/))) return isoOf(+m[3]!, +m[2]! || 13, +m[1]! || 32);
    if ((m = t.match(/^(?:(\d{1,2})\.? )?(\p{L}+\.?),? ['’]?(\d{4}|\d{2})$/u))) {
      const month = monthNamed(m[2]!);
      return month ? isoOf(fullYear(m[3]!), month, m[1] ? +m[1] || 32 : 0) : undefined;
    }
    if ((m = t.match(/^(\p{L}+\.?) (\d{1,2}),? (\d{4})$/u))) {
      const month = monthNamed(m[1]!);
      return month ? isoOf(+m[3]!, month, +m[2]! || 32) : undefined;
    }
  } catch {
    return undefined; // the 31st of February
  }
  return undefined;
}

function fullYear(text: string): number {
  if (text.length === 4) return +text;
  return +text + (+text > 50 ? 1900 : 2000);
}

const NOW = /^(present|now|today|current|currently|heute|jetzt|aktuell|ongoing|-)?$/i;

export const meansNow = (text: string) => NOW.test(text.trim());

// "Mar 2019", as a form shows it; what is no date is shown as it is.
export function showDate(iso: string): string {
  const m = iso.match(/^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/);
  if (!m || !m[2]) return iso;
  const options: Intl.DateTimeFormatOptions = m[3] ? { year: "numeric", month: "short", day: "numeric" } : { year: "numeric", month: "short" };
  const moment = new Date(`${m[1]}-${m[2]}-${m[3] ?? "01"}T00:00:00Z`);
  return Number.isNaN(moment.getTime()) ? iso : new Intl.DateTimeFormat(language.get(), { ...options, timeZone: "UTC" }).format(moment);
}
