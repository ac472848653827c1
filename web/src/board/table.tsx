// table.tsx — the same jobs as rows: sorted by any column, and several changed at once. On a phone it is a list.
import { useCallback, useRef, useState } from "preact/hooks";
import { Button } from "~/parts/button";
import { Icon } from "~/parts/icon";
import { memo } from "~/parts/memo";
import { Menu } from "~/parts/menu";
import { StageTag } from "~/parts/stage";
import { Stars } from "~/parts/stars";
import { useNarrow } from "~/parts/width";
import { many, t } from "~/words/t";
import { daysUntil, nearDay, shortDate } from "~/words/time";
import { cardMenu, matterOf } from "./card";
import { ascending, type Filter, type Sort } from "./filter";
import type { Card } from "./rows";
import { SelectionBar } from "./selection";
import { show } from "./tools";
import { placeWords, salaryWords, titleWords } from "./words";

interface Heading {
  sort?: Sort;
  label: string;
}

const headings = (): Heading[] => [
  { sort: "title", label: t("Title") }, { sort: "company", label: t("Company") }, { sort: "status", label: t("Stage") }, { label: t("Place") }, { label: t("Salary") },
  { sort: "excitement", label: t("Excitement") }, { sort: "applied", label: t("Applied") }, { sort: "deadline", label: t("Deadline") }, { sort: "updated", label: t("Changed") },
];

const MANY = 200; // rows at a time

export function JobTable({ cards, filter }: { cards: Card[]; filter: Filter }) {
  const narrow = useNarrow();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState("");
  const chosen = cards.filter((card) => picked.has(card.id));
  const pick = (card: Card, on: boolean, range: boolean) => {
    const from = range ? cards.findIndex((c) => c.id === last) : -1;
    const to = cards.indexOf(card);
    const ids = from < 0 ? [card.id] : cards.slice(Math.min(from, to), Math.max(from, to) + 1).map((c) => c.id);
    const next = new Set(picked);
    for (const id of ids) if (on) next.add(id); else next.delete(id);
    setPicked(next);
    setLast(card.id);
  };
  const all = chosen.length === cards.length;
  const everything = (
    <label class="job-tick">
      <input type="checkbox" checked={all} ref={(box) => { if (box) box.indeterminate = !all && chosen.length > 0; }} onChange={() => setPicked(all ? new Set() : new Set(cards.map((c) => c.id)))} />
      <span class={narrow ? "small" : "unseen"}>{t("Select all")}</span>
    </label>
  );
  const latest = useRef(pick);
  latest.current = pick;
  const onPick = useCallback<OnPick>((...picking) => latest.current(...picking), []);
  const [most, setMost] = useState(MANY);
  const rows = { cards: cards.slice(0, most), picked, onPick };
  return (
    <div class="job-table">
      <p class="unseen" role="status">{many(cards.length, "{n} job", "{n} jobs")}</p>
      {narrow ? <><div class="row apart">{everything}<span class="small soft">{many(cards.length, "{n} job", "{n} jobs")}</span></div><NarrowRows {...rows} /></> : <WideRows {...rows} filter={filter} everything={everything} />}
      {cards.length > most && <div class="job-more"><Button onClick={() => setMost(most + MANY)}>{many(Math.min(MANY, cards.length - most), "Show {n} more", "Show {n} more")}</Button></div>}
      {chosen.length > 0 && <SelectionBar cards={chosen} tags={[...new Set(cards.flatMap((c) => c.tags))]} onDone={() => setPicked(new Set())} />}
    </div>
  );
}

type OnPick = (card: Card, on: boolean, range: boolean) => void;

interface RowsProps {
  cards: Card[];
  picked: ReadonlySet<string>;
  onPick: OnPick;
}

interface RowProps {
  card: Card;
  picked: boolean;
  onPick: OnPick;
}

