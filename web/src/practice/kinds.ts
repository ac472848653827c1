// kinds.ts — the kinds of questions and the six scores, in words for a person.
import { language, t } from "~/words/t";

export const kinds = ["behavioral", "situational", "technical", "system_design", "product", "hr_screening"] as const;
export type Kind = (typeof kinds)[number] | "general";
export const levels = ["easy", "medium", "hard"] as const;
export type Level = (typeof levels)[number];
export const skills = ["content", "structure", "relevance", "communication", "delivery", "confidence"] as const;
export type Skill = (typeof skills)[number];

interface KindWords {
  label: string;
  example: string;
  seeks: string;
  outline: [name: string, what: string][];
}

// How many words a good answer has: the rules' own band for each kind.
const bands: Record<Kind, [least: number, most: number]> = {
  behavioral: [90, 300],
  technical: [80, 300],
  situational: [80, 300],
  system_design: [80, 350],
  product: [80, 300],
  hr_screening: [60, 240],
  general: [60, 300],
};
export const bandOf = (kind: Kind) => bands[kind];

const words: Record<Kind, () => KindWords> = {
  behavioral: () => ({
    label: t("Past experience"),
    example: t("Tell me about a time you failed."),
    seeks: t("One real case, what you did in it yourself, and what came of it."),
    outline: [
      [t("Situation"), t("where and when, and what was at stake: one or two sentences")],
      [t("Task"), t("what you had to achieve, and by when")],
      [t("Action"), t("three steps that you took yourself, in order: the longest part")],
      [t("Result"), t("what came of it, with a number, and what you changed since")],
    ],
  }),
  situational: () => ({
    label: t("What would you do"),
    example: t("A customer shouts at you. What do you do?"),
    seeks: t("What you would do first and why, and that you have thought of what may go wrong."),
    outline: [
      [t("Answer"), t("your plan in one sentence")],
      [t("Steps"), t("first, then, finally, each with its reason")],
      [t("Other ways"), t("what you would not do, and why")],
      [t("Example"), t("a case in which you did something like it")],
    ],
  }),
  technical: () => ({
    label: t("Technical"),
    example: t("How do you decide what to test?"),
    seeks: t("That you know how it works, when you would use it, and what it costs."),
    outline: [
      [t("Answer"), t("in one sentence, before any detail")],
      [t("How"), t("the steps or parts, by their names")],
      [t("Why"), t("the reason, and what speaks against it")],
      [t("Example"), t("where you have met it, with a number")],
    ],
  }),
  system_design: () => ({
    label: t("System design"),
    example: t("Design a service that shortens links."),
    seeks: t("How you find out what is needed, choose between designs, and know where yours breaks."),
    outline: [
      [t("Needs"), t("what it must do, for how many, how fast: rough numbers")],
      [t("Parts"), t("what there is, and how a request goes through it")],
      [t("Trade-offs"), t("what you chose against, and at what cost")],
      [t("Limits"), t("what breaks first as it grows, and what you do then")],
    ],
  }),
  product: () => ({
    label: t("Product"),
    example: t("Ten requests, room for three. How do you choose?"),
    seeks: t("That you begin with people and a goal, decide by evidence, and measure what came of it."),
    outline: [
      [t("Goal"), t("for whom, and what should be better")],
      [t("Options"), t("two or three, and how you compare them")],
      [t("Decision"), t("which one, why, and what you leave out")],
      [t("Measure"), t("the number that would tell you that it worked")],
    ],
  }),
  hr_screening: () => ({
    label: t("You and this job"),
    example: t("Why do you want to work here?"),
    seeks: t("Who you are, that you mean this job, and that your story holds together."),
    outline: [
      [t("Answer"), t("short and true, first")],
      [t("Proof"), t("something you did that shows it")],
      [t("This job"), t("what it has to do with this work and this employer")],
    ],
  }),
  general: () => ({
    label: t("Other"),
    example: t("Questions of your own."),
    seeks: t("A clear answer, the reason for it, and one example."),
    outline: [
      [t("Answer"), t("in one sentence, first")],
      [t("Reason"), t("why, and what speaks against it")],
      [t("Example"), t("one case, with names and numbers")],
    ],
  }),
};
export const kindWords = (kind: Kind | null | undefined): KindWords => (words[kind ?? "general"] ?? words.general)();

const levelNames: Record<Level, () => string> = { easy: () => t("Easy"), medium: () => t("Medium"), hard: () => t("Hard") };
export const levelName = (level: Level) => levelNames[level]();

const skillWords: Record<Skill, () => [name: string, what: string]> = {
  content: () => [t("Content"), t("what you did, with names and numbers")],
  structure: () => [t("Structure"), t("easy to follow from beginning to end")],
  relevance: () => [t("Relevance"), t("answers what was asked")],
  communication: () => [t("Communication"), t("clear sentences, varied words")],
  delivery: () => [t("Delivery"), t("pace and pauses of the voice")],
  confidence: () => [t("Confidence"), t("stands by what it says")],
};
export const skillName = (skill: Skill) => skillWords[skill]()[0];
export const skillMeaning = (skill: Skill) => skillWords[skill]()[1];

// As the server words a session's score.
export function scoreWord(score: number): string {
  if (score >= 85) return t("Excellent");
  if (score >= 70) return t("Good");
  return score >= 50 ? t("Fair") : t("Needs work");
}

// Scores have one decimal, always, so that they stand in columns.
export const points = (n: number) => new Intl.NumberFormat(language.get(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(n);
export const signed = (n: number) => new Intl.NumberFormat(language.get(), { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" }).format(n);

// The parts of a story, as the rules name them.
const partNames: Record<string, () => string> = { situation: () => t("Situation"), task: () => t("Task"), action: () => t("Action"), result: () => t("Result") };
export const partName = (part: string) => (partNames[part] ?? (() => part))();

// What would stand where the answer lacks something.
const lacks: Record<string, () => string> = {
  empty: () => t("an answer"),
  "no-numbers": () => t("a number"),
  "few-actions": () => t("what was done"),
  "not-specific": () => t("a name"),
  "too-little": () => t("more"),
  "no-situation": () => t("where and when"),
  "no-task": () => t("your task"),
  "no-action": () => t("what you did"),
  "no-result": () => t("the result"),
  "no-sequence": () => t("first, then"),
  "no-reason": () => t("why"),
  "no-contrast": () => t("another way"),
  "no-example": () => t("an example"),
  "no-close": () => t("a last sentence"),
  "missing-parts": () => t("all four parts"),
  "missing-words": () => t("what was asked for"),
};
export const lackOf = (rule: string) => (lacks[rule] ?? (() => t("more sentences")))();
