// facts.tsx — what is known about a job, each fact changed where it stands.
import { useState } from "preact/hooks";
import { Button, IconButton } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { Select, TextField } from "~/parts/field";
import { useSending } from "~/parts/form";
import { Icon } from "~/parts/icon";
import { InPlace } from "~/parts/in_place";
import { StarField } from "~/parts/stars";
import { Notice } from "~/parts/state";
import { complain } from "~/parts/toast";
import { inSentence, t } from "~/words/t";
import { date, daysUntil, nearDay } from "~/words/time";
import { changeJob, useCards } from "./jobs";
import type { Job, JobChanges, SalaryPeriod } from "./rows";
import { amountOf, employments, linkOf, linkProblem, nameOf, periods, salaryWords, workplaces } from "./words";

type Plain = "location" | "source" | "stage" | "job_url" | "deadline" | "date_applied" | "workplace" | "employment_type";

export function Facts({ job }: { job: Job }) {
  const [paying, setPaying] = useState(false);
  const save = (name: Plain) => (value: string) => changeJob(job.id, { [name]: value || null } as JobChanges);
  const fact = (name: Plain, label: string) => ({ label, value: job[name] ?? "", onSave: save(name) });
  const day = (at: string | null) => at && `${date(at)} · ${nearDay(at)}`;
  const near = job.deadline !== null && job.status === "saved" && daysUntil(job.deadline) <= 7;
  return (
    <section aria-labelledby="facts" class="side-part">
      <h2 id="facts">{t("Facts")}</h2>
      <dl class="job-facts">
        <dt>{t("Excitement")}</dt>
        <dd><StarField label={t("Excitement")} hideLabel value={job.excitement_level} onValue={(n) => void changeJob(job.id, { excitement_level: n }).catch(complain)} /></dd>
        <dt>{t("Salary")}</dt>
        <dd>
          <button type="button" class={salaryWords(job) ? "in-place" : "in-place unset"} title={t("Change {what}", { what: inSentence(t("Salary")) })} onClick={() => setPaying(true)}>
            <span class="unseen">{t("Salary")}: </span>{salaryWords(job) || t("Add")}
          </button>
        </dd>
        <dt>{t("Location")}</dt><dd><InPlace {...fact("location", t("Location"))} /></dd>
        <dt>{t("Workplace")}</dt><dd><InPlace {...fact("workplace", t("Workplace"))} options={[["", t("Not said")], ...workplaces()]}>{nameOf(job.workplace, workplaces())}</InPlace></dd>
        <dt>{t("Kind of work")}</dt><dd><InPlace {...fact("employment_type", t("Kind of work"))} options={[["", t("Not said")], ...employments()]}>{nameOf(job.employment_type, employments())}</InPlace></dd>
        <dt>{t("Deadline")}</dt><dd class={near ? "soon" : undefined}><InPlace {...fact("deadline", t("Deadline"))} type="date">{day(job.deadline)}</InPlace></dd>
        <dt>{t("Applied")}</dt><dd><InPlace {...fact("date_applied", t("Date applied"))} type="date">{day(job.date_applied)}</InPlace></dd>
        <dt>{t("Link")}</dt>
        <dd class="fact-link">
          <InPlace {...fact("job_url", t("Link"))} type="url" clean={linkOf} check={linkProblem}>{job.job_url && <span class="clip">{hostOf(job.job_url)}</span>}</InPlace>
          {job.job_url && <a class="icon-button small" href={job.job_url} target="_blank" rel="noopener noreferrer" aria-label={t("Open the posting in a new tab")} title={t("Open the posting in a new tab")}><Icon name="outside" small /></a>}
        </dd>
        <dt>{t("Found on")}</dt><dd><InPlace {...fact("source", t("Found on"))} maxLength={200} /></dd>
        <dt>{t("Own stage")}</dt><dd><InPlace {...fact("stage", t("Own stage"))} maxLength={80} /></dd>
      </dl>
      <Tags job={job} />
      {paying && <SalaryForm job={job} onClose={() => setPaying(false)} />}
    </section>
  );
}

function hostOf(url: string): string {
  try {
    return new URL(url).host.replace(/^www\./, "");
  } catch {
    return url;
  }
}

function Tags({ job }: { job: Job }) {
  const [text, setText] = useState("");
  const known = [...new Set((useCards().value ?? []).flatMap((card) => card.tags))].filter((tag) => !job.tags.includes(tag)).sort();
  const save = (tags: string[]) => changeJob(job.id, { tags }).catch(complain);
  const add = (e: Event) => {
    e.preventDefault();
    const tags = text.split(",").map((tag) => tag.trim()).filter((tag) => tag && !job.tags.includes(tag));
    setText("");
    if (tags.length) void save([...job.tags, ...tags]);
  };
  return (
    <div class="job-tags">
      {job.tags.length > 0 && (
        <ul class="row tight" aria-label={t("Tags")}>
          {job.tags.map((tag) => (
            <li key={tag} class="tag"><span class="clip">{tag}</span><IconButton small icon="close" label={t("Remove tag {tag}", { tag })} onClick={() => void save(job.tags.filter((other) => other !== tag))} /></li>
          ))}
        </ul>
      )}
      <form class="row tight" onSubmit={add}>
        <div class="grow"><TextField label={t("New tag")} hideLabel placeholder={t("Add a tag")} value={text} onValue={setText} list="job-tags" maxLength={60} /></div>
        {text.trim() && <Button type="submit">{t("Add")}</Button>}
        <datalist id="job-tags">{known.map((tag) => <option key={tag} value={tag} />)}</datalist>
      </form>
    </div>
  );
}

function SalaryForm({ job, onClose }: { job: Job; onClose(): void }) {
  const text = (n: number | null) => (n === null ? "" : String(n));
  const [v, setV] = useState({ min: text(job.salary_min), max: text(job.salary_max), currency: job.salary_currency, period: job.salary_period ?? "", words: job.salary ?? "" });
  const sending = useSending();
  const set = (name: keyof typeof v) => (value: string) => setV((before) => ({ ...before, [name]: value }));
  const submit = (e: Event) => {
    e.preventDefault();
    void sending.send(async () => {
      await changeJob(job.id, { salary_min: amountOf(v.min), salary_max: amountOf(v.max), salary_currency: v.currency.trim().toUpperCase() || "USD", salary_period: (v.period || null) as SalaryPeriod | null, salary: v.words.trim() || null });
      onClose();
    });
  };
  const upsideDown = amountOf(v.min) !== null && amountOf(v.max) !== null && amountOf(v.max)! < amountOf(v.min)!;
  return (
    <Dialog title={t("Salary")} onClose={onClose} footer={<Button kind="primary" type="submit" form="salary" busy={sending.busy} disabled={upsideDown}>{t("Save")}</Button>}>
      <form id="salary" class="stack" onSubmit={submit}>
        {sending.problem && <Notice kind="bad" icon="alert"><strong>{sending.problem.message}</strong> {sending.problem.hint}</Notice>}
        <div class="add-fields">
          <TextField label={t("From")} inputMode="numeric" value={v.min} onValue={set("min")} autoFocus />
          <TextField label={t("To")} inputMode="numeric" value={v.max} onValue={set("max")} error={upsideDown ? t("This is less than where it begins.") : undefined} />
          <TextField label={t("Currency")} value={v.currency} onValue={set("currency")} maxLength={3} />
          <Select label={t("Per")} value={v.period} onValue={set("period")} options={[["", t("Not said")], ...periods()]} />
        </div>
        <TextField label={t("In the posting's words")} optional value={v.words} onValue={set("words")} />
      </form>
    </Dialog>
  );
}
