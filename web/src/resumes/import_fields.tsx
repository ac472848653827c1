// import_fields.tsx — a section as it was read: each field with where it came from and how sure the rule is.
import { IconButton } from "~/parts/button";
import { TextArea, TextField } from "~/parts/field";
import { Icon } from "~/parts/icon";
import { t } from "~/words/t";
import { stepsOf, UNSURE, type Choices, type FoundEntry, type FoundField, type FoundSection } from "./brought";
import { DateField } from "./date_field";
import type { FieldPlan } from "./sections";

interface FoundProps {
  group: FoundSection;
  choices: Choices;
  chosen: string | undefined;
  onChoose(pointer: string): void;
  onShow: ((pointer: string) => void) | undefined; // when the file is not beside it
  onChoices(change: (before: Choices) => Choices): void;
}

const LONG = 60;

export function Found({ group, choices, ...rest }: FoundProps) {
  return (
    <section class="resume-section" aria-label={group.title}>
      <header><h2>{group.title}</h2></header>
      <div class="section-body">
        {group.entries.map((entry) => <EntryFound key={entry.pointer} entry={entry} section={group.title} choices={choices} {...rest} />)}
      </div>
    </section>
  );
}

function EntryFound({ entry, section, choices, onChoices, ...rest }: Omit<FoundProps, "group"> & { entry: FoundEntry; section: string }) {
  const gone = choices.out.includes(entry.pointer);
  const leave = (pointer: string, out: boolean) => onChoices((c) => ({ ...c, out: out ? [...c.out, pointer] : c.out.filter((p) => p !== pointer) }));
  return (
    <div class={gone ? "found-entry gone" : "found-entry"} role="group" aria-label={entry.name || section}>
      {entry.pointer && (
        <div class="found-head">
          <h3 class="grow">{entry.name || section}</h3>
          {gone
            ? <button type="button" class="button plain small" onClick={() => leave(entry.pointer, false)}><Icon name="undo" small />{t("Put back")}</button>
            : <IconButton small icon="close" label={t("Leave out {name}", { name: entry.name || section })} onClick={() => leave(entry.pointer, true)} />}
        </div>
      )}
      {!gone && entry.fields.map(({ found, plan }) => <FieldFound key={found.path} found={found} plan={plan} choices={choices} onLeave={(out) => leave(found.path, out)}
        onValue={(value) => onChoices((c) => ({ ...c, values: { ...c.values, [found.path]: value } }))} {...rest} />)}
    </div>
  );
}

interface FieldFoundProps extends Pick<FoundProps, "choices" | "chosen" | "onChoose" | "onShow"> {
  found: FoundField;
  plan: FieldPlan | undefined;
  onLeave(out: boolean): void;
  onValue(value: string): void;
}

// "Highlights 2": what the field is called, and which one of its list.
function labelOf(found: FoundField, plan: FieldPlan | undefined): string {
  const steps = stepsOf(found.path);
  const last = steps.at(-1)!;
  const label = plan?.label ?? steps.filter((step) => !/^\d+$/.test(step)).at(-1) ?? found.path;
  return plan && /^\d+$/.test(last) ? t("{label} {n}", { label, n: Number(last) + 1 }) : label;
}

type DatePlan = FieldPlan & { kind: "start" | "end" | "date" };
const isDate = (plan: FieldPlan | undefined): plan is DatePlan => !!plan && (plan.kind === "start" || plan.kind === "end" || plan.kind === "date");

function FieldFound({ found, plan, choices, chosen, onChoose, onShow, onLeave, onValue }: FieldFoundProps) {
  const label = labelOf(found, plan);
  const value = choices.values[found.path] ?? found.value;
  const changed = choices.values[found.path] !== undefined;
  const unsure = found.confidence < UNSURE && !changed;
  if (choices.out.includes(found.path))
    return (
      <div class="found gone">
        <span class="grow clip"><span class="label">{label}</span> <s class="soft">{found.value}</s></span>
        <button type="button" class="button plain small" onClick={() => onLeave(false)}><Icon name="undo" small />{t("Put back")}</button>
      </div>
    );
  const shared = { label, value, onValue, onFocus: () => onChoose(found.path) };
  return (
    <div class={`found${unsure ? " unsure" : ""}${chosen === found.path ? " chosen" : ""}`} data-found={found.path}>
      <div class="grow">{isDate(plan) ? <DateField {...shared} kind={plan.kind} /> : found.value.length > LONG ? <TextArea {...shared} rows={2} /> : <TextField {...shared} />}</div>
      <div class="found-tools">
        {unsure && <button type="button" class="tag check-this" title={t("{n} % sure. Press when it is right.", { n: Math.round(found.confidence * 100) })} onClick={() => onValue(found.value)}>{t("Check this")}</button>}
        {onShow && found.source && <IconButton small icon="eye" label={t("Show where {field} comes from", { field: label })} onClick={() => onShow(found.path)} />}
        <IconButton small icon="close" label={t("Leave out {name}", { name: label })} onClick={() => onLeave(true)} />
      </div>
    </div>
  );
}
