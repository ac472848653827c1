// field_control.tsx — one field of a resume, by its row in the table of sections.
import type { ComponentChildren } from "preact";
import { TextArea, TextField } from "~/parts/field";
import { t } from "~/words/t";
import { BulletsField } from "./bullets_field";
import { DateField } from "./date_field";
import { listAt, set, textAt, type Path } from "./document";
import { useEdit } from "./edit";
import type { FieldKind, FieldPlan } from "./sections";
import { WordsField } from "./words_field";

const wideKinds: ReadonlySet<FieldKind> = new Set(["text", "bullets", "words"]);
const types: Partial<Record<FieldKind, "url" | "email" | "tel">> = { email: "email", tel: "tel" };
const WEB = /^[^\s/]+\.[^\s]+$/; // "solberg.example/cv": a link, as people write it

export function FieldControl({ plan, of, hideLabel }: { plan: FieldPlan; of: Path; hideLabel?: boolean }) {
  const edit = useEdit();
  const path = [...of, ...plan.path];
  const value = textAt(edit.data, ...path);
  const shared = { label: plan.label, onBlur: edit.endGroup };
  const write = (next: string) => edit.put(path, next || undefined);
  const list = () => listAt(edit.data, ...path).map(String);
  const control: Record<FieldKind, () => ComponentChildren> = {
    line: () => <TextField {...shared} hideLabel={hideLabel} hint={plan.hint} autoComplete={plan.autoComplete ?? "off"} value={value} onValue={write} />,
    url: () => <TextField {...shared} type="text" inputMode="url" spellcheck={false} autoComplete={plan.autoComplete ?? "off"} placeholder="https://" value={value} onValue={write}
      onBlur={() => { if (WEB.test(value)) write(`https://${value}`); edit.endGroup(); }} />,
    email: () => <TextField {...shared} type={types.email} autoComplete={plan.autoComplete} value={value} onValue={write} />,
    tel: () => <TextField {...shared} type={types.tel} autoComplete={plan.autoComplete} value={value} onValue={write} />,
    text: () => <TextArea {...shared} hideLabel={hideLabel} rows={3} value={value} onValue={write} />,
    start: () => <DateField {...shared} kind="start" value={value} onValue={write} />,
    end: () => <DateField {...shared} kind="end" value={value} onValue={write} />,
    date: () => <DateField {...shared} kind="date" value={value} onValue={write} />,
    bullets: () => <BulletsField label={plan.label} add={t("Add line")} value={list()} onBlur={edit.endGroup}
      onValue={(next, place) => (place === undefined ? edit.change((data) => set(data, path, next.length ? next : undefined)) : edit.put([...path, place], next[place]!))} />,
    words: () => <WordsField {...shared} value={list()} onValue={(next) => edit.put(path, next.length ? next : undefined)} />,
  };
  return <div class={plan.wide || wideKinds.has(plan.kind) ? "wide" : undefined} data-place={path.join(".")}>{control[plan.kind]()}</div>;
}
