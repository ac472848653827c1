// work.ts — one resume being worked on: its changes, the way back, and their way to the server. What is typed is kept in the browser until it is there.
import { whenThere } from "~/data/connection";
import { dropDraft, keepDraft, keptDraft } from "~/data/draft";
import { problemOf, type Problem } from "~/data/problem";
import { ask, rung } from "~/data/rung";
import { questionSession, session } from "~/data/session";
import { store, type Store } from "~/data/store";
import { merge, same, withNames, type Tree } from "./document";
import { modern } from "./older";
import { readRow, saved, type ResumeRow } from "./rows";

// A type and no interface, so that it is a Tree, too.
export type Doc = { title: string; template_id: string | null; data: Tree };

export type Saving =
  | { state: "saved" | "changed" | "saving" | "kept" } // kept: here, until the connection is back
  | { state: "refused"; problem: Problem }
  | { state: "gone" }
  | { state: "conflict"; theirs: ResumeRow; both: string[][] };

interface Draft {
  base: Doc;
  updated_at: string;
  doc: Doc;
}

export interface Work {
  doc: Store<Doc>;
  saving: Store<Saving>;
  steps: Store<{ back: number; forth: number }>;
  change(make: (doc: Doc) => Doc, group?: string): void; // changes of one group in a row are one step
  undo(): void;
  redo(): void;
  endGroup(): void;
  save(): Promise<boolean>; // true: the server has what is here
  hear(row: ResumeRow): void; // read again: another window or machine may have changed it
  settle(keep: "mine" | "theirs"): void;
  close(): void;
}

const SOON = 200;
const PAUSE = 900;
const PATIENCE = 8000; // of someone who types without a pause
const STEPS = 200;
const draftName = (id: string) => `resume.${id}`;
const docOf = (row: ResumeRow): Doc => ({ title: row.title, template_id: row.template_id, data: withNames(modern(row.data)) });

