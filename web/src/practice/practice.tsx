// practice.tsx — where practice begins: what is due, what was left unfinished, or a new choice.
import { Room } from "~/app/room";
import { useAddress } from "~/app/router";
import { Button, ButtonLink } from "~/parts/button";
import { useSending } from "~/parts/form";
import { Icon } from "~/parts/icon";
import { Loaded, Notice, Skeleton } from "~/parts/state";
import { many, t } from "~/words/t";
import { nearDay } from "~/words/time";
import { Choose } from "./choose";
import { inShort } from "./heading";
import { points } from "./kinds";
import { PracticeNav } from "./nav";
import { isOver, useDue, useSessions, type Due, type SessionHead } from "./rows";
import { SessionList } from "./session_list";
import { startOf } from "./start";

const AT_ONCE = 10;
const RECENT = 5;

export function DueCard({ due }: { due: Due[] }) {
  const { busy, problem, send } = useSending();
  const now = due.slice(0, AT_ONCE);
  const start = () => void send(() => startOf(now.map((d) => d.question_id), t("Due again")));
  return (
    <section class="card stack tight due">
      <h2>{many(due.length, "{n} question is due", "{n} questions are due")}</h2>
      <p class="soft">{t("You have answered them before. Asked again now, they stay.")}</p>
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

function Unfinished({ session }: { session: SessionHead }) {
  return (
    <section class="card unfinished row apart">
      <div>
        <h2>{t("Not finished: {name}", { name: session.session_name })}</h2>
        <p class="soft small">{many(session.actual_num_questions, "{n} question, begun {when}", "{n} questions, begun {when}", { when: nearDay(session.created_at) })}</p>
      </div>
      <ButtonLink href={`/practice/${session.id}`} icon="forward">{t("Go on")}</ButtonLink>
    </section>
  );
}

export default function Practice() {
  const job = useAddress().searchParams.get("job");
  const sessions = useSessions(1);
  const due = useDue();
  const open = sessions.value?.find((s) => !isOver(s));
  return (
    <Room title={t("Practice")}>
      <PracticeNav here="/practice" />
      <div class="beside">
        {due.loading || sessions.loading ? <Skeleton height="36rem" /> : <div class="stack">
          {due.value && due.value.length > 0 && !job && <DueCard due={due.value} />}
          {open && <Unfinished session={open} />}
          <Choose job={job} />
        </div>}
        <aside class="stack" aria-labelledby="recent">
          <h2 id="recent">{t("Recent sessions")}</h2>
          <Loaded query={sessions} wait={<Skeleton height="11rem" />}>
            {(list) =>
              list.length ? (
                <>
                  <SessionList sessions={list.slice(0, RECENT)} />
                  {list.length > RECENT && <p><a href="/practice/progress">{t("All sessions and your progress")}</a></p>}
                </>
              ) : (
                <div class="stack tight soft">
                  <p>{t("Your sessions will stand here with their scores.")}</p>
                  <p class="with-icon small"><Icon name="info" small />{t("You write an answer, and six scores say what it is worth, each with the sentences that lost points.")}</p>
                </div>
              )
            }
          </Loaded>
        </aside>
      </div>
    </Room>
  );
}
