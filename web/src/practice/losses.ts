// losses.ts — evidence as a person reads it: a loss for each reason, dearest first, with all the places that it names.
import { language, many, number, t, told } from "~/words/t";
import { partName, type Skill } from "./kinds";
import type { Evidence } from "./rows";

export interface Place {
  sentence: number;
  from: number;
  to: number;
  quote: string;
}

export interface Loss {
  rule: string;
  score: Skill;
  points: number; // of the final score
  missing: boolean;
  says: string;
  cure: string;
  places: Place[];
}

export function lossesOf(evidence: readonly Evidence[]): Loss[] {
  const losses = new Map<string, Loss>();
  for (const e of evidence) {
    const { rule, score, missing, says, cure, sentence, from, to, quote } = e;
    const key = rule === "empty" ? `${rule} ${score}` : rule;
    const loss = losses.get(key) ?? { rule, score, points: 0, missing, says, cure, places: [] };
    loss.points += e.points;
    if (!loss.places.some((p) => p.sentence === sentence)) loss.places.push({ sentence, from, to, quote });
    losses.set(key, loss);
  }
  for (const loss of losses.values()) loss.places.sort((a, b) => a.from - b.from);
  return [...losses.values()].sort((a, b) => b.points - a.points);
}

// What a rule says may end in what was counted or missed.
const counted: [form: RegExp, words: (...found: string[]) => string][] = [
  [/^(\d+) .* found; (\d+) earn all the points\.$/, (n, all) => many(Number(n), "{n} found; {all} earn all the points.", "{n} found; {all} earn all the points.", { all: number(Number(all)) })],
  [/^Not mentioned: (.*)\.$/, (words) => t("Not mentioned: {words}.", { words: words!.replace(/"([^"]*)"/g, (_, word: string) => t("“{word}”", { word })) })],
  [/^Missing: (.*)\.$/, (parts) => t("Missing: {parts}.", { parts: parts!.split(", ").map(partName).join(", ") })],
];

export function saysOf({ says }: Pick<Evidence, "says">): string {
  const [, head = says, tail = ""] = /^(.*?[.?]) (.+)$/.exec(says) ?? [];
  if (!tail || language.get() === "en") return told(says);
  for (const [form, words] of counted) {
    const found = form.exec(tail);
    if (found) return `${told(head)} ${words(...found.slice(1))}`;
  }
  return told(says) === says ? `${told(head)} ${tail}` : told(says);
}

// The answer in pieces: text between sentences, and sentences with the losses (by their place in the list) that name them.
export interface Piece {
  text: string;
  losses: number[];
}

export function piecesOf(text: string, losses: readonly Loss[], sentences: readonly { from: number; to: number }[]): (Piece & { sentence: number })[] {
  const pieces: (Piece & { sentence: number })[] = [];
  let at = 0;
  sentences.forEach((s, sentence) => {
    if (s.from > at) pieces.push({ text: text.slice(at, s.from), losses: [], sentence: -1 });
    const named = losses.flatMap((loss, n) => (loss.places.some((p) => p.from < s.to && p.to > s.from) ? [n] : []));
    pieces.push({ text: text.slice(s.from, s.to), losses: named, sentence });
    at = s.to;
  });
  if (at < text.length) pieces.push({ text: text.slice(at), losses: [], sentence: -1 });
  return pieces;
}
