// entry.tsx — one entry of a section: closed, a line that says what it is; open, its fields. Small ones are always open.
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { IconButton } from "~/parts/button";
import { Icon } from "~/parts/icon";
import { Menu, type MenuItem } from "~/parts/menu";
import { t } from "~/words/t";
import { nameOf, type Json } from "./document";
import { useEdit, type Entries } from "./edit";
import { FieldControl } from "./field_control";
import { Grip } from "./reorder";
import type { SectionPlan } from "./sections";

interface EntryProps {
  plan: SectionPlan;
  entry: Json;
  i: number;
  entries: Entries;
  list: RefObject<HTMLElement | null>;
}

const SMALL = 3;
export const isSmall = (plan: SectionPlan) => plan.fields.length <= SMALL && plan.fields.every(({ kind }) => kind !== "text" && kind !== "bullets");

let latest = 0; // the newest entry that a hand has made: it takes the focus once

export const focusNext = (entry: number) => (latest = entry);

function useFirstFocus(entry: Json, open: boolean) {
  const row = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => {
    if (!open || nameOf(entry) !== latest) return;
    latest = 0;
    row.current?.querySelector<HTMLElement>(".entry-fields input, .entry-fields textarea")?.focus();
  }, [open]);
  return row;
}

export function Entry({ plan, entry, i, entries, list }: EntryProps) {
  const edit = useEdit();
  const small = isSmall(plan);
  const open = small || edit.open.has(nameOf(entry));
  const row = useFirstFocus(entry, open);
  const [what, context] = plan.names(entry);
  const called = what || context || t("{section}, entry {n}", { section: plan.title, n: i + 1 });
  const items: MenuItem[] = [
    ...(i > 0 ? [{ label: t("Move up"), icon: "up" as const, onPick: () => entries.move(i, i - 1) }] : []),
    ...(i < entries.list.length - 1 ? [{ label: t("Move down"), icon: "down" as const, onPick: () => entries.move(i, i + 1) }] : []),
    { label: t("Duplicate"), icon: "copy", onPick: () => entries.copy(i) },
    { label: t("Remove"), icon: "remove", danger: true, apart: true, onPick: () => entries.remove(i, what || context) },
  ];
  const fields = plan.fields.map((field) => <FieldControl key={field.path.join(".")} plan={field} of={[...plan.path, i]} hideLabel={false} />);
  const grip = <Grip list={list} i={i} called={called} onMove={entries.move} />;
  if (small)
    return (
      <li class="entry compact" ref={row}>
        {grip}
        <div class="entry-fields" role="group" aria-label={called}>{fields}</div>
        <IconButton icon="close" small label={t("Remove {name}", { name: called })} onClick={() => entries.remove(i, what)} />
      </li>
    );
  return (
    <li class={open ? "entry open" : "entry"} ref={row}>
      <div class="entry-head">
        {grip}
        <button type="button" class="entry-toggle" aria-expanded={open} onClick={() => edit.toggle(nameOf(entry), !open)}>
          <span class="entry-names"><span class={what ? "entry-what" : "entry-what soft"}>{what || t("Not named yet")}</span>{context && <span class="entry-context">{context}</span>}</span>
          <Icon name="open" small />
        </button>
        <Menu label={t("More for {title}", { title: called })} className="icon-button small" items={items}><Icon name="menu" small /></Menu>
      </div>
      {open && <div class="entry-fields field-grid" role="group" aria-label={called}>{fields}</div>}
    </li>
  );
}