export function openWork(first: ResumeRow): Work {
  let row = first;
  let base = docOf(first);
  const doc = store(base);
  const saving = store<Saving>({ state: "saved" });
  const steps = store({ back: 0, forth: 0 });
  let past: Doc[] = [];
  let future: Doc[] = [];
  let group: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let keeping: ReturnType<typeof setTimeout> | undefined;
  let changedAt = 0;
  let sending: Promise<boolean> | undefined;
  let stopWaiting: () => void = () => undefined;

  const count = () => steps.set({ back: past.length, forth: future.length });
  const keep = () => {
    clearTimeout(keeping);
    keepDraft<Draft>(draftName(row.id), { base, updated_at: row.updated_at, doc: doc.get() });
  };
  const isDirty = () => !same(doc.get(), base);

  function later() {
    clearTimeout(timer);
    changedAt ||= Date.now();
    timer = setTimeout(() => void save(), Math.max(0, Math.min(PAUSE, changedAt + PATIENCE - Date.now())));
  }

  function take(next: Doc) {
    doc.set(next);
    clearTimeout(keeping);
    keeping = setTimeout(keep, SOON);
    if (saving.get().state !== "conflict") {
      if (saving.get().state !== "kept") saving.set({ state: "changed" });
      later();
    }
  }

  function change(make: (doc: Doc) => Doc, of?: string) {
    const before = doc.get();
    const next = make(before);
    if (same(next, before)) return;
    if (!of || of !== group) past = [...past.slice(-STEPS), before];
    group = of;
    future = [];
    count();
    take(next);
  }

  function step(from: Doc[], to: Doc[]) {
    const next = from.pop();
    if (!next) return;
    to.push(doc.get());
    group = undefined;
    count();
    take(next);
  }

  async function send(): Promise<boolean> {
    const mine = doc.get();
    if (same(mine, base)) {
      clearTimeout(keeping);
      dropDraft(draftName(row.id));
      saving.set({ state: "saved" });
      return true;
    }
    saving.set({ state: "saving" });
    const changes = Object.fromEntries(Object.entries(mine).filter(([key, value]) => !same(value, base[key as keyof Doc])));
    const written = await ask<{ updated_at: string }[]>(rung.from("resumes").update(changes).eq("id", row.id).eq("updated_at", row.updated_at).is("deleted_at", null).select("updated_at"));
    if (!written.length) return meet(await readRow(row.id));
    row = { ...row, ...mine, updated_at: written[0]!.updated_at };
    base = mine;
    saved(row);
    return send(); // what was typed meanwhile
  }

  // Someone else has saved meanwhile. What each changed alone is brought together; the rest is for the person to say.
  function meet(theirs: ResumeRow): Promise<boolean> {
    const { merged, both } = merge(base, doc.get(), docOf(theirs), 3);
    if (both.length) {
      saving.set({ state: "conflict", theirs, both });
      keep();
      return Promise.resolve(false);
    }
    row = theirs;
    base = docOf(theirs);
    doc.set(merged as Doc);
    return send();
  }

  async function attempt(): Promise<boolean> {
    try {
      return await send();
    } catch (error) {
      const problem = await problemOf(error);
      keep();
      if (problem.kind === "missing") saving.set({ state: "gone" });
      else if (problem.kind === "offline" || problem.kind === "busy" || problem.kind === "signed-out") {
        saving.set({ state: "kept" });
        stopWaiting();
        stopWaiting = problem.kind === "signed-out" ? whenSignedIn(() => void save()) : whenThere(problem.kind === "busy" ? later : () => void save());
      } else saving.set({ state: "refused", problem });
      return false;
    }
  }

  function save(): Promise<boolean> {
    clearTimeout(timer);
    changedAt = 0;
    if (saving.get().state === "conflict") return Promise.resolve(false);
    sending ??= attempt().finally(() => (sending = undefined));
    return sending;
  }

  function settle(which: "mine" | "theirs") {
    const state = saving.get();
    if (state.state !== "conflict") return;
    const other = docOf(state.theirs);
    const [mine, theirs] = [merge(base, doc.get(), other, 3).merged as Doc, merge(base, other, doc.get(), 3).merged as Doc];
    past.push(which === "mine" ? theirs : mine); // one step back is the other answer
    count();
    row = state.theirs;
    doc.set(which === "mine" ? mine : theirs);
    base = other;
    saving.set({ state: "changed" });
    void save();
  }

  function hear(theirs: ResumeRow) {
    if (theirs.updated_at === row.updated_at) return;
    if (sending || isDirty()) return; // saving will find out
    const other = docOf(theirs);
    row = theirs;
    if (same(other, base)) return;
    past.push(doc.get());
    count();
    base = other;
    doc.set(other);
  }

  const leave = () => isDirty() && keep();
  const hidden = () => document.visibilityState === "hidden" && void save();
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", hidden);

  const draft = keptDraft<Draft>(draftName(row.id));
  if (draft) {
    const began = row;
    base = { ...draft.base, data: withNames(draft.base.data) };
    doc.set({ ...draft.doc, data: withNames(draft.doc.data) });
    row = { ...row, updated_at: draft.updated_at };
    void (draft.updated_at === began.updated_at ? save() : meet(began).catch(() => later()));
  }

  return {
    doc, saving, steps, change, save, hear, settle,
    undo: () => step(past, future),
    redo: () => step(future, past),
    endGroup: () => (group = undefined),
    close() {
      void save();
      stopWaiting();
      removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", hidden);
    },
  };
}

const AGAIN = 3000;

// She may only need a new token, which is fetched; else the app asks for her password over the page.
function whenSignedIn(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = session.watch(({ status }) => {
    if (status === "in") act();
  });
  void questionSession().catch(() => undefined).then(() => {
    if (session.get().status === "in") timer = setTimeout(act, AGAIN);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
