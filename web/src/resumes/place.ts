// place.ts — where in a resume something is wrong: from the server's words ("work[0].startDate: expected ...") to a field of the form.
import { t } from "~/words/t";
import type { Path } from "./document";
import { planOf, type SectionPlan } from "./sections";

export interface Place {
  path: Path;
  says: string; // what is wrong there
}

export function placeOf(details: string): Place | undefined {
  const m = details.match(/^((?:\w+(?:\[\d+\])?)(?:\.\w+(?:\[\d+\])?)*)(, character \d+)?: (.*)$/s);
  if (!m || !/^(basics|meta|work|volunteer|education|awards|certificates|publications|skills|languages|interests|references|projects)\b/.test(m[1]!)) return undefined;
  const path = [...m[1]!.matchAll(/\w+/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step));
  return { path, says: m[3]! };
}

const planFor = (path: Path): SectionPlan | undefined => planOf(path[0] === "basics" ? (path[1] === "profiles" ? "profiles" : path[1] === "summary" ? "summary" : "basics") : String(path[0]));

// "Experience, entry 1, From"
export function wordsOfPlace({ path }: Place): string {
  const plan = planFor(path);
  if (!plan) return path.join(".");
  const inner = path.slice(plan.path.length);
  const entry = typeof inner[0] === "number" ? inner[0] : undefined;
  const field = plan.fields.find((f) => f.path.join(".") === inner.filter((step) => typeof step === "string").join("."));
  const lines = inner.filter((step): step is number => typeof step === "number");
  const line = lines.length > (entry === undefined ? 0 : 1) ? lines.at(-1) : undefined;
  return [plan.title, entry !== undefined && t("entry {n}", { n: entry + 1 }), field?.label, line !== undefined && t("line {n}", { n: line + 1 })].filter(Boolean).join(", ");
}

// The control of that place, when its entry is open.
export function controlAt(path: Path): HTMLElement | null {
  for (let n = path.length; n > 0; n--) {
    const box = document.querySelector(`[data-place="${CSS.escape(path.slice(0, n).join("."))}"]`);
    if (!box) continue;
    const controls = box.querySelectorAll<HTMLElement>("input, textarea");
    return controls[typeof path[n] === "number" ? (path[n] as number) : 0] ?? controls[0] ?? null;
  }
  return null;
}
