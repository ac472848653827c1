// words_field.tsx — a list of short words, written with commas between them: they are put in order by writing.
import { useEffect, useRef, useState } from "preact/hooks";
import { TextField } from "~/parts/field";
import { t } from "~/words/t";
import { same } from "./document";

// A comma within brackets belongs to its word: "AWS (EC2, S3)".
export const wordsOf = (text: string): string[] =>
  [...text.matchAll(/(?:\([^)]*\)|[^,;\n(]|\()+/g)].map((m) => m[0].trim().replace(/\s+/g, " ")).filter(Boolean);

interface WordsFieldProps {
  label: string;
  value: string[];
  onValue(words: string[]): void;
  onBlur?(): void;
}

export function WordsField({ label, value, onValue, onBlur }: WordsFieldProps) {
  const [text, setText] = useState(value.join(", "));
  const known = useRef(value);
  useEffect(() => {
    if (!same(value, known.current)) setText(value.join(", "));
    known.current = value;
  }, [value]);
  const write = (next: string) => {
    setText(next);
    const words = wordsOf(next);
    known.current = words;
    if (!same(words, value)) onValue(words);
  };
  return <TextField label={label} value={text} onValue={write} placeholder={t("With commas between them")} onBlur={() => { setText(wordsOf(text).join(", ")); onBlur?.(); }} />;
}
