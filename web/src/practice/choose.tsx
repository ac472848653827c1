// choose.tsx — what to practise: kind, difficulty, how many, how long. The last choice is there again.
import { useId, useState } from "preact/hooks";
import { go } from "~/app/router";
import { useQuery } from "~/data/query";
import { ask, rung } from "~/data/rung";
import { Button } from "~/parts/button";
import { Choices, Select } from "~/parts/field";
import { useSending } from "~/parts/form";
import { Notice } from "~/parts/state";
import { many, t } from "~/words/t";
import { kindWords, kinds, levelName, levels, type Kind, type Level } from "./kinds";
import { lastChoice, startAs, type Choice } from "./start";
import { Stepper } from "./stepper";

interface JobRow {
  id: string;
  job_title: string;
  company: string;
}

const MOST = 50;
const PACES = [0, 60, 120, 180, 300, 600];

function KindChoice({ value, onValue }: { value: Kind | ""; onValue(kind: Kind | ""): void }) {
  const name = useId();
  const options: [Kind | "", string, string][] = [...kinds.map((kind): [Kind, string, string] => [kind, kindWords(kind).label, kindWords(kind).example]), ["", t("A mix"), t("Of all kinds, as in a real interview.")]];
  return (
    <fieldset class="field">
      <legend>{t("What kind of questions?")}</legend>
      <div class="kinds">
        {options.map(([kind, label, example]) => (
          <label key={kind} class="kind">
            <input type="radio" name={name} checked={kind === value} onChange={() => onValue(kind)} />
            <span>
              <strong>{label}</strong>
              <span class="soft small">{example}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Choose({ job, second }: { job: string | null; second: boolean }) {
  const [choice, setChoice] = useState<Choice>(lastChoice);
  const { busy, problem, send } = useSending();
  const jobs = useQuery("practice/jobs", () =>
    ask<JobRow[]>(rung.from("jobs").select("id,job_title,company").in("status", ["saved", "applied", "screening", "interview", "offer"]).order("updated_at", { ascending: false }).limit(50)),
  );
  const set = (change: Partial<Choice>) => setChoice((before) => ({ ...before, ...change }));
  const chosen = jobs.value?.find((j) => j.id === job);
  const title = (j: JobRow) => t("{title} at {company}", { title: j.job_title, company: j.company });
  const name = chosen ? title(chosen) : choice.kind ? kindWords(choice.kind).label : t("A mix");
  const start = (e: Event) => {
    e.preventDefault();
    void send(() => startAs(choice, name, chosen?.id ?? null));
  };
  return (
    <form class="card stack choose" onSubmit={start}>
      <KindChoice value={choice.kind} onValue={(kind) => set({ kind })} />
      <Choices label={t("How hard?")} value={choice.level || "any"} onValue={(level) => set({ level: level === "any" ? "" : (level as Level) })} options={[["any", t("Any")], ...levels.map((level) => [level, levelName(level)] as const)]} />
      <div class="choose-row">
        <Stepper label={t("How many?")} value={choice.count} min={1} max={MOST} onValue={(count) => set({ count })} />
        <Select label={t("Time for each")} value={String(choice.seconds)} onValue={(seconds) => set({ seconds: Number(seconds) })} options={PACES.map((s) => [String(s), s ? many(s / 60, "{n} minute", "{n} minutes") : t("As long as you like")] as const)} />
        {(jobs.value?.length ?? 0) > 0 && (
          <Select label={t("For a job")} optional value={chosen?.id ?? ""} onValue={(id) => go(id ? `/practice?job=${id}` : "/practice", { replace: true })} options={[["", t("No job in particular")], ...jobs.value!.map((j) => [j.id, title(j)] as const)]} />
        )}
      </div>
      {problem && <Notice kind="bad" icon="alert"><strong>{problem.message}</strong> {problem.hint}</Notice>}
      <div><Button kind={second ? "quiet" : "primary"} type="submit" icon="play" busy={busy}>{many(choice.count, "Start {n} question", "Start {n} questions")}</Button></div>
    </form>
  );
}
