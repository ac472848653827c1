// in_place.tsx — a value that becomes its field when it is pressed. Enter or leaving saves, Escape takes back; what could not be saved stays in the field.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { problemOf } from "~/data/problem";
import { inSentence, t } from "~/words/t";

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
  heading?: boolean; // it names itself; else its label is read before it
  check?(value: string): string | undefined; // what is wrong with it
  clean?(value: string): string; // what is meant by it
  children?: ComponentChildren; // how the value is shown; else as it is
}

export function InPlace({ label, value, onSave, type = "text", options, required, list, maxLength, empty, heading, check, clean = (typed) => typed.trim(), children }: InPlaceProps) {
  const [text, setText] = useState<string>();
  const [refused, setRefused] = useState<{ text: string; why: string }>(); // stays in the field until it is another
  const id = useId();
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const editing = text !== undefined;
  const back = useRef(false); // the focus returns to the button, when it was by keyboard that she left
  const left = useRef(false); // a field that is taken away while it has the focus is left once more

  useEffect(() => {
    left.current = !editing;
    if (editing && !refused) {
      field.current!.focus();
      if (type === "text" && !options) field.current!.select();
    } else if (back.current) {
      back.current = false;
      button.current?.focus();
    }
  }, [editing]);

  const close = () => {
    left.current = true;
    setText(undefined);
    setRefused(undefined);
  };
  const save = async (typed: string) => {
    const next = clean(typed);
    if (refused?.text === typed) return;
    if ((required && !next) || next === value) return close();
    const wrong = next ? check?.(next) : undefined;
    if (wrong) return setRefused({ text: typed, why: wrong });
    close();
    try {
      await onSave(next);
    } catch (error) {
      const problem = await problemOf(error);
      setRefused({ text: typed, why: `${problem.message} ${problem.hint}` });
      setText(typed);
    }
  };
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key !== "Enter" && e.key !== "Escape") return;
    e.preventDefault();
    e.stopPropagation();
    back.current = true;
    if (e.key === "Enter") void save(text!);
    else close();
  };
  if (!editing)
    return (
      <button ref={button} type="button" class={value ? "in-place" : "in-place unset"} title={t("Change {what}", { what: inSentence(label) })} onClick={() => setText(value)}>
        {!heading && <span class="unseen">{label}: </span>}
        {value ? (children ?? value) : (empty ?? t("Add"))}
      </button>
    );
  const shared = { ref: field, "aria-label": label, "aria-invalid": refused ? ("true" as const) : undefined, "aria-describedby": refused ? id : undefined, class: "input", onKeyDown, onBlur: () => left.current || void save(text) };
  return (
    <span class="in-place-field">
      {options ? (
        <select {...shared} value={text} onChange={(e) => setText(e.currentTarget.value)}>
          {options.map(([option, words]) => <option key={option} value={option} selected={option === text}>{words}</option>)}
        </select>
      ) : (
        <input {...shared} type={type} list={list} maxLength={maxLength} value={text} onInput={(e) => setText(e.currentTarget.value)} />
      )}
      {refused && <span class="error" id={id} role="alert">{refused.why}</span>}
    </span>
  );
}
