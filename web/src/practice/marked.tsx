// marked.tsx — her answer with the judged sentences marked: numbers lead to the losses, and what is missing stands where it would stand.
import { t } from "~/words/t";
import { lackOf, partName } from "./kinds";
import { piecesOf, saysOf, type Loss } from "./losses";
import type { Reasons } from "./rows";

interface MarkedProps {
  text: string;
  sentences: Reasons["sentences"];
  losses: Loss[];
  open: number | null;
  onOpen(loss: number): void;
}

export const markId = (loss: number, sentence: number) => `mark-${loss}-${sentence}`;

export function Marked({ text, sentences, losses, open, onOpen }: MarkedProps) {
  const pieces = piecesOf(text, losses, sentences);
  const number = (n: number, sentence: number, words: string) => (
    <button key={n} type="button" id={markId(n, sentence)} class="mark-number" data-on={n === open || undefined} aria-label={t("{n}: {says}", { n: n + 1, says: saysOf(losses[n]!) })} aria-expanded={n === open} onClick={() => onOpen(n)}>
      {words}
    </button>
  );
  let part: string | null = null;
  return (
    <div class="answer read">
      {pieces.map(({ text, losses: named, sentence }, i) => {
        if (sentence < 0) return <span key={i} lang="en">{text}</span>;
        const said = named.filter((n) => !losses[n]!.missing);
        const lacking = named.filter((n) => losses[n]!.missing);
        const begins = sentences[sentence]!.part;
        const label = begins && begins !== part ? <span class="part">{partName(begins)}<span class="unseen">: </span></span> : null;
        if (begins) part = begins;
        const on = open !== null && named.includes(open);
        return (
          <span key={i}>
            {label}
            {said.length ? <mark lang="en" data-on={on || undefined} onClick={() => onOpen(said[0]!)}>{text}</mark> : <span lang="en" class={on ? "near" : undefined}>{text}</span>}
            {said.map((n) => number(n, sentence, `${n + 1}`))}
            {lacking.map((n) => (
              <span key={n} class="lack">
                <button type="button" id={markId(n, sentence)} data-on={n === open || undefined} aria-label={t("+ {what} {n}: missing here. {says}", { n: n + 1, what: lackOf(losses[n]!.rule), says: saysOf(losses[n]!) })} aria-expanded={n === open} onClick={() => onOpen(n)}>
                  + {lackOf(losses[n]!.rule)} <b>{n + 1}</b>
                </button>
              </span>
            ))}
          </span>
        );
      })}
    </div>
  );
}
