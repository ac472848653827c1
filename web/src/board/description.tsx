// description.tsx — the posting's own words; a long one is folded until she asks.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useDraft } from "~/data/draft";
import { Button } from "~/parts/button";
import { TextArea } from "~/parts/field";
import { useSending } from "~/parts/form";
import { Notice } from "~/parts/state";
import { t } from "~/words/t";
import { changeJob } from "./jobs";
import type { Job } from "./rows";

const FOLDED = 260; // px

export function Description({ job }: { job: Job }) {
  const [editing, setEditing] = useState(false);
  const [open, setOpen] = useState(false);
  const [long, setLong] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const parts = [[null, job.description], [t("Requirements"), job.requirements], [t("Benefits"), job.benefits]].filter(([, text]) => text) as [string | null, string][];
  useLayoutEffect(() => {
    if (box.current) setLong(box.current.scrollHeight > FOLDED + 60);
  }, [job.description, job.requirements, job.benefits, editing]);
  return (
    <section aria-labelledby="description">
      <div class="row apart job-section-head">
        <h2 id="description">{t("Description")}</h2>
        {!editing && <Button small icon="edit" onClick={() => setEditing(true)}>{parts.length ? t("Change") : t("Add")}</Button>}
      </div>
      {editing ? (
        <Edit job={job} onDone={() => setEditing(false)} />
      ) : parts.length ? (
        <>
          <div ref={box} class={long && !open ? "job-posting folded" : "job-posting"} style={long && !open ? { maxHeight: `${FOLDED}px` } : undefined}>
            {parts.map(([title, text]) => <div key={title ?? ""}>{title && <h3>{title}</h3>}<p>{text}</p></div>)}
          </div>
          {long && <Button small kind="plain" onClick={() => setOpen(!open)} aria-expanded={open}>{open ? t("Show less") : t("Show all")}</Button>}
        </>
      ) : (
        <p class="soft small">{t("Keep the posting's text here: postings disappear, and you will want it before the interview.")}</p>
      )}
    </section>
  );
}

function Edit({ job, onDone }: { job: Job; onDone(): void }) {
  const draft = useDraft(`board/description/${job.id}`, job.description ?? "");
  const sending = useSending();
  const submit = (e: Event) => {
    e.preventDefault();
    void sending.send(async () => {
      await changeJob(job.id, { description: draft.value.trim() || null });
      draft.drop();
      onDone();
    });
  };
  return (
    <form class="stack tight" onSubmit={submit}>
      {sending.problem && <Notice kind="bad" icon="alert"><strong>{sending.problem.message}</strong> {sending.problem.hint}</Notice>}
      <TextArea label={t("Description")} hideLabel autoFocus rows={12} value={draft.value} onValue={draft.set} />
      <div class="row tight"><Button kind="primary" type="submit" busy={sending.busy}>{t("Save")}</Button><Button kind="plain" onClick={() => { draft.drop(); onDone(); }}>{t("Cancel")}</Button></div>
    </form>
  );
}
