// tools.tsx — what stands above the form: the title, whether it is saved, the way back, versions and files.
import { useEffect, useRef, useState } from "preact/hooks";
import { go } from "~/app/router";
import { useStore } from "~/data/store";
import { Button, IconButton } from "~/parts/button";
import { Icon, type IconName } from "~/parts/icon";
import { Menu } from "~/parts/menu";
import { announce, complain } from "~/parts/toast";
import { t } from "~/words/t";
import { download } from "./download";
import type { FileKind } from "./file_name";
import { ForJob } from "./for_job";
import { duplicate, lock, makeCurrent, trash, type ResumeRow } from "./rows";
import { Versions } from "./versions";
import type { Saving, Work } from "./work";

export function EditorTitle({ work, locked }: { work: Work; locked: boolean }) {
  const { title } = useStore(work.doc);
  const [typed, setTyped] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  if (locked) return <span class="title-edit locked">{title}</span>;
  const write = (text: string) => {
    setTyped(text);
    if (text.trim()) work.change((doc) => ({ ...doc, title: text.trim() }), "title");
  };
  const leave = () => {
    setTyped(undefined);
    work.endGroup();
  };
  return (
    <span class="title-edit" data-text={typed ?? title}>
      <input ref={input} class="title-input" aria-label={t("Title of this resume")} value={typed ?? title} size={1} spellcheck={false} maxLength={200}
        onInput={(e) => write(e.currentTarget.value)} onBlur={leave} onKeyDown={(e) => (e.key === "Enter" || e.key === "Escape") && input.current?.blur()} />
    </span>
  );
}

const words: Record<Saving["state"], () => string> = {
  saved: () => t("Saved"),
  changed: () => t("Saving"),
  saving: () => t("Saving"),
  kept: () => t("Kept here until the connection is back"),
  refused: () => t("Not saved"),
  gone: () => t("Not saved: it was thrown away elsewhere"),
  conflict: () => t("Not saved: it was changed elsewhere, too"),
};
const icons: Record<Saving["state"], IconName> = { saved: "check", changed: "clock", saving: "clock", kept: "offline", refused: "alert", gone: "alert", conflict: "alert" };
const CALM = 4000; // a screen reader hears of a saved text, but not at every pause

export function SaveState({ work }: { work: Work }) {
  const saving = useStore(work.saving);
  const { state } = saving;
  const wrong = state !== "saved" && state !== "changed" && state !== "saving";
  const last = useRef(state);
  useEffect(() => {
    const before = last.current;
    last.current = state;
    if (wrong && before !== state) return announce(words[state]());
    if (state !== "saved" || before === "saved") return;
    const timer = setTimeout(() => announce(words.saved()), CALM);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <span class={wrong ? "save-state wrong" : "save-state"} title={state === "refused" ? `${saving.problem.message} ${saving.problem.hint}` : undefined}>
      <Icon name={icons[state]} small />
      {words[state]()}
      {state === "refused" && <Button small kind="plain" onClick={() => void work.save()}>{t("Try again")}</Button>}
    </span>
  );
}

export function Tools({ work, row }: { work: Work; row: ResumeRow }) {
  const steps = useStore(work.steps);
  const [asking, setAsking] = useState<"versions" | "job">();
  const [busy, setBusy] = useState(false);
  const fetch = async (kind: FileKind) => {
    setBusy(true);
    try {
      if (await work.save()) await download({ id: row.id, title: work.doc.get().title }, kind);
    } catch (error) {
      void complain(error);
    } finally {
      setBusy(false);
    }
  };
  const copied = async () => {
    if (await work.save()) await duplicate(row).then((copy) => go(`/resumes/${copy.id}`), complain);
  };
  return (
    <>
      <SaveState work={work} />
      <span class="undo-steps">
        <IconButton icon="undo" label={t("Undo")} aria-keyshortcuts="Control+Z" disabled={!steps.back || row.is_locked} onClick={work.undo} />
        <IconButton icon="redo" label={t("Redo")} aria-keyshortcuts="Control+Shift+Z" disabled={!steps.forth || row.is_locked} onClick={work.redo} />
      </span>
      <Menu label={t("More")} className="icon-button" items={[
        { label: t("Versions"), icon: "history", onPick: () => setAsking("versions") },
        { label: row.job ? t("For {company}", { company: row.job.company }) : t("For which job"), icon: "job", onPick: () => setAsking("job") },
        { label: t("Duplicate"), icon: "copy", onPick: () => void copied() },
        { label: row.is_current ? t("No longer current") : t("Make it the current one"), icon: "star", onPick: () => void makeCurrent(row) },
        { label: row.is_locked ? t("Unlock") : t("Lock"), icon: row.is_locked ? "unlock" : "lock", onPick: () => void work.save().then((done) => done && lock(row, !row.is_locked)) },
        { label: t("Move to trash"), icon: "remove", danger: true, apart: true, onPick: () => void work.save().then(() => (go("/resumes"), trash(row))) },
      ]}><Icon name="menu" /></Menu>
      <Menu label="" className={busy ? "button primary busy" : "button primary"} items={[
        { label: t("PDF"), icon: "resume", onPick: () => void fetch("pdf") },
        { label: t("Picture (PNG)"), icon: "eye", onPick: () => void fetch("png") },
        { label: t("Data (JSON Resume)"), icon: "list", onPick: () => void fetch("json") },
      ]}>{busy ? <span class="spinner" aria-hidden="true" /> : <Icon name="download" small />}<span class="download-words">{t("Download")}</span></Menu>
      {asking === "versions" && <Versions work={work} row={row} onClose={() => setAsking(undefined)} />}
      {asking === "job" && <ForJob row={row} onClose={() => setAsking(undefined)} />}
    </>
  );
}
