// order.ts — cards in their columns: which lies where, and what its place is called. Smaller positions lie higher, as the server's move_job has it.
import { statuses, type Status } from "~/data/types";
import type { Card } from "./rows";

export type Columns = Record<Status, Card[]>;

export interface Place {
  status: Status;
  at: number; // before the card that has this number among the others of the column
}

export const byPosition = (a: Card, b: Card) => a.position - b.position || b.created_at.localeCompare(a.created_at);

export function columnsOf(cards: Card[]): Columns {
  const columns = Object.fromEntries(statuses.map((s) => [s, []])) as unknown as Columns;
  for (const card of cards) columns[card.status].push(card);
  return columns;
}

export function placeOf(columns: Columns, card: Card): Place {
  return { status: card.status, at: columns[card.status].findIndex((c) => c.id === card.id) };
}

// The columns as they are when the card lies there.
export function withMoved(columns: Columns, card: Card, to: Place): Columns {
  const without = { ...columns, [card.status]: columns[card.status].filter((c) => c.id !== card.id) };
  return { ...without, [to.status]: without[to.status].toSpliced(to.at, 0, { ...card, status: to.status }) };
}

// The position between the neighbours of a place, among the others of its column.
export function positionAt(others: Card[], at: number): number {
  const above = others[at - 1]?.position;
  const below = others[at]?.position;
  if (above === undefined) return Math.min(-Date.now() / 1000, below === undefined ? 0 : below - 1);
  return below === undefined ? above + 1024 : (above + below) / 2;
}

// The cards in the order in which the board shows them; a job's page goes through what the board showed last.
let walk: readonly string[] = [];
export const rememberOrder = (cards: readonly Card[]) => void (walk = cards.map((card) => card.id));

export function neighbours(cards: readonly Card[], id: string): { before: string | undefined; next: string | undefined } {
  const known = new Set(cards.map((card) => card.id));
  const list = walk.includes(id) ? walk.filter((one) => known.has(one)) : Object.values(columnsOf(cards.filter((card) => !card.archived_at))).flat().map((card) => card.id);
  const at = list.indexOf(id);
  return at < 0 ? { before: undefined, next: undefined } : { before: list[at - 1], next: list[at + 1] };
}
