// question_list.tsx — the questions of a session with what became of each.
import { t } from "~/words/t";
import { stateOf } from "./heading";
import { kindWords } from "./kinds";
import { attemptsAt, isOver, type PracticeSession } from "./rows";

export function QuestionList({ session }: { session: PracticeSession }) {
  return (
    <ol class="asked-list">
      {session.interview_questions.map((q) => {
        const inside = (
          <>
            <span class="grow">
              <span class="read" lang="en">{q.question_text}</span>
              <span class="soft small">{kindWords(q.question_type_tag).label}</span>
            </span>
            <span class="numbers asked-score"><span class="unseen">{t("Score")}: </span>{stateOf(session, q)}</span>
          </>
        );
        const dead = isOver(session) && !attemptsAt(session, q).length;
        return <li key={q.id}>{dead ? <span class="asked-row">{inside}</span> : <a class="asked-row" href={`/practice/${session.id}?q=${q.question_order}`}>{inside}</a>}</li>;
      })}
    </ol>
  );
}
