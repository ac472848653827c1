// result.tsx — what an answer was worth, which sentences lost points, and what to do next.
import { useEffect, useRef, useState } from "preact/hooks";
import { Room } from "~/app/room";
import { ButtonLink } from "~/parts/button";
import { Icon } from "~/parts/icon";
import { Loaded, Notice, Skeleton } from "~/parts/state";
import { many, number, t, told } from "~/words/t";
import { nextPlace } from "./ask";
import { spent } from "./clock";
import { Path, Question, useTop } from "./heading";
import { Ideal } from "./ideal";
import { points, scoreWord } from "./kinds";
import { LossList, lossId } from "./loss_list";
import { lossesOf } from "./losses";
import { Marked } from "./marked";
import { Change, Meters } from "./meters";
import { isOver, useAttempt, type Asked, type Attempt, type AttemptHead, type PracticeSession } from "./rows";

interface ResultProps {
  session: PracticeSession;
  asked: Asked;
  attempts: AttemptHead[]; // the last one is shown
}

const Waiting = () => (
  <div class="stack wide">
    <Skeleton height="14rem" />
    <Skeleton height="20rem" />
  </div>
);

export function Result({ session, asked, attempts }: ResultProps) {
  useTop();
  const [chosen, setChosen] = useState(attempts.at(-1)!.id);
  const query = useAttempt(chosen);
  const at = attempts.findIndex((a) => a.id === chosen);
  const before = attempts.slice(0, at).findLast((a) => a.scored_at);
  const over = isOver(session);
  return (
    <Room title={asked.question_text} heading={<Question session={session} asked={asked} small />}>
      <div class="stack">
        <Path session={session} asked={asked} />
        {attempts.length > 1 && (
          <nav class="tries row tight" aria-label={t("Your answers")}>
            {attempts.map((a, i) => (
              <button key={a.id} type="button" class="button quiet small try" aria-pressed={a.id === chosen} onClick={() => setChosen(a.id)}>
                {t("Answer {n}", { n: number(i + 1) })}: {a.scored_at ? points(a.final_score) : t("not judged")}
              </button>
            ))}
          </nav>
        )}
        <Loaded query={query} wait={<Waiting />}>{(attempt) => <Judged key={attempt.id} attempt={attempt} before={before} asked={asked} />}</Loaded>
      </div>
      <div class="acts">
        {!over && <ButtonLink href={`/practice/${session.id}?q=${asked.question_order}&again=1`} icon="again">{t("Answer again")}</ButtonLink>}
        <Next session={session} asked={asked} over={over} />
      </div>
    </Room>
  );
}

function Next({ session, asked, over }: { session: PracticeSession; asked: Asked; over: boolean }) {
  if (over) return <ButtonLink kind="primary" href={`/practice/${session.id}`}>{t("Back to the summary")}</ButtonLink>;
  const next = nextPlace(session, asked);
  return <ButtonLink kind="primary" icon="forward" href={next}>{next.endsWith("=end") ? t("To the end") : t("Next question")}</ButtonLink>;
}

function Judged({ attempt, before, asked }: { attempt: Attempt; before: AttemptHead | undefined; asked: Asked }) {
  const { evidence, sentences, doubts, left_out } = attempt.llm_feedback;
  const losses = lossesOf(evidence);
  const [open, setOpen] = useState<number | null>(losses.length ? 0 : null);
  const answer = useRef<HTMLDivElement>(null);
  const toLoss = useRef(false);
  // From a mark to its loss: the eye and the keyboard arrive there.
  useEffect(() => {
    if (!toLoss.current || open === null) return;
    toLoss.current = false;
    const head = document.getElementById(lossId(open));
    head?.focus({ preventScroll: true });
    head?.closest("li")?.scrollIntoView({ block: "nearest" });
  }, [open]);
  const openFromMark = (n: number) => {
    toLoss.current = true;
    if (n !== open) setOpen(n);
    else document.getElementById(lossId(n))?.focus();
  };
  const judged = attempt.scored_at !== null;
  return (
    <div class="result">
      {judged && (
        <section class="card verdict" aria-labelledby="verdict">
          <div class="verdict-score">
            <h2 id="verdict">
              <span class="score numbers">{points(attempt.final_score)}</span> <span class="soft">{t("of 100")}</span>
            </h2>
            <p>
              {scoreWord(attempt.final_score)}
              {before && <> · <Change by={attempt.final_score - before.final_score} /> {t("since the answer before")}</>}
            </p>
            {attempt.duration_ms !== null && attempt.duration_ms >= 1000 && <p class="soft small numbers">{t("written in {time}", { time: spent(attempt.duration_ms) })}</p>}
          </div>
          <Meters scores={attempt.ml_scores} before={before?.ml_scores} leftOut={left_out} />
        </section>
      )}
      {doubts?.map((doubt) => <Notice key={doubt} kind="warn" icon="info">{told(doubt)}</Notice>)}
      <div class="judged">
        <section class="stack" aria-labelledby="your-answer" ref={answer}>
          <h2 id="your-answer">{t("Your answer")}</h2>
          {judged && losses.length > 0 && <p class="soft small legend">{t("Marked sentences lost points; the number leads to the reason. A plus shows where something is missing.")}</p>}
          <Marked text={attempt.transcript} sentences={sentences ?? []} losses={losses} open={open} onOpen={openFromMark} />
          <Ideal asked={asked} />
        </section>
        {judged && (
          <section class="stack" aria-labelledby="lost">
            <h2 id="lost">{losses.length ? t("Where {points} points went", { points: points(100 - attempt.final_score) }) : t("No points were lost")}</h2>
            {losses.length ? (
              <LossList losses={losses} open={open} onOpen={setOpen} />
            ) : (
              <p class="soft row tight"><Icon name="check" small />{t("The rules found nothing to take away.")}</p>
            )}
            <p class="soft small">{many(losses.length, "{n} reason, found by fixed rules: the same answer always gets the same score.", "{n} reasons, found by fixed rules: the same answer always gets the same score.")}</p>
          </section>
        )}
      </div>
    </div>
  );
}
