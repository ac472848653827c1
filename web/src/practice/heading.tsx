// heading.tsx — where she is in a session: the question as the room's heading, and the way to the others.
import { useEffect } from "preact/hooks";
import { Icon } from "~/parts/icon";
import { Menu } from "~/parts/menu";
import { many, number, t } from "~/words/t";
import { kindWords, levelName, points } from "./kinds";
import { attemptsAt, bestOf, type Asked, type PracticeSession } from "./rows";

// "55.0" or what else has become of a question.
export function stateOf(session: PracticeSession, asked: Asked): string {
  const attempts = attemptsAt(session, asked);
  const best = bestOf(attempts);
  if (best) return points(best.final_score);
  return attempts.length ? t("not judged") : t("not answered");
}

export const inShort = (text: string, most = 60) => (text.length <= most ? text : `${text.slice(0, text.lastIndexOf(" ", most) + 1 || most).trimEnd()}…`);

export function Question({ session, asked, small }: { session: PracticeSession; asked: Asked; small?: boolean }) {
  const level = asked.questions && levelName(asked.questions.difficulty);
  return (
    <span class={small ? "question small" : "question"}>
      <span class="question-place">
        {[t("Question {n} of {all}", { n: number(asked.question_order), all: number(session.interview_questions.length) }), kindWords(asked.question_type_tag).label, level].filter(Boolean).join(" · ")}
        <span class="unseen">: </span>
      </span>
      <span lang="en">{asked.question_text}</span>
    </span>
  );
}

// Each question begins at its top, as a page does.
export const useTop = () => useEffect(() => scrollTo(0, 0), []);

// How far she is; the menu leads to every question and to the end.
export function Path({ session, asked }: { session: PracticeSession; asked: Asked }) {
  const all = session.interview_questions;
  const answered = all.filter((q) => attemptsAt(session, q).length).length;
  const items = all.map((q) => ({ label: [`${number(q.question_order)}. ${inShort(q.question_text, 34)}`, ...(attemptsAt(session, q).length ? [stateOf(session, q)] : [])].join(" · "), href: `/practice/${session.id}?q=${q.question_order}` }));
  return (
    <div class="path">
      <div class="path-steps" aria-hidden="true">
        {all.map((q) => <span key={q.id} data-done={attemptsAt(session, q).length > 0 || undefined} data-here={q === asked || undefined} />)}
      </div>
      <Menu label={t("All questions: {n} answered", { n: many(answered, "{n} of {all}", "{n} of {all}", { all: number(all.length) }) })} className="button plain small" items={[...items, { label: t("End of the session"), icon: "target", href: `/practice/${session.id}?q=end` }]}>
        <Icon name="list" small />
        <span class="wide-only">{t("All questions")}</span>
      </Menu>
    </div>
  );
}
