// import_left.tsx — what no rule could place: she says where it goes, or leaves it out.
import { Select } from "~/parts/field";
import { many, t } from "~/words/t";
import { targetsOf, type Answer, type Choices } from "./brought";

export function LeftOvers({ answer, choices, onChoices }: { answer: Answer; choices: Choices; onChoices(change: (before: Choices) => Choices): void }) {
  if (!answer.left_over.length) return null;
  const targets = [["", t("Leave it out")] as const, ...targetsOf(answer.data)];
  const placed = answer.left_over.filter((_, n) => choices.places[n]).length;
  return (
    <section class="resume-section left-overs" aria-labelledby="left-overs">
      <header><h2 id="left-overs">{t("Not placed")}</h2></header>
      <div class="section-body">
        <p class="soft small">{many(answer.left_over.length - placed, "{n} text fits no rule. Say where it goes; what has no place is left out.", "{n} texts fit no rule. Say where they go; what has no place is left out.")}</p>
        <ul class="left-list">
          {answer.left_over.map((left, n) => (
            <li key={n}>
              <p>{left.text}{left.page ? <span class="soft tiny"> {t("page {n}", { n: left.page })}</span> : null}</p>
              <Select label={t("Where “{text}” goes", { text: left.text.slice(0, 40) })} hideLabel value={choices.places[n] ?? ""} onValue={(place) => onChoices((c) => ({ ...c, places: { ...c.places, [n]: place } }))} options={targets} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
