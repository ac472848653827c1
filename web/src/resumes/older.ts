// older.ts — names that fields had before JSON Resume 1.0, to those that they have now: the form shows these, and the renderer reads both.
import { isTree, type Json, type Tree } from "./document";

const renamed: Record<string, Record<string, string>> = {
  basics: { website: "url" },
  work: { company: "name", website: "url" },
  volunteer: { website: "url" },
  education: { gpa: "score" },
  publications: { website: "url" },
};

function renew(entry: Json, names: Record<string, string>): Json {
  if (!isTree(entry) || !Object.keys(names).some((old) => old in entry)) return entry;
  const next: Tree = { ...entry };
  for (const [old, now] of Object.entries(names)) {
    if (!(old in next)) continue;
    next[now] ??= next[old]!; // the present name wins
    delete next[old];
  }
  return next;
}

export function modern(data: Tree): Tree {
  const next: Tree = { ...data };
  for (const [section, names] of Object.entries(renamed)) {
    const value = next[section];
    if (Array.isArray(value)) next[section] = value.map((entry) => renew(entry, names));
    else if (value !== undefined) next[section] = renew(value, names);
  }
  return next;
}
