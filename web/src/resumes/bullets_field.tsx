// bullets_field.tsx — sentences in a list. Enter begins the next one, Backspace at the beginning joins it to the one before, a pasted list becomes several.
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Button, IconButton } from "~/parts/button";
import { t } from "~/words/t";
import { moved } from "./document";
import { Grip } from "./reorder";

interface BulletsFieldProps {
  label: string;
  add: string;
  value: string[];
  onValue(list: string[], place?: number): void; // place: only this one's text has changed
  onBlur?(): void;
}

const MARK = /^\s*(?:[-*•▪‣·–]|\d+[.)])\s+/;

export function BulletsField({ label, add, value, onValue, onBlur }: BulletsFieldProps) {
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const next = useRef<{ row: number; caret: number } | undefined>(undefined); // where the caret belongs when the list is drawn
  useLayoutEffect(() => {
    const { row, caret } = next.current ?? { row: -1, caret: 0 };
    next.current = undefined;
    const text = list.current?.querySelectorAll("textarea")[row];
    text?.focus();
    text?.setSelectionRange(caret, caret);
  });
  const write = (i: number, text: string) => onValue(value.map((old, k) => (k === i ? text : old)), i);
  const splice = (i: number, n: number, with_: string[], row: number, caret: number) => {
    next.current = { row, caret };
    onValue([...value.slice(0, i), ...with_, ...value.slice(i + n)]);
  };
  const move = (from: number, to: number) => {
    if (to < 0 || to >= value.length) return;
    onValue(moved(value, from, to));
  };
  const onKey = (e: KeyboardEvent, i: number) => {
    const text = e.currentTarget as HTMLTextAreaElement;
    const { selectionStart: from, selectionEnd: to } = text;
    if (e.isComposing) return;
    if (e.key === "Enter" && !e.shiftKey) {
      e.preventDefault();
      splice(i, 1, [text.value.slice(0, from).trimEnd(), text.value.slice(to).trimStart()], i + 1, 0);
    } else if (e.key === "Backspace" && from === 0 && to === 0 && i > 0) {
      e.preventDefault();
      const before = value[i - 1]!;
      const glue = before && text.value ? " " : "";
      splice(i - 1, 2, [before + glue + text.value], i - 1, before.length + glue.length);
    } else if (e.altKey && (e.key === "ArrowUp" || e.key === "ArrowDown")) {
      e.preventDefault();
      const to = i + (e.key === "ArrowUp" ? -1 : 1);
      if (to < 0 || to >= value.length) return;
      next.current = { row: to, caret: from };
      move(i, to);
    }
  };
  const onPaste = (e: ClipboardEvent, i: number) => {
    const lines = (e.clipboardData?.getData("text/plain") ?? "").split(/\r?\n/).map((line) => line.replace(MARK, "").trim()).filter(Boolean);
    if (lines.length < 2) return;
    e.preventDefault();
    const text = e.currentTarget as HTMLTextAreaElement;
    const [before, after] = [text.value.slice(0, text.selectionStart), text.value.slice(text.selectionEnd)];
    const all = [before + lines[0], ...lines.slice(1, -1), lines.at(-1)! + after];
    splice(i, 1, all, i + all.length - 1, lines.at(-1)!.length);
  };
  return (
    <div class="bullets" role="group" aria-labelledby={id}>
      <p class="label" id={id}>{label}</p>
      <ul class="bullet-list" ref={list}>
        {value.map((text, i) => (
          <li key={i}>
            <Grip list={list} i={i} called={t("line {n}", { n: i + 1 })} onMove={move} />
            <textarea class="input" rows={1} aria-label={t("{label}, line {n}", { label, n: i + 1 })} value={text} onInput={(e) => write(i, e.currentTarget.value.replace(/\r?\n/g, " "))}
              onKeyDown={(e) => onKey(e, i)} onPaste={(e) => onPaste(e, i)} onBlur={onBlur} />
            <IconButton icon="close" small label={t("Remove line {n}", { n: i + 1 })} onClick={() => splice(i, 1, [], Math.min(i, value.length - 2), 0)} />
          </li>
        ))}
      </ul>
      <Button small kind="plain" icon="add" onClick={() => splice(value.length, 0, [""], value.length, 0)}>{add}</Button>
    </div>
  );
}
