// loss_list.tsx — where the points went: what each loss says, what wins it back, and the way to its place in the answer.
import { useState } from "preact/hooks";
import { Button } from "~/parts/button";
import { Icon } from "~/parts/icon";
import { many, t, told } from "~/words/t";
import { inShort } from "./heading";
import { points, skillName } from "./kinds";
import { saysOf, type Loss } from "./losses";
import { markId } from "./marked";

const SMALL = 0.5;
const FIRST = 5; // are shown however small they are

export const lossId = (n: number) => `loss-${n}`;

function One({ loss, n, open, onOpen }: { loss: Loss; n: number; open: boolean; onOpen(n: number | null): void }) {
  const show = (sentence: number) => {
    const mark = document.getElementById(markId(n, sentence));
    mark?.scrollIntoView({ block: "center" });
    mark?.focus({ preventScroll: true });
  };
  return (
    <li class="loss" data-open={open || undefined}>
      <button type="button" class="loss-head" id={lossId(n)} aria-expanded={open} aria-controls={`${lossId(n)}-more`} onClick={() => onOpen(open ? null : n)}>
        <span class="loss-number" aria-hidden="true">{n + 1}</span>
        <span class="grow">{saysOf(loss)}</span>
        <span class="loss-points numbers">−{points(loss.points)}<span class="unseen"> {t("points")}</span></span>
        <Icon name={open ? "open" : "more"} small />
      </button>
      <div class="loss-more stack tight" id={`${lossId(n)}-more`} hidden={!open}>
        <p><strong>{t("To win it back")}:</strong> {told(loss.cure)}</p>
        {loss.places.map((place) => (
          <p key={place.sentence} class="quote">
            <q class="read" lang="en">{inShort(place.quote, 140)}</q>
            <Button kind="plain" small onClick={() => show(place.sentence)}>{loss.missing ? t("Show where") : t("Show it")}</Button>
          </p>
        ))}
        <p><span class="tag">{skillName(loss.score)}</span></p>
      </div>
    </li>
  );
}

export function LossList({ losses, open, onOpen }: { losses: Loss[]; open: number | null; onOpen(n: number | null): void }) {
  const [all, setAll] = useState(false);
  const behind = losses.findIndex((loss, n) => n >= FIRST && loss.points < SMALL);
  const shown = all || behind < 0 || (open ?? 0) >= behind ? losses.length : behind;
  const rest = losses.slice(shown);
  return (
    <>
      <ol class="losses">
        {losses.slice(0, shown).map((loss, n) => <One key={n} loss={loss} n={n} open={n === open} onOpen={onOpen} />)}
      </ol>
      {rest.length > 0 && (
        <Button kind="plain" small onClick={() => setAll(true)}>
          {many(rest.length, "{n} small loss more, {points} points", "{n} small losses more, {points} points together", { points: points(rest.reduce((sum, loss) => sum + loss.points, 0)) })}
        </Button>
      )}
    </>
  );
}
