// tags.tsx — a list of short words: each is added by Enter or a comma, and taken away by its own button.
import { useRef, useState } from "preact/hooks";
import { t } from "~/words/t";
import { Field, type FieldProps } from "./field";
import { Icon } from "./icon";
import { announce } from "./toast";

const LONGEST = 60;

interface TagsProps extends FieldProps {
  value: readonly string[];
  onValue(value: string[]): void;
  max?: number;
  placeholder?: string;
  suggestions?: readonly string[];
}

const key = (word: string) => word.toLocaleLowerCase();

export function TagField({ value, onValue, max = 20, placeholder, suggestions, ...field }: TagsProps) {
  const [typing, setTyping] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const full = value.length >= max;
  const add = (text: string) => {
    const words = text.split(/[,;\n]/).map((word) => word.trim().replace(/\s+/g, " ").slice(0, LONGEST)).filter(Boolean);
    const all = [...value];
    for (const word of words) if (all.length < max && !all.some((one) => key(one) === key(word))) all.push(word);
    setTyping("");
    if (input.current) input.current.value = "";
    if (all.length === value.length) return;
    onValue(all);
    announce(t("Added {words}", { words: words.join(", ") }));
  };
  const remove = (word: string) => {
    onValue(value.filter((one) => one !== word));
    announce(t("Removed {word}", { word }));
    input.current?.focus();
  };
  const onKey = (e: KeyboardEvent) => {
    if (e.isComposing) return;
    if (e.key === "Enter" && typing.trim()) {
      e.preventDefault();
      add(typing);
    } else if (e.key === "Backspace" && !typing && value.length) {
      e.preventDefault();
      remove(value.at(-1)!);
    }
  };
  return (
    <Field {...field}>
      {(described) => (
        <div class="tags-input" onMouseDown={(e) => e.target === e.currentTarget && (e.preventDefault(), input.current?.focus())}>
          {value.length > 0 && (
            <ul class="tags-list" aria-label={field.label}>
              {value.map((word) => (
                <li key={word} class="tags-word">
                  <span>{word}</span>
                  <button type="button" aria-label={t("Remove {word}", { word })} onClick={() => remove(word)}><Icon name="close" small /></button>
                </li>
              ))}
            </ul>
          )}
          <input ref={input} {...described} list={suggestions && `${described.id}-list`} value={typing} placeholder={value.length ? undefined : placeholder} maxLength={1000}
            readOnly={full} enterKeyHint="done" autoComplete="off" onKeyDown={onKey} onBlur={() => add(typing)}
            onInput={(e) => (/[,;\n]/.test(e.currentTarget.value) ? add(e.currentTarget.value) : setTyping(e.currentTarget.value))} />
          {suggestions && <datalist id={`${described.id}-list`}>{suggestions.filter((word) => !value.includes(word)).map((word) => <option key={word} value={word} />)}</datalist>}
        </div>
      )}
    </Field>
  );
}
