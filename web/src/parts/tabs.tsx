// tabs.tsx — one of several views of the same thing.
import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";

interface TabsProps<T extends string> {
  label: string;
  value: T;
  onValue(value: T): void;
  tabs: readonly (readonly [value: T, label: string])[];
  children: ComponentChildren; // of the one that is chosen
}

export function Tabs<T extends string>({ label, value, onValue, tabs, children }: TabsProps<T>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const onKey = (e: KeyboardEvent) => {
    const at = tabs.findIndex(([v]) => v === value);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    const next = (to + tabs.length) % tabs.length;
    onValue(tabs[next]![0]);
    (list.current?.children[next] as HTMLElement | undefined)?.focus();
  };
  return (
    <div>
      <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={onKey}>
        {tabs.map(([v, words]) => (
          <button key={v} type="button" role="tab" id={`${id}-${v}`} aria-selected={v === value} aria-controls={`${id}-panel`} tabIndex={v === value ? 0 : -1} onClick={() => onValue(v)}>
            {words}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`}>{children}</div>
    </div>
  );
}
