// editor.tsx — one resume: its form, and beside it the paper.
import { useEffect, useState } from "preact/hooks";
import { Room, Unread } from "~/app/room";
import { Loaded, Notice, Skeleton } from "~/parts/state";
import { Tabs } from "~/parts/tabs";
import { useStore } from "~/data/store";
import { t } from "~/words/t";
import { at, nameOf } from "./document";
import { EditProvider, editOf } from "./edit";
import { Form } from "./form";
import { templateOf } from "./look";
import { LookPanel } from "./look_panel";
import { controlAt, type Place } from "./place";
import { Preview } from "./preview";
import { lock, useRow, useTemplates, type ResumeRow } from "./rows";
import { Conflict } from "./conflict";
import { EditorTitle, Tools } from "./tools";
import { useWide } from "./wide";
import { openWork } from "./work";

export default function Editor({ params: [id] }: { params: string[] }) {
  const row = useRow(id!);
  if (row.problem && !row.value)
    return <Unread query={row} icon="resume" title={t("This resume is not here")} why={t("It may lie in the trash, or belong to somebody else.")} back={["/resumes", t("To your resumes")]} />;
  if (!row.value) return <Room title={t("Resume")} width="full"><Loaded query={row} wait={<Waiting />}>{() => null}</Loaded></Room>;
  return <Open row={row.value} />;
}

const Waiting = () => (
  <div class="editor" aria-hidden="true">
    <div class="resume-form"><Skeleton height="22rem" /><Skeleton height="12rem" /></div>
  </div>
);

type Tab = "edit" | "look" | "preview";

function Open({ row }: { row: ResumeRow }) {
  const [work] = useState(() => openWork(row));
  const doc = useStore(work.doc);
  const templates = useTemplates().value;
  const template = templateOf(templates, doc.template_id);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [tab, setTab] = useState<Tab>("edit");
  const wide = useWide();

  useEffect(() => work.close, []);
  useEffect(() => work.hear(row), [row]);
  useEffect(() => {
    // Ours and not the browser's own: its memory of one field knows nothing of the others.
    const onKey = (e: KeyboardEvent) => {
      if (!(e.ctrlKey || e.metaKey) || e.altKey || document.querySelector("dialog[open]")) return;
      const key = e.key.toLowerCase();
      if (key === "z") (e.shiftKey ? work.redo : work.undo)();
      else if (key === "y") work.redo();
      else if (key === "s") void work.save();
      else return;
      e.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  const toggle = (entry: number, on: boolean) =>
    setOpen((before) => {
      const next = new Set(before);
      if (on) next.add(entry);
      else next.delete(entry);
      return next;
    });
  const edit = editOf(work, { template, locked: row.is_locked, open, toggle });
  const goTo = ({ path }: Place) => {
    setTab("edit");
    path.forEach((step, n) => typeof step === "number" && toggle(nameOf(at(doc.data, path.slice(0, n + 1)) ?? null), true));
    requestAnimationFrame(() => requestAnimationFrame(() => controlAt(path)?.focus()));
  };
  const form = row.is_locked ? <Locked row={row} /> : <EditProvider value={edit}><Form /></EditProvider>;
  const preview = <Preview data={doc.data} title={doc.title} template={template} onPlace={goTo} />;
  const tabs: [Tab, string][] = [["edit", t("Edit")], ["look", t("Look")], ["preview", t("Preview")]];
  const shown = wide && tab === "preview" ? "edit" : tab;
  return (
    <Room title={doc.title} heading={<EditorTitle work={work} locked={row.is_locked} />} width="full"
      actions={<Tools work={work} row={row} />}>
      <Conflict work={work} />
      <div class={wide ? "editor" : "editor one"}>
        <Tabs<Tab> label={t("Resume")} value={shown} onValue={setTab} tabs={wide ? tabs.slice(0, 2) : tabs}>
          {shown === "edit" || (shown === "look" && row.is_locked) ? form : shown === "look" ? <LookPanel work={work} template={template} templates={templates ?? []} /> : preview}
        </Tabs>
        {wide && preview}
      </div>
    </Room>
  );
}

const Locked = ({ row }: { row: ResumeRow }) => (
  <div class="resume-form">
    <Notice icon="lock">
      <div class="stack tight">
        <p><strong>{t("This resume is locked.")}</strong> {t("It stays as it is until you unlock it.")}</p>
        <p><button type="button" class="button quiet small" onClick={() => void lock(row, false)}>{t("Unlock")}</button></p>
      </div>
    </Notice>
  </div>
);
