// practice.tsx — where practice begins: what is due, what was left unfinished, or a new choice.
import { Room } from "~/app/room";
import { useAddress } from "~/app/router";
import { ButtonLink } from "~/parts/button";
import { Icon } from "~/parts/icon";
import { Loaded, Skeleton } from "~/parts/state";
import { many, t } from "~/words/t";
import { nearDay } from "~/words/time";
import { Choose } from "./choose";
import { DueCard } from "./due";
import { PracticeNav } from "./nav";
import { isOver, useDue, useSessions, type SessionHead } from "./rows";
import { SessionList } from "./session_list";

const RECENT = 5;

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
  const dueFirst = !job && (due.value?.length ?? 0) > 0;
  const open = sessions.value?.find((s) => !isOver(s));
  return (
    <Room title={t("Practice")}>
      <PracticeNav here="/practice" />
      <div class="beside">
        {due.loading || sessions.loading ? <Skeleton height="36rem" /> : <div class="stack">
          {dueFirst && <DueCard due={due.value!} />}
          {open && <Unfinished session={open} />}
          <Choose job={job} second={dueFirst} />
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
