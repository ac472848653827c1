// in_place.tsx — a value that becomes its field when it is pressed. Enter or leaving saves, Escape takes back; what could not be saved stays in the field.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "~/words/t";
import { complain } from "./toast";

interface InPlaceProps {
  label: string;
  value: string;
  onSave(value: string): Promise<void>;
  type?: "text" | "url" | "date" | "number";
  options?: readonly (readonly [value: string, label: string])[];
  required?: boolean;
  list?: string;
  maxLength?: number;
  empty?: string; // what stands there while there is no value
  children?: ComponentChildren; // how the value is shown; else as it is
}

export function InPlace({ label, value, onSave, type = "text", options, required, list, maxLength, empty, children }: InPlaceProps) {
  const [text, setText] = useState<string>();
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const editing = text !== undefined;
  const back = useRef(false); // the focus returns to the button, when it was by keyboard that she left

  useEffect(() => {
    if (editing) {
      field.current!.focus();
      if (type === "text" && !options) field.current!.select();
    } else if (back.current) {
      back.current = false;
      button.current?.focus();
    }
  }, [editing]);

  const save = async (next: string) => {
    const clean = next.trim();
    if (required && !clean) return setText(undefined);
    if (clean === value) return setText(undefined);
    setText(undefined);
    try {
      await onSave(clean);
    } catch (error) {
      setText(next);
      void complain(error);
    }
  };
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key !== "Enter" && e.key !== "Escape") return;
    e.preventDefault();
    e.stopPropagation();
    back.current = true;
    if (e.key === "Enter") void save(text!);
    else setText(undefined);
  };
  if (!editing)
    return (
      <button ref={button} type="button" class={value ? "in-place" : "in-place unset"} onClick={() => setText(value)}>
        <span class="unseen">{t("Change {what}:", { what: label })} </span>
        {value ? (children ?? value) : (empty ?? t("Add"))}
      </button>
    );
  const shared = { ref: field, "aria-label": label, class: "input", onKeyDown, onBlur: () => void save(text) };
  if (options)
    return (
      <select {...shared} value={text} onChange={(e) => setText(e.currentTarget.value)}>
        {options.map(([option, words]) => <option key={option} value={option} selected={option === text}>{words}</option>)}
      </select>
    );
  return <input {...shared} type={type} list={list} maxLength={maxLength} value={text} onInput={(e) => setText(e.currentTarget.value)} />;
}
