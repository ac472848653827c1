// filter.ts — what of the board is shown, and in which order; it lies in the address.
import { statuses, type Status } from "~/data/types";
import { closedStages, openStages } from "~/parts/stage";
import type { Card, Workplace } from "./rows";

export const sorts = ["position", "updated", "deadline", "applied", "company", "title", "status", "excitement"] as const;
export type Sort = (typeof sorts)[number];

export interface Filter {
  q: string;
  status: Status | "open" | "closed" | "";
  tag: string;
  workplace: Workplace | "";
  stars: number; // at least
  deadline: boolean;
  archived: boolean;
  sort: Sort;
  reverse: boolean;
  view: "board" | "table";
}

const one = <T extends string>(text: string | null, of: readonly T[]): T | "" => (of as readonly (string | null)[]).includes(text) ? (text as T) : "";

export function filterOf(params: URLSearchParams): Filter {
  const sort = params.get("sort") ?? "";
  return {
    q: params.get("q") ?? "",
    status: one(params.get("status"), [...statuses, "open", "closed"]),
    tag: params.get("tag") ?? "",
    workplace: one(params.get("workplace"), ["onsite", "hybrid", "remote"]),
    stars: Math.min(5, Math.max(0, Math.floor(Number(params.get("stars")) || 0))),
    deadline: params.has("deadline"),
    archived: params.has("archived"),
    sort: one(sort.replace(/^-/, ""), sorts) || "position",
    reverse: sort.startsWith("-"),
    view: params.get("view") === "table" ? "table" : "board",
  };
}

export function addressOf(f: Filter): string {
  const sort = f.sort === "position" && !f.reverse ? "" : `${f.reverse ? "-" : ""}${f.sort}`;
  const parts: Record<string, string> = {
    view: f.view === "table" ? "table" : "", q: f.q, status: f.status, tag: f.tag, workplace: f.workplace, stars: f.stars ? String(f.stars) : "",
    deadline: f.deadline ? "1" : "", archived: f.archived ? "1" : "", sort,
  };
  const query = new URLSearchParams(Object.entries(parts).filter(([, value]) => value)).toString();
  return query ? `/board?${query}` : "/board";
}

export const narrowed = (f: Filter) => !!(f.status || f.tag || f.workplace || f.stars || f.deadline || f.archived);

// The stages that are shown, in the order of an application.
export function stagesOf({ status }: Filter): readonly Status[] {
  if (status === "open") return openStages;
  if (status === "closed") return closedStages;
  return status ? [status] : statuses;
}

// As one types: without accents and capitals.
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (card: Card) => plain([card.job_title, card.company, card.location, card.stage, card.source, ...card.tags].filter(Boolean).join(" "));

export function shown(cards: readonly Card[], f: Filter, found: ReadonlySet<string> | undefined): Card[] {
  const words = plain(f.q).split(/\s+/).filter(Boolean);
  const stages = stagesOf(f);
  const fits = (card: Card) =>
    !!card.archived_at === f.archived &&
    stages.includes(card.status) &&
    (!f.tag || card.tags.includes(f.tag)) &&
    (!f.workplace || card.workplace === f.workplace) &&
    (card.excitement_level ?? 0) >= f.stars &&
    (!f.deadline || !!card.deadline) &&
    (!words.length || found?.has(card.id) || words.every((word) => wordsOf(card).includes(word)));
  return cards.filter(fits).sort(comparing(f));
}

type Key = (card: Card) => string | number | null;

// The first press on a heading gives the order that is looked for most: the soonest deadline, the newest change.
const keys: Record<Sort, { of: Key; newestFirst?: boolean }> = {
  position: { of: (c) => c.position },
  updated: { of: (c) => c.updated_at, newestFirst: true },
  deadline: { of: (c) => c.deadline },
  applied: { of: (c) => c.date_applied, newestFirst: true },
  company: { of: (c) => plain(c.company) },
  title: { of: (c) => plain(c.job_title) },
  status: { of: (c) => statuses.indexOf(c.status) },
  excitement: { of: (c) => c.excitement_level, newestFirst: true },
};

export const ascending = (f: Filter) => !keys[f.sort].newestFirst !== f.reverse;

// What has no value comes last, whichever way.
function comparing(f: Filter) {
  const { of } = keys[f.sort];
  const sign = ascending(f) ? 1 : -1;
  return (a: Card, b: Card) => {
    const [x, y] = [of(a), of(b)];
    if (x === y) return a.position - b.position;
    if (x === null) return 1;
    if (y === null) return -1;
    return (x < y ? -1 : 1) * sign;
  };
}
