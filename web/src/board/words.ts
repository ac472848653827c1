// words.ts — a job's facts as she reads them.
import { numberFormat } from "~/words/formats";
import { locale, number, t } from "~/words/t";
import type { Card, EmploymentType, SalaryPeriod, Workplace } from "./rows";

export const workplaces = (): [Workplace, string][] => [["onsite", t("On site")], ["hybrid", t("Hybrid")], ["remote", t("Remote")]];
export const employments = (): [EmploymentType, string][] => [
  ["full_time", t("Full time")], ["part_time", t("Part time")], ["contract", t("Contract")], ["internship", t("Internship")], ["temporary", t("Temporary")],
];
export const periods = (): [SalaryPeriod, string][] => [["year", t("a year")], ["month", t("a month")], ["day", t("a day")], ["hour", t("an hour")]];

export const nameOf = <T extends string>(value: T | null, of: [T, string][]) => of.find(([v]) => v === value)?.[1] ?? "";

// A sheet may tell of a job without one.
export const titleWords = (title: string) => title || t("Without a title");

// "Berlin · Hybrid"
export const placeWords = (card: Pick<Card, "location" | "workplace">) => [card.location, nameOf(card.workplace, workplaces())].filter(Boolean).join(" · ");

function money(n: number, currency: string, brief: boolean): string {
  try {
    const digits = brief ? { notation: "compact" as const, maximumFractionDigits: 1 } : { maximumFractionDigits: n % 1 ? 2 : 0 };
    return numberFormat(locale(), { style: "currency", currency, ...digits }).format(n);
  } catch {
    return `${number(n, 2)} ${currency}`; // no currency that the browser knows
  }
}

type Pay = Pick<Card, "salary" | "salary_min" | "salary_max" | "salary_currency" | "salary_period">;

// "€80,000 – €95,000 a year"; her own words for it when there are no numbers.
export function salaryWords({ salary, salary_min: min, salary_max: max, salary_currency: currency, salary_period: period }: Pay, brief = false): string {
  if (min === null && max === null) return salary ?? "";
  const words = (n: number) => money(n, currency, brief);
  const range = max === null ? t("from {money}", { money: words(min!) }) : min === null ? t("up to {money}", { money: words(max) }) : min === max ? words(min) : `${words(min)} – ${words(max)}`;
  return brief && period === "year" ? range : [range, nameOf(period, periods())].filter(Boolean).join(" ");
}

// "80,000", "80.000", "80 000" and "80k" are one amount; what is none is null.
export function amountOf(text: string): number | null {
  const plain = text.trim().toLowerCase();
  const thousands = plain.endsWith("k") ? 1000 : 1;
  const digits = plain.replace(/[^\d.,]/g, "").replace(/[.,](?=\d{3}(\D|$))/g, "").replace(",", ".");
  const n = Number(digits) * thousands;
  return digits && Number.isFinite(n) ? n : null;
}

// A link as the server keeps it: who leaves out https:// means it.
export function linkOf(text: string): string {
  const plain = text.trim();
  return /^[\w-]+(\.[\w-]+)+([/?#:]|$)/.test(plain) ? `https://${plain}` : plain;
}
export const linkProblem = (link: string) => (/^https?:\/\/\S+$/i.test(link) ? undefined : t("A link begins with https:// and has no spaces."));
