// sheet.ts — jobs as a sheet: out as CSV, and in from anybody's.
import { ask, rung } from "~/data/rung";
import { stale } from "~/data/query";
import { saveFile } from "~/parts/save_file";
import { t } from "~/words/t";
import { today } from "~/words/time";

export async function downloadSheet(): Promise<void> {
  const text = await ask<string>(rung.from("job_sheet").select("*").csv());
  saveFile(`${t("Applications")} ${today()}.csv`, `\uFEFF${text}`, "text/csv;charset=utf-8"); // spreadsheets take the mark for UTF-8
}

export type Row = Record<string, string>;
export interface Sheet {
  headings: string[];
  rows: Row[];
  known: string[]; // headings that the server takes for a field
}

export async function readSheet(text: string): Promise<{ sheet: Sheet; mapping: Mapping }> {
  const { default: papa } = await import("papaparse");
  const { data, meta } = papa.parse<Row>(text.replace(/^\uFEFF/, "").trim(), { header: true, skipEmptyLines: "greedy", transformHeader: (heading, i) => heading.trim() || t("Column {n}", { n: i + 1 }) });
  const headings = meta.fields ?? [];
  const rows = data.map((row) => Object.fromEntries(Object.entries(row).filter(([name, value]) => name !== "__parsed_extra" && typeof value === "string")));
  const found = await ask<Record<string, string>>(rung.rpc("sheet_fields", { headings }));
  const byHeading = Object.fromEntries(Object.entries(found).map(([field, heading]) => [heading, field]));
  return { sheet: { headings, rows, known: Object.keys(byHeading) }, mapping: Object.fromEntries(headings.map((heading) => [heading, byHeading[heading] ?? NOTES])) };
}

// The fields that a sheet may tell, under the headings of our own sheet, which is how they are sent.
export const fields = (): { field: string; heading: string; label: string }[] => [
  { field: "company", heading: "Company", label: t("Company") }, { field: "job_title", heading: "Position", label: t("Title") }, { field: "status", heading: "Status", label: t("Stage") },
  { field: "stage", heading: "Stage", label: t("Own stage") }, { field: "date_applied", heading: "Date applied", label: t("Date applied") }, { field: "deadline", heading: "Deadline", label: t("Deadline") },
  { field: "location", heading: "Location", label: t("Location") }, { field: "workplace", heading: "Workplace", label: t("Workplace") }, { field: "employment_type", heading: "Employment", label: t("Kind of work") },
  { field: "salary", heading: "Salary", label: t("Salary, in words") }, { field: "salary_min", heading: "Salary from", label: t("Salary from") }, { field: "salary_max", heading: "Salary to", label: t("Salary to") },
  { field: "salary_currency", heading: "Currency", label: t("Currency") }, { field: "salary_period", heading: "Per", label: t("Salary per") },
  { field: "offer_salary", heading: "Offered", label: t("Salary offered") }, { field: "offer_currency", heading: "Offered in", label: t("Currency of the offer") },
  { field: "job_url", heading: "Link", label: t("Link") }, { field: "source", heading: "Source", label: t("Found on") }, { field: "external_job_id", heading: "Posting number", label: t("Posting number") },
  { field: "excitement_level", heading: "Excitement", label: t("Excitement") }, { field: "tags", heading: "Tags", label: t("Tags") }, { field: "notes", heading: "Notes", label: t("Notes") },
  { field: "description", heading: "Description", label: t("Description") }, { field: "created_at", heading: "Saved", label: t("Day of saving") }, { field: "archived_at", heading: "Archived", label: t("Day of archiving") },
  { field: "history", heading: "History", label: t("History") },
];

export const NOTES = "+notes"; // no field: kept among the notes
export const NOTHING = "-";
export type Mapping = Record<string, string>; // heading -> field

// A heading goes to the notes under its name; one that would be taken for a field says that it is none.
function mapped({ rows, known }: Sheet, mapping: Mapping): Row[] {
  const ours = Object.fromEntries(fields().map((f) => [f.field, f.heading]));
  const names = Object.entries(mapping).flatMap(([heading, to]) => (to === NOTHING ? [] : [[heading, to !== NOTES ? ours[to]! : known.includes(heading) ? t("{heading} in the sheet", { heading }) : heading] as const]));
  return rows.map((row) => Object.fromEntries(names.filter(([heading]) => row[heading]?.trim()).map(([heading, name]) => [name, row[heading]!])));
}

export interface Outcome {
  row: number;
  outcome: "added" | "duplicate" | "refused";
  job_id: string | null;
  reason: string | null;
  field: string | null;
}
export type DateOrder = "" | "DMY" | "MDY";

const AT_ONCE = 2000;

export async function importSheet(sheet: Sheet, mapping: Mapping, order: DateOrder, dryRun: boolean): Promise<Outcome[]> {
  const sent = mapped(sheet, mapping);
  const outcomes: Outcome[] = [];
  for (let from = 0; from < sent.length; from += AT_ONCE) {
    const part = await ask<Outcome[]>(rung.rpc("import_jobs", { rows: sent.slice(from, from + AT_ONCE), dry_run: dryRun, ...(order && { date_order: order }) }));
    outcomes.push(...part.map((o) => ({ ...o, row: o.row + from })));
  }
  if (!dryRun) stale("board/", "home/");
  return outcomes;
}

const reasons: Record<string, () => string> = {
  same_posting: () => t("You have this posting already."),
  same_link: () => t("You have a job with this link already."),
  same_application: () => t("You have this application already."),
  missing: () => t("Company and title are needed."),
  unknown_status: () => t("This stage is not known."),
  not_a_date: () => t("This is no date."),
  ambiguous_date: () => t("Day or month first? Say it above."),
  not_a_number: () => t("This is no number."),
  not_a_currency: () => t("This is no currency."),
  not_a_link: () => t("This is no link."),
  not_a_history: () => t("This is no history."),
  salary_range: () => t("The salary ends before it begins."),
  not_allowed: () => t("A value has no place here."),
};
export const reasonWords = (o: Outcome) => (o.reason ? (reasons[o.reason]?.() ?? o.reason) : "");
