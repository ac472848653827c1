// session.tsx — a practice session: its questions one at a time, each answer's result, and in the end the whole.
import { useEffect } from "preact/hooks";
import { Room, Unread } from "~/app/room";
import { go, useAddress } from "~/app/router";
import { Loaded, Skeleton } from "~/parts/state";
import { t } from "~/words/t";
import { Ask } from "./ask";
import { Closing } from "./closing";
import { Result } from "./result";
import { attemptsAt, isOver, useSession, type PracticeSession } from "./rows";
import { Summary } from "./summary";

const Waiting = () => (
  <Room title={t("Practice")} heading={<><span class="unseen">{t("Loading")}</span><Skeleton height="5.5rem" width="min(80vw, 34rem)" /></>} width="narrow">
    <div class="stack">
      <Skeleton height="2.75rem" />
      <Skeleton height="16rem" />
      <Skeleton height="2.75rem" width="10rem" />
    </div>
  </Room>
);

function Inside({ session }: { session: PracticeSession }) {
  const search = useAddress().searchParams;
  const place = search.get("q");
  const asked = session.interview_questions.find((q) => String(q.question_order) === place);
  const over = isOver(session);
  const begin = over || place ? undefined : (session.interview_questions.find((q) => !attemptsAt(session, q).length)?.question_order ?? "end");
  useEffect(() => {
    if (begin) go(`/practice/${session.id}?q=${begin}`, { replace: true });
  }, [begin]);

  if (begin) return <Waiting />;
  if (!asked) return over ? <Summary session={session} /> : <Closing session={session} />;
  const attempts = attemptsAt(session, asked);
  const again = search.has("again");
  if (!over && (!attempts.length || again)) return <Ask key={`${asked.id} ${attempts.length}`} session={session} asked={asked} earlier={attempts.at(-1)} />;
  if (!attempts.length) return <Summary session={session} />;
  return <Result key={attempts.at(-1)!.id} session={session} asked={asked} attempts={attempts} />;
}

export default function SessionRoom({ params }: { params: string[] }) {
  const query = useSession(params[0]!);
  if (query.problem && !query.value)
    return <Unread query={query} icon="practice" title={t("This session is not here")} why={t("It may have been deleted, or belong to somebody else.")} back={["/practice", t("Back to practice")]} />;
  return <Loaded query={query} wait={<Waiting />}>{(session) => <Inside session={session} />}</Loaded>;
}
