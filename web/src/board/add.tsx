// add.tsx — a new job: from a pasted posting, or by hand. What was read says from where, and is hers to correct.
import { useEffect, useRef, useState } from "preact/hooks";
import { go } from "~/app/router";
import { useDraft } from "~/data/draft";
import { problemOf, type Problem } from "~/data/problem";
import { invoke } from "~/data/rung";
import { statuses, type Status } from "~/data/types";
import { Button } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { Select, TextArea, TextField } from "~/parts/field";
import { useSending } from "~/parts/form";
import { stageName } from "~/parts/stage";
import { Notice } from "~/parts/state";
import { announce, say } from "~/parts/toast";
import { many, t } from "~/words/t";
import { AlikeNotice } from "./alike";
import { emptyDraft, isEmpty, jobOf, onlyLink, withReading, type JobDraft, type JobReading, type Name } from "./draft";
import { addJob } from "./jobs";
import { employments, linkOf, linkProblem, periods, workplaces } from "./words";

const ENOUGH = 40; // letters of a posting, before reading is worth it
const UNSURE = 0.6;

// Reads the text when it has come to rest; a later text makes an earlier answer void.
function useReading(text: string, onRead: (reading: JobReading) => void): { reading: boolean; problem: Problem | undefined } {
  const [state, setState] = useState<{ reading: boolean; problem: Problem | undefined }>({ reading: false, problem: undefined });
  const first = useRef(text); // an earlier visit's draft has been read already
  useEffect(() => {
    if (text === first.current) return;
    first.current = "";
    setState({ reading: false, problem: undefined });
    if (text.trim().length < ENOUGH && !onlyLink(text)) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      setState({ reading: true, problem: undefined });
      try {
        const answer = await invoke<JobReading>("job-read", { text }, stop.signal);
        if (stop.signal.aborted) return;
        onRead(answer);
        setState({ reading: false, problem: undefined });
      } catch (error) {
        if (!stop.signal.aborted) setState({ reading: false, problem: await problemOf(error) });
      }
    }, 350);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  return state;
}

export function AddJob({ status, onClose }: { status: Status; onClose(): void }) {
  const draft = useDraft<JobDraft>("board/add", emptyDraft(status));
  const { values, read, text } = draft.value;
  const [tried, setTried] = useState(false);
  const sending = useSending();
  useEffect(() => {
    if (isEmpty(draft.value)) draft.set((d) => ({ ...d, values: { ...d.values, status } }));
  }, []);
  const reading = useReading(text, (answer) => {
    draft.set((d) => withReading(d, answer));
    announce(many(Object.keys(answer.job).length, "{n} field was read from the text.", "{n} fields were read from the text."));
  });
  const set = (name: Name) => (value: string) =>
    draft.set((d) => ({ ...d, values: { ...d.values, [name]: value }, read: Object.fromEntries(Object.entries(d.read).filter(([n]) => n !== name)) }));
  const setText = (pasted: string) => draft.set((d) => ({ ...d, text: pasted, values: onlyLink(pasted) ? { ...d.values, job_url: pasted.trim() } : d.values }));
  const field = (name: Name) => ({ value: values[name], onValue: set(name), hint: hintOf(read[name]) });
  const missing = (name: Name) => (tried && !values[name].trim() ? t("This is needed.") : undefined);
  const wrongLink = values.job_url.trim() ? linkProblem(linkOf(values.job_url)) : undefined;
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (!values.job_title.trim() || !values.company.trim() || wrongLink) return;
    void sending.send(async () => {
      const job = await addJob(jobOf(draft.value));
      draft.drop();
      onClose();
      say(t("Added {job}", { job: `${job.job_title}, ${job.company}` }), { label: t("Open"), onAct: () => go(`/board/${job.id}`) });
    });
  };
  const n = Object.keys(read).length;
  const more = !!(values.salary_min || values.salary_max || values.deadline || values.employment_type || values.source || values.description);
  return (
    <Dialog wide title={t("Add a job")} onClose={onClose}
      footer={<>
        {!isEmpty(draft.value) && <Button kind="plain" onClick={() => { draft.set(emptyDraft(status)); setTried(false); }}>{t("Start over")}</Button>}
        <Button kind="primary" type="submit" form="add-job" busy={sending.busy}>{t("Add job")}</Button>
      </>}>
      <form id="add-job" class="stack" onSubmit={submit} noValidate>
        <TextArea label={t("Paste the posting")} autoFocus rows={4} value={text} onValue={setText} spellcheck={false}
          hint={onlyLink(text) ? t("The link is noted. Paste the posting's text as well, and the rest is read from it.") : t("Its whole text, as you see it on the page. Or fill in by hand.")} />
        <div role="status" class="add-state small soft">
          {reading.reading ? t("Reading…") : reading.problem ? `${reading.problem.message} ${t("Fill in by hand; the text is kept as the description.")}` : n > 0 ? many(n, "{n} field was read from the text. Check it.", "{n} fields were read from the text. Check them.") : ""}
        </div>
        {sending.problem && <Notice kind="bad" icon="alert"><strong>{sending.problem.message}</strong> {sending.problem.hint}</Notice>}
        <div class="add-fields">
          <TextField label={t("Title")} required {...field("job_title")} error={missing("job_title")} />
          <TextField label={t("Company")} required {...field("company")} error={missing("company")} />
          <TextField label={t("Location")} {...field("location")} />
          <Select label={t("Workplace")} {...field("workplace")} options={[["", t("Not said")], ...workplaces()]} />
          <TextField label={t("Link")} type="url" {...field("job_url")} error={tried ? wrongLink : undefined} />
          <Select label={t("Stage")} value={values.status} onValue={set("status")} options={statuses.map((s) => [s, stageName(s)] as const)} />
        </div>
        <details class="add-more" open={more || undefined}>
          <summary>{t("Salary, deadline and more")}</summary>
          <div class="add-fields">
            <div class="add-salary">
              <TextField label={t("Salary from")} inputMode="numeric" {...field("salary_min")} />
              <TextField label={t("to")} inputMode="numeric" {...field("salary_max")} />
              <TextField label={t("Currency")} maxLength={3} placeholder="USD" {...field("salary_currency")} />
              <Select label={t("Per")} {...field("salary_period")} options={[["", t("Not said")], ...periods()]} />
            </div>
            <TextField label={t("Deadline")} type="date" {...field("deadline")} />
            <Select label={t("Kind of work")} {...field("employment_type")} options={[["", t("Not said")], ...employments()]} />
            <TextField label={t("Found on")} {...field("source")} />
            <div class="add-wide"><TextArea label={t("Description")} rows={5} {...field("description")} /></div>
          </div>
        </details>
        <AlikeNotice company={values.company} title={values.job_title} url={values.job_url} />
      </form>
    </Dialog>
  );
}

const LONGEST = 70;

function hintOf(reading: JobDraft["read"][Name]): string | undefined {
  if (!reading) return undefined;
  const source = reading.source.replace(/\s+/g, " ").trim();
  const quote = source.length > LONGEST ? `${source.slice(0, LONGEST)}…` : source;
  const from = quote ? t("From the text: “{quote}”", { quote }) : t("From the text.");
  return reading.confidence < UNSURE ? `${t("Please check.")} ${from}` : from;
}
