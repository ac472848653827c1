// document.ts — a resume's data as a tree that is never changed in place: places in it, changes of it, and three copies made one.

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Tree = { [key: string]: Json };
export type Path = readonly (string | number)[];

// An entry keeps its name on the page while it is changed and moved about; JSON does not see symbols.
const NAME = Symbol("entry");
let named = 0;
type Named = Tree & { [NAME]?: number };

export const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);
export const nameEntry = (entry: Tree): Tree => ({ ...entry, [NAME]: ++named }) as Named;
export const nameOf = (entry: Json): number => (isTree(entry) ? ((entry as Named)[NAME] ?? 0) : 0);

// What came from elsewhere: every object in a list gets its name.
export function withNames<T extends Json>(value: T): T {
  if (Array.isArray(value)) return value.map((item) => (isTree(item) ? nameEntry(withNames(item)) : withNames(item))) as T;
  if (!isTree(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withNames(inner)])) as T;
}

export function at(root: Json | undefined, path: Path): Json | undefined {
  let here: Json | undefined = root;
  for (const step of path) {
    if (here === null || typeof here !== "object") return undefined;
    here = (here as Record<string | number, Json>)[step];
  }
  return here;
}

export const textAt = (root: Json | undefined, ...path: Path): string => {
  const value = at(root, path);
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
};

export const listAt = (root: Json | undefined, ...path: Path): Json[] => {
  const value = at(root, path);
  return Array.isArray(value) ? value : [];
};

// undefined takes the key away. What is missing on the way is made.
export function set(root: Tree, path: Path, value: Json | undefined): Tree {
  return put(root, path, value) as Tree;
}

function put(here: Json | undefined, [step, ...rest]: Path, value: Json | undefined): Json | undefined {
  if (step === undefined) return value;
  if (typeof step === "number") {
    const list = Array.isArray(here) ? [...here] : [];
    const next = put(list[step], rest, value);
    if (next === undefined) list.splice(step, 1);
    else list[step] = next;
    return list;
  }
  const tree: Tree = isTree(here) ? { ...here } : {};
  const next = put(tree[step], rest, value);
  if (next === undefined) delete tree[step];
  else tree[step] = next;
  return tree;
}

export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same((a as never)[key], (b as never)[key]));
}

// Says nothing: no text anywhere in it.
export function isBlank(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return !value.trim();
  if (Array.isArray(value)) return value.every(isBlank);
  return typeof value === "object" && Object.values(value).every(isBlank);
}

export interface Merge {
  merged: Tree;
  both: string[][]; // places that both changed, and differently; merged has the first's
}

// Two changes of one base. What only one of them changed is taken from that one; `depth` says how far into objects they are told apart.
export function merge(base: Json | undefined, mine: Tree, theirs: Tree, depth = 2, where: string[] = []): Merge {
  const merged: Tree = {};
  const both: string[][] = [];
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const [was, my, their] = [at(base, [key]), mine[key], theirs[key]];
    let next = my;
    if (same(my, their) || same(their, was)) next = my;
    else if (same(my, was)) next = their;
    else if (depth > 1 && isTree(my) && isTree(their)) {
      const inner = merge(was, my, their, depth - 1, [...where, key]);
      next = inner.merged;
      both.push(...inner.both);
    } else both.push([...where, key]);
    if (next !== undefined) merged[key] = next;
  }
  return { merged, both };
}
