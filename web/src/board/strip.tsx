// strip.tsx — the stages' names above the columns on a phone: where she is, how many there are, and the way to each.
import { useEffect, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";
import type { Status } from "~/data/types";
import { gently } from "~/parts/motion";
import { closedStages, isClosed, openStages, stageName } from "~/parts/stage";
import { t } from "~/words/t";
import type { Columns } from "./order";

interface StripProps {
  board: RefObject<HTMLElement | null>;
  columns: Columns;
  stages: readonly Status[];
}

export function StageStrip({ board, columns, stages }: StripProps) {
  const [here, setHere] = useState("");
  const strip = useRef<HTMLElement>(null);
  const parts = [
    ...openStages.filter((s) => stages.includes(s)).map((s) => ({ key: s as string, status: s as Status, name: stageName(s), n: columns[s].length })),
    ...(stages.some(isClosed) ? [{ key: "closed", status: "rejected" as Status, name: t("Closed"), n: closedStages.reduce((sum, s) => sum + (stages.includes(s) ? columns[s].length : 0), 0) }] : []),
  ];
  useEffect(() => {
    const b = board.current!;
    const look = () => {
      const middle = b.getBoundingClientRect().left + b.clientWidth / 2;
      const column = [...b.querySelectorAll<HTMLElement>("[data-column]")].find((c) => c.getBoundingClientRect().right > middle);
      setHere(column?.dataset.column ?? "");
    };
    look();
    b.addEventListener("scroll", look, { passive: true });
    return () => b.removeEventListener("scroll", look);
  }, [stages.length]);
  useEffect(() => {
    const chosen = strip.current?.querySelector<HTMLElement>("[aria-current]");
    if (chosen) strip.current!.scrollTo({ left: chosen.offsetLeft - (strip.current!.clientWidth - chosen.offsetWidth) / 2, behavior: gently() });
  }, [here]);
  const jump = (key: string) => {
    const column = board.current!.querySelector<HTMLElement>(`[data-column="${key}"]`)!;
    board.current!.scrollTo({ left: column.offsetLeft - (board.current!.clientWidth - column.offsetWidth) / 2, behavior: gently() });
  };
  return (
    <nav class="stage-strip" ref={strip} aria-label={t("Stages")}>
      {parts.map((part) => (
        <button key={part.key} type="button" data-status={part.status} aria-current={part.key === here ? "true" : undefined} onClick={() => jump(part.key)}>
          <span class="stage-dot" aria-hidden="true" />{part.name} <span class="board-count numbers">{part.n}</span>
        </button>
      ))}
    </nav>
  );
}
