// import_review.tsx — the file on one side, what was read from it on the other; she corrects, leaves out, and places the rest.
import { useMemo, useState } from "preact/hooks";
import type { Problem } from "~/data/problem";
import { TextField } from "~/parts/field";
import { Icon } from "~/parts/icon";
import { Notice } from "~/parts/state";
import { Tabs } from "~/parts/tabs";
import { many, t } from "~/words/t";
import { groupsOf, linesOf, spotOf, stepsOf, UNSURE, type Answer, type Choices } from "./brought";
import { Found } from "./import_fields";
import { LeftOvers } from "./import_left";
import { Source, type Marked } from "./import_source";
import { listAt } from "./document";
import { PagePicture } from "./page_picture";
import { sections } from "./sections";
import { useWide } from "./wide";

interface ReviewProps {
  answer: Answer;
  choices: Choices;
  problem: Problem | undefined;
  onChoices(change: (before: Choices) => Choices): void;
}

// "/work/0/position" stands for itself and all below it.
const isWithin = (pointer: string, out: readonly string[]) => out.some((gone) => pointer === gone || pointer.startsWith(`${gone}/`));

export function Review({ answer, choices, problem, onChoices }: ReviewProps) {
  const [chosen, setChosen] = useState<string>();
  const [tab, setTab] = useState<"fields" | "file">("fields");
  const wide = useWide();
  const pages = useMemo(() => linesOf(answer.text), [answer]);
  const groups = useMemo(() => groupsOf(answer), [answer]);
  const all = groups.flatMap((group) => group.entries.flatMap((entry) => entry.fields.map(({ found }) => found)));
  const unsure = all.filter((f) => f.confidence < UNSURE && choices.values[f.path] === undefined && !isWithin(f.path, choices.out)).length;
  const marks = useMemo(
    () =>
      all.flatMap((f): Marked[] => {
        const spot = spotOf(pages, f);
        return spot ? [{ ...spot, pointer: f.path, value: f.value, sure: f.confidence >= UNSURE }] : [];
      }),
    [groups, pages],
  );
  const show = (pointer: string) => {
    setChosen(pointer);
    setTab("file");
  };
  const focus = (pointer: string) => {
    setChosen(pointer);
    setTab("fields");
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-found="${CSS.escape(pointer)}"] :is(input, textarea)`)?.focus());
  };
  const title = (
    <div class="review-title">
      <TextField label={t("Title")} hint={t("For you, and in the name of the file.")} value={choices.title} onValue={(value) => onChoices((c) => ({ ...c, title: value }))} />
    </div>
  );
  if (answer.kind === "json")
    return (
      <div class="review whole">
        <div class="stack wide"><Problems problem={problem} answer={answer} />{title}<Counts answer={answer} /></div>
        <PagePicture of={`brought ${answer.upload_id}`} wish={{ data: answer.data }} dpi={110} alt={t("First page of “{name}”", { name: choices.title })} />
      </div>
    );
  const fields = (
    <div class="stack wide">
      <Problems problem={problem} answer={answer} />
      <p class="soft">{unsure ? many(unsure, "{n} field was read by guess. Check it.", "{n} fields were read by guess. Check them.") : t("Everything was found where the rules expect it. Have a look all the same.")}</p>
      {title}
      <LeftOvers answer={answer} choices={choices} onChoices={onChoices} />
      {groups.map((group) => <Found key={group.key} group={group} choices={choices} chosen={chosen} onChoose={setChosen} onShow={wide ? undefined : show} onChoices={onChoices} />)}
    </div>
  );
  const source = <Source pages={pages} marks={marks} chosen={chosen} onMark={focus} />;
  if (wide) return <div class="review">{source}{fields}</div>;
  return (
    <Tabs<"fields" | "file"> label={t("Review")} value={tab} onValue={setTab} tabs={[["fields", t("What was read")], ["file", t("The file")]]}>
      <div class="review one">{tab === "fields" ? fields : source}</div>
    </Tabs>
  );
}

function Problems({ problem, answer }: { problem: Problem | undefined; answer: Answer }) {
  return (
    <>
      {problem && <Notice kind="bad" icon="alert"><strong>{problem.message}</strong> {problem.hint}</Notice>}
      {answer.warnings.length > 0 && <Notice kind="warn" icon="info">{answer.warnings.map((warning) => <p key={warning}>{warning}</p>)}</Notice>}
    </>
  );
}

// JSON Resume needs no guessing: what is in it is what will be saved.
function Counts({ answer }: { answer: Answer }) {
  const known = new Set(["basics", "meta", "$schema", ...sections().map((plan) => plan.key)]);
  const strange = Object.keys(answer.data).filter((key) => !known.has(key));
  const counted = sections().map((plan) => [plan, listAt(answer.data, plan.key).length] as const).filter(([, n]) => n > 0);
  const name = answer.fields.find((f) => stepsOf(f.path).join("/") === "basics/name")?.value;
  return (
    <section class="stack tight" aria-label={t("What is in it")}>
      <p><strong>{name ?? answer.file_name}</strong></p>
      {counted.length ? <ul class="counts">{counted.map(([plan, n]) => <li key={plan.key}><Icon name="check" small />{plan.title} <span class="soft numbers">{n}</span></li>)}</ul> : <p class="soft">{t("No section has anything in it.")}</p>}
      {strange.length > 0 && <p class="soft small">{t("Kept as it is, though no template prints it: {names}", { names: strange.join(", ") })}</p>}
    </section>
  );
}
