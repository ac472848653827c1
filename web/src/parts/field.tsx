// field.tsx — what is filled in: each control with its label, its hint and what is wrong with it.
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { t } from "~/words/t";
import { Icon } from "./icon";

export interface FieldProps {
  label: string;
  hint?: string;
  error?: string;
  optional?: boolean;
  hideLabel?: boolean; // still read aloud
  note?: ComponentChildren; // at the end of the label's line: "Saved"
}

interface Described {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: "true";
}

export function Field({ label, hint, error, optional, hideLabel, note, children }: FieldProps & { children: (props: Described) => ComponentChildren }) {
  const id = useId();
  const notes = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id} class={hideLabel ? "unseen" : undefined}>
        {label} {optional && <span class="optional">{t("(optional)")}</span>}
      </label>
      {note}
      {children({ id, "aria-describedby": notes || undefined, "aria-invalid": error ? "true" : undefined })}
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {error && (
        <p class="error" id={`${id}-error`}>
          <Icon name="alert" small /> {error}
        </p>
      )}
    </div>
  );
}

type Value = { value: string; onValue(value: string): void };

// What a control may be told besides; one list for all of them.
interface Native {
  required?: boolean;
  disabled?: boolean;
  readOnly?: boolean;
  autoFocus?: boolean;
  autoComplete?: string;
  placeholder?: string;
  maxLength?: number;
  name?: string;
  rows?: number;
  spellcheck?: boolean;
  "aria-keyshortcuts"?: string;
  onBlur?(): void;
  onFocus?(): void;
  onKeyDown?(e: KeyboardEvent): void;
  onPaste?(e: ClipboardEvent): void;
}

interface Input extends Native {
  type?: "text" | "email" | "password" | "url" | "tel" | "number" | "date" | "datetime-local" | "search" | "color";
  inputMode?: "text" | "numeric" | "decimal" | "email" | "url" | "tel" | "search";
  min?: number | string;
  max?: number | string;
  step?: number | string;
  list?: string;
}

const split = <P extends FieldProps>({ label, hint, error, optional, hideLabel, note, ...rest }: P) => ({ field: { label, hint, error, optional, hideLabel, note }, rest });

export function TextField({ value, onValue, ...props }: FieldProps & Value & Input) {
  const { field, rest } = split(props);
  return <Field {...field}>{(described) => <input {...(rest as object)} {...described} class="input" value={value} onInput={(e) => onValue(e.currentTarget.value)} />}</Field>;
}

export function TextArea({ value, onValue, ...props }: FieldProps & Value & Native) {
  const { field, rest } = split(props);
  return <Field {...field}>{(described) => <textarea {...rest} {...described} class="input" value={value} onInput={(e) => onValue(e.currentTarget.value)} />}</Field>;
}

export function Select({ value, onValue, options, ...props }: FieldProps & Value & Native & { options: readonly (readonly [value: string, label: string])[] }) {
  const { field, rest } = split(props);
  return (
    <Field {...field}>
      {(described) => (
        <select {...rest} {...described} class="input" value={value} onChange={(e) => onValue(e.currentTarget.value)}>
          {options.map(([option, label]) => <option key={option} value={option} selected={option === value}>{label}</option>)}
        </select>
      )}
    </Field>
  );
}

export function Switch({ label, hint, on, onSwitch, disabled }: { label: string; hint?: string; on: boolean; onSwitch(on: boolean): void; disabled?: boolean }) {
  const id = useId();
  return (
    <label class="switch">
      <input type="checkbox" role="switch" checked={on} disabled={disabled} aria-describedby={hint ? id : undefined} onChange={(e) => onSwitch(e.currentTarget.checked)} />
      <span>
        <span class="label">{label}</span>
        {hint && <span class="hint soft small" id={id}><br />{hint}</span>}
      </span>
    </label>
  );
}

// One of a few, all of them seen at once.
export function Choices<T extends string>({ label, value, onValue, options, hideLabel }: { label: string; value: T; onValue(value: T): void; options: readonly (readonly [value: T, label: string])[]; hideLabel?: boolean }) {
  const name = useId();
  return (
    <fieldset class="field">
      <legend class={hideLabel ? "unseen" : undefined}>{label}</legend>
      <div class="choices">
        {options.map(([option, words]) => (
          <label key={option} class="choice">
            <input type="radio" name={name} value={option} checked={option === value} onChange={() => onValue(option)} />
            <span>{words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
