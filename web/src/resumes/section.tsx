// section.tsx — a section of the form, whichever: its table row says what is in it.
import type { RefObject } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { Button } from "~/parts/button";
import { Dialog } from "~/parts/dialog";
import { TextField } from "~/parts/field";
import { Icon } from "~/parts/icon";
import { Menu, type MenuItem } from "~/parts/menu";
import { t } from "~/words/t";
import { at, isBlank, nameEntry, nameOf, set } from "./document";
import { useEdit, useEntries } from "./edit";
import { Entry, focusNext, isSmall } from "./entry";
import { FieldControl } from "./field_control";
import { headingOf, layoutOf, setLayout } from "./look";
import { Grip } from "./reorder";
import type { SectionPlan } from "./sections";

export function Fields({ plan }: { plan: SectionPlan }) {
  const alone = plan.fields.length === 1;
  return <div class="field-grid">{plan.fields.map((field) => <FieldControl key={field.path.join(".")} plan={field} of={plan.path} hideLabel={alone} />)}</div>;
}

export function EntryList({ plan }: { plan: SectionPlan }) {
  const entries = useEntries(plan.path);
  const list = useRef<HTMLUListElement>(null);
  const add = () => {
    const fresh = nameEntry({});
    focusNext(nameOf(fresh));
    entries.add(fresh);
  };
  return (
    <>
      {entries.list.length > 0 && (
        <ul class={isSmall(plan) ? "entries compact" : "entries"} ref={list} aria-label={plan.title}>
          {entries.list.map((entry, i) => <Entry key={nameOf(entry) || i} plan={plan} entry={entry} i={i} entries={entries} list={list} />)}
        </ul>
      )}
      <div><Button small kind="plain" icon="add" onClick={add}>{plan.add}</Button></div>
    </>
  );
}

interface SectionProps {
  plan: SectionPlan;
  i: number;
  n: number; // of those that are printed
  printed: boolean;
  list: RefObject<HTMLElement | null>;
  onMove(from: number, to: number): void;
  onPrint(printed: boolean): void;
}

export function Section({ plan, i, n, printed, list, onMove, onPrint }: SectionProps) {
  const edit = useEdit();
  const id = useId();
  const [naming, setNaming] = useState(false);
  const own = headingOf(edit.data, edit.template, plan.key);
  const items: MenuItem[] = [
    ...(printed && i > 0 ? [{ label: t("Move up"), icon: "up" as const, onPick: () => onMove(i, i - 1) }] : []),
    ...(printed && i < n - 1 ? [{ label: t("Move down"), icon: "down" as const, onPick: () => onMove(i, i + 1) }] : []),
    { label: t("Change the heading"), icon: "edit", onPick: () => setNaming(true) },
    printed ? { label: t("Leave out of the paper"), icon: "unseen", onPick: () => onPrint(false) } : { label: t("Put on the paper"), icon: "eye", onPick: () => onPrint(true) },
  ];
  return (
    <section class={printed ? "resume-section" : "resume-section off"} aria-labelledby={id} data-section={plan.key}>
      <header>
        {printed && <Grip list={list} i={i} called={plan.title} onMove={onMove} />}
        <h2 id={id}>{own || plan.title}</h2>
        {own && own !== plan.title && <span class="soft small">{plan.title}</span>}
        {!printed && <span class="tag"><Icon name="unseen" small />{t("Not on the paper")}</span>}
        <span class="grow" />
        <Menu label={t("More for {title}", { title: plan.title })} className="icon-button small" items={items}><Icon name="menu" small /></Menu>
      </header>
      <div class="section-body">
        {plan.shape === "list" ? <EntryList plan={plan} /> : <Fields plan={plan} />}
      </div>
      {naming && <Heading plan={plan} own={own} onClose={() => setNaming(false)} />}
    </section>
  );
}

function Heading({ plan, own, onClose }: { plan: SectionPlan; own: string; onClose(): void }) {
  const edit = useEdit();
  const [text, setText] = useState(own);
  const submit = (e: Event) => {
    e.preventDefault();
    edit.change((data) => {
      const titles = at(set(layoutOf(data), ["titles", plan.key], text.trim() || undefined), ["titles"]);
      return setLayout(data, "titles", isBlank(titles) ? undefined : titles);
    });
    onClose();
  };
  return (
    <Dialog title={t("Heading of {section}", { section: plan.title })} onClose={onClose} footer={<Button kind="primary" type="submit" form="heading">{t("Use it")}</Button>}>
      <form id="heading" onSubmit={submit}><TextField label={t("Heading on the paper")} hint={t("Empty: the template's own.")} autoFocus value={text} onValue={setText} /></form>
    </Dialog>
  );
}
