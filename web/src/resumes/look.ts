// look.ts — how a resume looks: its template's values, and over them her own, which lie in data.meta.layout.
import { at, isTree, listAt, set, textAt, type Json, type Path, type Tree } from "./document";
import type { Template } from "./rows";
import { sectionKeys } from "./sections";

export const LAYOUT: Path = ["meta", "layout"];

export const layoutOf = (data: Tree): Tree => {
  const layout = at(data, LAYOUT);
  return isTree(layout) ? layout : {};
};

// Without one of its own a resume is set in the first.
export const templateOf = (templates: readonly Template[] | undefined, id: string | null): Template | undefined =>
  templates?.find((template) => template.id === id) ?? templates?.find((template) => template.slug === "modern-professional") ?? templates?.[0];

export function setLayout(data: Tree, key: string, value: Json | undefined): Tree {
  const next = set(data, [...LAYOUT, key], value);
  return Object.keys(layoutOf(next)).length ? next : set(next, LAYOUT, undefined);
}

export const paperOf = (data: Tree, template: Template | undefined): "A4" | "Letter" => ((textAt(layoutOf(data), "paper") || textAt(template?.config, "paper")) === "Letter" ? "Letter" : "A4");
export const accentOf = (data: Tree, template: Template | undefined): string => textAt(layoutOf(data), "accent") || textAt(template?.config, "accent") || "#1d4ed8";
export const headingOf = (data: Tree, template: Template | undefined, key: string): string => textAt(layoutOf(data), "titles", key) || textAt(template?.config, "titles", key);

// The sections that are printed, in order.
export function orderOf(data: Tree, template: Template | undefined): string[] {
  const own = listAt(layoutOf(data), "sections");
  const theirs = listAt(template?.config, "sections");
  return (own.length ? own : theirs.length ? theirs : [...sectionKeys]).map(String);
}

export type Letters = "small" | "normal" | "large";
const growth: Record<Letters, number> = { small: -0.75, normal: 0, large: 0.75 };
const BODY = 9.5;

const bodyOf = (config: Json | undefined) => Number(at(config, ["sizes", "body"])) || 0;

export function lettersOf(data: Tree, template: Template | undefined): Letters {
  const own = bodyOf(layoutOf(data));
  const theirs = bodyOf(template?.config) || BODY;
  if (!own || Math.abs(own - theirs) < 0.2) return "normal";
  return own < theirs ? "small" : "large";
}

export const setLetters = (data: Tree, template: Template | undefined, letters: Letters): Tree =>
  setLayout(data, "sizes", letters === "normal" ? undefined : { body: (bodyOf(template?.config) || BODY) + growth[letters] });

// Points of a page: what the renderer calls them.
export const papers = { A4: { width: 595.276, height: 841.89 }, Letter: { width: 612, height: 792 } } as const;

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

// Of ink on white paper.
export const contrast = (hex: string): number => 1.05 / (luminance(hex) + 0.05);
export const LEAST_CONTRAST = 4.5;

// The same hue, dark enough to be read.
export function readable(hex: string): string {
  let [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)) as [number, number, number];
  const text = () => `#${[r, g, b].map((c) => Math.round(c).toString(16).padStart(2, "0")).join("")}`;
  while (contrast(text()) < LEAST_CONTRAST) [r, g, b] = [r * 0.95, g * 0.95, b * 0.95];
  return text();
}

export const inks = ["#1d4ed8", "#0f766e", "#1f5d4c", "#7c2d5e", "#9a3412", "#374151", "#111827"] as const;
