// due.tsx — what has been answered before and is due again: one press asks it.
import { Button } from "~/parts/button";
import { useSending } from "~/parts/form";
import { Notice } from "~/parts/state";
import { many, t } from "~/words/t";
import { inShort } from "./heading";
import { points } from "./kinds";
import type { Due } from "./rows";
import { startOf } from "./start";

const AT_ONCE = 10;

export function DueCard({ due }: { due: Due[] }) {
  const { busy, problem, send } = useSending();
  const now = due.slice(0, AT_ONCE);
  const start = () => void send(() => startOf(now.map((d) => d.question_id), t("Due again")));
  return (
    <section class="card stack tight due">
      <h2>{many(due.length, "{n} question is due", "{n} questions are due")}</h2>
      <p class="soft">{t("A question comes back after a day when it went badly, and later each time that it goes well.")}</p>
      <ul class="due-list">
        {now.slice(0, 3).map((d) => <li key={d.question_id}><span class="read">{inShort(d.questions.question, 80)}</span> <span class="soft small numbers">{t("last {score}", { score: points(d.last_score) })}</span></li>)}
      </ul>
      {problem && <Notice kind="bad" icon="alert">{problem.message} {problem.hint}</Notice>}
      <div>
        <Button kind="primary" icon="play" busy={busy} onClick={start}>{due.length > AT_ONCE ? t("Practise the weakest {n}", { n: AT_ONCE }) : many(due.length, "Practise it", "Practise these")}</Button>
      </div>
    </section>
  );
}
