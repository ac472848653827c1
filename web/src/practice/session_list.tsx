// session_list.tsx — sessions that were begun, the newest first.
import { t } from "~/words/t";
import { shortDate } from "~/words/time";
import { points } from "./kinds";
import { isOver, type SessionHead } from "./rows";

export function SessionList({ sessions }: { sessions: SessionHead[] }) {
  return (
    <ul class="asked-list">
      {sessions.map((s) => (
        <li key={s.id}>
          <a class="asked-row" href={`/practice/${s.id}`}>
            <span class="grow clip">{s.session_name}</span>
            <span class="soft small">{shortDate(s.created_at)}</span>
            <span class="numbers asked-score">{s.score !== null ? <><span class="unseen">{t("Score")}: </span>{points(s.score)}</> : isOver(s) ? "–" : t("go on")}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
