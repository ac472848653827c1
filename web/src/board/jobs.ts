// jobs.ts — jobs, read and changed: shown at once, then sent; and every change knows its way back.
import { peek, put, stale, staleElsewhere, useQuery, type Query } from "~/data/query";
import { ask, rung } from "~/data/rung";
import { store, useStore } from "~/data/store";
import type { Status } from "~/data/types";
import { stageName } from "~/parts/stage";
import { complain, say } from "~/parts/toast";
import { many, t } from "~/words/t";
import { byPosition, positionAt } from "./order";
import { CARD, JOB, ofCard, type Card, type Job, type JobChanges } from "./rows";

const CARDS = "board/cards";
const jobKey = (id: string) => `board/job/${id}`;

// Deleted on the page, while the server is told.
const leaving = store<ReadonlySet<string>>(new Set());

const readCards = () => ask<Card[]>(rung.from("job_board").select(CARD).order("position").order("created_at", { ascending: false }));

// Every job of hers, the archived ones too.
export function useCards(): Query<Card[]> {
  const query = useQuery(CARDS, readCards);
  const gone = useStore(leaving);
  return { ...query, value: gone.size ? query.value?.filter((card) => !gone.has(card.id)) : query.value };
}

export const useJob = (id: string): Query<Job> => useQuery(jobKey(id), () => ask<Job>(rung.from("jobs").select(JOB).eq("id", id).single()));

export const knownCard = (id: string) => peek<Card[]>(CARDS)?.find((card) => card.id === id);

// Those that hold the words anywhere, the description included.
export function useFound(q: string): ReadonlySet<string> | undefined {
  const words = q.trim();
  return useQuery(words ? `board/found/${words}` : null, async () => new Set((await ask<{ id: string }[]>(rung.rpc("search_jobs", { q: words }).select("id"))).map((j) => j.id))).value;
}

function patch(ids: readonly string[], changes: (card: Card) => Partial<Card>) {
  if (peek(CARDS)) put<Card[]>(CARDS, (cards) => cards!.map((card) => (ids.includes(card.id) ? { ...card, ...changes(card) } : card)).sort(byPosition));
}

function patchJob(id: string, changes: JobChanges) {
  if (peek(jobKey(id))) put<Job>(jobKey(id), (job) => ({ ...job!, ...changes }));
  patch([id], () => ofCard(changes));
}

function take(job: Job) {
  put(jobKey(job.id), job);
  patch([job.id], () => ofCard(job));
}

function followUp() {
  stale("home/", "board/found/");
  staleElsewhere("board/", "home/");
}

const pick = <T extends object>(from: T, like: object) => Object.fromEntries(Object.keys(like).map((key) => [key, from[key as keyof T]])) as Partial<T>;

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

// Only the columns that changed are sent, so that two windows can write to one job.
export async function changeJob(id: string, wanted: JobChanges): Promise<void> {
  const before = peek<Job>(jobKey(id));
  const changes = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => !before || !same(value, before[name as keyof Job]))) as JobChanges;
  if (!Object.keys(changes).length) return;
  patchJob(id, changes);
  try {
    take(await ask<Job>(rung.from("jobs").update(changes).eq("id", id).select(JOB).single()));
    followUp();
  } catch (error) {
    if (before) patchJob(id, pick(before, changes));
    throw error;
  }
}

// Her notes as they are now, unless another window has written others since `base`: then those.
export async function saveNotes(id: string, base: string, notes: string): Promise<{ saved: true } | { saved: false; theirs: string }> {
  for (;;) {
    const { notes: known, updated_at } = await ask<Pick<Job, "notes" | "updated_at">>(rung.from("jobs").select("notes,updated_at").eq("id", id).single());
    if ((known ?? "") === notes) return { saved: true };
    if ((known ?? "") !== base) return { saved: false, theirs: known ?? "" };
    const [job] = await ask<Job[]>(rung.from("jobs").update({ notes: notes || null }).eq("id", id).eq("updated_at", updated_at).select(JOB));
    if (!job) continue; // changed in between: look again
    take(job);
    followUp();
    return { saved: true };
  }
}

export async function addJob(values: JobChanges): Promise<Job> {
  const job = await ask<Job>(rung.from("jobs").insert(values).select(JOB).single());
  if (peek(CARDS)) put<Card[]>(CARDS, (cards) => [ofCard(job) as Card, ...cards!].sort(byPosition));
  put(jobKey(job.id), job);
  followUp();
  return job;
}

// What changes the board's order goes to the server one after the other; what that says is shown when no later one is under way.
let turns: Promise<void> = Promise.resolve();
let waiting = 0;

function inTurn(send: () => Promise<Card[]>, then: { done(): void; failed(): void }): void {
  waiting++;
  turns = turns.then(async () => {
    try {
      const changed = await send();
      if (waiting === 1) for (const one of changed) patchJob(one.id, one);
      else stale(CARDS);
      for (const { id } of changed) stale(jobKey(id), `board/events/${id}`);
      followUp();
      then.done();
    } catch (error) {
      then.failed();
      stale("board/");
      void complain(error);
    } finally {
      waiting--;
    }
  });
}

interface Neighbours {
  before?: string | undefined;
  after?: string | undefined;
}

type Lay = Pick<Card, "id" | "status" | "stage" | "position" | "date_applied">;

const layOf = ({ id, status, stage, position, date_applied }: Card): Lay => ({ id, status, stage, position, date_applied });

