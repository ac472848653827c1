// summary.tsx — a session that is over: its score, what carried it, what cost most, and what to practise next.
import { useState } from "preact/hooks";
import { Room } from "~/app/room";
import { go } from "~/app/router";
import { dropDraft, keptDraft } from "~/data/draft";
import { useProfile } from "~/data/me";
import { stale } from "~/data/query";
import { ask, rung } from "~/data/rung";
import { Button, ButtonLink } from "~/parts/button";
import { Confirm } from "~/parts/dialog";
import { useSending } from "~/parts/form";
import { Icon, type IconName } from "~/parts/icon";
import { Menu } from "~/parts/menu";
import { Notice } from "~/parts/state";
import { complain, say } from "~/parts/toast";
import { inSentence, many, t } from "~/words/t";
import { date } from "~/words/time";
import { saidOf } from "./feedback";
import { points, scoreWord, skillName, skills, type Skill } from "./kinds";
import { Meters } from "./meters";
import { QuestionList } from "./question_list";
import { attemptsAt, bestOf, type Asked, type PracticeSession, type Scores } from "./rows";
import { draftName } from "./send";
import { startOf } from "./start";

const WEAK = 70; // as the server asks again: below, tomorrow

function meansOf(session: PracticeSession): Scores {
  const best = session.interview_questions.map((q) => bestOf(attemptsAt(session, q))).filter((a) => a !== undefined);
  const means: Scores = {};
  for (const skill of skills) {
    const scores = best.map((a) => a.ml_scores[skill]).filter((n) => n !== undefined);
    if (scores.length) means[skill] = scores.reduce((a, b) => a + b, 0) / scores.length;
  }
  return means;
}

function Words({ title, icon, lines }: { title: string; icon: IconName; lines: string[] | undefined }) {
  if (!lines?.length) return null;
  return (
    <section class="stack tight">
      <h2 class="with-icon"><Icon name={icon} />{title}</h2>
      <ul class="said">{lines.map((line) => <li key={line}>{line}</li>)}</ul>
    </section>
  );
}

function Again({ session, means }: { session: PracticeSession; means: Scores }) {
  const { busy, problem, send } = useSending();
  const weak = session.interview_questions.filter((q) => {
    const best = bestOf(attemptsAt(session, q));
    return q.question_id !== null && (!best || best.final_score < WEAK);
  });
  const weakest = (Object.entries(means) as [Skill, number][]).sort((a, b) => a[1] - b[1])[0];
  const streak = useProfile().value?.current_streak ?? 0;
  return (
    <section class="card stack">
      <h2>{t("What next")}</h2>
      {weakest && weakest[1] < 99.95 && <p>{t("Most is to be won in {skill}: {points} points there.", { skill: inSentence(skillName(weakest[0])), points: points(100 - weakest[1]) })}</p>}
      {streak > 0 && <p class="with-icon soft"><Icon name="streak" small />{many(streak, "You have practised today.", "You have practised {n} days in a row.")}</p>}
      {problem && <Notice kind="bad" icon="alert">{problem.message} {problem.hint}</Notice>}
      <div class="row">
        {weak.length > 0 && (
          <Button kind="primary" icon="again" busy={busy} onClick={() => void send(() => startOf(weak.map((q) => q.question_id!), t("Once more: {name}", { name: session.session_name.replace(/^.*: /, "") })))}>
            {many(weak.length, "Practise the weak one again", "Practise the {n} weak ones again")}
          </Button>
        )}
        <ButtonLink href="/practice" kind={weak.length ? "quiet" : "primary"} icon="play">{t("New session")}</ButtonLink>
        <ButtonLink href="/practice/progress" kind="plain">{t("Your progress")}</ButtonLink>
      </div>
    </section>
  );
}

function Remove({ session }: { session: PracticeSession }) {
  const [asking, setAsking] = useState(false);
  const { busy, send } = useSending();
  const remove = () =>
    send(async () => {
      try {
        await ask(rung.from("interview_sessions").delete().eq("id", session.id));
      } catch (error) {
        await complain(error);
        throw error;
      }
      stale("practice/sessions", "home/");
      go("/practice", { replace: true });
      say(t("The session is deleted."));
    });
  return (
    <>
      <Menu label={t("More about this session")} className="icon-button" items={[{ label: t("Delete session"), icon: "remove", danger: true, onPick: () => setAsking(true) }]}>
        <Icon name="menu" />
      </Menu>
      {asking && (
        <Confirm title={t("Delete this session?")} act={t("Delete session")} busy={busy} onAct={() => void remove()} onClose={() => setAsking(false)}>
          {t("Its answers and feedback go with it and do not come back. Your averages and your streak stay.")}
        </Confirm>
      )}
    </>
  );
}

// Written after it had been finished elsewhere: it cannot be sent any more, and is not lost.
function Unsent({ session }: { session: PracticeSession }) {
  const [, setDropped] = useState(0);
  const drafts = session.interview_questions.map((asked) => ({ asked, text: keptDraft<string>(draftName(asked)) ?? "" })).filter(({ text }) => text.trim());
  const drop = (asked: Asked) => {
    dropDraft(draftName(asked));
    setDropped((n) => n + 1);
  };
  return (
    <>
      {drafts.map(({ asked, text }) => (
        <Notice key={asked.id} kind="warn" icon="info">
          <div class="stack tight">
            <p>{t("This answer was not sent before the session was finished: {question}", { question: asked.question_text })}</p>
            <p class="read answer">{text}</p>
            <div class="row tight">
              <Button small icon="copy" onClick={() => void navigator.clipboard.writeText(text).then(() => say(t("Copied.")), complain)}>{t("Copy it")}</Button>
              <Button small kind="plain" onClick={() => drop(asked)}>{t("Let it go")}</Button>
            </div>
          </div>
        </Notice>
      ))}
    </>
  );
}

export function Summary({ session }: { session: PracticeSession }) {
  const said = saidOf(session.consolidated_feedback);
  const means = meansOf(session);
  const job = session.jobs;
  const under = (
    <>
      {date(session.completed_at ?? session.created_at)}
      {job && <> · <a href={`/board/${job.id}`}>{t("{title} at {company}", { title: job.job_title, company: job.company })}</a></>}
    </>
  );
  return (
    <Room title={session.session_name} under={under} actions={<Remove session={session} />}>
      <div class="stack wide">
        <Unsent session={session} />
        {session.status === "abandoned" && <Notice icon="archive">{t("This session was put away before its end.")}</Notice>}
        {session.score !== null && (
          <section class="card verdict" aria-labelledby="verdict">
            <div class="verdict-score">
              <h2 id="verdict"><span class="score numbers">{points(session.score)}</span> <span class="soft">{t("of 100")}</span></h2>
              <p>{scoreWord(session.score)}</p>
            </div>
            <Meters scores={means} />
          </section>
        )}
        {said.summary && <p class="read lead">{said.summary}</p>}
        <div class="two">
          <Words title={t("What carried it")} icon="check" lines={said.strengths} />
          <Words title={t("What cost most")} icon="alert" lines={said.areas} />
          <Words title={t("What to do about it")} icon="idea" lines={said.steps} />
          <section class="stack tight">
            <h2>{t("Question by question")}</h2>
            <QuestionList session={session} />
          </section>
        </div>
        <Again session={session} means={means} />
      </div>
    </Room>
  );
}
