// feedback.ts — a session's feedback in her language: the server's sentences, and those that are made of numbers made anew.
import { inSentence, many, number, t, told } from "~/words/t";
import { points, skillName, type Skill } from "./kinds";
import type { Feedback } from "./rows";

interface Said {
  summary: string | undefined;
  strengths: string[] | undefined;
  areas: string[] | undefined;
  steps: string[] | undefined;
}

type Details = NonNullable<Feedback["details"]>;

const mean = ({ score, mean }: { score: Skill; mean: number }) => `${inSentence(skillName(score))} (${points(mean)})`;

function summaryOf({ answers, score, strongest, weakest }: Details): string | undefined {
  if (score === null) return undefined;
  const average = many(answers, "{n} answer, {points} of 100 on average.", "{n} answers, {points} of 100 on average.", { points: points(score) });
  return strongest && weakest ? `${average} ${t("Strongest: {best}. Most to win: {worst}.", { best: mean(strongest), worst: mean(weakest) })}` : average;
}

function areaOf({ says, answers, question, quote }: Details["areas"][number]): string {
  const values = { question: number(question), quote };
  const where = quote
    ? many(answers, "In question {question}: “{quote}”", "In {n} answers, most in question {question}: “{quote}”", values)
    : many(answers, "In question {question}.", "In {n} answers, most in question {question}.", values);
  return `${told(says)} ${where}`;
}

// A session of long ago has the sentences alone.
export function saidOf({ details, overall_summary, strengths, areas_for_improvement, actionable_suggestions }: Feedback): Said {
  return {
    summary: (details && summaryOf(details)) ?? (overall_summary && told(overall_summary)),
    strengths: strengths?.map(told),
    areas: details?.areas.map(areaOf) ?? areas_for_improvement,
    steps: actionable_suggestions?.map(told),
  };
}
