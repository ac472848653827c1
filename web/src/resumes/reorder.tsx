// reorder.tsx — a handle by which a row of a list is put elsewhere: with the mouse, a finger, or the arrow keys.
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import { Icon } from "~/parts/icon";
import { t } from "~/words/t";

interface GripProps {
  list: RefObject<HTMLElement | null>; // its children are the rows
  i: number;
  called: string;
  onMove(from: number, to: number): void;
}

const EDGE = 72; // px from the window's edge where it begins to scroll
const FASTEST = 14;

const gripOf = (row: Element | undefined) => row?.querySelector<HTMLElement>("[data-grip]");

export function Grip({ list, i, called, onMove }: GripProps) {
  const stop = useRef<(() => void) | undefined>(undefined);
  const onKey = (e: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[e.key];
    const rows = list.current!.children;
    if (!step || i + step < 0 || i + step >= rows.length) return;
    e.preventDefault();
    onMove(i, i + step);
    requestAnimationFrame(() => gripOf(list.current!.children[i + step])?.focus());
  };
  const onDown = (e: PointerEvent) => {
    if (e.button !== 0) return;
    e.preventDefault();
    const grip = e.currentTarget as HTMLElement;
    grip.focus({ preventScroll: true });
    grip.setPointerCapture(e.pointerId);
    stop.current = carry(list.current!, i, e, (to) => to !== i && onMove(i, to));
  };
  return (
    <button type="button" class="grip" data-grip aria-label={called ? t("Move {name}", { name: called }) : t("Move")} title={t("Drag, or press the arrow keys")}
      onKeyDown={onKey} onPointerDown={onDown} onLostPointerCapture={() => stop.current?.()}>
      <Icon name="grip" small />
    </button>
  );
}

// The row follows the hand, the others make room; the list itself changes when it is let go.
function carry(list: HTMLElement, from: number, begun: PointerEvent, onDrop: (to: number) => void): () => void {
  const rows = [...list.children] as HTMLElement[];
  const boxes = rows.map((row) => row.getBoundingClientRect());
  const held = rows[from]!;
  const gap = rows.length > 1 ? boxes[1]!.top - boxes[0]!.bottom : 0;
  const scrolled = scrollY;
  let [y, to, frame] = [begun.clientY, from, 0];

  const draw = () => {
    const edge = y < EDGE ? y - EDGE : y > innerHeight - EDGE ? y - innerHeight + EDGE : 0;
    if (edge) scrollBy(0, (edge / EDGE) * FASTEST);
    const by = y - begun.clientY + scrollY - scrolled;
    const middle = boxes[from]!.top + boxes[from]!.height / 2 + by;
    to = from;
    boxes.forEach((box, k) => {
      const passed = by > 0 ? k > from && middle + boxes[from]!.height / 2 > box.top + box.height / 2 : k < from && middle - boxes[from]!.height / 2 < box.top + box.height / 2;
      if (passed) to = by > 0 ? Math.max(to, k) : Math.min(to, k);
    });
    const room = boxes[from]!.height + gap;
    rows.forEach((row, k) => {
      const shift = k > from && k <= to ? -room : k < from && k >= to ? room : 0;
      row.style.transform = k === from ? `translateY(${by}px)` : shift ? `translateY(${shift}px)` : "";
    });
    frame = requestAnimationFrame(draw);
  };
  const onMove = (e: PointerEvent) => (y = e.clientY);
  const end = (dropped: boolean) => {
    cancelAnimationFrame(frame);
    removeEventListener("pointermove", onMove);
    removeEventListener("pointerup", onUp);
    removeEventListener("keydown", onKey, true);
    list.classList.remove("carrying");
    held.classList.remove("carried");
    for (const row of rows) row.style.transform = "";
    if (dropped) onDrop(to);
  };
  const onUp = () => end(true);
  const onKey = (e: KeyboardEvent) => {
    if (e.key !== "Escape") return;
    e.preventDefault();
    e.stopPropagation();
    end(false);
  };
  addEventListener("pointermove", onMove);
  addEventListener("pointerup", onUp);
  addEventListener("keydown", onKey, true);
  list.classList.add("carrying");
  held.classList.add("carried");
  frame = requestAnimationFrame(draw);
  return () => held.classList.contains("carried") && end(false);
}
