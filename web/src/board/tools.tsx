// tools.tsx — above the board: search, what is shown, and in which form.
import { useEffect, useRef } from "preact/hooks";
import { go, useAddress } from "~/app/router";
import { statuses } from "~/data/types";
import { Button } from "~/parts/button";
import { Select } from "~/parts/field";
import { Icon } from "~/parts/icon";
import { Menu, type MenuItem } from "~/parts/menu";
import { stageName } from "~/parts/stage";
import { t } from "~/words/t";
import { addressOf, narrowed, type Filter, type Sort } from "./filter";
import type { Card } from "./rows";
import { workplaces } from "./words";

export const show = (filter: Filter) => go(addressOf(filter), { replace: true });

interface ToolsProps {
  filter: Filter;
  filtering: boolean;
  onFiltering(): void;
  onAdd(): void;
  more: MenuItem[];
}

export function Tools({ filter, filtering, onFiltering, onAdd, more }: ToolsProps) {
  const search = useRef<HTMLInputElement>(null);
  const asked = useAddress().searchParams.has("search"); // "/board?search=1" is a door from other rooms
  useEffect(() => {
    if (!asked) return;
    setTimeout(() => search.current?.focus()); // after the room has taken the focus to its heading
    show(filter);
  }, [asked]);
  const view = (view: Filter["view"], icon: "board" | "table", label: string) => (
    <a href={addressOf({ ...filter, view })} aria-current={filter.view === view ? "true" : undefined} aria-label={label} title={label}><Icon name={icon} small /></a>
  );
  return (
    <>
      <div class="board-views" role="group" aria-label={t("View")}>{view("board", "board", t("Board"))}{view("table", "table", t("Table"))}</div>
      <Menu label={t("More")} className="icon-button" items={more}><Icon name="menu" /></Menu>
      <div class="board-search" role="search">
        <Icon name="search" small />
        <input ref={search} class="input" type="search" aria-label={t("Search jobs")} placeholder={t("Search")} aria-keyshortcuts="/" value={filter.q}
          onInput={(e) => show({ ...filter, q: e.currentTarget.value })} onKeyDown={(e) => e.key === "Escape" && show({ ...filter, q: "" })} />
      </div>
      <button type="button" class={`button quiet board-filter${narrowed(filter) ? " on" : ""}`} aria-expanded={filtering} onClick={onFiltering}>
        <Icon name="filter" small /><span>{t("Filter")}</span>
      </button>
      <button type="button" class="button primary" aria-keyshortcuts="n" title={t("Add a job (N)")} onClick={onAdd}><Icon name="add" small />{t("Add job")}</button>
    </>
  );
}

const sortNames = (): [Sort, string][] => [
  ["position", t("As I put them")], ["updated", t("Last changed")], ["deadline", t("Deadline")], ["applied", t("Date applied")], ["company", t("Company")],
];

function Tick({ label, on, onTick }: { label: string; on: boolean; onTick(on: boolean): void }) {
  return (
    <label class="choice">
      <input type="checkbox" checked={on} onChange={(e) => onTick(e.currentTarget.checked)} />
      <span>{on && <Icon name="check" small />}{label}</span>
    </label>
  );
}

export function Filters({ filter, cards }: { filter: Filter; cards: readonly Card[] }) {
  const all = [...new Set(cards.flatMap((card) => card.tags))].sort((a, b) => a.localeCompare(b));
  if (filter.tag && !all.includes(filter.tag)) all.push(filter.tag);
  const set = (changes: Partial<Filter>) => show({ ...filter, ...changes });
  return (
    <div class="board-filters" role="group" aria-label={t("Filter")}>
      <Select label={t("Stage")} hideLabel value={filter.status} onValue={(v) => set({ status: v as Filter["status"] })} options={[["", t("Every stage")], ["open", t("All open ones")], ["closed", t("All closed ones")], ...statuses.map((s) => [s, stageName(s)] as const)]} />
      {all.length > 0 && <Select label={t("Tag")} hideLabel value={filter.tag} onValue={(tag) => set({ tag })} options={[["", t("Any tag")], ...all.map((tag) => [tag, tag] as const)]} />}
      <Select label={t("Workplace")} hideLabel value={filter.workplace} onValue={(v) => set({ workplace: v as Filter["workplace"] })} options={[["", t("Any workplace")], ...workplaces()]} />
      <Select label={t("Excitement")} hideLabel value={String(filter.stars)} onValue={(v) => set({ stars: Number(v) })}
        options={[["0", t("Any excitement")], ...[3, 4, 5].map((n) => [String(n), n === 5 ? t("5 stars") : t("{n} stars or more", { n })] as const)]} />
      <Select label={t("Order")} hideLabel value={filter.sort} onValue={(v) => set({ sort: v as Sort, reverse: false })} options={sortNames().some(([s]) => s === filter.sort) ? sortNames() : [...sortNames(), [filter.sort, t("As in the table")]]} />
      <Tick label={t("With a deadline")} on={filter.deadline} onTick={(deadline) => set({ deadline })} />
      <Tick label={t("Archived")} on={filter.archived} onTick={(archived) => set({ archived })} />
      {(narrowed(filter) || filter.sort !== "position") && (
        <Button kind="plain" onClick={() => set({ status: "", tag: "", workplace: "", stars: 0, deadline: false, archived: false, sort: "position", reverse: false })}>{t("Clear")}</Button>
      )}
    </div>
  );
}
