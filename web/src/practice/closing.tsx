// closing.tsx — the end of a session, before it is finished: what has been answered, and what has not.
import { useState } from "preact/hooks";
import { Room } from "~/app/room";
import { go } from "~/app/router";
import { dropDraft, keptDraft } from "~/data/draft";
import { put, stale } from "~/data/query";
import { ask, invoke, rung } from "~/data/rung";
import { Button, ButtonLink } from "~/parts/button";
import { Confirm } from "~/parts/dialog";
import { useSending } from "~/parts/form";
import { Notice } from "~/parts/state";
import { announce } from "~/parts/toast";
import { many, t } from "~/words/t";
import { points } from "./kinds";
import { QuestionList } from "./question_list";
import { attemptsAt, sessionKey, type Asked, type Feedback, type PracticeSession } from "./rows";
import { clockName, draftName } from "./send";
import { forgetPace } from "./start";

interface Finished {
  status: PracticeSession["status"];
  score: number;
  consolidated_feedback: Feedback;
}

async function finish(session: PracticeSession) {
  const { status, score, consolidated_feedback } = await invoke<Finished>("session-finish", { session_id: session.id });
  put<PracticeSession>(sessionKey(session.id), { ...session, status, score, consolidated_feedback, completed_at: new Date().toISOString() });
  announce(t("The session has {score} of 100 points.", { score: points(score) }));
}

async function putAway(session: PracticeSession) {
  await ask(rung.from("interview_sessions").update({ status: "abandoned" }).eq("id", session.id).select("id").single());
}

export function Closing({ session }: { session: PracticeSession }) {
  const { busy, problem, send } = useSending();
  const [asking, setAsking] = useState(false);
  const open = session.interview_questions.filter((q) => !attemptsAt(session, q).length);
  const answered = session.interview_questions.length - open.length;
  const judged = session.attempts.some((a) => a.scored_at);
  const unsent = session.interview_questions.filter((q: Asked) => keptDraft<string>(draftName(q))?.trim());

  const end = () =>
    send(async () => {
      await (judged ? finish(session) : putAway(session));
      for (const q of session.interview_questions) {
        dropDraft(draftName(q));
        dropDraft(clockName(q));
      }
      forgetPace(session.id);
      stale("practice/sessions", "home/");
      go(judged ? `/practice/${session.id}` : "/practice", { replace: true });
    });
  const act = judged ? t("Finish and read the feedback") : t("Put it away");
  return (
    <Room title={session.session_name} heading={open.length ? many(answered, "{n} of {all} questions is answered", "{n} of {all} questions are answered", { all: session.interview_questions.length }) : t("All questions are answered")} width="narrow">
      <div class="stack">
        <p class="soft">
          {judged ? t("Each question counts with its best answer. A finished session takes no more answers.") : t("Answer one question at least to get feedback. What is put away is not counted.")}
        </p>
        <QuestionList session={session} />
        {problem && <Notice kind="bad" icon="alert"><strong>{problem.message}</strong> {problem.hint}</Notice>}
        <div class="row">
          <Button kind={open.length ? "quiet" : "primary"} icon={judged ? "check" : "archive"} busy={busy} onClick={() => (unsent.length ? setAsking(true) : void end())}>{act}</Button>
          {open[0] && <ButtonLink kind="primary" icon="forward" href={`/practice/${session.id}?q=${open[0].question_order}`}>{t("Go on answering")}</ButtonLink>}
        </div>
      </div>
      {asking && (
        <Confirm title={t("There is text that was not sent")} act={act} keep={t("Go back")} busy={busy} onAct={() => void end().then(() => setAsking(false))} onClose={() => setAsking(false)}>
          {many(unsent.length, "You have written to {n} question without sending it. It is lost when the session ends.", "You have written to {n} questions without sending it. It is lost when the session ends.")}
        </Confirm>
      )}
    </Room>
  );
}
