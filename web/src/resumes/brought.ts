// brought.ts — a file that was read: what it says, what was made of it, and the resume that comes of her choices.
import { t } from "~/words/t";
import { isBlank, isTree, listAt, textAt, type Json, type Tree } from "./document";
import { wordsOf } from "./words_field";
import { basics, planOf, profiles, sections, type FieldPlan, type SectionPlan } from "./sections";

export interface FoundField {
  path: string; // a JSON pointer: "/work/0/position"
  value: string;
  confidence: number; // 0 to 1
  page?: number; // from 1
  line?: number;
  source?: string;
}

export interface LeftOver {
  page?: number;
  line?: number;
  text: string;
}

export interface Answer {
  upload_id: string;
  file_name: string;
  kind: "pdf" | "text" | "markdown" | "json";
  pages: number;
  data: Tree;
  fields: FoundField[];
  text: string; // a form feed between pages
  left_over: LeftOver[];
  warnings: string[];
}

// What she has said about it so far.
export interface Choices {
  values: Record<string, string>; // by pointer
  out: string[]; // pointers of fields and entries
  places: Record<number, string>; // where left-over texts go: "" nowhere
  title: string;
}

export const UNSURE = 0.75;

// A pointer's steps, and back.
export const stepsOf = (pointer: string): string[] => pointer.split("/").slice(1).map((step) => step.replace(/~1/g, "/").replace(/~0/g, "~"));

export interface FoundEntry {
  pointer: string; // what leaving it out takes away; "" for fields that stand alone
  name: string;
  fields: { found: FoundField; plan: FieldPlan | undefined }[];
}

export interface FoundSection {
  key: string;
  title: string;
  entries: FoundEntry[];
}

// Where a field stands in the form: its section, its entry, its row of the table.
function placeOf(found: FoundField, plans: SectionPlan[]) {
  const steps = stepsOf(found.path);
  const plan = plans.find((p) => p.path.every((step, i) => step === steps[i]) && (p.shape === "list" ? /^\d+$/.test(steps[p.path.length] ?? "") : p.fields.some((f) => f.path.join() === steps.slice(p.path.length, p.path.length + f.path.length).join())));
  if (!plan) return { key: "other", title: t("More"), pointer: "", field: undefined };
  const inner = steps.slice(plan.path.length);
  const pointer = plan.shape === "list" ? `/${[...plan.path, inner[0]].join("/")}` : "";
  const names = (plan.shape === "list" ? inner.slice(1) : inner).filter((step) => !/^\d+$/.test(step));
  return { key: plan.key, title: plan.title, pointer, field: plan.fields.find((f) => f.path.join() === names.join()) };
}

// Short words of one list are one field, as in the form.
function gathered(fields: FoundField[], plans: SectionPlan[]): FoundField[] {
  const lists = new Map<string, FoundField>();
  return fields.flatMap((found) => {
    if (placeOf(found, plans).field?.kind !== "words") return [found];
    const path = found.path.replace(/\/\d+$/, "");
    const list = lists.get(path);
    if (list) {
      list.value += `, ${found.value}`;
      list.confidence = Math.min(list.confidence, found.confidence);
      return [];
    }
    const first = { ...found, path };
    lists.set(path, first);
    return [first];
  });
}

export function groupsOf(answer: Answer): FoundSection[] {
  const plans = [basics(), planOf("address")!, profiles(), ...sections()];
  const groups = new Map<string, FoundSection>(plans.map((plan) => [plan.key, { key: plan.key, title: plan.title, entries: [] }]));
  for (const found of gathered(answer.fields, plans)) {
    const place = placeOf(found, plans);
    const group = groups.get(place.key) ?? { key: place.key, title: place.title, entries: [] };
    groups.set(place.key, group);
    let entry = group.entries.find((e) => e.pointer === place.pointer);
    if (!entry) group.entries.push((entry = { pointer: place.pointer, name: place.pointer && nameOfEntry(answer.data, place.pointer), fields: [] }));
    entry.fields.push({ found, plan: place.field });
  }
  return [...groups.values()].filter((group) => group.entries.length);
}

