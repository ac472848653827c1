// date_field.tsx — a date as it is written by hand; JSON Resume's form of it is what is kept.
import { useEffect, useRef, useState } from "preact/hooks";
import { TextField } from "~/parts/field";
import { t } from "~/words/t";
import { meansNow, parseDate, showDate } from "./dates";

interface DateFieldProps {
  label: string;
  kind: "start" | "end" | "date";
  value: string;
  onValue(iso: string): void;
  onFocus?(): void;
  onBlur?(): void;
}

export function DateField({ label, kind, value, onValue, onFocus, onBlur }: DateFieldProps) {
  const [typed, setTyped] = useState<string>(); // while it is being written, or is no date
  const known = useRef(value);
  useEffect(() => {
    if (value !== known.current) setTyped(undefined); // changed from elsewhere: undone, taken over
    known.current = value;
  }, [value]);
  const isOpenEnd = (text: string) => kind === "end" && meansNow(text);
  const readAs = (text: string) => (isOpenEnd(text) || !text.trim() ? "" : parseDate(text));
  const write = (text: string) => {
    setTyped(text);
    const iso = readAs(text);
    if (iso === undefined || iso === value) return;
    known.current = iso;
    onValue(iso);
  };
  const leave = () => {
    if (typed !== undefined && readAs(typed) !== undefined) setTyped(undefined);
    setLeft(true);
    onBlur?.();
  };
  const [left, setLeft] = useState(false);
  const wrong = typed !== undefined && left && readAs(typed) === undefined;
  return (
    <TextField label={label} value={typed ?? showDate(value)} onValue={write} onBlur={leave} onFocus={() => { setLeft(false); onFocus?.(); }} spellcheck={false} autoComplete="off"
      placeholder={kind === "end" ? t("Present") : t("Mar 2019")} error={wrong ? t("Write it like Mar 2019, 03/2019 or 2019.") : undefined} />
  );
}