// A slip of the hand: the server forgets the moves to this status, with all that they had changed.
function undoMoves(lays: readonly Lay[], status: Status): void {
  const there = lays.map(({ id }) => knownCard(id)).filter((card) => card !== undefined).map(layOf);
  for (const lay of lays) patchJob(lay.id, lay);
  inTurn(() => ask<Card[]>(rung.rpc("undo_moves", { jobs: lays.map(({ id }) => id), status }).select(CARD)), {
    done: () => undefined,
    failed: () => there.forEach((lay) => patchJob(lay.id, lay)),
  });
}

export function moveCard(card: Card, status: Status, beside: Neighbours = {}): void {
  const column = (peek<Card[]>(CARDS) ?? []).filter((c) => !c.archived_at && c.id !== card.id);
  const from = layOf(card);
  const others = column.filter((c) => c.status === status);
  const next = beside.before ? others.findIndex((c) => c.id === beside.before) : beside.after ? others.findIndex((c) => c.id === beside.after) + 1 : 0;
  const stage = status === card.status ? card.stage : null;
  patchJob(card.id, { status, stage, position: positionAt(others, Math.max(0, next)) });
  const way = { ...(beside.before && { before: beside.before }), ...(!beside.before && beside.after && { after: beside.after }) };
  inTurn(() => ask<Card[]>(rung.rpc("move_job", { job: card.id, status, ...way }).select(CARD)), {
    done: () => status !== from.status && say(t("Moved to {stage}", { stage: stageName(status) }), { label: t("Undo"), onAct: () => undoMoves([from], status) }),
    failed: () => patchJob(card.id, from),
  });
}

// The same change of several rows at once; each row's own values come back when it fails or is taken back.
async function changeSeveral(cards: readonly Card[], groups: readonly { ids: string[]; changes: JobChanges }[]): Promise<void> {
  for (const { ids, changes } of groups) for (const id of ids) patchJob(id, changes);
  try {
    for (const { ids, changes } of groups) await ask(rung.from("jobs").update(changes).in("id", ids));
  } catch (error) {
    for (const card of cards) patchJob(card.id, pick(card, groups[0]!.changes));
    stale("board/");
    throw error;
  }
  stale("board/");
  followUp();
}

type Grouped = { ids: string[]; changes: JobChanges }[];

function groupBy(cards: readonly Card[], changesOf: (card: Card) => JobChanges): Grouped {
  const groups = new Map<string, Grouped[number]>();
  for (const card of cards) {
    const changes = changesOf(card);
    const key = JSON.stringify(changes);
    const group = groups.get(key) ?? { ids: [], changes };
    group.ids.push(card.id);
    groups.set(key, group);
  }
  return [...groups.values()];
}

async function changeAndSay(cards: readonly Card[], changesOf: (card: Card) => JobChanges, words: string): Promise<void> {
  const there = groupBy(cards, changesOf);
  const back = groupBy(cards, (card) => pick(card, changesOf(card)) as JobChanges);
  try {
    await changeSeveral(cards, there);
    say(words, { label: t("Undo"), onAct: () => void changeSeveral(cards, back).catch(complain) });
  } catch (error) {
    void complain(error);
  }
}

export async function moveSeveral(cards: readonly Card[], status: Status): Promise<void> {
  const moving = cards.filter((card) => card.status !== status);
  const from = moving.map(layOf);
  try {
    await changeSeveral(moving, groupBy(moving, () => ({ status, stage: null })));
    say(many(cards.length, "Moved {n} job to {stage}", "Moved {n} jobs to {stage}", { stage: stageName(status) }), moving.length ? { label: t("Undo"), onAct: () => undoMoves(from, status) } : undefined);
  } catch (error) {
    void complain(error);
  }
}

export const tagSeveral = (cards: readonly Card[], tag: string) =>
  changeAndSay(cards, (card) => ({ tags: card.tags.includes(tag) ? card.tags : [...card.tags, tag] }), many(cards.length, "Tagged {n} job “{tag}”", "Tagged {n} jobs “{tag}”", { tag }));

export const archive = (cards: readonly Card[]) =>
  changeAndSay(cards, () => ({ archived_at: new Date().toISOString() }), many(cards.length, "Archived {n} job", "Archived {n} jobs"));

export const unarchive = (cards: readonly Card[]) => changeAndSay(cards, () => ({ archived_at: null }), many(cards.length, "{n} job is on the board again", "{n} jobs are on the board again"));

export function remove(cards: readonly Card[]): void {
  const ids = cards.map((card) => card.id);
  const show = () => leaving.set(new Set([...leaving.get()].filter((id) => !ids.includes(id))));
  leaving.set(new Set([...leaving.get(), ...ids]));
  inTurn(
    async () => {
      await ask(rung.rpc("remove_jobs", { jobs: ids }));
      if (peek(CARDS)) put<Card[]>(CARDS, (known) => known!.filter((card) => !ids.includes(card.id)));
      for (const id of ids) put(jobKey(id), undefined);
      return [];
    },
    {
      done() {
        show();
        say(many(cards.length, "Deleted {n} job", "Deleted {n} jobs"), { label: t("Undo"), onAct: () => restore(ids) });
      },
      failed: show,
    },
  );
}

function restore(ids: readonly string[]): void {
  inTurn(
    async () => {
      const back = await ask<Card[]>(rung.rpc("restore_jobs", { jobs: ids }).select(CARD));
      if (peek(CARDS)) put<Card[]>(CARDS, (known) => [...known!.filter((card) => !ids.includes(card.id)), ...back].sort(byPosition));
      return back;
    },
    { done: () => undefined, failed: () => undefined },
  );
}
