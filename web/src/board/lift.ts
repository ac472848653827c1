// lift.ts — a card in the hand by keyboard: Space takes it, arrows carry it, Space puts it down, Escape puts it back. Without one in the hand, arrows go from card to card.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";
import type { Status } from "~/data/types";
import { stageName } from "~/parts/stage";
import { announce } from "~/parts/toast";
import { t } from "~/words/t";
import { placeOf, withMoved, type Columns, type Place } from "./order";
import type { Card } from "./rows";

export interface Lifted {
  card: Card;
  from: Place;
  to: Place;
}

interface Given {
  columns: Columns;
  stages: readonly Status[]; // in the order in which arrows go through them
  ordered: boolean; // places within a column are hers to choose
  onDrop(card: Card, to: Place): void;
}

const linkOf = (board: HTMLElement | null, id: string) => board?.querySelector<HTMLElement>(`[data-card="${id}"] .job-link`);

const whereWords = ({ columns }: Given, lifted: Lifted) => {
  const others = columns[lifted.to.status].filter((c) => c.id !== lifted.card.id).length;
  return t("{stage}, {n} of {all}", { stage: stageName(lifted.to.status), n: lifted.to.at + 1, all: others + 1 });
};

export function useLift(board: RefObject<HTMLElement | null>, given: Given): { lifted: Lifted | undefined; onKeyDown(e: KeyboardEvent): void; columns: Columns } {
  const [lifted, setLifted] = useState<Lifted>();
  const putDown = useRef("");

  // In another column it is another element: the focus goes with it.
  useLayoutEffect(() => {
    const link = linkOf(board.current, lifted?.card.id ?? putDown.current);
    putDown.current = "";
    if (!link) return;
    link.focus({ preventScroll: true });
    link.closest("[data-card]")!.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [lifted]);
  useEffect(() => {
    if (!lifted) return;
    const away = () => putBack(lifted);
    addEventListener("pointerdown", away);
    return () => removeEventListener("pointerdown", away);
  }, [lifted]);

  function putBack({ card }: Lifted) {
    putDown.current = card.id;
    setLifted(undefined);
    announce(t("{job} is back where it was.", { job: card.job_title }));
  }

  function carry(e: KeyboardEvent, hand: Lifted) {
    const { card, from, to } = hand;
    const others = (s: Status) => given.columns[s].filter((c) => c.id !== card.id).length;
    const sideways = (step: number): Place | undefined => {
      const status = given.stages[given.stages.indexOf(to.status) + step];
      return status && { status, at: status === from.status ? from.at : given.ordered ? Math.min(to.at, others(status)) : 0 };
    };
    const inColumn = (at: number): Place | undefined => (given.ordered && at >= 0 && at <= others(to.status) ? { ...to, at } : undefined);
    const moves: Record<string, () => Place | undefined> = {
      ArrowUp: () => inColumn(to.at - 1), ArrowDown: () => inColumn(to.at + 1), Home: () => inColumn(0), End: () => inColumn(others(to.status)),
      ArrowLeft: () => sideways(-1), ArrowRight: () => sideways(1),
    };
    if (e.key === " " || e.key === "Enter") {
      putDown.current = card.id;
      setLifted(undefined);
      announce(t("Dropped. {where}.", { where: whereWords(given, hand) }));
      if (to.status !== from.status || to.at !== from.at) given.onDrop(card, to);
    } else if (e.key === "Escape") putBack(hand);
    else if (e.key in moves) {
      const next = moves[e.key]!();
      if (!next) return;
      const moved = { ...hand, to: next };
      setLifted(moved);
      announce(whereWords(given, moved));
    }
  }

  function walk(e: KeyboardEvent, card: Card) {
    const here = placeOf(given.columns, card);
    const list = given.columns[here.status];
    const beside = (step: number) => {
      for (let i = given.stages.indexOf(here.status) + step; given.stages[i]; i += step) {
        const there = given.columns[given.stages[i]!];
        if (there.length) return there[Math.min(here.at, there.length - 1)];
      }
      return undefined;
    };
    const ways: Record<string, () => Card | undefined> = {
      ArrowUp: () => list[here.at - 1], ArrowDown: () => list[here.at + 1], Home: () => list[0], End: () => list.at(-1), ArrowLeft: () => beside(-1), ArrowRight: () => beside(1),
    };
    const to = ways[e.key]?.();
    if (!(e.key in ways)) return;
    e.preventDefault();
    if (to) linkOf(board.current, to.id)?.focus();
  }

  function onKeyDown(e: KeyboardEvent) {
    const element = (e.target as HTMLElement).closest<HTMLElement>(".job-link")?.closest<HTMLElement>("[data-card]");
    if (!element || e.ctrlKey || e.metaKey || e.altKey) return;
    if (lifted) {
      if (e.key === "Shift") return;
      e.preventDefault(); // Tab, too: what is in the hand is put down first
      return carry(e, lifted);
    }
    const card = Object.values(given.columns).flat().find((c) => c.id === element.dataset.card);
    if (!card) return;
    if (e.key !== " ") return walk(e, card);
    e.preventDefault();
    const from = placeOf(given.columns, card);
    const hand = { card, from, to: from };
    setLifted(hand);
    announce(t("Picked up {job}. {where}. Arrows carry it, Space puts it down, Escape puts it back.", { job: card.job_title, where: whereWords(given, hand) }));
  }

  return { lifted, onKeyDown, columns: lifted ? withMoved(given.columns, lifted.card, lifted.to) : given.columns };
}
