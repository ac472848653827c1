// draft.ts — what is typed and not saved yet outlives the page, the connection and the session; it is the person's own.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { session } from "./session";

const keyOf = (name: string) => `rung.draft.${session.get().user?.id ?? "nobody"}.${name}`;

export function keptDraft<T>(name: string): T | undefined {
  try {
    const text = localStorage.getItem(keyOf(name));
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

export function keepDraft<T>(name: string, value: T): void {
  try {
    localStorage.setItem(keyOf(name), JSON.stringify(value));
  } catch {
    // A full or closed storage: the page still has it.
  }
}

export function dropDraft(name: string): void {
  localStorage.removeItem(keyOf(name));
}

export function dropAllDrafts(): void {
  const mine = keyOf("");
  for (const key of Object.keys(localStorage)) if (key.startsWith(mine)) localStorage.removeItem(key);
}

export interface Draft<T> {
  value: T;
  set(next: T | ((before: T) => T)): void;
  drop(): void; // saved: the draft is not needed any more
  restored: boolean; // it began with what an earlier visit left
}

export function useDraft<T>(name: string, first: T): Draft<T> {
  const kept = useRef(keptDraft<T>(name));
  const [value, setValue] = useState<T>(kept.current ?? first);
  const latest = useRef(value);
  const touched = useRef(false);
  const set = useCallback((next: T | ((before: T) => T)) => {
    touched.current = true;
    latest.current = typeof next === "function" ? (next as (before: T) => T)(latest.current) : next;
    setValue(latest.current);
  }, []);
  // The page may go before what was typed last has been drawn.
  useEffect(() => {
    const keep = () => touched.current && keepDraft(name, latest.current);
    addEventListener("pagehide", keep);
    return () => {
      removeEventListener("pagehide", keep);
      keep();
    };
  }, [name]);
  useEffect(() => {
    const timer = setTimeout(() => touched.current && keepDraft(name, latest.current), 150);
    return () => clearTimeout(timer);
  }, [name, value]);
  const drop = useCallback(() => {
    touched.current = false;
    dropDraft(name);
  }, [name]);
  return { value, set, drop, restored: kept.current !== undefined };
}
