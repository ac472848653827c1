// menu.tsx — a few acts behind one button, with the keys that menus have. It lies above everything and within the window.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Status } from "~/data/types";
import { Icon, type IconName } from "./icon";

export interface MenuItem {
  label: string;
  icon?: IconName;
  stage?: Status; // a dot of its colour in the icon's place
  apart?: boolean; // a line above it
  danger?: boolean;
  onPick?(): void;
  href?: string;
}

interface MenuProps {
  label: string; // of the button, when it shows no words
  children: ComponentChildren;
  items: MenuItem[] | (() => MenuItem[]); // made when it opens
  className: string; // the button's
  side?: "start" | "end" | "up";
}

const GAP = 4;
const EDGE = 8;

export function place(list: HTMLElement, button: HTMLElement, side: "start" | "end" | "up") {
  list.style.maxHeight = "";
  const from = button.getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const below = (visualViewport?.height ?? innerHeight) - from.bottom - GAP - EDGE;
  const above = from.top - GAP - EDGE;
  const up = side === "up" ? above >= height || above > below : height > below && above > below;
  const left = side === "end" ? from.right - width : from.left;
  const space = Math.max(up ? above : below, 96);
  if (height > space) list.style.maxHeight = `${space}px`;
  list.style.left = `${Math.max(EDGE, Math.min(left, document.documentElement.clientWidth - width - EDGE))}px`;
  list.style.top = `${up ? Math.max(EDGE, from.top - GAP - Math.min(height, above)) : from.bottom + GAP}px`;
}

export function Menu({ label, children, items, className, side = "end" }: MenuProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const all = () => [...(list.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];

  useLayoutEffect(() => {
    if (!open) return;
    list.current!.showPopover?.();
    place(list.current!, button.current!, side);
  }, [open]);
  useEffect(() => {
    if (!open) return;
    all()[0]?.focus({ preventScroll: true });
    const away = (e: Event) => !(e.type === "scroll" ? list : box).current?.contains(e.target as Node) && setOpen(false);
    const resized = () => setOpen(false);
    document.addEventListener("pointerdown", away);
    document.addEventListener("scroll", away, true);
    addEventListener("resize", resized);
    return () => {
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("scroll", away, true);
      removeEventListener("resize", resized);
    };
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKey = (e: KeyboardEvent) => {
    const each = all();
    const at = each.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: each.length - 1 }[e.key];
    if (e.key === "Escape" || e.key === "Tab") {
      close();
      if (e.key === "Escape") {
        e.preventDefault();
        e.stopPropagation();
      }
    } else if (to !== undefined) {
      e.preventDefault();
      each[(to + each.length) % each.length]?.focus();
    } else if (e.key.length === 1 && e.key !== " ") {
      e.stopPropagation();
      const fits = (item: HTMLElement) => item.textContent?.toLowerCase().startsWith(e.key.toLowerCase());
      (each.slice(at + 1).find(fits) ?? each.find(fits))?.focus();
    }
  };
  const inside = (item: MenuItem) => (
    <>
      {item.stage ? <span class="stage-dot" data-status={item.stage} aria-hidden="true" /> : item.icon && <Icon name={item.icon} small />}
      {item.label}
    </>
  );
  const look = (item: MenuItem) => [item.danger && "danger", item.apart && "apart"].filter(Boolean).join(" ") || undefined;
  return (
    <div class="menu" ref={box}>
      <button ref={button} type="button" class={className} aria-label={label || undefined} aria-haspopup="menu" aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)}>
        {children}
      </button>
      {open && (
        <div ref={list} class="menu-list" popover="manual" role="menu" id={id} onKeyDown={onKey}>
          {(typeof items === "function" ? items() : items).map((item) =>
            item.href ? (
              <a key={item.label} role="menuitem" tabIndex={-1} class={look(item)} href={item.href} onClick={() => setOpen(false)}>{inside(item)}</a>
            ) : (
              <button key={item.label} type="button" role="menuitem" tabIndex={-1} class={look(item)} onClick={() => { close(); item.onPick?.(); }}>{inside(item)}</button>
            ),
          )}
        </div>
      )}
    </div>
  );
}
