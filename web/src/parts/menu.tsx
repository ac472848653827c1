// menu.tsx — a few acts behind one button, with the keys that menus have.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Icon, type IconName } from "./icon";

export interface MenuItem {
  label: string;
  icon?: IconName;
  danger?: boolean;
  onPick?(): void;
  href?: string;
}

interface MenuProps {
  label: string; // of the button, when it shows no words
  children: ComponentChildren;
  items: MenuItem[];
  className: string; // the button's
  side?: "start" | "end" | "up";
}

export function Menu({ label, children, items, className, side = "end" }: MenuProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const all = () => [...(box.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];

  useEffect(() => {
    if (!open) return;
    all()[0]?.focus();
    const away = (e: Event) => !box.current?.contains(e.target as Node) && setOpen(false);
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKey = (e: KeyboardEvent) => {
    const list = all();
    const at = list.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: list.length - 1 }[e.key];
    if (e.key === "Escape" || e.key === "Tab") {
      close();
      if (e.key === "Escape") e.stopPropagation();
    } else if (to !== undefined) {
      e.preventDefault();
      list[(to + list.length) % list.length]?.focus();
    }
  };
  const inside = (item: MenuItem) => <>{item.icon && <Icon name={item.icon} small />}{item.label}</>;
  return (
    <div class="menu" ref={box}>
      <button ref={button} type="button" class={className} aria-label={label || undefined} aria-haspopup="menu" aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)}>
        {children}
      </button>
      {open && (
        <div class={`menu-list ${side}`} role="menu" id={id} onKeyDown={onKey}>
          {items.map((item) =>
            item.href ? (
              <a key={item.label} role="menuitem" tabIndex={-1} href={item.href} onClick={() => setOpen(false)}>{inside(item)}</a>
            ) : (
              <button key={item.label} type="button" role="menuitem" tabIndex={-1} class={item.danger ? "danger" : undefined} onClick={() => { close(); item.onPick?.(); }}>{inside(item)}</button>
            ),
          )}
        </div>
      )}
    </div>
  );
}