function nameOfEntry(data: Json, pointer: string): string {
  const steps = stepsOf(pointer).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const plan = planOf(steps.length > 2 ? String(steps[1]) : String(steps[0]));
  const entry = steps.reduce<Json | undefined>((here, step) => (here as Record<string | number, Json> | undefined)?.[step], data);
  return plan && entry !== undefined ? plan.names(entry).filter(Boolean).join(", ") : "";
}

// Where a left-over text may go.
export function targetsOf(data: Tree): [string, string][] {
  const of = (key: string) => listAt(data, key).map((entry, i): [string, string] => [`${key}/${i}`, `${planOf(key)!.title}: ${planOf(key)!.names(entry)[0] || i + 1}`]);
  return [["summary", t("Summary")], ...of("work"), ...of("projects"), ...of("volunteer"), ["skills", t("Skills")], ["interests", t("Interests")], ["awards", t("Awards")], ["certificates", t("Certifications")]];
}

function place(data: Tree, target: string, text: string): Tree {
  const [key, i] = target.split("/") as [string, string | undefined];
  if (key === "summary") {
    const old = textAt(data, "basics", "summary");
    return { ...data, basics: { ...(data.basics as Tree), summary: old ? `${old}\n${text}` : text } };
  }
  const list = listAt(data, key);
  if (i !== undefined) return { ...data, [key]: list.map((entry, k) => (k === Number(i) ? { ...(entry as Tree), highlights: [...listAt(entry, "highlights"), text] } : entry)) };
  return { ...data, [key]: [...list, { [key === "awards" ? "title" : "name"]: text }] };
}

// The data as she wants it: with her words for the file's, and without what she left out.
export function chosen(answer: Answer, { values, out, places }: Choices): Tree {
  const without = new Set(out);
  // Texts go to entries by their number in the file, so before any entry is left out.
  let full = answer.data;
  for (const [n, target] of Object.entries(places)) if (target && answer.left_over[Number(n)]) full = place(full, target, answer.left_over[Number(n)]!.text);
  const build = (value: Json, pointer: string): Json | undefined => {
    if (without.has(pointer)) return undefined;
    if (typeof value === "string") return (values[pointer] ?? value).trim() || undefined;
    if (Array.isArray(value) && values[pointer] !== undefined) return wordsOf(values[pointer]);
    if (Array.isArray(value)) return value.map((item, i) => build(item, `${pointer}/${i}`)).filter((item): item is Json => item !== undefined && !(isTree(item) && isBlank(item)));
    if (!isTree(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, build(inner, `${pointer}/${key.replace(/~/g, "~0").replace(/\//g, "~1")}`)]).filter((pair): pair is [string, Json] => pair[1] !== undefined));
  };
  return build(full, "") as Tree;
}

export interface TextLine {
  text: string;
  gap: boolean; // space above it
}

// The file's text as pages of lines; numbers of fields count the lines that say something.
export function linesOf(text: string): TextLine[][] {
  return text.split("\f").map((page) => {
    const lines: TextLine[] = [];
    let gap = false;
    for (const line of page.split("\n")) {
      if (line.trim()) lines.push({ text: line, gap: gap && lines.length > 0 });
      gap = !line.trim();
    }
    return lines;
  });
}

export interface Spot {
  page: number; // from 0
  from: number;
  to: number; // lines, without the last
}

// By number, if the line there is the one that it says; else by its words.
export function spotOf(pages: TextLine[][], { page, line, source }: { page?: number; line?: number; source?: string }): Spot | undefined {
  const said = (source ?? "").split("\n").map((l) => l.trim()).filter(Boolean);
  const n = Math.max(1, said.length);
  const is = (p: number, l: number) => !said[0] || pages[p]?.[l]?.text.includes(said[0]);
  if (page && line && pages[page - 1]?.[line - 1] && is(page - 1, line - 1)) return { page: page - 1, from: line - 1, to: line - 1 + n };
  if (!said[0]) return undefined;
  for (let p = 0; p < pages.length; p++) for (let l = 0; l < pages[p]!.length; l++) if (is(p, l)) return { page: p, from: l, to: l + n };
  return undefined;
}
