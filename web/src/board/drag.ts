// drag.ts — a card in the hand: by mouse at once, by finger after a long press, so that a swipe still scrolls. What is under it scrolls along at
// the edges. Nothing on the page moves until it is dropped; a line says where it would lie. (The browser's own dragging has no touch.)
import { useEffect, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";
import type { Status } from "~/data/types";
import type { Place } from "./order";

const SLIP = 6; // px that a hand trembles
const LONG_PRESS = 280;
const EDGE = 56;
const FASTEST = 16;

export interface Held {
  id: string;
  over: Place | undefined;
}

export function useDrag(board: RefObject<HTMLElement | null>, onDrop: (id: string, to: Place) => void, onHover: (list: HTMLElement) => void): Held | undefined {
  const [held, setHeld] = useState<Held>();
  const acts = useRef({ onDrop, onHover });
  acts.current = { onDrop, onHover };
  useEffect(() => (board.current ? dragging(board.current, setHeld, acts) : undefined), []);
  return held;
}

function placeAt(board: HTMLElement, id: string, x: number, y: number): { list: HTMLElement; place: Place | undefined } | undefined {
  let best: HTMLElement | undefined;
  let least = Infinity;
  for (const list of board.querySelectorAll<HTMLElement>("[data-list], [data-fold]")) {
    const r = list.getBoundingClientRect();
    if (x < r.left - 6 || x > r.right + 6) continue;
    const far = Math.max(r.top - y, y - r.bottom, 0);
    if (far < least) [best, least] = [list, far];
  }
  if (!best) return undefined;
  if (!best.dataset.list) return { list: best, place: undefined };
  const others = [...best.querySelectorAll<HTMLElement>("[data-card]")].filter((card) => card.dataset.card !== id);
  const at = others.filter((card) => {
    const r = card.getBoundingClientRect();
    return r.top + r.height / 2 < y;
  }).length;
  return { list: best, place: { status: best.dataset.list as Status, at } };
}

function liftCopy(card: HTMLElement): HTMLElement {
  const copy = card.cloneNode(true) as HTMLElement;
  const r = card.getBoundingClientRect();
  copy.removeAttribute("data-card");
  copy.className = "job-card in-hand";
  copy.setAttribute("aria-hidden", "true");
  copy.inert = true;
  Object.assign(copy.style, { width: `${r.width}px`, height: `${r.height}px`, left: `${r.left}px`, top: `${r.top}px` });
  document.body.append(copy);
  return copy;
}

const pull = (at: number, from: number, to: number) =>
  at < from + EDGE ? -FASTEST * Math.min(1, (from + EDGE - at) / EDGE) : at > to - EDGE ? FASTEST * Math.min(1, (at - to + EDGE) / EDGE) : 0;

function dragging(board: HTMLElement, show: (held: Held | undefined) => void, acts: { current: { onDrop(id: string, to: Place): void; onHover(list: HTMLElement): void } }): () => void {
  let card: HTMLElement | undefined;
  let copy: HTMLElement | undefined;
  let start = { x: 0, y: 0 };
  let hand = { x: 0, y: 0 };
  let pointer = -1;
  let timer = 0;
  let frame = 0;
  let over: Place | undefined;
  let touching = false;

  const see = () => {
    const seen = placeAt(board, card!.dataset.card!, hand.x, hand.y);
    if (seen) acts.current.onHover(seen.list);
    const same = over?.status === seen?.place?.status && over?.at === seen?.place?.at;
    if (same) return;
    over = seen?.place;
    show({ id: card!.dataset.card!, over });
  };
  const scrollAlong = () => {
    const sides = board.getBoundingClientRect();
    board.scrollLeft += pull(hand.x, Math.max(0, sides.left), Math.min(innerWidth, sides.right));
    const list = over && board.querySelector<HTMLElement>(`[data-list="${over.status}"]`)?.closest<HTMLElement>("[data-scrolls]");
    if (list) {
      const r = list.getBoundingClientRect();
      list.scrollTop += pull(hand.y, r.top, r.bottom);
    }
    scrollBy(0, pull(hand.y, 0, innerHeight));
    see();
    frame = requestAnimationFrame(scrollAlong);
  };
  const lift = () => {
    if (!card?.isConnected) return;
    copy = liftCopy(card);
    board.classList.add("dragging");
    getSelection()?.removeAllRanges();
    if (touching) navigator.vibrate?.(12);
    else board.setPointerCapture(pointer);
    show({ id: card.dataset.card!, over: undefined });
    frame = requestAnimationFrame(scrollAlong);
  };
  const letGo = () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    copy?.remove();
    board.classList.remove("dragging");
    if (copy) show(undefined);
    card = copy = over = undefined;
    pointer = -1;
  };

  const onDown = (e: PointerEvent) => {
    const target = e.target as HTMLElement;
    const found = target.closest<HTMLElement>("[data-card]");
    if (card || !found || e.button !== 0 || !e.isPrimary || target.closest(".menu")) return;
    card = found;
    pointer = e.pointerId;
    start = hand = { x: e.clientX, y: e.clientY };
    touching = e.pointerType === "touch";
    if (touching) timer = window.setTimeout(lift, LONG_PRESS);
  };
  const onMove = (e: PointerEvent) => {
    if (e.pointerId !== pointer) return;
    hand = { x: e.clientX, y: e.clientY };
    if (copy) copy.style.translate = `${hand.x - start.x}px ${hand.y - start.y}px`;
    else if (Math.hypot(hand.x - start.x, hand.y - start.y) > SLIP) (touching ? letGo : lift)();
  };
  const onUp = (e: PointerEvent) => {
    if (e.pointerId !== pointer) return;
    const dropped = copy && over && { id: card!.dataset.card!, to: over };
    if (copy) swallowClick();
    letGo();
    if (dropped) acts.current.onDrop(dropped.id, dropped.to);
  };
  const onCancel = (e: PointerEvent) => e.pointerId === pointer && letGo();
  const onKey = (e: KeyboardEvent) => e.key === "Escape" && copy && (e.preventDefault(), swallowClick(), letGo());
  const holdStill = (e: TouchEvent) => copy && e.cancelable && e.preventDefault();
  const noMenu = (e: Event) => touching && card && e.preventDefault();

  board.addEventListener("pointerdown", onDown);
  board.addEventListener("touchmove", holdStill, { passive: false });
  board.addEventListener("contextmenu", noMenu);
  addEventListener("pointermove", onMove);
  addEventListener("pointerup", onUp);
  addEventListener("pointercancel", onCancel);
  addEventListener("keydown", onKey, true);
  return () => {
    letGo();
    board.removeEventListener("pointerdown", onDown);
    board.removeEventListener("touchmove", holdStill);
    board.removeEventListener("contextmenu", noMenu);
    removeEventListener("pointermove", onMove);
    removeEventListener("pointerup", onUp);
    removeEventListener("pointercancel", onCancel);
    removeEventListener("keydown", onKey, true);
  };
}

// The button's release ends the drag; it is no click on the card.
function swallowClick() {
  const swallow = (e: Event) => {
    e.preventDefault();
    e.stopPropagation();
  };
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, true), 50);
}
