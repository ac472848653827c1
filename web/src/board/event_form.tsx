// event_form.tsx — something that happened with a job, or is going to: each kind asks for what it needs.
import { useState } from "preact/hooks";
import { useDraft } from "~/data/draft";
import { Button } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { Choices, Select, TextArea, TextField } from "~/parts/field";
import { useSending } from "~/parts/form";
import { Notice } from "~/parts/state";
import { inSentence, t } from "~/words/t";
import { fromLocalInput, toLocalInput, tomorrow } from "~/words/time";
import { addEvent, changeEvent, kinds, type EventChanges } from "./events";
import type { EventKind, JobEvent } from "./rows";

export const addable = ["note", "task", "interview", "call", "email"] as const;
export type Addable = (typeof addable)[number];

interface Values {
  kind: EventKind;
  title: string;
  body: string;
  when: string; // as <input type="datetime-local"> has it
  minutes: string;
  remind: string;
}

const MINUTE = 60000;

function valuesOf(event: JobEvent): Values {
  const minutes = event.ends_at ? Math.round((Date.parse(event.ends_at) - Date.parse(event.occurred_at)) / MINUTE) : 0;
  return {
    kind: event.kind, title: event.title ?? "", body: event.body ?? "", when: toLocalInput(event.occurred_at), minutes: minutes > 0 ? String(minutes) : "",
    remind: event.remind_at ? toLocalInput(event.remind_at) : "",
  };
}

const first = (kind: Addable): Values => ({ kind, title: "", body: "", when: kind === "interview" ? tomorrow() : "", minutes: kind === "interview" ? "60" : "", remind: kind === "task" ? tomorrow() : "" });

function changesOf(v: Values): EventChanges {
  const at = v.when ? fromLocalInput(v.when) : undefined;
  return {
    kind: v.kind, title: v.title.trim() || null, body: v.body.trim() || null, ...(at && { occurred_at: at }),
    ends_at: at && v.minutes && v.kind === "interview" ? new Date(Date.parse(at) + Number(v.minutes) * MINUTE).toISOString() : null,
    remind_at: v.remind ? fromLocalInput(v.remind) : null,
  };
}

const titles: Record<Addable, () => string> = { note: () => t("Title"), task: () => t("What is to be done?"), interview: () => t("What kind of interview?"), call: () => t("With whom?"), email: () => t("Subject") };
const lengths = () => [["", t("Not said")], ...[30, 45, 60, 90, 120, 180].map((n) => [String(n), t("{n} minutes", { n })] as const)] as const;

interface FormProps {
  job: string;
  kind: Addable;
  event?: JobEvent; // to be changed
  onClose(): void;
}

export function EventForm({ job, kind, event, onClose }: FormProps) {
  const draft = useDraft<Values>(event ? `board/event/${event.id}` : `board/event/${job}`, event ? valuesOf(event) : first(kind));
  const [tried, setTried] = useState(false);
  const sending = useSending();
  const v = draft.value;
  const set = (changes: Partial<Values>) => draft.set((before) => ({ ...before, ...changes }));
  const now = v.kind as Addable;
  const needed = v.kind === "task" ? v.title.trim() : v.kind === "interview" ? v.when : v.title.trim() || v.body.trim();
  const submit = (e: Event) => {
    e.preventDefault();
    setTried(true);
    if (!needed) return;
    void sending.send(async () => {
      await (event ? changeEvent(event, changesOf(v)) : addEvent(job, changesOf(v)));
      draft.drop();
      onClose();
    });
  };
  const choose = (next: Addable) => set({ kind: next, ...(next === "interview" && !v.when && { when: tomorrow(), minutes: "60" }), ...(next === "task" && !v.remind && { remind: tomorrow() }) });
  const missing = tried && !needed ? t("This is needed.") : undefined;
  const timed = v.kind === "interview" || v.kind === "call" || v.kind === "email";
  return (
    <Dialog title={event ? t("Change {what}", { what: inSentence(kinds[v.kind].name()) }) : t("Add to the timeline")} onClose={onClose}
      footer={<Button kind="primary" type="submit" form="event" busy={sending.busy}>{event ? t("Save") : t("Add {what}", { what: inSentence(kinds[v.kind].name()) })}</Button>}>
      <form id="event" class="stack" onSubmit={submit} noValidate>
        {sending.problem && <Notice kind="bad" icon="alert"><strong>{sending.problem.message}</strong> {sending.problem.hint}</Notice>}
        {!event && <Choices label={t("Kind")} hideLabel value={now} onValue={choose} options={addable.map((k) => [k, kinds[k].name()] as const)} />}
        {v.kind !== "note" && <TextField label={(titles[now] ?? titles.note)()} value={v.title} onValue={(title) => set({ title })} maxLength={200} error={v.kind === "interview" ? undefined : missing} autoFocus />}
        {timed && (
          <div class="add-fields">
            <TextField label={v.kind === "interview" ? t("Begins") : t("When")} type="datetime-local" value={v.when} onValue={(when) => set({ when })} error={v.kind === "interview" ? missing : undefined}
              hint={v.kind === "interview" ? undefined : t("Left empty: now.")} />
            {v.kind === "interview" && <Select label={t("Takes")} value={v.minutes} onValue={(minutes) => set({ minutes })} options={lengths()} />}
          </div>
        )}
        <TextArea label={v.kind === "interview" ? t("Where, with whom, what about") : v.kind === "note" ? t("Note") : t("Notes")} value={v.body} onValue={(body) => set({ body })} rows={v.kind === "note" ? 6 : 3}
          error={v.kind === "note" ? missing : undefined} autoFocus={v.kind === "note"} />
        <TextField label={t("Remind me")} type="datetime-local" optional value={v.remind} onValue={(remind) => set({ remind })} />
      </form>
    </Dialog>
  );
}
