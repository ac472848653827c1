// columns.tsx — the board itself: a column for each stage, with what is over folded into the last one.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Status } from "~/data/types";
import { Button, IconButton } from "~/parts/button";
import { Icon } from "~/parts/icon";
import { gently } from "~/parts/motion";
import { closedStages, isClosed, openStages, stageName } from "~/parts/stage";
import { useNarrow } from "~/parts/width";
import { many, t } from "~/words/t";
import { JobCard } from "./card";
import { useDrag, type Held } from "./drag";
import { stagesOf, type Filter } from "./filter";
import { moveCard } from "./jobs";
import { useLift } from "./lift";
import { columnsOf, placeOf, type Columns, type Place } from "./order";
import type { Card } from "./rows";
import { StageStrip } from "./strip";

const hints: Partial<Record<Status, () => string>> = {
  saved: () => t("Postings that you may apply to."),
  applied: () => t("Sent, and waiting for an answer."),
  screening: () => t("First calls and tests."),
  interview: () => t("Talks with the people there."),
  offer: () => t("On the table, to be weighed."),
  hired: () => t("The one."),
};

interface ListProps {
  status: Status;
  cards: Card[];
  held: Held | undefined;
  lifted: string | undefined;
  ordered: boolean;
  bare?: boolean; // a place to drop, without its cards
}

const MANY = 60; // cards of a column at a time

function List({ status, cards, held, lifted, ordered, bare }: ListProps) {
  const [most, setMost] = useState(MANY);
  const all = Math.max(most, cards.findIndex((card) => card.id === lifted) + 1);
  const over = held?.over?.status === status ? held.over.at : -1;
  const line = <li key="line" class="drop-line" aria-hidden="true" />;
  let n = 0;
  const rows = cards.slice(0, all).flatMap((card) => {
    const before = ordered && n === over && card.id !== held?.id;
    if (card.id !== held?.id) n++;
    const row = <JobCard key={card.id} card={card} held={card.id === held?.id} lifted={card.id === lifted} />;
    return before ? [line, row] : [row];
  });
  if (ordered && over >= n) rows.push(line);
  return (
    <ul class={over >= 0 ? "job-list over" : "job-list"} data-list={status} aria-label={stageName(status)}>
      {!bare && rows}
      {!bare && cards.length > all && <li key="more"><Button small full kind="plain" onClick={() => setMost(all + MANY)}>{many(cards.length - all, "Show {n} more", "Show {n} more")}</Button></li>}
    </ul>
  );
}

// What the board looked like when she left it for a job.
const left = { across: 0, down: new Map<string, number>(), card: "" };

function useReturn(board: { current: HTMLElement | null }) {
  useLayoutEffect(() => {
    const b = board.current!;
    const scrollers = () => b.querySelectorAll<HTMLElement>("[data-scrolls]");
    b.scrollLeft = left.across;
    for (const s of scrollers()) s.scrollTop = left.down.get(s.dataset.scrolls!) ?? 0;
    const note = (e: Event) => {
      left.across = b.scrollLeft;
      for (const s of scrollers()) left.down.set(s.dataset.scrolls!, s.scrollTop);
      left.card = (e.target as HTMLElement).closest<HTMLElement>("[data-card]")?.dataset.card ?? "";
    };
    b.addEventListener("click", note, true);
    return () => b.removeEventListener("click", note, true);
  }, []);
  useEffect(() => {
    const card = left.card;
    left.card = "";
    const focus = () => board.current?.querySelector<HTMLElement>(`[data-card="${card}"] .job-link`)?.focus({ preventScroll: true });
    if (card) setTimeout(focus); // after the room has taken the focus to its heading
  }, []);
}

interface ColumnsProps {
  cards: Card[];
  filter: Filter;
  onAdd(status: Status): void;
}

const FOLD = "rung.board.closed";

