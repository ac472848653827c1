// notes.tsx — her own notes on a job: saved when she pauses, kept in the browser until then, and never over what another window wrote.
import { useEffect, useRef, useState } from "preact/hooks";
import { whenThere } from "~/data/connection";
import { useDraft } from "~/data/draft";
import { problemOf } from "~/data/problem";
import { Button } from "~/parts/button";
import { TextArea } from "~/parts/field";
import { Notice } from "~/parts/state";
import { t } from "~/words/t";
import { saveNotes } from "./jobs";
import type { Job } from "./rows";

const PAUSE = 1200;

interface Kept {
  text: string;
  base: string; // the server's notes that it was typed over
}

export function Notes({ job }: { job: Job }) {
  const server = job.notes ?? "";
  const draft = useDraft<Kept | null>(`board/notes/${job.id}`, null);
  const [state, setState] = useState<"" | "saving" | "saved" | string>("");
  const [theirs, setTheirs] = useState<string>();
  const saving = useRef(false);
  const latest = useRef(draft.value);
  latest.current = draft.value;

  async function save() {
    const kept = latest.current;
    if (!kept || saving.current || theirs !== undefined) return;
    saving.current = true;
    setState("saving");
    try {
      const answer = await saveNotes(job.id, kept.base, kept.text);
      if (!answer.saved) {
        setTheirs(answer.theirs);
        setState("");
      } else if (latest.current?.text === kept.text) {
        draft.set(null);
        draft.drop();
        setState("saved");
      } else draft.set((now) => now && { ...now, base: kept.text });
    } catch (error) {
      const problem = await problemOf(error);
      setState(problem.kind === "offline" ? t("Kept here until Rung is reached again.") : `${problem.message} ${problem.hint}`);
      if (problem.kind === "offline") whenThere(() => void save());
    } finally {
      saving.current = false;
    }
  }
  const act = useRef(save);
  act.current = save;
  useEffect(() => {
    if (!draft.value || theirs !== undefined) return;
    const timer = setTimeout(() => void act.current(), PAUSE);
    return () => clearTimeout(timer);
  }, [draft.value, theirs]);
  useEffect(() => () => void act.current(), []); // she leaves the page before the pause

  const choose = (text: string, base: string) => {
    setTheirs(undefined);
    draft.set(text === base ? null : { text, base });
    if (text === base) draft.drop();
  };
  return (
    <section aria-labelledby="notes">
      <div class="row apart job-section-head">
        <h2 id="notes">{t("Notes")}</h2>
        <span class="small soft" role="status">{state === "saving" ? t("Saving…") : state === "saved" ? t("Saved") : state}</span>
      </div>
      {theirs !== undefined && (
        <Notice kind="warn" icon="alert">
          <div class="stack tight">
            <p><strong>{t("These notes were changed in another window.")}</strong></p>
            <blockquote class="small notes-theirs">{theirs || t("(empty)")}</blockquote>
            <div class="row tight">
              <Button small onClick={() => choose(`${theirs}\n\n${draft.value!.text}`, theirs)}>{t("Keep both")}</Button>
              <Button small onClick={() => choose(draft.value!.text, theirs)}>{t("Keep mine")}</Button>
              <Button small onClick={() => choose(theirs, theirs)}>{t("Take the other")}</Button>
            </div>
          </div>
        </Notice>
      )}
      <TextArea label={t("Notes")} hideLabel rows={4} placeholder={t("Who you met, what to ask, what you think of it.")} value={draft.value?.text ?? server}
        onValue={(text) => { setState(""); draft.set((before) => ({ text, base: before?.base ?? server })); }} onBlur={() => void act.current()} />
    </section>
  );
}
