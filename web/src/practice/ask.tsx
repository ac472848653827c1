// ask.tsx — one question and the answer that she writes to it.
import { useEffect, useRef } from "preact/hooks";
import { Room } from "~/app/room";
import { go } from "~/app/router";
import { useDraft } from "~/data/draft";
import { put, stale } from "~/data/query";
import { Button, ButtonLink } from "~/parts/button";
import { useSending } from "~/parts/form";
import { Notice } from "~/parts/state";
import { announce, say } from "~/parts/toast";
import { number, many, t } from "~/words/t";
import { ClockLine, useClock } from "./clock";
import { Path, Question, useTop } from "./heading";
import { Hints, WinBack } from "./hints";
import { bandOf, points } from "./kinds";
import { attemptKey, attemptsAt, sessionKey, useAttempt, type Asked, type Attempt, type AttemptHead, type PracticeSession } from "./rows";
import { clockName, draftName, sendAnswer } from "./send";
import { paceOf } from "./start";

const TRIES = 3; // each waits for the connection
const MAC = /Mac|iPhone|iPad/.test(navigator.platform);

const wordsIn = (text: string) => text.trim().split(/\s+/).filter(Boolean).length;

function Length({ id, words, band: [least, most] }: { id: string; words: number; band: [number, number] }) {
  const hint = words < least ? t("A good answer has {least} to {most}.", { least: number(least), most: number(most) }) : words <= most ? t("A good length.") : t("Longer than most listeners follow.");
  return (
    <p class="length small" id={id}>
      <span class="length-bar" aria-hidden="true"><span data-good={words >= least && words <= most ? true : undefined} style={{ width: `${Math.min(100, (words / most) * 100)}%` }} /><i style={{ left: `${(least / most) * 100}%` }} /></span>
      <span><strong class="numbers">{many(words, "{n} word", "{n} words")}</strong> <span class="soft">{hint}</span></span>
    </p>
  );
}

// The next question that has no answer, after this one first; else the end.
export function nextPlace(session: PracticeSession, asked: Asked): string {
  const open = session.interview_questions.filter((q) => q !== asked && !attemptsAt(session, q).length);
  const next = open.find((q) => q.question_order > asked.question_order) ?? open[0];
  return `/practice/${session.id}?q=${next?.question_order ?? "end"}`;
}

export function Ask({ session, asked, earlier }: { session: PracticeSession; asked: Asked; earlier: AttemptHead | undefined }) {
  useTop();
  const before = useAttempt(earlier?.id ?? null);
  if (earlier && !before.value) return <Room title={asked.question_text} heading={<Question session={session} asked={asked} />} width="narrow">{before.problem ? <Notice kind="bad" icon="alert">{before.problem.message} {before.problem.hint}</Notice> : null}</Room>;
  return <Answering session={session} asked={asked} earlier={before.value} />;
}

function Answering({ session, asked, earlier }: { session: PracticeSession; asked: Asked; earlier: Attempt | undefined }) {
  const draft = useDraft(draftName(asked), earlier?.transcript ?? "");
  const clock = useClock(clockName(asked));
  const form = useRef<HTMLFormElement>(null);
  const { busy, problem, send, clear } = useSending();
  const words = wordsIn(draft.value);
  const place = `/practice/${session.id}?q=${asked.question_order}`;

  const took = (attempt: Attempt) => {
    draft.drop();
    clock.drop();
    put(attemptKey(attempt.id), attempt);
    put<PracticeSession>(sessionKey(session.id), (s) => ({ ...(s ?? session), status: "in_progress", attempts: [...(s ?? session).attempts, attempt] }));
    stale("practice/due", "practice/progress", "practice/sessions", "practice/questions", "home/", "me/profile");
    if (new URLSearchParams(location.search).get("q") === String(asked.question_order)) go(place, { replace: true });
    announce(attempt.scored_at ? t("Your answer has {score} of 100 points.", { score: points(attempt.final_score) }) : t("Your answer is kept, but was not judged."));
  };
  // What is on the page when the connection is back; null when she has left it.
  const now = useRef<string | null>(null);
  now.current = draft.value;
  useEffect(() => () => void (now.current = null), []);
  const give = (text: string, tries: number) =>
    void send(async () =>
      took(
        await sendAnswer(session, asked, text, Math.round(clock.get()), (late) => {
          if (late) took(late);
          else if (tries > 1 && now.current === text) give(text, tries - 1);
        }),
      ),
    );
  const submit = (e?: Event) => {
    e?.preventDefault();
    if (!busy && words) give(draft.value, TRIES);
  };
  const onKey = (e: KeyboardEvent) => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) submit(e);
  };
  const empty = () => {
    const text = draft.value;
    draft.set("");
    form.current?.querySelector("textarea")?.focus();
    say(t("The page is empty."), { label: t("Undo"), onAct: () => draft.set(text) });
  };
  return (
    <Room title={asked.question_text} heading={<Question session={session} asked={asked} />} width="narrow">
      <div class="stack">
        <Path session={session} asked={asked} />
        <ClockLine clock={clock} aim={paceOf(session.id)} />
        {earlier && <WinBack attempt={earlier} />}
        <form ref={form} class="stack" onSubmit={submit}>
          <div class="field">
            <label for="answer">{t("Your answer")}</label>
            <textarea id="answer" class="input answer-field" rows={9} maxLength={20000} value={draft.value} readOnly={busy} aria-describedby="answer-length" onKeyDown={onKey}
              onInput={(e) => { draft.set(e.currentTarget.value); if (problem) clear(); }} />
          </div>
          <Length id="answer-length" words={words} band={bandOf(asked.question_type_tag ?? "general")} />
          {problem && <Notice kind="bad" icon="alert"><strong>{problem.message}</strong> {problem.hint}</Notice>}
          <div class="row">
            <Button kind="primary" type="submit" icon="send" busy={busy} disabled={!words} aria-keyshortcuts={MAC ? "Meta+Enter" : "Control+Enter"}>{t("Send answer")}</Button>
            {earlier ? <ButtonLink href={place} kind="plain">{t("Keep the one before")}</ButtonLink> : <ButtonLink href={nextPlace(session, asked)} kind="plain">{t("Skip")}</ButtonLink>}
            {earlier && words > 0 && <Button kind="plain" onClick={empty}>{t("Begin with an empty page")}</Button>}
            <span class="soft small keys">{MAC ? t("⌘ Enter sends") : t("Ctrl Enter sends")}</span>
          </div>
        </form>
        <Hints kind={asked.question_type_tag ?? "general"} />
      </div>
    </Room>
  );
}
