// store.ts — one value that rooms watch.
import { useEffect, useState } from "preact/hooks";

export interface Store<T> {
  get(): T;
  set(value: T): void;
  watch(seen: (value: T) => void): () => void;
}

export function store<T>(first: T): Store<T> {
  let value = first;
  const watchers = new Set<(value: T) => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const seen of [...watchers]) seen(value);
    },
    watch(seen) {
      watchers.add(seen);
      return () => void watchers.delete(seen);
    },
  };
}

export function useStore<T>(of: Store<T>): T {
  const [value, setValue] = useState(of.get);
  useEffect(() => {
    setValue(() => of.get());
    return of.watch((next) => setValue(() => next));
  }, [of]);
  return value;
}