const Tick = ({ card, picked, onPick }: RowProps) => (
  <label class="job-tick">
    <input type="checkbox" checked={picked} aria-label={t("Select {job}", { job: `${titleWords(card.job_title)}, ${card.company}` })} onClick={(e) => onPick(card, e.currentTarget.checked, e.shiftKey)} />
  </label>
);

const MoreMenu = ({ card }: { card: Card }) => (
  <Menu label={t("More for {job}", { job: `${titleWords(card.job_title)}, ${card.company}` })} className="icon-button small" items={() => cardMenu(card)}><Icon name="menu" small /></Menu>
);

function WideRows({ cards, picked, onPick, filter, everything }: RowsProps & { filter: Filter; everything: preact.ComponentChildren }) {
  const press = (sort: Sort) => {
    if (filter.sort !== sort) show({ ...filter, sort, reverse: false });
    else if (!filter.reverse) show({ ...filter, reverse: true });
    else show({ ...filter, sort: "position", reverse: false });
  };
  return (
    <div class="sheet-scroll" tabIndex={0} role="region" aria-label={t("Your applications")}>
      <table>
        <thead>
          <tr>
            <td>{everything}</td>
            {headings().map(({ sort, label }) => {
              const by = sort && filter.sort === sort;
              return (
                <th key={label} scope="col" aria-sort={by ? (ascending(filter) ? "ascending" : "descending") : undefined}>
                  {sort ? <button type="button" onClick={() => press(sort)}>{label}{by && <Icon name={ascending(filter) ? "up" : "down"} small />}</button> : label}
                </th>
              );
            })}
            <td><span class="unseen">{t("More")}</span></td>
          </tr>
        </thead>
        <tbody>
          {cards.map((card) => <WideRow key={card.id} card={card} picked={picked.has(card.id)} onPick={onPick} />)}
        </tbody>
      </table>
    </div>
  );
}

const WideRow = memo(function WideRow({ card, picked, onPick }: RowProps) {
  const near = card.deadline !== null && daysUntil(card.deadline) <= 7 && daysUntil(card.deadline) >= 0;
  return (
    <tr>
      <td><Tick card={card} picked={picked} onPick={onPick} /></td>
      <th scope="row"><a class="clip" href={`/board/${card.id}`} title={card.job_title}>{titleWords(card.job_title)}</a></th>
      <td><span class="clip" title={card.company}>{card.company}</span></td>
      <td><StageTag status={card.status} /></td>
      <td class="soft"><span class="clip">{placeWords(card)}</span></td>
      <td class="soft numbers"><span class="clip" title={salaryWords(card)}>{salaryWords(card, true)}</span></td>
      <td>{card.excitement_level && <Stars n={card.excitement_level} label={t("Excitement")} />}</td>
      <td class="soft numbers">{card.date_applied && shortDate(card.date_applied)}</td>
      <td class={near ? "numbers soon" : "soft numbers"}>{card.deadline && shortDate(card.deadline)}</td>
      <td class="soft">{nearDay(card.updated_at)}</td>
      <td><MoreMenu card={card} /></td>
    </tr>
  );
});

const NarrowRows = ({ cards, picked, onPick }: RowsProps) => (
  <ul class="job-rows">{cards.map((card) => <NarrowRow key={card.id} card={card} picked={picked.has(card.id)} onPick={onPick} />)}</ul>
);

const NarrowRow = memo(function NarrowRow({ card, picked, onPick }: RowProps) {
  const matter = matterOf(card);
  return (
    <li>
      <Tick card={card} picked={picked} onPick={onPick} />
      <a href={`/board/${card.id}`}>
        <span class="job-title">{titleWords(card.job_title)}</span>
        <span class="job-company">{card.company}</span>
        <span class="row tight"><StageTag status={card.status} />{matter && <span class={matter.soon ? "soon tiny" : "soft tiny"}>{matter.words}</span>}</span>
      </a>
      <MoreMenu card={card} />
    </li>
  );
});
