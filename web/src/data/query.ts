// query.ts — what has been read from the server: shown at once from memory, read again behind it, shared by who asks for the same.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { connection } from "./connection";
import { Problem, problemOf } from "./problem";

interface Entry {
  value?: unknown;
  problem?: Problem;
  loading?: Promise<void>;
  readAt: number;
  load?: () => Promise<unknown>;
  watchers: Set<() => void>;
}

const FRESH = 5000;
const entries = new Map<string, Entry>();

function entryOf(key: string): Entry {
  let e = entries.get(key);
  if (!e) entries.set(key, (e = { readAt: 0, watchers: new Set() }));
  return e;
}

const tell = (e: Entry) => [...e.watchers].forEach((seen) => seen());

function read(e: Entry): Promise<void> {
  if (e.loading || !e.load) return e.loading ?? Promise.resolve();
  const begun = (e.loading = e.load()
    .then(
      (value) => {
        if (e.loading !== begun) return;
        Object.assign(e, { value, problem: undefined, readAt: Date.now() });
      },
      async (error) => {
        if (e.loading === begun) e.problem = await problemOf(error);
      },
    )
    .then(() => {
      if (e.loading !== begun) return;
      e.loading = undefined;
      tell(e);
    }));
  return begun;
}

export interface Query<T> {
  value: T | undefined; // undefined: not read yet
  problem: Problem | undefined; // of the last reading; value may still be the one before
  loading: boolean;
  refresh(): Promise<void>;
}

// key null: nothing to read yet.
export function useQuery<T>(key: string | null, load: () => Promise<T>): Query<T> {
  const [, setSeen] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  const e = key === null ? undefined : entryOf(key);
  const drawn = e?.value;

  useEffect(() => {
    if (!e) return;
    const seen = () => setSeen((n) => n + 1);
    e.watchers.add(seen);
    e.load = () => latest.current();
    if (e.value !== drawn) seen(); // it came after this was drawn and before it was watched
    if (Date.now() - e.readAt > FRESH) void read(e).then(seen);
    return () => void e.watchers.delete(seen);
  }, [e]);

  const refresh = useCallback(async () => {
    if (!e) return;
    e.loading = undefined;
    await read(e);
  }, [e]);
  return { value: e?.value as T | undefined, problem: e?.problem, loading: !!e && e.value === undefined && !e.problem, refresh };
}

// Shows `value` (or what it makes of the one before) at once; what is being read meanwhile is older and dropped.
export function put<T>(key: string, value: T | ((before: T | undefined) => T)): void {
  const e = entryOf(key);
  e.loading = undefined;
  e.value = typeof value === "function" ? (value as (before: T | undefined) => T)(e.value as T | undefined) : value;
  e.problem = undefined;
  tell(e);
}

export const peek = <T>(key: string): T | undefined => entries.get(key)?.value as T | undefined;

function readAgain(prefixes: readonly string[]): void {
  for (const [key, e] of entries) {
    if (!prefixes.some((prefix) => key.startsWith(prefix))) continue;
    e.readAt = 0;
    if (!e.watchers.size) continue;
    e.loading = undefined;
    void read(e);
  }
}

// Her other windows hear what has changed and read it again; nothing else goes over the channel.
const windows = new BroadcastChannel("rung.stale");
windows.onmessage = (e: MessageEvent<string[]>) => readAgain(e.data);

// Reads again what begins with one of these, now if it is shown, else when it is next asked for.
export function stale(...prefixes: string[]): void {
  readAgain(prefixes);
  staleElsewhere(...prefixes);
}

// For what this window knows already, having `put` the server's answer.
export const staleElsewhere = (...prefixes: string[]) => windows.postMessage(prefixes);

export function forgetAll(): void {
  for (const e of entries.values()) Object.assign(e, { value: undefined, problem: undefined, loading: undefined, readAt: 0 });
}

connection.watch((state) => state === "there" && readAgain([""]));

// She comes back to this window: what it shows may have changed on another machine.
function readOld() {
  if (document.visibilityState !== "visible") return;
  for (const e of entries.values()) if (e.watchers.size && Date.now() - e.readAt > FRESH) void read(e);
}
document.addEventListener("visibilitychange", readOld);
addEventListener("focus", readOld);