export function JobColumns({ cards, filter, onAdd }: ColumnsProps) {
  const board = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(() => localStorage.getItem(FOLD) === "open");
  const [peeking, setPeeking] = useState(false); // a card is being carried over it
  const ordered = filter.sort === "position";
  const columns = columnsOf(cards);
  const narrow = useNarrow();
  const stages = stagesOf(filter);
  const drop = (card: Card, to: Place) => {
    const others = columns[to.status].filter((c) => c.id !== card.id);
    moveCard(card, to.status, ordered ? { before: others[to.at]?.id, after: others[to.at - 1]?.id } : {});
  };
  const dropHeld = (id: string, to: Place) => {
    const card = cards.find((c) => c.id === id);
    const from = card && placeOf(columns, card);
    if (!card || (from!.status === to.status && (!ordered || from!.at === to.at))) return;
    drop(card, to);
  };
  const held = useDrag(board, dropHeld, (list) => list.dataset.fold && setPeeking(true));
  const lift = useLift(board, { columns, stages, ordered, onDrop: drop });
  useReturn(board);
  useEffect(() => {
    if (!held) setPeeking(false);
  }, [!!held]);
  useLayoutEffect(() => {
    if (peeking) board.current!.scrollTo({ left: board.current!.scrollWidth, behavior: gently() });
  }, [peeking]);
  // What she looks for on a phone may lie in a column that is not in sight.
  useEffect(() => {
    const found = narrow && filter.q && stages.find((s) => columns[s].length);
    const column = found && board.current!.querySelector<HTMLElement>(`[data-column="${isClosed(found) ? "closed" : found}"]`);
    if (column) board.current!.scrollTo({ left: column.offsetLeft - (board.current!.clientWidth - column.offsetWidth) / 2 });
  }, [filter.q, cards.length]);
  const fold = (next: boolean) => {
    setOpen(next);
    localStorage.setItem(FOLD, next ? "open" : "folded");
  };
  const shared = { held, lifted: lift.lifted?.card.id, ordered };
  const unfolded = open || narrow || peeking || !stages.some((s) => !isClosed(s)) || (!!lift.lifted && isClosed(lift.lifted.to.status));
  const openOnes = openStages.filter((s) => stages.includes(s));
  const closedOnes = closedStages.filter((s) => stages.includes(s));
  return (
    <>
      <p class="unseen" id="board-keys">{t("Space picks the card up; arrows move it.")}</p>
      <StageStrip board={board} columns={lift.columns} stages={stages} />
      <div class="board" ref={board} onKeyDown={lift.onKeyDown} role="region" aria-label={t("Your applications")}>
        {openOnes.map((status) => (
          <section key={status} class="board-column" data-status={status} data-column={status} aria-labelledby={`column-${status}`}>
            <header>
              <h2 id={`column-${status}`}><span class="stage-dot" />{stageName(status)} <Count n={lift.columns[status].length} /></h2>
              <IconButton icon="add" small label={t("Add a job to {stage}", { stage: stageName(status) })} onClick={() => onAdd(status)} />
            </header>
            <div class="board-column-body" data-scrolls={status}>
              <List status={status} cards={lift.columns[status]} {...shared} />
              {!lift.columns[status].length && <p class="board-column-hint">{hints[status]!()}</p>}
            </div>
          </section>
        ))}
        {closedOnes.length > 0 && (
          <Closed columns={lift.columns} stages={closedOnes} unfolded={unfolded} onFold={narrow ? undefined : () => fold(!open)} list={(status) => <List status={status} cards={lift.columns[status]} {...shared} bare={peeking && !open && !narrow} />} />
        )}
      </div>
    </>
  );
}

const Count = ({ n }: { n: number }) => (
  <span class="board-count numbers"><span aria-hidden="true">{n}</span><span class="unseen">{many(n, "{n} job", "{n} jobs")}</span></span>
);

interface ClosedProps {
  columns: Columns;
  stages: readonly Status[];
  unfolded: boolean;
  onFold: (() => void) | undefined; // on a phone it is always open
  list(status: Status): preact.ComponentChildren;
}

function Closed({ columns, stages, unfolded, onFold, list }: ClosedProps) {
  const all = stages.reduce((sum, status) => sum + columns[status].length, 0);
  return (
    <section class={unfolded ? "board-column closed" : "board-column closed folded"} data-status="rejected" data-column="closed" data-fold={unfolded ? undefined : "closed"} aria-labelledby="column-closed">
      <header>
        <h2 id="column-closed">
          {onFold ? (
            <button type="button" aria-expanded={unfolded} onClick={onFold}><Icon name="more" small /><span>{t("Closed")}</span> <Count n={all} /></button>
          ) : (
            <><span class="stage-dot" />{t("Closed")} <Count n={all} /></>
          )}
        </h2>
      </header>
      {unfolded && (
        <div class="board-column-body" data-scrolls="closed">
          {stages.map((status) => (
            <div key={status} class="closed-part">
              <h3>{stageName(status)} <Count n={columns[status].length} /></h3>
              {list(status)}
            </div>
          ))}
        </div>
      )}
    </section>
  );
}
